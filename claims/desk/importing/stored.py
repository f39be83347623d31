"""The rows of the database that the entries of an import are, or refer to, by natural key; few queries, no N+1."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from claims.models import ImportMark
from claims.models.content import Content

from .contents import CONTENT, Key, reference_lists, references, target
from .entries import Entry

AT_ONCE = 500
"""Keys per query; both engines take far more parameters than that."""

Rows = dict[type[Content], dict[Key, Any]]
"""By model and natural key: a row, or what becomes of it."""


def stored_rows(entries: Iterable[Entry]) -> Rows:
    """The rows that are in the database, locked until the transaction ends.

    One query for each 500 keys of a model, and one for each field of these rows that refers to others.
    """
    wanted: dict[type[Content], set[Key]] = {model: set() for model in CONTENT}
    for entry in entries:
        if entry.key is not None:
            wanted[entry.model].add(entry.key)
        for model, key in _referred_to(entry):
            wanted[model].add(key)
    return {model: _rows(model, keys) for model, keys in wanted.items()}


def stored_marks(rows: Rows) -> dict[tuple[str, int], str]:
    """The hashes that rows were last imported with, by model label and primary key."""
    marks: dict[tuple[str, int], str] = {}
    for model, by_key in rows.items():
        label = model._meta.label_lower
        for some in chunks(sorted(row.pk for row in by_key.values())):
            found = ImportMark.objects.filter(model=label, object_id__in=some).values_list("object_id", "sha256")
            marks |= {(label, pk): sha256 for pk, sha256 in found}
    return marks


def chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    """The items in lists of at most `AT_ONCE`."""
    remaining = iter(items)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def linked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with all that they refer to, each referred row once in memory whatever the number that refer to it."""
    model: type[Content] = rows.model
    names = [field.name for field in (*references(model), *reference_lists(model))]
    deeper = [
        f"{field.name}__{path.rpartition('__')[0]}"
        for field in references(model)
        for path in target(field).NATURAL_KEY
        if "__" in path
    ]
    return rows.prefetch_related(*names, *deeper)


def _referred_to(entry: Entry) -> Iterator[tuple[type[Content], Key]]:
    named = [(target(field), entry.fields.get(field.name)) for field in references(entry.model)]
    for many in reference_lists(entry.model):
        members = entry.fields.get(many.name)
        named += [(target(many), member) for member in (members if isinstance(members, list) else [])]
    for model, value in named:
        if (key := as_key(value, model)) is not None:
            yield model, key


def as_key(value: Any, model: type[Content]) -> Key | None:
    """A reference of a fixture as a natural key of the model, or None where it is not of that form."""
    if (
        isinstance(value, list)
        and len(value) == len(model.NATURAL_KEY)
        and all(isinstance(part, str) for part in value)
    ):
        return tuple(value)
    return None


def _rows(model: type[Content], keys: set[Key]) -> dict[Key, Any]:
    """Rows are looked up by the first part of their key: the others narrow it down to a few, in memory."""
    found = {}
    # The rules of keys allow no other characters, and some of the others no engine takes.
    firsts = sorted({key[0] for key in keys if key[0].isascii() and key[0].isprintable()})
    for some in chunks(firsts):
        query = model.objects.filter(**{f"{model.NATURAL_KEY[0]}__in": some}).order_by("pk")
        for row in linked(query.select_for_update(of=("self",), no_key=True)):
            key = row.natural_key()
            if key in keys:
                found[key] = row
    return found

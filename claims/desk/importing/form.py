"""A row as a fixture would hold it: what is compared with the files, and hashed for the memory of imports."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from claims.judgement.canonical import canonical, sha256
from claims.models.content import Content

from .contents import Key, plain_fields, reference_lists, references

Form = dict[str, Any]
Lists = Mapping[str, Collection[Content]]
"""By field, the rows that a list of references holds."""


def form_of(row: Content, lists: Lists) -> Form:
    """All that a fixture says of a row, in one form for what is stored and what is to be. No query if all is linked."""
    form: Form = {field.name: plain_form(field, row) for field in plain_fields(type(row))}
    for field in references(type(row)):
        other = getattr(row, field.name)
        form[field.name] = None if other is None else list(other.natural_key())
    for many in reference_lists(type(row)):
        form[many.name] = sorted({_key(other) for other in lists[many.name]})
    return form


def lists_of(row: Content) -> dict[str, list[Content]]:
    """The lists of references of a stored row."""
    return {field.name: list(getattr(row, field.name).all()) for field in reference_lists(type(row))}


def hash_of(form: Form) -> str:
    """What is remembered of an import. Raises NotCanonical for text that is not in Unicode normal form C."""
    return sha256(canonical(form))


def _key(row: Content) -> Key:
    return row.natural_key()


def plain_form(field: Any, row: Content) -> Any:
    """One column of a row as a fixture would hold it: numbers, texts, lists and maps; moments in UTC."""
    match field.value_from_object(row):
        case datetime() as moment:
            return moment.astimezone(UTC).isoformat()
        case None | bool() | int() | str() | list() | dict() as value:
            return value
        case _:
            return field.value_to_string(row)

"""The values of facets: which live claims have each verdict, subject, source …, kept as the record changes.

A value holds the primary keys of its claims as a bitmap. So a list knows how many claims several choices leave
together without reading one of them, and a claim that is published costs one write for each of its values.

Everything here follows from the heads of the record and their terms, and can be made again (`fill`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from pyroaring import BitMap

from claims.judgement.vocab import FacetKind, LiveStatus, TermKind
from claims.models.record import FacetValue, PublishedClaim, PublishedTerm
from claims.text import fold

from .search import engine
from .search.corpora import Corpus

FACET_VALUES = Corpus("facet values", FacetValue, None)
"""Their labels are searched as texts are."""

FROM_TERMS = [kind for kind in FacetKind.values if kind in TermKind.values]
"""The facets that are terms of a claim; the others are columns of its head."""

AT_ONCE = 500

Value = tuple[str, str]
"""Kind and key."""

Label = dict[str, Any]
Members = dict[Value, dict[int, Label]]
"""By value, the claims that have it, with what each calls it."""


@contextmanager
def following(uids: Collection[str]) -> Iterator[None]:
    """Keep the values true while some claims of the record are changed; within the transaction that changes them.

    Four queries around the change, and five more for up to 500 values that it touches.
    """
    before = _values_of(uids)
    yield
    after = _values_of(uids)
    touched = sorted(value for value in before.keys() | after.keys() if before.get(value) != after.get(value))
    for start in range(0, len(touched), AT_ONCE):
        _change(touched[start : start + AT_ONCE], before, after)


def fill() -> int:
    """Make all values anew from the heads and their terms; returns how many there are. One transaction.

    Holds all values, but no claim: a few hundred bytes for each, and an eighth of a byte for each claim and value.
    """
    members: defaultdict[Value, BitMap] = defaultdict(BitMap)
    labels: dict[Value, Label] = {}
    heads, terms = _live(PublishedClaim.objects.all()), _live_terms(PublishedTerm.objects.all())
    with transaction.atomic():
        for pk, value, label in chain(_of_heads(heads), _of_terms(terms.order_by("published_id"))):
            members[value].add(pk)
            labels[value] = label
        engine.clear(FACET_VALUES)
        FacetValue.objects.all().delete()
        rows = (_row(value, members[value], labels[value]) for value in sorted(members))
        while batch := list(islice(rows, AT_ONCE)):
            engine.learn(FACET_VALUES, FacetValue.objects.bulk_create(batch))
    return len(members)


def members_of(value: FacetValue) -> BitMap:
    """The primary keys of the live claims that have a value. No query where it was read whole."""
    return BitMap.deserialize(bytes(value.members))


def most_frequent(kinds: Sequence[str], most: int, *, whole: bool) -> Iterable[FacetValue]:
    """The values of each of some facets that the most live claims have; `whole` with these claims. One query."""
    columns = "id, kind, key, label, body, count" + (", members" if whole else "")
    table = FacetValue._meta.db_table
    one = f"SELECT * FROM (SELECT {columns} FROM {table} WHERE kind = %s ORDER BY count DESC, key LIMIT %s) best"
    parameters = [each for kind in kinds for each in (kind, most)]
    return FacetValue.objects.raw(" UNION ALL ".join([one] * len(kinds)), parameters)


def day_of(moment: datetime) -> str:
    """The key of the day on which a claim last changed, in UTC."""
    return moment.astimezone(UTC).date().isoformat()


def _values_of(uids: Collection[str]) -> Members:
    """What some claims have, as far as they are live. Two queries."""
    found: Members = defaultdict(dict)
    heads = _live(PublishedClaim.objects.filter(uid__in=uids))
    terms = _live_terms(PublishedTerm.objects.filter(published__uid__in=uids))
    for pk, value, label in (*_of_heads(heads), *_of_terms(terms)):
        found[value][pk] = label
    return found


def _live(heads: QuerySet[PublishedClaim]) -> QuerySet[PublishedClaim]:
    return heads.filter(status=LiveStatus.LIVE).order_by("pk")


def _live_terms(terms: QuerySet[PublishedTerm]) -> QuerySet[PublishedTerm]:
    return terms.filter(kind__in=FROM_TERMS, published__status=LiveStatus.LIVE).order_by()


def _of_heads(heads: QuerySet[PublishedClaim]) -> Iterator[tuple[int, Value, Label]]:
    columns = heads.values_list("pk", "rating", "standing", "language", "changed_at")
    for pk, rating, standing, language, changed_at in columns.iterator():
        if rating:
            yield pk, (FacetKind.VERDICT.value, rating), {}
        yield pk, (FacetKind.STANDING.value, standing), {}
        yield pk, (FacetKind.LANGUAGE.value, language), {}
        yield pk, (FacetKind.CHANGED.value, day_of(changed_at)), {}


def _of_terms(terms: QuerySet[PublishedTerm]) -> Iterator[tuple[int, Value, Label]]:
    for pk, kind, key, label in terms.values_list("published_id", "kind", "key", "label").iterator():
        yield pk, (kind, key), label


def _change(values: list[Value], before: Members, after: Members) -> None:
    """Write what became of some values. Five queries at most."""
    stored = {(row.kind, row.key): row for row in FacetValue.objects.filter(key__in={key for _kind, key in values})}
    members = {}
    for value in values:
        kept = members_of(stored[value]) if value in stored else BitMap()
        members[value] = (kept - BitMap(before.get(value, ()))) | BitMap(after.get(value, ()))
    labels = _labels({value: claims.max() for value, claims in members.items() if claims}, after)
    old = [stored[value] for value in values if value in stored]
    new = [_row(value, members[value], labels[value]) for value in labels]
    engine.forget(FACET_VALUES, old)
    FacetValue.objects.filter(pk__in=[row.pk for row in old if not members[row.kind, row.key]]).delete()
    written = FacetValue.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["key", "kind"],
        update_fields=["label", "body", "count", "members"],
    )
    engine.learn(FACET_VALUES, written)


def _labels(newest: dict[Value, int], known: Members) -> dict[Value, Label]:
    """What the newest claim of each value calls it. One query at most."""
    asked = {value: pk for value, pk in newest.items() if value[0] in FROM_TERMS and pk not in known.get(value, ())}
    terms = PublishedTerm.objects.filter(published__in=set(asked.values()), key__in={key for _kind, key in asked})
    stored = {(pk, value): label for pk, value, label in _of_terms(terms.order_by())} if asked else {}
    return {value: known.get(value, {}).get(pk) or stored.get((pk, value), {}) for value, pk in newest.items()}


def _row(value: Value, members: BitMap, label: Label) -> FacetValue:
    kind, key = value
    members.run_optimize()
    return FacetValue(
        kind=kind, key=key, label=label, body=_words(label.values()), count=len(members), members=members.serialize()
    )


def _words(labels: Iterable[str]) -> str:
    return " ".join(sorted({word for label in labels for word in fold(label).split()}))

"""The list of live claims that some filters leave: how many, and any stretch of it in any order.

Nothing is counted or leafed through by reading claims: choices are sets (`facet_values`), words are looked up in the
index, and a page begins after (or before) a claim, wherever in the list that is, instead of at a number.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import cached_property
from pyroaring import BitMap

from claims.judgement.vocab import FacetKind
from claims.models.record import FacetValue, PublishedClaim

from .facet_values import members_of
from .filters import CHANGED, DISPUTED, NEWEST, RELEVANCE, PublishedFilter

PER_PAGE = 25

LONGEST = 10_000
"""So many are counted exactly. A search that finds more is not narrowed down, but read as far as a page needs."""

FEW = 3_000
"""So many claims are sorted at once; of more, the list is gone through in its order until a page is full."""

COLUMNS = {CHANGED: "changed_at", DISPUTED: "disputes"}

PLAIN = (FacetKind.VERDICT, FacetKind.STANDING, FacetKind.LANGUAGE, FacetKind.YEAR)
"""The facets with few values."""

WORDS = "q"
DAYS = "changed"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `before` and `after` are the uids to ask for what precedes or follows them, if anything."""

    rows: list[PublishedClaim]
    before: str | None
    after: str | None


class Listing:
    """The live claims that filters leave. Only for filters without faults."""

    def __init__(self, filters: PublishedFilter) -> None:
        self.filters = filters
        self.heads: QuerySet[PublishedClaim] = filters.queryset.order_by()
        self._members: dict[str, BitMap | None] = {}

    @cached_property
    def sets(self) -> dict[str, BitMap]:
        """The claims that each filter in use leaves, by its name. One query for days, and those of a search."""
        found: dict[str, BitMap] = {}
        for kind, keys in self.filters.chosen.items():
            values = [self.filters.values[kind, key] for key in keys if (kind, key) in self.filters.values]
            found[kind] = BitMap.union(BitMap(), *map(members_of, values))
        since, until = (self.filters.form.cleaned_data[name] for name in ("since", "until"))
        if since or until:
            found[DAYS] = BitMap.union(BitMap(), *map(members_of, _days(since, until)))
        if self.filters.searched and not self.is_wide:
            found[WORDS] = BitMap(self._owners)
        return found

    @cached_property
    def _owners(self) -> list[int]:
        search = self.filters.searched
        return search.owners(LONGEST + 1) if search else []

    @property
    def is_wide(self) -> bool:
        """Whether words find more claims than are put together with other filters at once."""
        return len(self._owners) > LONGEST

    def members(self, *, without: str = "") -> BitMap | None:
        """The claims that all filters but one leave; nothing where no other is in use. Knows nothing of wide words."""
        left_out = without if without in self.sets else ""
        if left_out not in self._members:
            sets = [members for name, members in self.sets.items() if name != left_out]
            self._members[left_out] = BitMap.intersection(*sets) if sets else None
        return self._members[left_out]

    @cached_property
    def total(self) -> int:
        """How many claims there are, and at most one more than `LONGEST`. One query where none is filtered."""
        members = self.members()
        if self.is_wide:
            return LONGEST + 1 if members is None else len(self._wide(LONGEST + 1, members))
        return min(self._all_live if members is None else len(members), LONGEST + 1)

    @cached_property
    def plain(self) -> list[FacetValue]:
        """The values of the facets with few values; with their members where the list is filtered. One query."""
        values = FacetValue.objects.filter(kind__in=PLAIN)
        return list(values if self.sets else values.defer("members"))

    @property
    def _all_live(self) -> int:
        """How many claims are live: each is in one language."""
        return sum(value.count for value in self.plain if value.kind == FacetKind.LANGUAGE)

    @cached_property
    def ranking(self) -> list[int] | None:
        """The claims by relevance, where that is asked for and they are few enough."""
        search = self.filters.searched
        if search is None or self.is_wide or self.filters.order_asked != RELEVANCE:
            return None
        return search.ranked(self.members())

    @property
    def order(self) -> str:
        """The order of the pages, which is not that asked for where there are too many for it."""
        asked = self.filters.order_asked
        if asked == RELEVANCE:
            return RELEVANCE if self.ranking is not None else NEWEST
        return NEWEST if self.is_wide else asked

    def page(self, after: PublishedClaim | None = None, before: PublishedClaim | None = None) -> Page:
        """The page that begins after a claim, or ends before one; the first for neither.

        Three queries at most; among more than `FEW` chosen claims in the order of a column, as many as a page needs.

        A claim that the filters leave out marks its place in the list all the same, except among the best fits. Where
        too few claims precede one to fill a page, the first page is given.
        """
        at, back = (before, True) if before else (after, False)
        found = self._keys(at, back, PER_PAGE + 1)
        is_first, has_more = at is None, len(found) > PER_PAGE
        if back and not has_more:
            found, is_first, back = self._keys(None, False, PER_PAGE + 1), True, False
            has_more = len(found) > PER_PAGE
        keys = found[-PER_PAGE:] if back else found[:PER_PAGE]
        heads = self.heads.in_bulk(keys)
        rows = [heads[key] for key in keys if key in heads]
        has_before, has_after = (has_more, True) if back else (not is_first, has_more)
        return Page(
            rows,
            before=rows[0].uid if rows and has_before else None,
            after=rows[-1].uid if rows and has_after else None,
        )

    def _keys(self, at: PublishedClaim | None, back: bool, most: int) -> list[int]:
        """At most `most` primary keys next to a claim, in the order of the list."""
        if self.ranking is not None:
            return _next_to(self.ranking, at.pk if at else None, back, most)
        members, newer, older = self.members(), at.pk if at and back else None, at.pk if at and not back else None
        if self.is_wide:
            return self._wide(most, members, older_than=older, newer_than=newer)
        if column := COLUMNS.get(self.order):
            return _by_column(self.heads, column, members, at, back, most)
        if members is not None:
            return _newest(members, at.pk if at else None, back, most)
        return _from_index(self.heads, older, newer, most)

    def _wide(self, most: int, members: BitMap | None, **between: int | None) -> list[int]:
        search = self.filters.searched
        return search.owners(most, within=members, **between) if search else []


def _days(since: Any, until: Any) -> QuerySet[FacetValue]:
    """The days of change from one to another, each with its claims."""
    days = FacetValue.objects.filter(kind=FacetKind.CHANGED)
    if since:
        days = days.filter(key__gte=since.isoformat())
    return days.filter(key__lte=until.isoformat()) if until else days


def _next_to(ranking: Sequence[int], pk: int | None, back: bool, most: int) -> list[int]:
    place = ranking.index(pk) if pk in ranking else None
    if place is None:
        return [] if back else list(ranking[:most])
    return list(ranking[max(0, place - most) : place] if back else ranking[place + 1 : place + 1 + most])


def _newest(members: BitMap, pk: int | None, back: bool, most: int) -> list[int]:
    """The greatest keys below one, or the least above it; greatest first."""
    if back and pk is not None:
        place = members.rank(pk)
        return list(reversed(members[place : place + most]))
    place = len(members) if pk is None else members.rank(pk - 1)
    return list(reversed(members[max(0, place - most) : place]))


def _from_index(heads: QuerySet[PublishedClaim], older: int | None, newer: int | None, most: int) -> list[int]:
    if newer is not None:
        return list(heads.filter(pk__gt=newer).order_by("pk").values_list("pk", flat=True)[:most])[::-1]
    if older is not None:
        heads = heads.filter(pk__lt=older)
    return list(heads.order_by("-pk").values_list("pk", flat=True)[:most])


def _by_column(
    heads: QuerySet[PublishedClaim],
    column: str,
    members: BitMap | None,
    at: PublishedClaim | None,
    back: bool,
    most: int,
) -> list[int]:
    """The keys of the claims that follow one in the order of a column, greatest first, or precede it."""
    if members is not None and len(members) <= FEW:
        heads = heads.filter(pk__in=list(members))
        members = None
    found: list[int] = []
    place = (getattr(at, column), at.pk) if at else None
    for rows in _stretches(heads, column, place, back, most):
        found += [pk for pk, _value in rows if members is None or pk in members]
        if len(found) >= most:
            break
    found = found[:most]
    return found[::-1] if back else found


def _stretches(
    heads: QuerySet[PublishedClaim], column: str, place: tuple[Any, int] | None, back: bool, most: int
) -> Iterator[Collection[tuple[int, Any]]]:
    """The claims of a list in its order or against it, from a place on, in growing stretches.

    Two ranges of the index for each: the rest of the claims with the same value, and those beyond it.
    """
    beyond, ordered = ("gt", [column, "pk"]) if back else ("lt", [F(column).desc(), F("pk").desc()])
    heads = heads.order_by(*ordered)
    while True:
        rows = []
        if place is not None:
            value, pk = place
            rows = list(heads.filter(**{column: value, f"pk__{beyond}": pk}).values_list("pk", column)[:most])
        if len(rows) < most:
            rest = heads if place is None else heads.filter(**{f"{column}__{beyond}": place[0]})
            rows += rest.values_list("pk", column)[: most - len(rows)]
        yield rows
        if len(rows) < most:
            return
        place, most = rows[-1][::-1], min(most * 4, LONGEST)

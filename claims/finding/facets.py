"""What a list of claims can be narrowed to, with the number that each choice leaves, and what it was narrowed by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from pyroaring import BitMap

from claims import text
from claims.judgement.vocab import FacetKind, Standing
from claims.models.record import FacetValue, PublishedTerm
from claims.record.rendering.texts import Text, pick

from .facet_values import FACET_VALUES, members_of, most_frequent
from .filters import ORDERS, RELEVANCE, VERDICTS, PublishedFilter
from .listing import PLAIN, Listing
from .search import engine

FIRST = (FacetKind.VERDICT, FacetKind.STANDING)

NAMED = (FacetKind.SUBJECT, FacetKind.PROPERTY, FacetKind.TOPIC, FacetKind.SOURCE, FacetKind.PUBLISHER)
"""The facets whose values have names of their own, and can be thousands: they are looked for by name."""

SHOWN = 10
"""Most values of a facet that are shown; those that were looked for and those that are chosen come on top."""

COMPARED = 20
"""So many of the most frequent values are counted to find those."""

FEW = 500
"""Of so few claims every term is read, so that the values shown are the most frequent ones among them."""

Asked = list[tuple[str, str]]
"""The parameters of a list, names and values."""

Counted = tuple[FacetValue, int | None]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `query` asks for it, or takes it back where it is chosen. No `count` where words find more
    claims than are counted."""

    label: Text
    count: int | None
    is_chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with some of the values that occur among the claims which the other filters leave.

    `sought` is what its values were looked for by; nothing where they cannot be.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    sought: str | None


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a list: those that everybody sees first, the others, and whether a value of these is sought."""

    first: list[Facet]
    further: list[Facet]
    is_sought: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use. `query` asks for the list without it."""

    name: str
    label: str
    value: Text
    query: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order in which the list can be put. `query` asks for it."""

    label: str
    is_chosen: bool
    query: str


def topics(most: int) -> list[FacetValue]:
    """The topics with the most live claims. One query."""
    return list(most_frequent([FacetKind.TOPIC], most, whole=False))


def facets(listing: Listing, sought: Mapping[str, str], language: str) -> Facets:
    """The facets of a list, the most frequent values first. `sought` are beginnings of names, by facet.

    A query, and one more where nobody asked for the total yet; one more for each facet in which something is sought; of
    few claims, two more, and one for each chosen facet.
    """
    found = _plain(listing) | _named(listing, {FacetKind(kind): words for kind, words in sought.items() if words})
    shown = {kind: _facet(listing, kind, found[kind], sought.get(kind, ""), language) for kind in (*PLAIN, *NAMED)}
    return Facets(
        first=[shown[kind] for kind in FIRST],
        further=[facet for kind, facet in shown.items() if kind not in FIRST],
        is_sought=any(sought.values()),
    )


def chips(filters: PublishedFilter, language: str) -> list[Chip]:
    """The filters in use, one for each value, in the order of the filters. No query; only without faults."""
    asked, found = _asked(filters), []
    for name, key in asked:
        if name != "order":
            stored = filters.values.get((name, key))
            label = label_of(name, key, stored.label if stored else {}, language)
            found.append(Chip(name, str(filters.filters[name].label), label, _toggled(asked, name, key)))
    return found


def kept(filters: PublishedFilter) -> Asked:
    """What a form that asks for words and days sends along unseen, so that it stays as it is. No query."""
    typed = {"q", "since", "until"}
    return [(name, value) for name, value in _asked(filters) if name not in typed]


def orders(listing: Listing) -> list[Order]:
    """The orders that the list can be put in; the best fit first only where words are looked for."""
    asked = [each for each in _asked(listing.filters) if each[0] != "order"]
    return [
        Order(str(label), name == listing.order, urlencode([*asked, ("order", name)]))
        for name, label in ORDERS.items()
        if name != RELEVANCE or listing.filters.searched
    ]


def label_of(kind: str, key: str, label: Mapping[str, str], language: str) -> Text:
    """What a value is called in a language."""
    if kind == FacetKind.VERDICT:
        return Text(_(VERDICTS[key]))
    if kind == FacetKind.STANDING:
        return Text(str(Standing(key).label))
    if kind == FacetKind.LANGUAGE:
        return Text(_language(key))
    return pick(label, language, key)


def _language(code: str) -> str:
    try:
        return str(capfirst(get_language_info(code)["name_translated"]))
    except KeyError:  # a language that Django does not know
        return code


def _toggled(asked: Asked, name: str, key: str) -> str:
    """The parameters of the list with a value chosen that is not, or without one that is."""
    without = [each for each in asked if each != (name, key)]
    return urlencode(without if len(without) < len(asked) else [*asked, (name, key)])


def _asked(filters: PublishedFilter) -> Asked:
    return [(name, value) for name, values in filters.in_use.lists() for value in values]


def _plain(listing: Listing) -> dict[FacetKind, list[Counted]]:
    return _by_kind(PLAIN, [(value, _count(listing, value)) for value in listing.plain])


def _named(listing: Listing, sought: Mapping[FacetKind, str]) -> dict[FacetKind, list[Counted]]:
    """The values of the named facets that may be shown."""
    bases = {kind: listing.members(without=kind) for kind in NAMED}
    few = [kind for kind in NAMED if kind not in sought and _is_few(listing, bases[kind])]
    frequent = [kind for kind in NAMED if kind not in sought and kind not in few]
    found = _counted_in_terms(few, bases)
    most = COMPARED if listing.sets else SHOWN
    values = list(most_frequent(frequent, most, whole=bool(listing.sets))) if frequent else []
    for kind, words in sought.items():
        values += _sought(kind, words)
    return _by_kind(NAMED, [*found, *((value, _count(listing, value)) for value in values)])


def _is_few(listing: Listing, base: BitMap | None) -> bool:
    return base is not None and len(base) <= FEW and not listing.is_wide


def _counted_in_terms(kinds: Sequence[FacetKind], bases: Mapping[FacetKind, BitMap | None]) -> list[Counted]:
    """The most frequent values among few claims. One query for each set of claims, and one for the values."""
    counts: dict[tuple[str, str], int] = {}
    for base, alike in _alike(kinds, bases):
        terms = PublishedTerm.objects.filter(kind__in=alike, published__in=list(base or ())).order_by()
        for kind, key, count in terms.values_list("kind", "key").annotate(Count("pk")):
            counts[kind, key] = count
    best: list[tuple[str, str]] = []
    for kind in kinds:
        best += sorted((value for value in counts if value[0] == kind), key=lambda value: (-counts[value], value))[
            :SHOWN
        ]
    stored = FacetValue.objects.filter(key__in={key for _kind, key in best}).defer("members") if best else ()
    return [(value, counts[value.kind, value.key]) for value in stored if (value.kind, value.key) in set(best)]


def _alike(
    kinds: Iterable[FacetKind], bases: Mapping[FacetKind, BitMap | None]
) -> list[tuple[BitMap | None, list[FacetKind]]]:
    """The facets that count the same claims, together."""
    found: list[tuple[BitMap | None, list[FacetKind]]] = []
    for kind in kinds:
        same = next((group for base, group in found if base == bases[kind]), None)
        if same is None:
            found.append((bases[kind], [kind]))
        else:
            same.append(kind)
    return found


def _sought(kind: FacetKind, words: str) -> list[FacetValue]:
    """The values of a facet whose names have words that begin so, the most frequent ones. One query."""
    if not (beginnings := text.fold(words).split()):
        return []
    named = engine.beginning_so(FACET_VALUES, beginnings)
    return list(FacetValue.objects.filter(kind=kind, pk__in=named).order_by("-count", "key")[:COMPARED])


def _by_kind(kinds: Iterable[FacetKind], counted: Iterable[Counted]) -> dict[FacetKind, list[Counted]]:
    found: dict[FacetKind, list[Counted]] = {kind: [] for kind in kinds}
    for value, count in counted:
        found[FacetKind(value.kind)].append((value, count))
    return found


def _count(listing: Listing, value: FacetValue) -> int | None:
    """How many claims a value leaves of those that the filters of other facets do."""
    if listing.is_wide:
        return None
    base = listing.members(without=value.kind)
    return value.count if base is None else base.intersection_cardinality(members_of(value))


def _facet(listing: Listing, kind: FacetKind, counted: list[Counted], sought: str, language: str) -> Facet:
    filters, chosen, asked = listing.filters, listing.filters.chosen.get(kind, []), _asked(listing.filters)
    there = {value.key for value, _count in counted}
    counted += [
        (value, _count(listing, value))
        for (of, key), value in filters.values.items()
        if of == kind and key not in there
    ]
    shown = sorted(
        (each for each in counted if each[1] != 0 or each[0].key in chosen),
        key=lambda each: (each[0].key not in chosen, -(each[1] if each[1] is not None else each[0].count), each[0].key),
    )
    most = COMPARED if sought else max(SHOWN, len(chosen))
    options = [
        Option(
            label_of(kind, value.key, value.label, language),
            count,
            value.key in chosen,
            _toggled(asked, kind.value, value.key),
        )
        for value, count in shown[:most]
    ]
    return Facet(kind.value, str(kind.label), tuple(options), sought if kind in NAMED else None)

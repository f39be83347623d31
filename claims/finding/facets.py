"""What a list of claims can be narrowed to, with the number that is left, and what it was narrowed by already."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict

from claims.judgement.vocab import LiveStatus, TermKind
from claims.models.record import PublishedTerm
from claims.record.rendering.texts import Text

from .filters import PublishedFilter

COUNTED = ("verdict", "standing")
"""The filters that are shown as facets: those with few values. Subjects and sources can be chosen in the form."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. `query` asks for it, or takes it back where it is chosen."""

    label: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that occur among the claims which the other filters leave."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use. `query` asks for the list without it."""

    name: str
    label: str
    value: Text
    query: str


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic and the number of its live claims."""

    key: str
    label: Mapping[str, str]
    count: int


def topics(most: int) -> list[TopicCount]:
    """The topics with the most live claims. One query."""
    terms = PublishedTerm.objects.filter(kind=TermKind.TOPIC, published__status=LiveStatus.LIVE).order_by()
    counts: Counter[str] = Counter()
    labels = {}
    for key, label, count in terms.values_list("key", "label").annotate(Count("pk")):
        counts[key] += count  # a label that changed with time is a row of its own
        labels[key] = label
    return [TopicCount(key, labels[key], count) for key, count in counts.most_common(most)]


def facets(filters: PublishedFilter) -> list[Facet]:
    """The facets of a list, most frequent value first. One query for each; only without faults."""
    return [_facet(filters, name) for name in COUNTED]


def chips(filters: PublishedFilter) -> list[Chip]:
    """The filters in use, in the order of the form. No query; only without faults."""
    used = filters.in_use()
    return [
        Chip(name, str(filters.form[name].label), _in_words(filters, name), _query(used, **{name: ""})) for name in used
    ]


def _facet(filters: PublishedFilter, name: str) -> Facet:
    column = filters.filters[name].field_name
    counted = filters.narrowed(without=name).order_by().values_list(column).annotate(Count("pk"))
    used, labels = filters.in_use(), dict(filters.form.fields[name].choices)
    options = [
        Option(str(labels[value]), count, used.get(name) == value, _toggled(used, name, value))
        for value, count in sorted(counted, key=lambda row: (-row[1], row[0]))
        if value in labels  # a claim can be without a verdict, which is no value to choose
    ]
    return Facet(name, str(filters.form[name].label), tuple(options))


def _toggled(used: QueryDict, name: str, value: str) -> str:
    return _query(used, **{name: "" if used.get(name) == value else value})


def _query(used: QueryDict, **changes: str) -> str:
    changed = used.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return changed.urlencode()


def _in_words(filters: PublishedFilter, name: str) -> Text:
    choices = dict(getattr(filters.form.fields[name], "choices", ()))
    value = filters.asked[name]
    label = choices.get(value, value)
    return Text(str(label), getattr(label, "lang", ""))

"""What claims can be filtered by and put in order by, declared once for the page and for machines.

A filter set never guesses: a parameter that it does not know, one that is given twice and can have one value, or a
value that means nothing is a `Fault`, and whoever asked is told so. `qs` says in SQL what the filters mean; lists work
it out faster from the stored values of facets (`listing`).
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import text
from claims.judgement import ratings
from claims.judgement.vocab import FacetKind, Standing
from claims.models.record import FacetValue, PublishedClaim, PublishedTerm

from .facet_values import FROM_TERMS
from .search.query import LONGEST
from .search.record import RECORD, site_languages
from .search.searching import Search, search

LONGEST_SHOWN = 40
"""Most characters of somebody's input that an answer repeats."""

MOST_CHOSEN = 20
"""Most values of one facet that can be chosen at once."""

RELEVANCE, NEWEST, CHANGED, DISPUTED = "relevance", "newest", "changed", "disputed"

ORDERS = {
    RELEVANCE: gettext_lazy("Best fit"),
    NEWEST: gettext_lazy("Newest"),
    CHANGED: gettext_lazy("Recently changed"),
    DISPUTED: gettext_lazy("Most disputed"),
}

VERDICTS = {rating.slug: rating.label for scale in ratings.SCALES.values() for rating in scale.ratings}
"""Every verdict of every scale that was ever used, by slug; the newest scale names it, in English."""

DAY: dict[str, Any] = {
    "input_formats": ["%Y-%m-%d"],
    "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
}
"""A day as browsers send it, whatever they show."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that cannot be used: which one, and a sentence that says why."""

    name: str
    sentence: str


class KeysField(forms.Field):
    """Some keys, each once and in the order in which they were given."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[str]:
        """The keys that are not empty."""
        return list(dict.fromkeys(key for key in value or () if key))

    def validate(self, value: list[str]) -> None:
        """Refuse what no key looks like; whether there is such a value, the database knows."""
        if len(value) > MOST_CHOSEN or any(len(key) > 80 or not key.isprintable() for key in value):
            raise forms.ValidationError("")


class FacetFilter(django_filters.Filter):  # type: ignore[misc]  # the library has no types
    """Claims that have one of some values of a facet."""

    field_class = KeysField

    def __init__(self, kind: FacetKind) -> None:
        self.kind = kind
        super().__init__(label=kind.label)

    def filter(self, heads: QuerySet[PublishedClaim], keys: Sequence[str]) -> QuerySet[PublishedClaim]:
        """The claims with one of these values; all of them for none."""
        if not keys:
            return heads
        if self.kind in FROM_TERMS:
            return heads.filter(pk__in=PublishedTerm.objects.filter(kind=self.kind, key__in=keys).values("published"))
        column = "rating" if self.kind == FacetKind.VERDICT else self.kind.value
        return heads.filter(**{f"{column}__in": keys})


class PublishedFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """The filters of the list of live claims."""

    q = django_filters.CharFilter(
        method="search", label=gettext_lazy("Words"), max_length=LONGEST, widget=forms.SearchInput
    )
    verdict = FacetFilter(FacetKind.VERDICT)
    standing = FacetFilter(FacetKind.STANDING)
    subject = FacetFilter(FacetKind.SUBJECT)
    property = FacetFilter(FacetKind.PROPERTY)
    topic = FacetFilter(FacetKind.TOPIC)
    source = FacetFilter(FacetKind.SOURCE)
    publisher = FacetFilter(FacetKind.PUBLISHER)
    language = FacetFilter(FacetKind.LANGUAGE)
    year = FacetFilter(FacetKind.YEAR)
    since = django_filters.DateFilter(method="changed_since", label=gettext_lazy("Changed since"), **DAY)
    until = django_filters.DateFilter(method="changed_until", label=gettext_lazy("Changed until"), **DAY)
    order = django_filters.ChoiceFilter(
        method="in_order", label=gettext_lazy("Order"), choices=list(ORDERS.items()), widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, heads: QuerySet[PublishedClaim]) -> None:
        super().__init__(data, heads)
        self.asked = data

    def search(self, heads: QuerySet[PublishedClaim], name: str, query: str) -> QuerySet[PublishedClaim]:
        """The claims that hold every word of the query (`search.query` says what can be typed)."""
        return heads.filter(pk__in=self.searched.owners(sys.maxsize)) if self.searched else heads

    def changed_since(self, heads: QuerySet[PublishedClaim], name: str, day: date) -> QuerySet[PublishedClaim]:
        """The claims whose page changed on a day (UTC) or later."""
        return heads.filter(changed_at__gte=datetime.combine(day, time.min, UTC))

    def changed_until(self, heads: QuerySet[PublishedClaim], name: str, day: date) -> QuerySet[PublishedClaim]:
        """The claims whose page last changed on a day (UTC) or earlier."""
        return heads.filter(changed_at__lte=datetime.combine(day, time.max, UTC))

    def in_order(self, heads: QuerySet[PublishedClaim], name: str, order: str) -> QuerySet[PublishedClaim]:
        """The claims in an order, those that were published last first where it says nothing."""
        return heads.order_by(*{CHANGED: ["-changed_at"], DISPUTED: ["-disputes"]}.get(order, []), "-pk")

    def faults(self, *, also: Iterable[str] = ()) -> list[Fault]:
        """Everything that is wrong with the parameters; `also` names those that somebody else understands.

        One query where values are chosen, and those of the search.
        """
        single = {*also, *(name for name, each in self.filters.items() if not isinstance(each, FacetFilter))}
        known = {*self.filters, *also}
        unknown = [Fault(shown(name), _("There is no such parameter.")) for name in self.asked if name not in known]
        repeated = [
            Fault(name, _("It is given more than once."))
            for name in sorted(single)
            if len(self.asked.getlist(name)) > 1
        ]
        return [*unknown, *(repeated or self._bad_values() or [*self._no_such_values(), *self._empty_search()])]

    @cached_property
    def chosen(self) -> dict[FacetKind, list[str]]:
        """The keys that are chosen of each facet. Only of a valid form."""
        facets = {name: each.kind for name, each in self.filters.items() if isinstance(each, FacetFilter)}
        return {kind: keys for name, kind in facets.items() if (keys := self.form.cleaned_data[name])}

    @cached_property
    def values(self) -> dict[tuple[str, str], FacetValue]:
        """The chosen values that live claims have. One query, and none where nothing is chosen."""
        keys = {key for keys in self.chosen.values() for key in keys}
        stored = FacetValue.objects.filter(kind__in=self.chosen, key__in=keys) if keys else ()
        return {(value.kind, value.key): value for value in stored if value.key in self.chosen[FacetKind(value.kind)]}

    @cached_property
    def searched(self) -> Search | None:
        """The search as it was understood, or nothing where there is none. Costs what `search` costs, once."""
        query = self.form.cleaned_data.get("q")
        return search(RECORD, query, site_languages()) if query else None

    @cached_property
    def order_asked(self) -> str:
        """The order that was asked for; by relevance where words are looked for, else the newest first.

        Without words, everything fits alike.
        """
        asked = self.form.cleaned_data["order"] or RELEVANCE
        return NEWEST if asked == RELEVANCE and not self.searched else asked

    @cached_property
    def in_use(self) -> QueryDict:
        """The filters that are set, as they would be asked for again. Only without faults."""
        used = QueryDict(mutable=True)
        for name in self.filters:
            if given := [value for value in self.asked.getlist(name) if value]:
                used.setlist(name, list(dict.fromkeys(given)))
        return used

    def _bad_values(self) -> list[Fault]:
        return [bad_value(name, self.asked.getlist(name)[-1]) for name in self.form.errors]

    def _no_such_values(self) -> list[Fault]:
        return [
            bad_value(kind.value, key)
            for kind, keys in self.chosen.items()
            for key in keys
            if (kind, key) not in self.values and not _may_be_empty(kind, key)
        ]

    def _empty_search(self) -> list[Fault]:
        if not self.searched or not self.searched.is_empty:
            return []
        sentence = (
            _("“{value}” has only words that are in almost every text.")
            if self.searched.is_frequent
            else _("There is no word in “{value}” to look for.")
        )
        return [Fault("q", sentence.format(value=shown(self.searched.typed)))]


def _may_be_empty(kind: FacetKind, key: str) -> bool:
    """Whether a value means something though no claim has it."""
    return (kind == FacetKind.VERDICT and key in VERDICTS) or (kind == FacetKind.STANDING and key in Standing.values)


def bad_value(name: str, value: str) -> Fault:
    """The fault of a value that its parameter cannot take."""
    return Fault(name, _("“{value}” cannot be used here.").format(value=shown(value)))


def shown(value: str) -> str:
    """Somebody's input as an answer may repeat it: clean, and short."""
    cleaned = text.clean(value[: 2 * LONGEST_SHOWN], single_line=True)
    return cleaned if len(cleaned) <= LONGEST_SHOWN else f"{cleaned[: LONGEST_SHOWN - 1]}…"

"""What claims can be filtered by, declared once for the page and for machines.

A filter set never guesses: a parameter that it does not know, one that is given twice, or a value that means nothing
is a `Fault`, and whoever asked is told so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims import text
from claims.judgement import ratings
from claims.judgement.vocab import LiveStatus, Standing, TermKind
from claims.models.record import PublishedClaim, PublishedTerm
from claims.record.rendering.texts import Text, pick

from .pages import LONGEST as LONGEST_LIST
from .search.query import LONGEST
from .search.record import RECORD, site_languages
from .search.searching import Search, search

LONGEST_SHOWN = 40
"""Most characters of somebody's input that an answer repeats."""

ANY = gettext_lazy("Any")

DAY: dict[str, Any] = {
    "input_formats": ["%Y-%m-%d"],
    "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
}
"""A day as browsers send it, whatever they show."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that cannot be used: which one, and a sentence that says why."""

    name: str
    sentence: str


class Label(str):
    """The words of a choice. `lang` is their language where it is not that of the page."""

    lang: str = ""

    @classmethod
    def of(cls, text: Text) -> "Label":
        """The words of a text, which still know their language."""
        label = cls(text.words)
        label.lang = text.lang
        return label


class TermSelect(forms.Select):
    """Choices of which each says its language: the title of a French source is French on every page."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **options)
        if getattr(label, "lang", ""):
            option["attrs"]["lang"] = label.lang
        return option


class TermFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # the library has no types
    """Claims that can be found by one term of a kind, such as one subject."""

    def __init__(self, kind: TermKind, **options: Any) -> None:
        self.kind = kind
        super().__init__(**{"widget": TermSelect} | options)

    def filter(self, heads: QuerySet[PublishedClaim], key: str) -> QuerySet[PublishedClaim]:
        """The claims with this term; all of them for no key."""
        return heads.filter(terms__kind=self.kind, terms__key=key) if key else heads


class PublishedFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """The filters of the list of live claims. Reads the terms to choose from in one query when it is made."""

    q = django_filters.CharFilter(
        method="search", label=gettext_lazy("Words"), max_length=LONGEST, widget=forms.SearchInput
    )
    verdict = django_filters.ChoiceFilter(field_name="rating", label=gettext_lazy("Verdict"), empty_label=ANY)
    standing = django_filters.ChoiceFilter(choices=Standing.choices, label=gettext_lazy("Standing"), empty_label=ANY)
    subject = TermFilter(TermKind.SUBJECT, label=gettext_lazy("Subject"), empty_label=ANY)
    property = TermFilter(TermKind.PROPERTY, label=gettext_lazy("Property"), empty_label=ANY)
    source = TermFilter(TermKind.SOURCE, label=gettext_lazy("Source"), empty_label=ANY)
    since = django_filters.DateFilter(method="changed_since", label=gettext_lazy("Changed since"), **DAY)
    until = django_filters.DateFilter(method="changed_until", label=gettext_lazy("Changed until"), **DAY)

    def __init__(self, data: QueryDict, heads: QuerySet[PublishedClaim]) -> None:
        super().__init__(data, heads)
        self.asked = data
        choices: Mapping[str, Choices] = {"verdict": verdict_choices(), **term_choices(get_language() or "en")}
        for name, options in choices.items():
            self.filters[name].extra["choices"] = options

    def search(self, heads: QuerySet[PublishedClaim], name: str, query: str) -> QuerySet[PublishedClaim]:
        """The claims that hold every word of the query (`search.query` says what can be typed)."""
        return heads.filter(pk__in=self.found) if self.searched else heads

    def changed_since(self, heads: QuerySet[PublishedClaim], name: str, day: date) -> QuerySet[PublishedClaim]:
        """The claims whose page changed on a day (UTC) or later."""
        return heads.filter(changed_at__gte=datetime.combine(day, time.min, UTC))

    def changed_until(self, heads: QuerySet[PublishedClaim], name: str, day: date) -> QuerySet[PublishedClaim]:
        """The claims whose page last changed on a day (UTC) or earlier."""
        return heads.filter(changed_at__lte=datetime.combine(day, time.max, UTC))

    def faults(self, *, also: Iterable[str] = ()) -> list[Fault]:
        """Everything that is wrong with the parameters; `also` names those that somebody else understands."""
        known = {*self.filters, *also}
        unknown = [Fault(shown(name), _("There is no such parameter.")) for name in self.asked if name not in known]
        repeated = [
            Fault(name, _("It is given more than once.")) for name in sorted(known) if len(self.asked.getlist(name)) > 1
        ]
        return [*unknown, *(repeated or [*self._bad_values(), *self._empty_search()])]

    def _bad_values(self) -> list[Fault]:
        return [bad_value(name, str(self.asked[name])) for name in self.form.errors]

    @cached_property
    def searched(self) -> Search | None:
        """The search as it was understood, or nothing where there is none. Costs what `search` costs, once."""
        query = self.form.cleaned_data.get("q")
        return search(RECORD, query, site_languages()) if query else None

    @cached_property
    def found(self) -> list[int]:
        """The newest claims that the search finds, whatever else is asked for. Costs what `owners` costs, once."""
        return self.searched.owners(LONGEST_LIST) if self.searched else []

    def ranking(self) -> list[int] | None:
        """The claims by relevance, best first; nothing without a search, and where they are too many for that."""
        return self.searched.ranked(set(self.qs.values_list("pk", flat=True))) if self.searched else None

    def _empty_search(self) -> list[Fault]:
        if not self.searched or not self.searched.is_empty:
            return []
        sentence = (
            _("“{value}” has only words that are in almost every text.")
            if self.searched.is_frequent
            else _("There is no word in “{value}” to look for.")
        )
        return [Fault("q", sentence.format(value=shown(self.searched.typed)))]

    def narrowed(self, *, without: str) -> QuerySet[PublishedClaim]:
        """The claims that all filters but one leave. Only without faults."""
        heads: QuerySet[PublishedClaim] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != without:
                heads = self.filters[name].filter(heads, value)
        return heads

    def in_use(self) -> QueryDict:
        """The filters that are set, as they would be asked for again. Only without faults."""
        used = QueryDict(mutable=True)
        for name in self.filters:
            if self.asked.get(name):
                used[name] = str(self.asked[name])
        return used


def verdict_choices() -> Choices:
    """Every verdict of every scale that was ever used, by slug; the newest scale names it."""
    labels = {rating.slug: _(rating.label) for scale in ratings.SCALES.values() for rating in scale.ratings}
    return list(labels.items())


def term_choices(language: str) -> dict[str, Choices]:
    """What live claims can be filtered by, sorted by label in a language. One query."""
    kinds = (TermKind.SUBJECT, TermKind.PROPERTY, TermKind.SOURCE)
    terms = PublishedTerm.objects.filter(kind__in=kinds, published__status=LiveStatus.LIVE)
    found: dict[str, dict[str, Label]] = {kind: {} for kind in kinds}
    for kind, key, label in terms.order_by().values_list("kind", "key", "label").distinct():
        found[kind][key] = Label.of(pick(label, language, key))
    return {kind: sorted(labels.items(), key=lambda item: text.fold(item[1])) for kind, labels in found.items()}


def bad_value(name: str, value: str) -> Fault:
    """The fault of a value that its parameter cannot take."""
    return Fault(name, _("“{value}” cannot be used here.").format(value=shown(value)))


def shown(value: str) -> str:
    """Somebody's input as an answer may repeat it: clean, and short."""
    cleaned = text.clean(value[: 2 * LONGEST_SHOWN], single_line=True)
    return cleaned if len(cleaned) <= LONGEST_SHOWN else f"{cleaned[: LONGEST_SHOWN - 1]}…"

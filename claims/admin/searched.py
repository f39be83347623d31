"""Lists that are searched by their words, as the pages are, and not by a look into every row."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.http import HttpRequest
from django.urls import reverse

from claims.finding.search.corpora import Corpus
from claims.finding.search.record import site_languages
from claims.finding.search.searching import Search, search

from .bases import ModelAdmin
from .pages import COUNTED


class Searched(ModelAdmin):
    """A list whose rows are what the texts of a corpus belong to. `search_fields` find as well."""

    corpus: Corpus

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the columns hold or the search finds, the best first unless another order was asked for."""
        by_name, may_repeat = super().get_search_results(request, queryset, search_term)
        found = search(self.corpus, _unfinished(request, search_term), site_languages())
        if found.is_empty:
            return by_name, may_repeat
        named = list(by_name.values_list("pk", flat=True)[:COUNTED])
        rows, best = _found(found, queryset, named)
        if best is not None and ORDER_VAR not in request.GET:
            rows = rows.order_by(_place_in(best), "-pk")
        return rows, False


def _found(found: Search, queryset: QuerySet[Any], named: Sequence[int]) -> tuple[QuerySet[Any], Sequence[int] | None]:
    """The rows that were named or found, and their order; none where too many were found to be put in one."""
    best = found.ranked()
    if best is None:
        return queryset.filter(pk__in={*named, *found.owners(COUNTED)}), None
    best = [*named, *best]
    return queryset.filter(pk__in=best), best


def _place_in(best: Sequence[int]) -> StrIndex:
    """Where the primary key of a row stands in a list of them; both engines can sort by that."""
    space, listed = (Value(text, TextField()) for text in (" ", "".join(f" {pk} " for pk in best)))
    return StrIndex(listed, Concat(space, Cast("pk", TextField()), space))


def _unfinished(request: HttpRequest, typed: str) -> str:
    """What was typed into an autocomplete, where the last word may go on."""
    return f"{typed}*" if typed[-1:].isalnum() and request.path == reverse("admin:autocomplete") else typed

"""Lists that are searched by their words, as the pages are, and not by a look into every row."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from claims.finding.search.corpora import Corpus
from claims.finding.search.record import site_languages
from claims.finding.search.searching import search

from .bases import ModelAdmin

MOST = 10_000
"""Most rows that a search finds, the newest ones."""


class Searched(ModelAdmin):
    """A list whose rows are what the texts of a corpus belong to. `search_fields` find as well."""

    corpus: Corpus

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the columns hold or the search finds."""
        by_name, may_repeat = super().get_search_results(request, queryset, search_term)
        found = search(self.corpus, search_term, site_languages())
        if found.is_empty:
            return by_name, may_repeat
        return by_name | queryset.filter(pk__in=found.owners(MOST)), may_repeat

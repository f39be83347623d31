"""Searching the public record: the simple search, which finds claims that hold every word."""

from django.db.models import QuerySet

from claims import text
from claims.models.record import PublishedClaim


def words_of(query: str) -> list[str]:
    """The words of a query as the record's search text holds them; none where there is nothing to look for."""
    return list(dict.fromkeys(text.fold(query).split()))


def holding(heads: QuerySet[PublishedClaim], query: str) -> QuerySet[PublishedClaim]:
    """The claims whose texts hold every word of the query, or begin or end a word with it.

    Both sides are folded, so case and accents do not matter. `contains` escapes what LIKE would take for a pattern.
    """
    for word in words_of(query):
        heads = heads.filter(search_text__contains=word)
    return heads

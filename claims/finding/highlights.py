"""Why a claim was found: its statement with the words marked, and the passage beside it that has the most of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models.record import PublishedClaim

from .search.record import Snippet, snippets
from .search.searching import Search
from .search.snippets import Part, marked


@dataclass(frozen=True, slots=True)
class Highlight:
    """What a list shows of a claim that was searched for."""

    statement: tuple[Part, ...]
    snippet: Snippet | None


def highlights(search: Search | None, heads: Iterable[PublishedClaim], language: str) -> dict[str, Highlight]:
    """By uid, for claims that a search found; nothing without one. One query."""
    if search is None:
        return {}
    heads = list(heads)
    beside = snippets(search, [head.pk for head in heads], language)
    found = {}
    for head in heads:
        spoken = language if language in head.titles else head.language
        statement = marked(head.titles[spoken]["statement"], spoken, search.words_in(spoken))
        found[head.uid] = Highlight(statement, beside.get(head.pk))
    return found

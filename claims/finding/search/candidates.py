"""Which texts are worth to be ranked: by the rarest terms that they share with a query. Pure functions."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from .scoring import Query, Statistics, Worth

Key = TypeVar("Key", str, tuple[int, int])


def chosen_terms(terms: Iterable[str], frequencies: Mapping[str, int], count: int, budget: int) -> list[str]:
    """The terms to fetch candidates by: the rarest first, until together they stand in `budget` texts.

    Terms that no text has are left out, and so are those that more than a fourth of all texts have, unless there are
    no others. The rarest term is always among them.
    """
    known = sorted((frequencies[term], term) for term in set(terms) if frequencies.get(term, 0) > 0)
    telling = [(having, term) for having, term in known if having * 4 <= count] or known
    chosen: list[str] = []
    for having, term in telling:
        if chosen and having > budget:
            break
        chosen.append(term)
        budget -= having
    return chosen


def promising(postings: Iterable[tuple[str, Key]], query: Query, statistics: Statistics, most: int) -> list[Key]:
    """The texts with the greatest sum of rarities of shared terms, best first; equals in the order of their keys.

    `postings` are words of the query with the texts that have them. As in the ranking, of each meaning only the best
    counts; but here a part of an expression is taken for its part of the whole.
    """
    worth = Worth.of(query, statistics)
    having: dict[str, list[Key]] = defaultdict(list)
    for term, key in postings:
        having[term].append(key)
    values: dict[Key, float] = defaultdict(float)
    for term, rarity in worth.rarities.items():
        for key in having.get(term, ()):
            values[key] += rarity
    for written, others in worth.meanings:
        best: dict[Key, float] = {}
        for run, value in sorted(others, key=lambda other: other[1] / len(other[0])):
            for term in run:
                best.update(dict.fromkeys(having.get(term, ()), value / len(run)))
        for term in written:
            for key in having.get(term, ()):
                best.pop(key, None)
        for key, value in best.items():
            values[key] += value
    return heapq.nsmallest(most, values, key=lambda key: (-values[key], key))

"""Which texts are worth to be ranked: by the rarest terms that they share with a query. Pure functions."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import TypeVar

from .scoring import Query, Statistics, Worth

Key = TypeVar("Key", str, int)


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


def promising(
    having: Mapping[str, Collection[Key]], query: Query, statistics: Statistics, most: int
) -> list[tuple[Key, float]]:
    """The texts with the greatest sum of rarities of shared terms, each with that sum; the best first, equals in the
    order of their keys.

    `having` are words of the query with the texts that have them. As in the ranking, of each meaning only the best
    counts; but here a part of an expression is taken for its part of the whole.
    """
    worth = Worth.of(query, statistics)
    values: dict[Key, float] = defaultdict(float)
    for term, rarity in worth.rarities.items():
        for key in having.get(term, ()):
            values[key] += rarity
    best: list[dict[Key, float]] = [{} for _meaning in worth.written]
    runs = chain.from_iterable(worth.others.values())
    for number, run, value in sorted(runs, key=lambda other: other[2] / len(other[1])):
        for term in run:
            best[number].update(dict.fromkeys(having.get(term, ()), value / len(run)))
    for written, others in zip(worth.written, best, strict=True):
        for term in written:
            for key in having.get(term, ()):
                others.pop(key, None)
        for key, value in others.items():
            values[key] += value
    # Most are far below the best, and are not worth a comparison of keys.
    least = min(heapq.nlargest(most, values.values()), default=0)
    enough = [(key, value) for key, value in values.items() if value >= least]
    return sorted(enough, key=lambda found: (-found[1], found[0]))[:most]

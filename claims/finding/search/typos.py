"""Words that no stored text holds: misspelt ones, and several words written as one.

What may be meant is looked for among stored terms. The caller fetches them (`Neighbourhood` says which) and decides
nothing else.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 5
"""Shorter words are never corrected: too many others are near."""

LONG = 8
"""From this many letters on, two mistakes are allowed for; below, one."""

LONGEST = 24
PREFIX = 2
"""So many first letters must be right: they bound the terms to be compared."""

SHORTEST_PART = 3
RARE = 2
"""A part of a compound must stand in more stored texts than this, or it is a chance sequence of letters."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The stored terms to compare a word with: they begin with `prefix` and are `shortest` to `longest` long."""

    prefix: str
    shortest: int
    longest: int


def neighbourhood(word: str) -> Neighbourhood | None:
    """Where to look for what a word may have been meant to be; None if it is too short, too long or no word."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
        return None
    mistakes = allowed(word)
    return Neighbourhood(word[:PREFIX], max(SHORTEST, len(word) - mistakes), len(word) + mistakes)


def allowed(word: str) -> int:
    """How many mistakes a word of this length may have."""
    return 1 if len(word) < LONG else 2


def nearest(word: str, candidates: Mapping[str, int], respelt: Collection[str] = ()) -> str | None:
    """The candidate with the fewest mistakes between it and the word; of several, the one in most texts.

    `candidates` are stored terms with the number of texts that they stand in; those that are `respelt` are one mistake
    away, however their stems differ. None if all are too far away.
    """
    limit = allowed(word)
    letters = frozenset(word)
    best: tuple[int, int, str] | None = None
    for candidate, frequency in candidates.items():
        mistakes = 1 if candidate in respelt else _mistakes(word, letters, candidate, limit)
        if mistakes <= limit and (best is None or (mistakes, -frequency, candidate) < best):
            best = (mistakes, -frequency, candidate)
    return best and best[2]


def _mistakes(word: str, letters: frozenset[str], candidate: str, limit: int) -> int:
    # Each mistake changes at most two letters of the two sets.
    if abs(len(candidate) - len(word)) > limit or len(letters.symmetric_difference(candidate)) > 2 * limit:
        return limit + 1
    return distance(word, candidate, limit)


def distance(one: str, other: str, limit: int) -> int:
    """Letters to insert, delete, replace or swap with the next one to get from one word to the other.

    Above `limit`, any number above it: the count stops there.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row, previous = [i], row
        for j, target in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(previous) > limit:
            return limit + 1
        before = previous
    return row[-1]


def respellings(word: str, endings: Iterable[str]) -> Iterator[str]:
    """Words from which one slip leads to a word, such as its stem may hide: two letters swapped, one too many, or a
    wrong one or one too few in one of some `endings`, all of which must be lower-case."""
    if not (SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha()):
        return
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if len(word) < SHORTEST:
        return
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
    for ending in endings:
        for length in (len(ending) - 1, len(ending)):
            is_long = len(ending) >= SHORTEST_PART <= len(word) - length
            if is_long and distance(word[-length:], ending, 1) == 1:
                yield word[:-length] + ending


def pieces(word: str) -> Iterator[str]:
    """All parts of a word that may be words of their own: what to look up before `split`."""
    if SHORTEST_PART * 2 <= len(word) <= LONGEST and word.isalpha():
        for start in range(len(word) - SHORTEST_PART + 1):
            for end in range(start + SHORTEST_PART, len(word) + 1):
                yield word[start:end]


def split(word: str, frequency: Callable[[str], int]) -> list[str]:
    """The fewest frequent words that a word is put together from (`climatechange`); nothing if it is not.

    Of several ways, the one whose rarest part is the least rare. `frequency` is the number of texts with a part.
    """
    # For each end, the best way to get there: number of parts, rarest part negated, where the parts begin.
    ways: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, ())}
    if next(pieces(word), None) is None:
        return []
    for end in range(SHORTEST_PART, len(word) + 1):
        for start in range(end - SHORTEST_PART + 1):
            if start not in ways or (found := frequency(word[start:end])) <= RARE:
                continue
            count, rarest, starts = ways[start]
            way = (count + 1, max(rarest, -found) if starts else -found, (*starts, start))
            if end not in ways or way < ways[end]:
                ways[end] = way
    if len(word) not in ways:
        return []
    return [word[start:end] for start, end in pairwise((*ways[len(word)][2], len(word)))]

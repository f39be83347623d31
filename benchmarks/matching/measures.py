"""How good a ranking is: average precision and recall among the first five."""

from collections.abc import Sequence

FIRST = 5


def average_precision(found: Sequence[str], right: frozenset[str]) -> float:
    """Average precision at 5; its mean over texts is MAP@5."""
    places = [place for place, key in enumerate(found[:FIRST], start=1) if key in right]
    return sum(hits / place for hits, place in enumerate(places, start=1)) / min(len(right), FIRST)


def recall(found: Sequence[str], right: frozenset[str]) -> float:
    """Which share of what is right is among the first five."""
    return len(right & set(found[:FIRST])) / len(right)

"""Whether a text holds a quote, and where: word for word, never nearly.

Quotes are selected as in the W3C Web Annotation Data Model: by text, with the words around it where it occurs more
than once (TextQuoteSelector), and by position (TextPositionSelector). Positions count code points from 0; the end is
the position after the last one. Text is compared as it is: normalise it before, once, and count afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class QuoteError(ValueError):
    """A quote that cannot be looked for, or that cannot be told from its repetitions."""


class QuoteStatus(StrEnum):
    """What became of the search for a quote."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Located:
    """The result of a search. `candidates` are the starts of all places that fit; `start` and `end` the only one."""

    status: QuoteStatus
    start: int | None
    end: int | None
    candidates: tuple[int, ...]


def locate(text: str, exact: str, prefix: str = "", suffix: str = "") -> Located:
    """Finds `exact` where `prefix` stands right before it and `suffix` right after it.

    Occurrences that overlap are different ones. Raises `QuoteError` for an empty quote.
    """
    if not exact:
        raise QuoteError("An empty quote stands everywhere and proves nothing.")
    candidates = tuple(found + len(prefix) for found in _occurrences(text, prefix + exact + suffix))
    if not candidates:
        return Located(QuoteStatus.MISSING, None, None, ())
    if len(candidates) > 1:
        return Located(QuoteStatus.AMBIGUOUS, None, None, candidates)
    return Located(QuoteStatus.EXACT, candidates[0], candidates[0] + len(exact), candidates)


def stands_at(text: str, exact: str, start: int, end: int) -> bool:
    """Whether `text` reads `exact` from `start` to `end`. An empty quote stands nowhere."""
    return 0 <= start < end <= len(text) and text[start:end] == exact


def shortest_context(text: str, start: int, end: int, limit: int = 32) -> tuple[str, str]:
    """The fewest characters before and after the quote at `start`–`end` that tell it from its repetitions.

    Returns prefix and suffix, each of at most `limit` characters: both empty when the quote occurs once; of several
    shortest pairs the one with the shortest suffix. Raises `QuoteError` when the position is not inside the text or
    when no such pair exists.
    """
    if not 0 <= start < end <= len(text):
        raise QuoteError(f"{start} to {end} is not a passage of a text of {len(text)} characters.")
    exact = text[start:end]
    # For each repetition: how far it reads the same as the quote to the left, and to the right.
    repetitions = [
        (
            _common_length(text[max(0, start - limit) : start][::-1], text[max(0, other - limit) : other][::-1]),
            _common_length(text[end : end + limit], text[other + len(exact) : other + len(exact) + limit]),
        )
        for other in _occurrences(text, exact)
        if other != start
    ]
    longest_suffix = min(limit, len(text) - end)
    pairs = []
    for before in range(min(limit, start) + 1):
        after = max((right + 1 for left, right in repetitions if left >= before), default=0)
        if after <= longest_suffix:
            pairs.append((before + after, after))
    if not pairs:
        raise QuoteError(f"The quote is repeated with the same {limit} characters on both sides; quote more of it.")
    length, after = min(pairs)
    return text[start - (length - after) : start], text[end : end + after]


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    found = text.find(wanted)
    while found != -1:
        yield found
        found = text.find(wanted, found + 1)


def _common_length(a: str, b: str) -> int:
    """How many characters two texts share from the start."""
    for length, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return length
    return min(len(a), len(b))

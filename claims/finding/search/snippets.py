"""Where in a text the words stand that were looked for: the text in parts, some of them marked, and its best passage.

Pure functions, which need no database and write no markup. They take the text as its readers see it, and words as
terms; a word of the text is marked if it has one of the terms, in whatever form it stands.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claims.text.terms import terms

LENGTH = 160
"""About so many characters of a text are shown."""

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_EDGES = re.compile(r"\A[^\w%]+|[^\w%]+\Z")

TOGETHER = 4
"""So many chunks between spaces can be one number or date: 18 June 2017, 20 000 000, 5 per cent."""

Part = tuple[str, bool]
"""A piece of a text, and whether it is marked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text out of a longer one, in parts; whether the longer one begins and ends with it."""

    parts: tuple[Part, ...]
    is_beginning: bool
    is_end: bool
    words: frozenset[str]
    """The terms that stand in it, out of those that were looked for."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    words: frozenset[str]


def marked(text: str, language: str, words: Collection[str]) -> tuple[Part, ...]:
    """The whole text in parts; what has one of the terms is marked."""
    return _parts(text, _marks(text, language, frozenset(words)), 0, len(text))


def best_passage(text: str, language: str, words: Collection[str], length: int = LENGTH) -> Passage | None:
    """The first of the passages with the most of the terms; nothing where none of them stands in the text."""
    marks = _marks(text, language, frozenset(words))
    if not marks:
        return None
    first, last = _most_telling(marks, length)
    spare = max(0, length - (marks[last].end - marks[first].start))
    start = _before(text, marks[first].start, spare // 3)
    end = _after(text, marks[last].end, max(0, start + length - marks[last].end))
    within = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return Passage(
        _parts(text, within, start, end),
        not text[:start].strip(),
        not text[end:].strip(),
        frozenset[str]().union(*(mark.words for mark in within)),
    )


def _most_telling(marks: Sequence[_Mark], length: int) -> tuple[int, int]:
    """The first and last of neighbouring marks within a length that have the most terms together."""
    best, most, last = (0, 0), 0, 0
    having: dict[str, int] = {}
    for first, mark in enumerate(marks):
        while last < len(marks) and (last <= first or marks[last].end - mark.start <= length):
            for word in marks[last].words:
                having[word] = having.get(word, 0) + 1
            last += 1
        if len(having) > most:
            best, most = (first, last - 1), len(having)
        for word in mark.words:
            having[word] -= 1
            if not having[word]:
                del having[word]
    return best


def _before(text: str, place: int, spare: int) -> int:
    """Where a passage begins that has a place in it: at a word, and at most so many characters before."""
    if place <= spare:
        return 0
    space = re.search(r"\s\S", text[place - spare - 1 : place + 1])
    return place - spare + space.start() if space else place


def _after(text: str, place: int, spare: int) -> int:
    """Where such a passage ends, at most so many characters after."""
    if len(text) - place <= spare:
        return len(text)
    stretch = text[place : place + spare + 1]
    return place + max((space.start() for space in re.finditer(r"\s", stretch)), default=0)


def _marks(text: str, language: str, words: frozenset[str]) -> list[_Mark]:
    """What is to be marked, in its order, one apart from the other."""
    chunks = [match.span() for match in _CHUNK.finditer(text)]
    has_numbers = bool(_DIGIT.search(text))
    found: list[_Mark] = []
    reached = 0
    for place, (start, end) in enumerate(chunks):
        if start < reached:
            continue
        together = _number(text, chunks[place : place + TOGETHER], language, words) if has_numbers else None
        for mark in [together] if together else _in_chunk(text, start, end, language, words):
            found.append(mark)
            reached = mark.end
    return found


def _number(text: str, chunks: Sequence[tuple[int, int]], language: str, words: frozenset[str]) -> _Mark | None:
    """A number or date of several chunks, the first one among them, with most of the terms that no chunk has alone."""
    if not _DIGIT.search(text, chunks[0][0], chunks[:2][-1][1]):
        return None
    alone = frozenset[str]().union(*(_terms(text[slice(*span)], language) for span in chunks))
    best: _Mark | None = None
    for _start, end in chunks[1:]:
        mark = _mark(text, chunks[0][0], end, language, words)
        if mark and mark.words - alone - _terms(text[chunks[1][0] : end], language):
            best = mark if best is None or mark.words > best.words else best
    return best


def _in_chunk(text: str, start: int, end: int, language: str, words: frozenset[str]) -> Iterator[_Mark]:
    """The words of a chunk that have a term; where only several of them together do, all of it (e-mail, U.S.)."""
    if not _terms(text[start:end], language) & words:
        return
    single = [_mark(text, *match.span(), language, words) for match in _WORD.finditer(text, start, end)]
    found = [mark for mark in single if mark]
    whole = _mark(text, start, end, language, words)
    if whole and not whole.words <= frozenset[str]().union(*(mark.words for mark in found)):
        yield whole
    else:
        yield from found


def _mark(text: str, start: int, end: int, language: str, words: frozenset[str]) -> _Mark | None:
    """The mark of a piece of text, if it has one of the terms; without punctuation around it that is not part of it."""
    piece = text[start:end]
    having = _terms(piece, language) & words
    if not having:
        return None
    core = _EDGES.sub("", piece)
    if _terms(core, language) & words == having:
        start, end = start + piece.find(core), start + piece.find(core) + len(core)
    return _Mark(start, end, having)


def _parts(text: str, marks: Sequence[_Mark], start: int, end: int) -> tuple[Part, ...]:
    edges = [start, *(edge for mark in marks for edge in (mark.start, mark.end)), end]
    pieces = ((text[one:other], bool(place % 2)) for place, (one, other) in enumerate(pairwise(edges)))
    return tuple((piece, is_marked) for piece, is_marked in pieces if piece)


@lru_cache(maxsize=20_000)
def _terms(piece: str, language: str) -> frozenset[str]:
    """The terms of a piece of text. Remembered, because most words come again."""
    return frozenset(terms(piece, language))

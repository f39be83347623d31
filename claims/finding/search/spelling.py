"""What was probably meant by a word that no text has, and by the beginning of one.

Stored are the stems of words. So whatever may be meant is made as a word first, and then looked for by its stem.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.text.languages import ENDINGS
from claims.text.terms import stem

from . import engine, index
from .corpora import Corpus
from .typos import nearest, neighbourhood, pieces, respellings, split

EXPANDED = 50
"""Most words that a prefix stands for, the most frequent ones."""

MAX_UNKNOWN = 12
"""So many unknown words are looked up more closely."""

COMPLETED = 4
"""From so many letters on, a beginning may be longer than the stem of its word (`vaccinat*`)."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A term that no text has, the word that it is of, and the languages in which it is."""

    term: str
    word: str
    languages: Sequence[str]


def meant(corpus: Corpus, unknown: Iterable[Unknown], counts: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """For terms that no text has, the stored ones to take instead, which are counted in `counts` as well.

    That is the nearest one, else those of the words that the word is put together from. One query for each term, and
    one more where a word may be several.
    """
    found: dict[str, tuple[str, ...]] = {}
    compounds: list[Unknown] = []
    for each in islice(unknown, MAX_UNKNOWN):
        respelt = {
            stem(word, language)
            for language in each.languages
            for word in respellings(each.word, ENDINGS.get(language, ()))
        }
        around = neighbourhood(each.term)
        candidates = index.near(corpus, around, respelt) if around or respelt else {}
        best = nearest(each.term, candidates, respelt)
        if best:
            found[each.term] = (best,)
            counts[best] = candidates[best]
        else:
            compounds.append(each)
    found.update(_parts(corpus, compounds, counts))
    return found


def _parts(corpus: Corpus, unknown: Sequence[Unknown], counts: dict[str, int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The terms of the words that some words are put together from."""
    words = [(each.term, each.word, language) for each in unknown for language in each.languages]
    stems = [{piece: stem(piece, language) for piece in pieces(word)} for _term, word, language in words]
    wanted = {each for one in stems for each in one.values()}
    known = index.frequencies(corpus, wanted) if wanted else {}
    for (term, word, _language), of in zip(words, stems, strict=True):
        if parts := split(word, {piece: known.get(of[piece], 0) for piece in of}.__getitem__):
            counts.update((of[part], known[of[part]]) for part in parts)
            yield term, tuple(of[part] for part in parts)


def beginning_so(corpus: Corpus, prefix: str, counts: dict[str, int]) -> list[str]:
    """The stored words that begin with a prefix, the most frequent ones, counted in `counts` as well. One query."""
    words = engine.most_frequent(engine.beginning(corpus, prefix), EXPANDED)
    counts.update(words)
    return [word for word, _count in words]


def completed(prefix: str, language: str) -> set[str]:
    """The stems of words that begin with a prefix and may be shorter than it is."""
    endings = ENDINGS.get(language, ()) if len(prefix) >= COMPLETED else ()
    tails = {ending[start:] for ending in endings for start in range(len(ending))}
    return {stem(prefix + tail, language) for tail in ("", *tails)}


def unknown_of(pairs: Iterable[tuple[str, str, str]], known: Mapping[str, int]) -> list[Unknown]:
    """What is unknown among terms, words and languages; no word that has a known term in another language."""
    pairs = list(dict.fromkeys(pairs))
    found = {word for term, word, _language in pairs if term in known}
    unknown: dict[tuple[str, str], list[str]] = {}
    for term, word, language in pairs:
        if word not in found:
            unknown.setdefault((term, word), []).append(language)
    return [Unknown(term, word, languages) for (term, word), languages in unknown.items()]

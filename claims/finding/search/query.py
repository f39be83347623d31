r"""What somebody may type into a search box, read into what is looked for. What is typed is never syntax of an engine.

| typed | finds claims that hold |
|---|---|
| `ruffin césar` | both words, in any of their forms |
| `"merci patron"` | these words, one right after the other |
| `-macron`, `-"merci patron"` | the others, without this |
| `élec*` | a word that begins so; two letters at least |

A quotation mark that is never closed is closed at the end; a minus within a word is a hyphen. Words are stemmed by
language, so a query is read once in each language, and a text fits if it fits one reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.text import fold
from claims.text.terms import regular, terms, terms_and_words

LONGEST = 200
"""Most characters of a search."""

MOST_TERMS = 32
"""Most terms that are looked for; the rest of a long text adds nothing."""

_MARKED = re.compile(
    r'(?P<not>(?<!\S)-)?"(?P<phrase>[^"]*)"?|(?<!\S)-(?P<without>[^\s"]+)|(?<!\S)(?P<prefix>[^\s"]+)\*(?!\S)'
)

Run = tuple[str, ...]
"""Terms that follow each other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A query in one language: terms and runs of terms that a text must hold, beginnings of words, and what it must not
    hold. `words` are what was typed for each term. `is_frequent` where words were typed and none is left but those that
    are in every text."""

    language: str
    terms: Run
    words: Run = ()
    phrases: tuple[Run, ...] = ()
    prefixes: Run = ()
    without: tuple[Run, ...] = ()
    is_frequent: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.terms or self.phrases or self.prefixes)

    @property
    def all_terms(self) -> Run:
        """The terms that a text must hold, those of phrases included."""
        return (*self.terms, *(term for run in self.phrases for term in run))


def parse(typed: str, languages: Sequence[str]) -> tuple[Reading, ...]:
    """Read what somebody typed, in each language; in some, nothing may be left to look for."""
    return tuple(_read(typed[:LONGEST], language) for language in languages)


def _read(typed: str, language: str) -> Reading:
    marked = list(_MARKED.finditer(typed))
    beginnings = [_beginning(part["prefix"], language) for part in marked if part["prefix"]]
    plain = " ".join([_MARKED.sub(" ", typed), *(words for words, _prefix in beginnings)])
    words: dict[str, str] = {}
    for term, word in terms_and_words(plain, language):
        words.setdefault(term, word)
    phrases = tuple(
        _runs((part["phrase"] for part in marked if part["phrase"] is not None and not part["not"]), language)
    )
    unwanted = (part["without"] or part["phrase"] for part in marked if part["without"] or part["not"])
    reading = Reading(
        language=language,
        terms=tuple(words)[:MOST_TERMS],
        words=tuple(words.values())[:MOST_TERMS],
        phrases=phrases[:MOST_TERMS],
        prefixes=tuple(prefix for _words, prefix in beginnings if prefix)[:MOST_TERMS],
        without=tuple(_runs(unwanted, language))[:MOST_TERMS],
    )
    wanted = " ".join([plain, *(part["phrase"] for part in marked if part["phrase"] and not part["not"])])
    if reading.is_empty and re.search(r"[^\W_]", fold(wanted)):
        return Reading(language, (), is_frequent=True)
    return reading


def _runs(texts: Iterator[str] | Sequence[str], language: str) -> Iterator[Run]:
    for text in texts:
        if run := tuple(terms(text, language)):
            yield run


def _beginning(typed: str, language: str) -> tuple[str, str]:
    """What stood before an asterisk: words, and the prefix at its end, if there is one."""
    *words, last = regular(typed, language).split() or [""]
    if last.isalnum():
        return " ".join(words), last if len(last) > 1 else ""
    return typed, ""  # a number or a date has no longer forms

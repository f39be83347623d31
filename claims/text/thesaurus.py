"""Words and expressions that mean about the same, by language, compared as terms.

`thesauri/` has a file for each language: on each line a group, its members separated by ` | `. A word may stand in
several groups. A language without a file has no thesaurus.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .cleaning import fold
from .terms import terms

FOLDER = Path(__file__).parent / "thesauri"

Run = tuple[str, ...]
"""The terms of a word or expression, in their order."""

_ARTICLES = frozenset(
    [
        "a",
        "an",
        "das",
        "der",
        "die",
        "el",
        "il",
        "l",
        "la",
        "las",
        "le",
        "les",
        "lo",
        "los",
        "o",
        "os",
        "the",
        "un",
        "una",
        "une",
    ]
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A run of terms as it stands in a text, and others that mean about the same."""

    run: Run
    others: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    groups: Sequence[Sequence[Run]]
    of: Mapping[Run, Sequence[int]]
    longest: int

    def others(self, run: Run) -> tuple[Run, ...]:
        """What stands in a group with a run, in the order of the groups."""
        beside = dict.fromkeys(other for group in self.of.get(run, ()) for other in self.groups[group])
        return tuple(other for other in beside if other != run)


def meanings(said: Sequence[str], language: str) -> Iterator[Meaning]:
    """Of the terms of a text, the runs that the thesaurus of the language knows. Of two that overlap, the one that
    begins first, and of these the longer."""
    known = _thesaurus(language)
    start = 0
    while start < len(said):
        for length in range(min(known.longest, len(said) - start), 0, -1):
            run = tuple(said[start : start + length])
            if others := known.others(run):
                yield Meaning(run, others)
                start += length
                break
        else:
            start += 1


@cache
def _thesaurus(language: str) -> _Thesaurus:
    """The thesaurus of a language. The first time it takes about a second."""
    path = FOLDER / f"{language}.txt"
    groups = [_runs(line, language) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    of: dict[Run, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for run in group:
            of[run].append(number)
    return _Thesaurus(groups, dict(of), max(map(len, of), default=0))


def _runs(line: str, language: str) -> list[Run]:
    """The members of a group. An expression that is no more than a word once its frequent words are gone is left out:
    it would stand for that word (in power, to be at the head)."""
    runs: dict[Run, None] = {}
    for member in line.split("|"):
        run = tuple(terms(member, language))
        words = [word for word in fold(member).split() if word not in _ARTICLES]
        if run and (len(run) > 1 or len(words) == 1):
            runs[run] = None
    return list(runs)

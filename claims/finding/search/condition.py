"""What a text must hold to be found: asked of an engine, or of the stored terms themselves. Both say the same."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from .engine import Wanted
from .index import LANGUAGE
from .query import Run


@dataclass(frozen=True, slots=True)
class Condition:
    """A reading of a query, with the words of the corpus that it stands for.

    A text fits that is in one of `languages`, holds a word of each group, which there is at least one of, and each of
    `phrases`, and nothing of `without`. `language` is that of the reading, and `terms` are what relevance is about.
    """

    language: str
    languages: Sequence[str]
    terms: Run
    groups: Sequence[Run]
    phrases: Sequence[Run] = ()
    without: Sequence[Run] = ()

    @property
    def has_runs(self) -> bool:
        """Whether it says that words follow each other, which no engine knows."""
        return any(len(run) > 1 for run in (*self.phrases, *self.without))

    def said(self) -> Q:
        """The whole condition on stored texts."""
        fits = Q(language__in=self.languages)
        for group in self.groups:
            fits &= Q(*(_holds((word,)) for word in group), _connector=Q.OR)
        for run in self.phrases:
            fits &= _holds(run)
        for run in self.without:
            fits &= ~_holds(run)
        return fits

    def most(self, frequencies: Mapping[str, int]) -> int:
        """A number that no more texts can fit than."""
        return min(sum(frequencies.get(word, 0) for word in group) for group in self.groups)


def asked(conditions: Iterable[Condition], stored: Collection[str]) -> list[Wanted]:
    """Conditions as engines take them; of runs, only that all their words are there. `stored` are all languages.

    Words that are the same in several languages are asked for once, and in any language if in all: to look for the
    texts of one language among those of another takes long, the more so the fewer there are.
    """
    languages: dict[Wanted, set[str]] = {}
    for each in conditions:
        without = tuple(run[0] for run in each.without if len(run) == 1)
        languages.setdefault(Wanted(tuple(each.groups), without), set()).update(each.languages)
    return [
        wanted
        if among >= set(stored)
        else Wanted((*wanted.groups, tuple(LANGUAGE + code for code in sorted(among))), wanted.without)
        for wanted, among in languages.items()
    ]


def _holds(run: Run) -> Q:
    return Q(terms__contains=f" {' '.join(run)} ")

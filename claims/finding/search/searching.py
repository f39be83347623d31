"""Searching a corpus: what somebody typed becomes a condition that both engines understand, and an order of relevance
that is worked out here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from claims.text.terms import stem

from . import engine, index
from .corpora import Corpus
from .query import Reading, Run, parse
from .scoring import Field, Query, Statistics, Weights, rank
from .typos import nearest, neighbourhood

RANKED = 500
"""Most texts that are put in order of relevance; of more, the newest come first, and the page says so."""

EXPANDED = 50
"""Most words that a prefix stands for, the most frequent ones."""

WEIGHTS = Weights(
    fields={
        "statement": Field(2.0, 0.4),
        "summary": Field(1.6, 0.4),
        "quotes": Field(1.0, 0.6),
        "explanation": Field(0.7, 0.6),
        "names": Field(0.5, 0.6),
    },
    title_likeness=4,
    likeness=4,
)
"""What is typed is short and meant: the statement counts most, and the names of a subject least."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was understood, in each language in which something is left of it.

    `corrected` are words that no text has, with those that were taken instead; `expanded` the words that each prefix
    stands for. `is_frequent` if in some language there were but words that are in every text.
    """

    corpus: Corpus
    typed: str
    readings: tuple[Reading, ...]
    corrected: tuple[tuple[str, str], ...]
    expanded: Mapping[str, Sequence[str]]
    is_frequent: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.readings

    def texts(self) -> QuerySet[Any]:
        """The texts that fit one of the readings. Not evaluated."""
        found: QuerySet[Any] = self.corpus.texts.objects.none()
        for reading in self.readings:
            found = found | self._fitting(reading)
        return found

    def owners(self) -> QuerySet[Any]:
        """The primary keys of what the texts belong to, for a subquery."""
        return self.texts().values("owner_id")

    def ranked(self, owners: QuerySet[Any]) -> list[int] | None:
        """Some owners by relevance, best first; nothing where too many texts fit to be put in order. Three queries."""
        found = list(self.texts().filter(owner_id__in=owners.order_by().values("pk")).order_by("pk")[: RANKED + 1])
        if len(found) > RANKED:
            return None
        count, lengths = index.measures(self.corpus)
        terms = [term for reading in self.readings for term in _all_terms(reading)]
        statistics = Statistics(count, lengths, index.frequencies(self.corpus, terms))
        best: dict[int, float] = {}
        for reading in self.readings:
            asked = Query(dict.fromkeys(_all_terms(reading), 1.0), self.typed)
            documents = {f"{text.pk:020}": index.document(text) for text in found if text.language == reading.language}
            owner = {f"{text.pk:020}": text.owner_id for text in found}
            for key, score in rank(asked, documents, statistics, WEIGHTS, limit=RANKED):
                best[owner[key]] = max(best.get(owner[key], 0), score.value)
        others = {text.owner_id for text in found} - best.keys()  # in a language of which there is no reading
        return sorted(best, key=lambda pk: (-best[pk], -pk)) + sorted(others, reverse=True)

    def _fitting(self, reading: Reading) -> QuerySet[Any]:
        groups = [[term] for term in (*reading.terms, *(term for run in reading.phrases for term in run))]
        groups += [[*self.expanded[prefix], stem(prefix, reading.language)] for prefix in reading.prefixes]
        alone = [run[0] for run in reading.without if len(run) == 1]
        others = Q(language=reading.language) | ~Q(language__in=[each.language for each in self.readings])
        fits = engine.holding(self.corpus, groups, alone)
        texts: QuerySet[Any] = self.corpus.texts.objects.filter(others, pk__in=fits)
        for run in reading.phrases:
            texts = texts.filter(terms__contains=_in_a_row(run))
        for run in reading.without:
            if len(run) > 1:
                texts = texts.exclude(terms__contains=_in_a_row(run))
        return texts


def search(corpus: Corpus, typed: str, languages: Sequence[str]) -> Search:
    """Understand what somebody typed; words that no text has are taken for the nearest one that some have.

    One query, one for each stem of such a word, and one for each prefix.
    """
    read = parse(typed, languages)
    readings = [reading for reading in read if not reading.is_empty]
    known = index.frequencies(corpus, [term for reading in readings for term in _all_terms(reading)])
    pairs = {pair: None for reading in readings for pair in zip(reading.terms, reading.words, strict=True)}
    found = {word for term, word in pairs if term in known}
    unknown = {term: word for term, word in pairs if term not in known and word not in found}
    prefixes = dict.fromkeys(prefix for reading in readings for prefix in reading.prefixes)
    nearest_to = {term: better for term in unknown if (better := _corrected(corpus, term))}
    mended = tuple(
        replace(reading, terms=tuple(nearest_to.get(term, term) for term in reading.terms)) for reading in readings
    )
    return Search(
        corpus=corpus,
        typed=typed,
        readings=mended,
        corrected=tuple({unknown[term]: better for term, better in nearest_to.items()}.items()),
        expanded={prefix: _expanded(corpus, prefix) for prefix in prefixes},
        is_frequent=any(reading.is_frequent for reading in read),
    )


def _corrected(corpus: Corpus, term: str) -> str | None:
    around = neighbourhood(term)
    return nearest(term, index.near(corpus, around)) if around else None


def _expanded(corpus: Corpus, prefix: str) -> list[str]:
    """The words that a prefix stands for, the most frequent ones first."""
    words = engine.beginning(corpus, prefix).order_by("-count", "word").values_list("word", flat=True)[:EXPANDED]
    return list(words)


def _all_terms(reading: Reading) -> list[str]:
    return [*reading.terms, *(term for run in reading.phrases for term in run)]


def _in_a_row(run: Run) -> str:
    return f" {' '.join(run)} "

"""How much a stored text says the same as the text that somebody asks about, and why.

Two measures are added. Shared terms count by how rare they are and by where they stand (BM25F: Robertson and Zaragoza,
"The Probabilistic Relevance Framework", 2009). Among the texts that are best by that, likeness of spelling counts:
the cosine between runs of four letters, each run weighted by how few of these best texts have it.

Everything here is a pure function of what is passed in.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claims.text import fold
from claims.text.thesaurus import Meaning, Run

from .likeness import grams, likenesses

COMPARED = 50
"""How many of the texts best by their terms are compared letter by letter as well."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a field of a document counts: the weight of a term there, and how much a long field dilutes it (0 to 1)."""

    weight: float
    dilution: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the ranking. `tune.py` chose the defaults."""

    fields: Mapping[str, Field] = field(
        default_factory=lambda: {
            "statement": Field(1.0, 0.5),
            "summary": Field(0.7, 0.5),
            "subtitle": Field(0.5, 0.5),
            "quotes": Field(0.5, 0.5),
            "names": Field(0.5, 0.5),
            "explanation": Field(0.2, 0.5),
        }
    )
    saturation: float = 0.8
    """How soon a repeated term stops counting for more (k1 of BM25)."""

    presence: float = 1.0
    """What any shared term counts for, besides what it counts for by how rare it is."""

    synonym: float = 0.5
    """What a word of the same meaning counts for, where the word itself counts for 1."""

    title_likeness: float = 1.0
    likeness: float = 3.0
    """What full likeness of letters counts for, in terms that no other text has: so it is the same in small corpora."""


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks about: its terms, each with its weight (1 for one that was written like that), and its text
    without boilerplate."""

    terms: Mapping[str, float]
    text: str
    meanings: Sequence[Meaning] = ()
    """Runs of the terms that were written, with others of the same meaning whose terms are all stored."""

    @property
    def words(self) -> frozenset[str]:
        """Every term that a text can fit by."""
        return frozenset(self.terms).union(*(run for meaning in self.meanings for run in meaning.others))


@dataclass(frozen=True, slots=True)
class Document:
    """A stored text. Both mappings have the fields of `Weights`; `texts` are as `fold` writes them."""

    terms: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statistics:
    """About all stored texts: how many, how many terms a field has on average, and in how many texts a term stands.

    Only the terms of the query are looked up in `frequencies`.
    """

    count: int
    lengths: Mapping[str, float]
    frequencies: Mapping[str, int]

    def rarity(self, term: str) -> float:
        """The weight of a term: the logarithm of how few texts have it; never negative."""
        having = min(self.frequencies.get(term, 0), self.count)
        return math.log(1 + (self.count - having + 0.5) / (having + 0.5))


@dataclass(frozen=True, slots=True)
class Score:
    """How well a document fits, and why: the shared terms by their part in it, the greatest first."""

    value: float
    shared: tuple[tuple[str, float], ...]
    covered: float
    """How much of what is asked the document has: the weight of shared terms in that of all, 0 to 1."""

    likeness: float
    """How alike the letters are, 0 to 1; 0 for a document that was not among those compared."""

    def among(self, written: Mapping[str, str]) -> list[str]:
        """The shared terms that somebody wrote, and not only others of the same meaning."""
        return [term for term, _weight in self.shared if term in written]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers, percentages and dates that both have."""
        return tuple(term for term, _weight in self.shared if term.strip("-")[:1].isdigit())


@dataclass(frozen=True, slots=True)
class Worth:
    """What the parts of a query count for at most.

    A run of the same meaning never counts for more than what was written.
    """

    rarities: Mapping[str, float]
    """By term that was written."""

    written: Sequence[Run]
    """By meaning, the terms as they were written."""

    others: Mapping[str, Sequence[tuple[int, Run, float]]]
    """By first term, the other runs: the number of the meaning, the run, and what it counts for."""

    words: frozenset[str]
    all: float
    """What a document counts for that says everything once."""

    @classmethod
    def of(cls, query: Query, statistics: Statistics, weights: Weights = DEFAULT) -> "Worth":
        """The worth of the parts of a query."""

        def rarity(run: Run) -> float:
            return weights.presence + sum(map(statistics.rarity, run))

        rarities = {term: weight * rarity((term,)) for term, weight in query.terms.items()}
        others: dict[str, list[tuple[int, Run, float]]] = defaultdict(list)
        unwritten = 0.0
        for number, meaning in enumerate(query.meanings):
            most = rarity(meaning.run)
            values = {run: weights.synonym * min(rarity(run), most) for run in meaning.others}
            for run, value in values.items():
                others[run[0]].append((number, run, value))
            if rarities.keys().isdisjoint(meaning.run):
                unwritten += max(values.values())
        written = [meaning.run for meaning in query.meanings]
        return cls(rarities, written, dict(others), query.words, sum(rarities.values()) + unwritten)

    def shared(self, document: Document, statistics: Statistics, weights: Weights) -> dict[str, float]:
        """What a document has of it (BM25F), by term; runs of the same meaning with spaces between their terms.

        For each meaning counts what is best: the words as they were written, or one of the others.
        """
        times: dict[str, float] = {}
        words = self.words
        for name, counts in weights.fields.items():
            terms = document.terms.get(name, ())
            average = statistics.lengths.get(name, 0) or 1
            each = counts.weight / (1 - counts.dilution + counts.dilution * len(terms) / average)
            for term in terms:
                if term in words:
                    times[term] = times.get(term, 0) + each
        fits = {term: number / (number + weights.saturation) for term, number in times.items()}
        found = {term: self.rarities[term] * fit for term, fit in fits.items() if term in self.rarities}
        best: dict[int, tuple[float, Run]] = {}
        for first in fits.keys() & self.others.keys():
            for number, run, most in self.others[first]:
                if len(run) == 1 or fits.keys() >= set(run):
                    best[number] = max(best.get(number, (0, ())), (most * min(map(fits.__getitem__, run)), run))
        for number, (value, run) in sorted(best.items()):
            if value > sum(found.get(term, 0) for term in self.written[number]):
                for term in self.written[number]:
                    found.pop(term, None)
                found[" ".join(run)] = value
        return found


def score(query: Query, document: Document, statistics: Statistics, weights: Weights = DEFAULT) -> Score:
    """The score of one document by its terms alone."""
    worth = Worth.of(query, statistics, weights)
    shared = worth.shared(document, statistics, weights)
    return _score(worth, shared, sum(shared.values()), 0)


def rank(
    query: Query,
    documents: Mapping[str, Document],
    statistics: Statistics,
    weights: Weights = DEFAULT,
    limit: int = COMPARED,
) -> list[tuple[str, Score]]:
    """The best documents by all measures with their scores, best first; equals in the order of their keys."""
    worth = Worth.of(query, statistics, weights)
    shared = {key: worth.shared(each, statistics, weights) for key, each in documents.items()}
    values = {key: sum(found.values()) for key, found in shared.items()}
    best = heapq.nsmallest(max(limit, COMPARED), values, key=lambda key: (-values[key], key))
    compared = best[:COMPARED]
    asked = grams(fold(query.text))
    titles = likenesses(asked, [grams(documents[key].texts.get("summary", "")) for key in compared])
    wholes = likenesses(asked, [grams(" ".join(documents[key].texts.values())) for key in compared])
    likeness = dict(zip(compared, wholes, strict=True))
    unit = statistics.rarity("")
    for key, title, whole in zip(compared, titles, wholes, strict=True):
        values[key] += unit * (weights.title_likeness * title + weights.likeness * whole)
    best.sort(key=lambda key: (-values[key], key))
    return [(key, _score(worth, shared[key], values[key], likeness.get(key, 0))) for key in best[:limit]]


def _score(worth: Worth, shared: Mapping[str, float], value: float, likeness: float) -> Score:
    said = sum(worth.rarities.get(term, part) for term, part in shared.items())
    return Score(
        value=value,
        shared=tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0]))),
        covered=min(1, said / (worth.all or 1)),
        likeness=likeness,
    )

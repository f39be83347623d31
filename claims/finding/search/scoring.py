"""How much a stored text says the same as the text that somebody asks about, and why.

Two measures are added. Shared terms count by how rare they are and by where they stand (BM25F: Robertson and Zaragoza,
"The Probabilistic Relevance Framework", 2009). Among the texts that are best by that, likeness of spelling counts:
the cosine between runs of four letters, each run weighted by how few of these best texts have it.

Everything here is a pure function of what is passed in.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from claims.text import fold

Key = TypeVar("Key", str, tuple[int, int])

GRAM = 4
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

    title_likeness: float = 10.0
    likeness: float = 30.0


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks about: its terms, each with its weight (1 for one that was written like that), and its text
    without boilerplate."""

    terms: Mapping[str, float]
    text: str


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

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers, percentages and dates that both have."""
        return tuple(term for term, _weight in self.shared if term.strip("-")[:1].isdigit())


def score(query: Query, document: Document, statistics: Statistics, weights: Weights = DEFAULT) -> Score:
    """The score of one document by its terms alone."""
    return _scored(query, _rarities(query, statistics), document, statistics, weights)


def rank(
    query: Query,
    documents: Mapping[str, Document],
    statistics: Statistics,
    weights: Weights = DEFAULT,
    limit: int = COMPARED,
) -> list[tuple[str, Score]]:
    """The best documents by all measures with their scores, best first; equals in the order of their keys."""
    rarities = _rarities(query, statistics)
    values = {key: sum(_shared(rarities, each, statistics, weights).values()) for key, each in documents.items()}
    best = heapq.nsmallest(max(limit, COMPARED), values, key=lambda key: (-values[key], key))
    compared = best[:COMPARED]
    asked = grams(fold(query.text))
    titles = likenesses(asked, [grams(documents[key].texts.get("summary", "")) for key in compared])
    wholes = likenesses(asked, [grams(" ".join(documents[key].texts.values())) for key in compared])
    likeness = dict(zip(compared, zip(titles, wholes, strict=True), strict=True))
    for key, (title, whole) in likeness.items():
        values[key] += weights.title_likeness * title + weights.likeness * whole
    best.sort(key=lambda key: (-values[key], key))
    return [
        (
            key,
            _scored(query, rarities, documents[key], statistics, weights, values[key], likeness.get(key, (0, 0))[1]),
        )
        for key in best[:limit]
    ]


def grams(text: str) -> frozenset[str]:
    """The runs of four characters of a text, the spaces around it included."""
    text = f" {text} "
    return frozenset([text[start : start + GRAM] for start in range(len(text) - GRAM + 1)])


def likenesses(asked: frozenset[str], texts: Sequence[frozenset[str]]) -> list[float]:
    """The cosine between what is asked and each text, a run of letters counting for more the fewer texts have it."""
    having = Counter[str]()
    for text in texts:
        having.update(text)
    squares = [math.log(1 + (len(texts) - each + 0.5) / (each + 0.5)) ** 2 for each in range(len(texts) + 1)]
    weights = {gram: squares[each] for gram, each in having.items()}
    length = math.sqrt(sum(weights.get(gram, squares[0]) for gram in asked)) or 1
    return [
        sum(map(weights.__getitem__, asked & text)) / length / (math.sqrt(sum(map(weights.__getitem__, text))) or 1)
        for text in texts
    ]


def chosen_terms(terms: Iterable[str], frequencies: Mapping[str, int], count: int, budget: int) -> list[str]:
    """The terms to fetch candidates by: the rarest first, until together they stand in `budget` texts.

    Terms that no text has are left out, and so are those that more than a fourth of all texts have, unless there are
    no others. The rarest term is always among them.
    """
    known = sorted((frequencies[term], term) for term in set(terms) if frequencies.get(term, 0) > 0)
    telling = [(having, term) for having, term in known if having * 4 <= count] or known
    chosen: list[str] = []
    for having, term in telling:
        if chosen and having > budget:
            break
        chosen.append(term)
        budget -= having
    return chosen


def promising(postings: Iterable[tuple[str, Key]], query: Query, statistics: Statistics, most: int) -> list[Key]:
    """The texts with the greatest sum of rarities of shared terms, best first; equals in the order of their keys.

    `postings` are terms of the query with the texts that have them.
    """
    rarities = _rarities(query, statistics)
    values: dict[Key, float] = defaultdict(float)
    for term, key in postings:
        values[key] += rarities[term]
    return heapq.nsmallest(most, values, key=lambda key: (-values[key], key))


def _rarities(query: Query, statistics: Statistics) -> dict[str, float]:
    return {term: weight * statistics.rarity(term) for term, weight in query.terms.items()}


def _shared(
    rarities: Mapping[str, float], document: Document, statistics: Statistics, weights: Weights
) -> dict[str, float]:
    """What each shared term counts for (BM25F)."""
    found: dict[str, float] = {}
    for name, counts in weights.fields.items():
        terms = document.terms.get(name, ())
        average = statistics.lengths.get(name, 0) or 1
        each = counts.weight / (1 - counts.dilution + counts.dilution * len(terms) / average)
        for term in terms:
            if term in rarities:
                found[term] = found.get(term, 0) + each
    return {term: rarities[term] * times / (times + weights.saturation) for term, times in found.items()}


def _scored(
    query: Query,
    rarities: Mapping[str, float],
    document: Document,
    statistics: Statistics,
    weights: Weights,
    value: float | None = None,
    likeness: float = 0,
) -> Score:
    shared = _shared(rarities, document, statistics, weights)
    return Score(
        value=sum(shared.values()) if value is None else value,
        shared=tuple(sorted(shared.items(), key=lambda item: (-item[1], item[0]))),
        covered=sum(rarities[term] for term in shared) / (sum(rarities.values()) or 1),
        likeness=likeness,
    )

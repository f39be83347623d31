"""Claims in memory, to try parameters quickly: the product's own terms, query and ranking, without a database."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from claims.finding.search.asking import ask
from claims.finding.search.candidates import chosen_terms, promising
from claims.finding.search.scoring import DEFAULT, Document, Query, Statistics, Weights, rank
from claims.finding.search.typos import Neighbourhood
from claims.text import fold
from claims.text.terms import terms

from .collection import LANGUAGE

BUDGET = 10_000
CANDIDATES = 200
"""Both as `matching` has them, which cannot be imported without settings."""

FIELDS = {"statement": "vclaim", "summary": "title", "subtitle": "subtitle"}


class Memory:
    """Stored documents, and for each term the documents that have it; `asking.Vocabulary`."""

    def __init__(self, claims: Iterable[Mapping[str, str]]) -> None:
        self.documents: dict[str, Document] = {}
        self.postings: dict[str, list[str]] = defaultdict(list)
        self.prefixes: dict[str, list[str]] = defaultdict(list)
        for claim in claims:
            texts = {name: claim[column] for name, column in FIELDS.items()}
            document = Document(
                {name: terms(text, LANGUAGE) for name, text in texts.items()},
                {name: fold(text) for name, text in texts.items()},
            )
            key = claim["vclaim_id"]
            self.documents[key] = document
            for term in Counter(term for found in document.terms.values() for term in found):
                self.postings[term].append(key)
        for term in self.postings:
            self.prefixes[term[:2]].append(term)
        self.lengths = {
            name: statistics.fmean(len(document.terms[name]) for document in self.documents.values()) for name in FIELDS
        }

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        return {term: len(self.postings[term]) for term in terms if term in self.postings}

    def near(self, neighbourhood: Neighbourhood) -> Mapping[str, int]:
        shortest, longest = neighbourhood.shortest, neighbourhood.longest
        around = self.prefixes.get(neighbourhood.prefix, ())
        return {term: len(self.postings[term]) for term in around if shortest <= len(term) <= longest}

    def candidates(self, query: Query) -> tuple[dict[str, Document], Statistics]:
        """What would be fetched for a query, and what is known of the terms."""
        known = Statistics(len(self.documents), self.lengths, self.frequencies(query.words))
        chosen = chosen_terms(query.words, known.frequencies, known.count, BUDGET)
        best = promising({term: self.postings[term] for term in chosen}, query, known, CANDIDATES)
        return {key: self.documents[key] for key, _value in best}, known

    def found(self, text: str, limit: int, weights: Weights = DEFAULT) -> list[str]:
        """The keys of the claims that fit a text best."""
        query = ask(text, LANGUAGE, self)
        return [key for key, _score in rank(query, *self.candidates(query), weights, limit)][:limit]

"""Which claims that were already checked say what a text says: “has this been checked?”

Candidates are fetched by the rarest terms of the text, under a budget of postings, so that the size of the corpus
hardly matters; the best of them are compared by shared terms and by letters (`search.scoring`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.text import fold
from claims.text.languages import STOP_WORDS
from claims.text.terms import terms_and_words

from .search import engine, index
from .search.asking import ask
from .search.candidates import chosen_terms, promising
from .search.corpora import Corpus
from .search.record import RECORD
from .search.scoring import Query, Score, Statistics, rank
from .search.typos import Neighbourhood

LONGEST = 2_000
"""Most characters of a text that are looked at."""

BUDGET = 10_000
"""Most postings that are read to find candidates."""

MOST_TERMS = 200
"""Most terms that candidates are fetched by, the rarest; an engine takes only so many in one query."""

CANDIDATES = 200
"""Most texts that are compared, and so the most that can match."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something that was already checked: its corpus and primary key, how well it fits and why."""

    corpus: Corpus
    owner: int
    score: Score


def matches(corpora: Sequence[Corpus], text: str, languages: Sequence[str], limit: int = 5) -> list[Match]:
    """What fits a text best, best first; each once. `corpora` share their words.

    Costs five queries, one more for each word that no text has (at most six), and one for each corpus after the
    first.
    """
    vocabulary = _Stored(corpora[0])
    query = ask(text[:LONGEST], language_of(text, languages), vocabulary)
    count, lengths = index.measures(corpora[0])
    statistics = Statistics(count, lengths, vocabulary.frequencies(query.words))
    documents = _candidates(corpora, query, statistics)
    found: dict[tuple[str, int], Match] = {}
    ranked = {key: index.document(each) for key, (_corpus, each) in documents.items()}
    for key, score in rank(query, ranked, statistics, limit=CANDIDATES):
        corpus, stored = documents[key]
        found.setdefault((corpus.name, stored.owner_id), Match(corpus, stored.owner_id, score))
    return list(found.values())[:limit]


def language_of(text: str, languages: Sequence[str]) -> str:
    """The language of which a text has most of the frequent words; the first where there are none."""
    said = fold(text[:LONGEST]).split()
    return max(languages, key=lambda code: sum(word in STOP_WORDS.get(code, ()) for word in said))


def _candidates(corpora: Sequence[Corpus], query: Query, statistics: Statistics) -> dict[str, tuple[Corpus, Any]]:
    """The stored texts with the greatest sum of rarities of shared terms, by a key that is the same on every engine."""
    chosen = chosen_terms(query.words, statistics.frequencies, statistics.count, BUDGET)[:MOST_TERMS]
    promised: list[tuple[float, int, int]] = []
    for place, corpus in enumerate(corpora):
        having: dict[str, list[int]] = defaultdict(list)
        for word, pk in engine.postings(corpus, chosen, BUDGET):
            having[chosen[word]].append(pk)
        best = promising(having, query, statistics, CANDIDATES)
        promised.extend((-value, place, pk) for pk, value in best)
    promised = sorted(promised)[:CANDIDATES]
    found: dict[str, tuple[Corpus, Any]] = {}
    for place, corpus in enumerate(corpora):
        wanted = [pk for _value, at, pk in promised if at == place]
        for text in corpus.texts.objects.filter(pk__in=wanted):
            found[f"{place} {text.pk:012}"] = corpus, text
    return found


@dataclass(frozen=True, slots=True)
class _Stored:
    """The words of a corpus, as `asking.Vocabulary`."""

    corpus: Corpus

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        return index.frequencies(self.corpus, terms)

    def near(self, neighbourhood: Neighbourhood) -> Mapping[str, int]:
        return index.near(self.corpus, neighbourhood)


ENOUGH = 0.3
"""So much of what a text asks about a claim must share to be shown to somebody who decides nothing else."""

SHOWN = 5


def said_alike(text: str, languages: Sequence[str]) -> list[tuple[Match, list[str]]]:
    """The live claims that say about the same as a text, each with the words that they share, the rarest first."""
    written = dict(terms_and_words(text[:LONGEST], language_of(text, languages)))
    return [
        (match, [written[term] for term in match.score.among(written)][:SHOWN])
        for match in matches([RECORD], text, languages, SHOWN)
        if match.score.covered >= ENOUGH
    ]

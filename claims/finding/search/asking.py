"""From the text that somebody asks about to a query: cleaned, in terms, with unknown words replaced where possible."""

from collections.abc import Collection, Mapping
from typing import Protocol

from claims.text.languages import FAINT_WORDS, STOP_WORDS
from claims.text.posts import statement
from claims.text.terms import stem, terms_and_words
from claims.text.thesaurus import Meaning, meanings

from .scoring import Query
from .typos import Neighbourhood, nearest, neighbourhood, pieces, split

CORRECTED = 0.5
"""The weight of a term that was not written but probably meant."""

FAINT = 0.2
"""The weight of a term that says little wherever it stands."""

MAX_UNKNOWN = 6
"""So many unknown words are looked up more closely; a longer text has enough others."""


class Vocabulary(Protocol):
    """The stored terms, each with the number of texts that it stands in."""

    def frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these terms those that are stored."""

    def near(self, neighbourhood: Neighbourhood) -> Mapping[str, int]:
        """The stored terms in a neighbourhood."""


def ask(text: str, language: str, vocabulary: Vocabulary) -> Query:
    """The query for a text. Repetitions in it count once.

    What means about the same stands beside. An unknown word for which there is nothing of that becomes the words that
    it is put together from, else the nearest stored one.
    """
    said = statement(text)
    pairs = terms_and_words(said, language)
    words = dict(pairs)
    faint = {term for term, word in pairs if word in FAINT_WORDS.get(language, ())}
    meant = dict.fromkeys(
        each for each in meanings([term for term, _word in pairs], language) if not faint >= set(each.run)
    )
    known = vocabulary.frequencies({*words, *(term for each in meant for run in each.others for term in run)})
    asked = {term: FAINT if term in faint else 1.0 for term in words if term in known}
    # What is asked for anyway is no other word for something else.
    stored = known.keys() - asked.keys()
    alike = [Meaning(each.run, tuple(run for run in each.others if stored >= set(run))) for each in meant]
    understood = {term for each in alike if each.others for term in each.run}
    unknown = [
        (term, word) for term, word in words.items() if term not in known and term not in understood and word.isalpha()
    ][:MAX_UNKNOWN]
    stops = STOP_WORDS.get(language, frozenset())
    stems = {piece: stem(piece, language) for _term, word in unknown for piece in pieces(word)}
    frequencies = vocabulary.frequencies(set(stems.values())) if stems else {}

    def frequency(piece: str) -> int:
        # Every stop word is known, without being stored.
        return len(stops) if piece in stops else frequencies.get(stems[piece], 0)

    for term, word in unknown:
        if parts := split(word, frequency):
            for part in parts:
                if part not in stops:
                    asked.setdefault(stems[part], 1.0)
        elif (around := neighbourhood(term)) and (right := nearest(term, vocabulary.near(around))):
            asked.setdefault(right, CORRECTED)
    return Query(asked, said, tuple(each for each in alike if each.others))

"""Searching a corpus: what somebody typed becomes a condition that both engines understand, and an order of relevance
that is worked out here.

Matches are read in batches, from the newest on, and no further than they are needed: it costs the same whether a word
stands in a thousand texts or in a million.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby, islice
from operator import or_
from typing import Protocol

from django.db.models import Q

from . import engine, index
from .condition import Condition, asked
from .corpora import Corpus
from .engine import Stretch
from .query import Reading, Run, parse
from .scoring import Field, Query, Statistics, Weights, rank
from .spelling import beginning_so, completed, meant, unknown_of

RANKED = 500
"""Most texts that are put in order of relevance; of more, the newest come first, and the page says so."""

BATCH = 10_000
"""Most matches that are read at once."""

EACH = 500
"""How many of a few owners are looked at at once."""

LOOKED_AT = 2_000
"""So few owners are looked at one by one, whatever their number is to that of all matches."""

DEARER = 20
"""About as many matches cost as much as a look at one owner."""

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


class Owners(Protocol):
    """Some primary keys, such as a set or a bitmap of them."""

    def __contains__(self, pk: int, /) -> bool: ...

    def __iter__(self) -> Iterator[int]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was understood.

    A text is found if it fits one of the `conditions`, of which no text fits two. `corrected` are words that no text
    has, with those that were taken instead. `is_empty` if there is nothing to look for; `is_frequent` if in some
    language there were but words that are in every text. `statistics` know all words of the conditions; `languages` are
    all that texts are in.
    """

    corpus: Corpus
    typed: str
    conditions: tuple[Condition, ...]
    corrected: tuple[tuple[str, str], ...]
    is_empty: bool
    is_frequent: bool
    statistics: Statistics
    languages: Sequence[str]

    def words_in(self, language: str) -> frozenset[str]:
        """The terms for which a text in a language was found, to be marked in it (`snippets`)."""
        found = (each for each in self.conditions if language in each.languages)
        return frozenset(word for each in found for group in each.groups for word in group)

    def owners(
        self,
        most: int,
        *,
        within: Owners | None = None,
        older_than: int | None = None,
        newer_than: int | None = None,
    ) -> list[int]:
        """Primary keys of what texts that fit belong to, each once, the greatest first; at most `most` of them.

        They are the greatest, or, with `newer_than`, the ones nearest above it. `within` are all that may come. One
        query for each batch of matches that is read, and another where phrases are looked for.
        """
        stretch = Stretch(
            above=-engine.BEYOND if newer_than is None else newer_than * index.PER_OWNER + index.PER_OWNER - 1,
            below=engine.BEYOND if older_than is None else older_than * index.PER_OWNER,
            is_upwards=newer_than is not None,
        )
        texts = self._texts(stretch, within, len(self.conditions) * most)
        found = list(islice((owner for owner, _texts in groupby(map(index.owner_of, texts))), most))
        return found[::-1] if stretch.is_upwards else found

    def ranked(self, within: Owners | None = None) -> list[int] | None:
        """The owners by relevance, best first; nothing where too many texts fit to be put in order.

        One query more than `owners`.
        """
        pks = list(islice(self._texts(Stretch(), within, RANKED + 1), RANKED + 1))
        if len(pks) > RANKED:
            return None
        found = {f"{text.pk:020}": text for text in self.corpus.texts.objects.filter(pk__in=pks)}
        best: dict[int, float] = {}
        for each in self.conditions:
            query = Query(dict.fromkeys(each.terms, 1.0), self.typed)
            documents = {key: index.document(text) for key, text in found.items() if text.language == each.language}
            for key, score in rank(query, documents, self.statistics, WEIGHTS, limit=RANKED):
                owner = found[key].owner_id
                best[owner] = max(best.get(owner, 0), score.value)
        others = {text.owner_id for text in found.values()} - best.keys()  # in a language of which there is no reading
        return sorted(best, key=lambda pk: (-best[pk], -pk)) + sorted(others, reverse=True)

    def _texts(self, stretch: Stretch, within: Owners | None, first: int) -> Iterator[int]:
        """The primary keys of the texts that fit, in the order of a stretch; `first` of them are read to begin with."""
        most = sum(each.most(self.statistics.frequencies) for each in self.conditions)
        if not most:
            return
        if within is not None and len(within) <= max(LOOKED_AT, most / DEARER):
            yield from self._among(within, stretch)
        else:
            yield from self._anywhere(within, stretch, first, most)

    def _among(self, owners: Owners, stretch: Stretch) -> Iterator[int]:
        """Out of the texts of a few owners, which say themselves whether they fit."""
        near = [pk for pk in owners if stretch.above < pk * index.PER_OWNER < stretch.below]
        near.sort(reverse=not stretch.is_upwards)
        for start in range(0, len(near), EACH):
            yield from self._checked(stretch, owner_id__in=near[start : start + EACH])

    def _anywhere(self, within: Owners | None, stretch: Stretch, size: int, most: int) -> Iterator[int]:
        """Out of what the engine finds, of which there are not more than `most`."""
        wanted = asked(self.conditions, self.languages)
        has_runs = any(each.has_runs for each in self.conditions)
        while True:
            found = engine.fitting(self.corpus, wanted, stretch, size, most)
            fitting = self._checked(stretch, pk__in=found) if has_runs else found
            yield from (pk for pk in fitting if within is None or index.owner_of(pk) in within)
            if len(found) < size:
                return
            stretch, size = stretch.after(found[-1]), min(4 * size, BATCH)

    def _checked(self, stretch: Stretch, **among: Collection[int]) -> list[int]:
        """The primary keys of the texts that fit by what is stored of them, out of some. One query."""
        said = reduce(or_, (each.said() for each in self.conditions), Q(pk__in=()))
        texts = self.corpus.texts.objects.filter(said, **among)
        return sorted(texts.values_list("pk", flat=True), reverse=not stretch.is_upwards)


def search(corpus: Corpus, typed: str, languages: Sequence[str]) -> Search:
    """Understand what somebody typed; words that no text has are taken for the nearest ones that some have.

    One query, one for each stem of such a word, one more if it may be several words, and one for each prefix.
    """
    read = parse(typed, languages)
    readings = [reading for reading in read if not reading.is_empty]
    completions = {
        (prefix, reading.language): completed(prefix, reading.language)
        for reading in readings
        for prefix in reading.prefixes
    }
    written = {term for reading in readings for term in reading.all_terms}
    statistics, stored = index.statistics(corpus, written.union(*completions.values()))
    counts = dict(statistics.frequencies)
    unknown = unknown_of(
        ((*pair, each.language) for each in readings for pair in zip(each.terms, each.words, strict=True)), counts
    )
    instead = meant(corpus, unknown, counts)
    words = {
        prefix: beginning_so(corpus, prefix, counts)
        for prefix in dict.fromkeys(prefix for prefix, _language in completions)
    }
    expanded = {
        (prefix, language): (*words[prefix], *sorted(stems & counts.keys() - set(words[prefix])))
        for (prefix, language), stems in completions.items()
    }
    conditions = [
        _condition(reading, instead, expanded, [each for each in stored if _reads(reading, each, readings)])
        for reading in readings
    ]
    return Search(
        corpus=corpus,
        typed=typed,
        conditions=tuple(each for each in conditions if each.languages and each.most(counts)),
        corrected=tuple({each.word: " ".join(instead[each.term]) for each in unknown if each.term in instead}.items()),
        is_empty=not readings,
        is_frequent=any(reading.is_frequent for reading in read),
        statistics=replace(statistics, frequencies=counts),
        languages=stored,
    )


def _condition(
    reading: Reading,
    instead: Mapping[str, Run],
    expanded: Mapping[tuple[str, str], Run],
    languages: Sequence[str],
) -> Condition:
    terms = [*(each for term in reading.terms for each in instead.get(term, (term,)))]
    terms += [term for run in reading.phrases for term in run]
    beginning = [expanded[prefix, reading.language] for prefix in reading.prefixes]
    return Condition(
        language=reading.language,
        languages=languages,
        terms=tuple(terms),
        groups=[*((term,) for term in terms), *beginning],
        phrases=reading.phrases,
        without=reading.without,
    )


def _reads(reading: Reading, language: str, readings: Sequence[Reading]) -> bool:
    """Whether texts in a language are compared with a reading: its own one's, and those that there is no reading in."""
    return language == reading.language or all(language != each.language for each in readings)

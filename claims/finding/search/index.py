"""The index of a corpus: texts as terms, the engine's full-text index over them, and in how many texts a term stands.

Whatever is written here follows from what is indexed, so that the index can be made again at any time and is then
the same (`fill`). `put` is called in the transaction that changes what is indexed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from claims.models.searching import SearchText
from claims.text import fold
from claims.text.terms import terms

from . import engine
from .corpora import FIELDS, Corpus
from .scoring import Document, Statistics
from .typos import Neighbourhood

WHOLE = ("statement", "summary", "subtitle")
"""The fields whose folded words are kept, to be compared letter by letter."""

TEXTS = ":texts"
"""The key under which the texts themselves are counted. No term holds a colon."""

LANGUAGE = ":language:"
"""What stands before the language of a text in the word that says it: each text has one, and it is counted like any."""

PER_OWNER = 16
"""Most texts of one owner, so that the primary key of a text tells whose it is; of more languages, the first ones."""

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to be indexed: whose it is, its language, when it changed, and its words by field."""

    owner: int
    language: str
    at: datetime
    fields: Mapping[str, str]


def put(corpus: Corpus, owners: Collection[int], entries: Iterable[Entry]) -> None:
    """Replace all texts of some owners. Nine queries for up to 500 texts, in one transaction.

    The texts of an owner follow each other, here and in `fill`.
    """
    counts: Counter[str] = Counter()
    with transaction.atomic():
        old = list(corpus.texts.objects.filter(owner_id__in=owners))
        for text in old:
            counts.subtract(_counted(text))
        engine.forget(corpus, old)
        corpus.texts.objects.filter(pk__in=[text.pk for text in old]).delete()
        for batch in _batches(_rows(corpus, entries)):
            for text in batch:
                counts.update(_counted(text))
            engine.learn(corpus, corpus.texts.objects.bulk_create(batch))
        _add(corpus, counts)


def fill(parts: Mapping[Corpus, Iterable[Entry]]) -> int:
    """Empty the index of some corpora, which share their words, and make it anew; returns how many texts there are.

    One transaction.
    """
    counts: Counter[str] = Counter()
    with transaction.atomic():
        for corpus, entries in parts.items():
            engine.clear(corpus)
            corpus.texts.objects.all().delete()
            corpus.words.objects.all().delete()
            for batch in _batches(_rows(corpus, entries)):
                for text in batch:
                    counts.update(_counted(text))
                engine.learn(corpus, corpus.texts.objects.bulk_create(batch))
        _add(corpus, counts)
    return counts[TEXTS]


def frequencies(corpus: Corpus, words: Iterable[str]) -> dict[str, int]:
    """In how many texts some terms stand; those that stand in none are left out. One query."""
    wanted = sorted(set(words))
    return dict(corpus.words.objects.filter(word__in=wanted).values_list("word", "count"))


def statistics(corpus: Corpus, words: Iterable[str]) -> tuple[Statistics, list[str]]:
    """What the ranking knows of some terms and of all texts, and the languages that there are. One query."""
    counts = _counts(corpus, words, ":")
    texts = counts.get(TEXTS, 0)
    lengths = {name: counts.get(f":{name}", 0) / (texts or 1) for name in FIELDS}
    languages = sorted(word.removeprefix(LANGUAGE) for word in counts if word.startswith(LANGUAGE))
    frequencies = {word: count for word, count in counts.items() if not word.startswith(":")}
    return Statistics(texts, lengths, frequencies), languages


def measures(corpus: Corpus) -> tuple[int, dict[str, float]]:
    """How many texts there are, and how many terms each field has on average. One query."""
    found = frequencies(corpus, [TEXTS, *(f":{name}" for name in FIELDS)])
    texts = found.get(TEXTS, 0)
    return texts, {name: found.get(f":{name}", 0) / (texts or 1) for name in FIELDS}


def near(corpus: Corpus, around: Neighbourhood | None, also: Collection[str] = ()) -> dict[str, int]:
    """The terms in a neighbourhood and some others, with the number of texts that each stands in. One query."""
    return {
        word: count
        for word, count in _counts(corpus, also, around.prefix if around else "").items()
        if word in also or (around and around.shortest <= len(word) <= around.longest)
    }


def _counts(corpus: Corpus, words: Iterable[str], prefix: str) -> dict[str, int]:
    """The counts of some stored words, and of all that begin with a prefix, if there is one. One query."""
    found = corpus.words.objects.filter(word__in=sorted(set(words))).values_list("word", "count")
    # Not one condition or the other: SQLite would look at every word.
    return dict(found.union(engine.beginning(corpus, prefix).values_list("word", "count")) if prefix else found)


def owner_of(text: int) -> int:
    """The primary key of what a text belongs to. The texts of whatever was published later have greater ones."""
    return text // PER_OWNER


def document(text: SearchText) -> Document:
    """A text as the ranking takes it. No query."""
    # In one order: PostgreSQL keeps the keys of JSON in its own.
    return Document(_terms_by_field(text), {name: text.texts[name] for name in WHOLE if name in text.texts})


def _terms_by_field(text: SearchText) -> dict[str, list[str]]:
    return {name: line.split() for name, line in zip(FIELDS, text.terms.split("\n"), strict=True)}


@lru_cache(maxsize=4_000)
def _terms(text: str, language: str) -> tuple[str, ...]:
    """The terms of a text. Remembered, because many claims name the same people, and both corpora say the same."""
    return tuple(terms(text, language))


def _rows(corpus: Corpus, entries: Iterable[Entry]) -> Iterator[Any]:
    for owner, texts in groupby(entries, attrgetter("owner")):
        for place, entry in enumerate(islice(texts, PER_OWNER)):
            yield _row(corpus, owner * PER_OWNER + place, entry)


def _row(corpus: Corpus, pk: int, entry: Entry) -> Any:
    found = {name: _terms(text, entry.language) for name, text in entry.fields.items() if text}
    words = {word for each in found.values() for word in each}
    return corpus.texts(
        pk=pk,
        owner_id=entry.owner,
        language=entry.language,
        at=entry.at,
        terms="\n".join(f" {' '.join(found.get(name, ()))} " for name in FIELDS),
        texts={name: fold(entry.fields[name]) for name in WHOLE if entry.fields.get(name)},
        body=" ".join(sorted({LANGUAGE + entry.language} | words)),
    )


def _counted(text: Any) -> Counter[str]:
    """What a text adds to the counts: itself, the terms that it has, and the length of each field."""
    counts = Counter(text.body.split())
    counts[TEXTS] = 1
    for name, words in _terms_by_field(text).items():
        counts[f":{name}"] = len(words)
    return counts


def _add(corpus: Corpus, counts: Mapping[str, int]) -> None:
    """Add to the stored counts, in one order, so that two writers cannot wait for each other; what is 0 goes."""
    table = corpus.words._meta.db_table
    changes = sorted((word, count) for word, count in counts.items() if count)
    for start in range(0, len(changes), AT_ONCE):
        batch = changes[start : start + AT_ONCE]
        values = ", ".join(["(%s, %s)"] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (word, count) VALUES {values}"
                f" ON CONFLICT (word) DO UPDATE SET count = {table}.count + excluded.count",
                [each for change in batch for each in change],
            )
        corpus.words.objects.filter(word__in=[word for word, change in batch if change < 0], count=0).delete()


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch

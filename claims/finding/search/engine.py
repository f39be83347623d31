"""What the two engines are asked: which texts hold some words. Nothing here ranks, and no word is ever syntax.

Words are terms of `claims.text`, so that no engine has to cut or stem anything. The statements are the only place of
the search where the engines differ.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate

from claims.models.record import FacetValue
from claims.models.searching import SearchText

from .corpora import Corpus

LOOKED_THROUGH = 2
"""How many times as many of the nearest texts PostgreSQL looks through as would do if matches were spread evenly."""

Indexed = SearchText | FacetValue

BEYOND = 1 << 62
"""No text has a primary key so far from 0."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text with one word of each group, of which there is at least one, and with none of `without`."""

    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Primary keys above one and below the other; the greatest first, or, upwards, the smallest."""

    above: int = -BEYOND
    below: int = BEYOND
    is_upwards: bool = False

    def after(self, pk: int) -> "Stretch":
        """What is left of it when everything up to a primary key was read."""
        return Stretch(pk, self.below, True) if self.is_upwards else Stretch(self.above, pk)


def postings(corpus: Corpus, words: Sequence[str], most: int) -> list[tuple[int, int]]:
    """For each word, by its place, the primary keys of at most `most` texts that hold it, newest first. One query."""
    if not words:
        return []
    table = corpus.texts._meta.db_table
    if connection.vendor == "sqlite":
        one = (
            f"SELECT %s AS word, rowid AS id FROM (SELECT rowid FROM {table}_words"
            f" WHERE {table}_words MATCH %s ORDER BY rowid DESC LIMIT %s)"
        )
        asked = [_quoted(word) for word in words]
    else:
        one = f"SELECT * FROM (SELECT %s::int, id FROM {table} WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s) w"
        asked = [_lexeme(word) for word in words]
    parameters = [each for place, word in enumerate(asked) for each in (place, word, most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)), parameters)
        return [(int(place), int(pk)) for place, pk in cursor.fetchall()]


def fitting(
    corpus: Corpus, wanted: Sequence[Wanted], stretch: Stretch, most: int, expected: int, texts: int
) -> list[int]:
    """The first primary keys in a stretch of texts that are as one of `wanted`. One query; on PostgreSQL, at most two.

    `expected` is a number, above 0, that no more of all `texts` can fit than.
    """
    table = corpus.texts._meta.db_table
    order = "ASC" if stretch.is_upwards else "DESC"
    if connection.vendor == "sqlite":
        # FTS5 gives matches in the order of their rows as it finds them, and stops with the last one that is asked for.
        match = " OR ".join(f"({_fts5(each)})" for each in wanted)
        return _column(
            f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s AND rowid > %s AND rowid < %s"
            f" ORDER BY rowid {order} LIMIT %s",
            [match, stretch.above, stretch.below, most],
        )
    # GIN gives all matches in no order; the primary key gives all texts in order. PostgreSQL would choose by guessing
    # how many match, and guesses badly; we know. Each subquery is one that it plans as it stands.
    match = " | ".join(f"({_tsquery(each)})" for each in wanted)
    enough = int(LOOKED_THROUGH * most * texts / expected)
    if enough < expected:
        found = _column(
            f"SELECT id FROM (SELECT id, words FROM {table} WHERE id > %s AND id < %s ORDER BY id {order} LIMIT %s)"
            f" nearest WHERE words @@ %s::tsquery ORDER BY id {order} LIMIT %s",
            [stretch.above, stretch.below, enough, match, most],
        )
        if len(found) == most:
            return found
    return _column(
        f"WITH matching AS MATERIALIZED (SELECT id FROM {table} WHERE words @@ %s::tsquery)"
        f" SELECT id FROM matching WHERE id > %s AND id < %s ORDER BY id {order} LIMIT %s",
        [match, stretch.above, stretch.below, most],
    )


def _column(statement: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [int(pk) for (pk,) in cursor.fetchall()]


def beginning_so(corpus: Corpus, beginnings: Iterable[str]) -> RawSQL:
    """A subquery of the primary keys of the texts that have, for each beginning, a word that begins so."""
    table = corpus.texts._meta.db_table
    if connection.vendor == "sqlite":
        match = " AND ".join(f"{_quoted(word)}*" for word in beginnings)
        return RawSQL(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [match])
    match = " & ".join(f"{_lexeme(word)}:*" for word in beginnings)
    return RawSQL(f"SELECT id FROM {table} WHERE words @@ %s::tsquery", [match])


def learn(corpus: Corpus, texts: Collection[Indexed]) -> None:
    """Tell the engine of texts that were written."""
    _tell(corpus, "INSERT INTO {table}_words (rowid, body) VALUES (%s, %s)", texts)


def forget(corpus: Corpus, texts: Collection[Indexed]) -> None:
    """Tell the engine of texts that are about to be deleted."""
    _tell(corpus, "INSERT INTO {table}_words ({table}_words, rowid, body) VALUES ('delete', %s, %s)", texts)


def _tell(corpus: Corpus, statement: str, texts: Collection[Indexed]) -> None:
    if connection.vendor == "sqlite":  # PostgreSQL derives the column that it indexes
        with connection.cursor() as cursor:
            cursor.executemany(
                statement.format(table=corpus.texts._meta.db_table), [(text.pk, text.body) for text in texts]
            )


def clear(corpus: Corpus) -> None:
    """Empty the index. The texts are to be deleted by the caller."""
    if connection.vendor == "sqlite":
        table = corpus.texts._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('delete-all')")


def _fts5(wanted: Wanted) -> str:
    match = " AND ".join("(" + " OR ".join(map(_quoted, group)) + ")" for group in wanted.groups)
    return f"({match}) NOT (" + " OR ".join(map(_quoted, wanted.without)) + ")" if wanted.without else match


def _tsquery(wanted: Wanted) -> str:
    match = " & ".join("(" + " | ".join(map(_lexeme, group)) + ")" for group in wanted.groups)
    return f"{match} & !(" + " | ".join(map(_lexeme, wanted.without)) + ")" if wanted.without else match


def _quoted(word: str) -> str:
    """A word as FTS5 takes it to the letter."""
    return '"' + word.replace('"', '""') + '"'


def _lexeme(word: str) -> str:
    """A word as a `tsquery` takes it to the letter."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def beginning(corpus: Corpus, prefix: str) -> Any:
    """The words of a corpus that begin with some letters, by the index that each engine has for that."""
    words = corpus.words.objects
    if connection.vendor == "sqlite":  # its LIKE knows no case and uses no index; its order is that of code points
        return words.filter(word__gte=prefix, word__lt=prefix[:-1] + chr(ord(prefix[-1]) + 1))
    return words.filter(word__startswith=prefix)


def most_frequent(words: Any, most: int) -> list[tuple[str, int]]:
    """The words of some that most texts hold, with how many do; of equals the first by their letters. One query."""
    # PostgreSQL sorts as its database does, which may be by another alphabet.
    by_letters = F("word") if connection.vendor == "sqlite" else Collate(F("word"), "C")
    return list(words.order_by("-count", by_letters).values_list("word", "count")[:most])

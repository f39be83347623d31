"""What the two engines are asked: which texts hold some words. Nothing here ranks, and no word is ever syntax.

Words are terms of `claims.text`, so that no engine has to cut or stem anything. The statements are the only place of
the search where the engines differ.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate

from claims.models.fulltext import BLOCK, BLOCK_BITS
from claims.models.record import FacetValue
from claims.models.searching import SearchText

from .corpora import Corpus

FEW = 1_000
"""PostgreSQL is asked for so many matches at once."""

AMPLE = 2
"""How many times as many blocks of texts PostgreSQL is asked about as would do if matches were spread evenly."""

MOST_BLOCKS = 64
"""Where so many blocks would not do, there are few matches, and it is asked for all of them."""

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


def fitting(corpus: Corpus, wanted: Sequence[Wanted], stretch: Stretch, most: int, expected: int) -> list[int]:
    """The first primary keys in a stretch of texts that are as one of `wanted`.

    `expected` is a number, above 0, that no more texts can fit than. One query; where they are many, PostgreSQL needs
    two, or up to five where they are not among the newest.
    """
    table = corpus.texts._meta.db_table
    if connection.vendor == "sqlite":
        order = "ASC" if stretch.is_upwards else "DESC"
        # FTS5 gives matches in the order of their rows as it finds them, and stops with the last one that is asked for.
        match = " OR ".join(f"({_fts5(each)})" for each in wanted)
        statement = (
            f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s AND rowid > %s AND rowid < %s"
            f" ORDER BY rowid {order} LIMIT %s"
        )
        return [pk for (pk,) in _rows(statement, [match, stretch.above, stretch.below, most])]
    match = " | ".join(f"({_tsquery(each)})" for each in wanted)
    if expected <= FEW:
        return _matching(table, match, stretch, most)
    return _in_blocks(table, match, stretch, most, AMPLE * most / expected)


def _in_blocks(table: str, match: str, stretch: Stretch, most: int, share: float) -> list[int]:
    """What PostgreSQL finds, if it is asked about the nearest blocks of texts first; `share` of all may be enough.

    GIN gives matches in no order, and each costs a look at its row, while the primary key is in order and knows no
    words. The planner would choose between them by guessing how many match, and guesses badly.
    """
    [(first, last)] = _rows(f"SELECT min(id), max(id) FROM {table}", [])
    if first is None:
        return []
    nearest, farthest = max(first, stretch.above + 1) >> BLOCK_BITS, min(last, stretch.below - 1) >> BLOCK_BITS
    blocks = range(nearest, farthest + 1)
    blocks = blocks if stretch.is_upwards else blocks[::-1]
    count = math.ceil(share * ((last >> BLOCK_BITS) - (first >> BLOCK_BITS) + 1))
    found: list[int] = []
    while count < len(blocks) and count <= MOST_BLOCKS and len(found) < most:
        among = " | ".join(_lexeme(f"{BLOCK}{block}") for block in blocks[:count])
        found += _matching(table, f"({match}) & ({among})", stretch, most - len(found))
        blocks, count = blocks[count:], 4 * count
    if blocks and len(found) < most:
        edge = (blocks[0] << BLOCK_BITS) - 1 if stretch.is_upwards else (blocks[0] + 1) << BLOCK_BITS
        rest = stretch.after(max(edge, stretch.above) if stretch.is_upwards else min(edge, stretch.below))
        found += _matching(table, match, rest, most - len(found))
    return found


def _matching(table: str, match: str, stretch: Stretch, most: int) -> list[int]:
    order = "ASC" if stretch.is_upwards else "DESC"
    # Two queries in one, so that matches are found by the index of words, whatever is asked about their order.
    statement = (
        f"WITH matching AS MATERIALIZED (SELECT id FROM {table} WHERE words @@ %s::tsquery)"
        f" SELECT id FROM matching WHERE id > %s AND id < %s ORDER BY id {order} LIMIT %s"
    )
    return [pk for (pk,) in _rows(statement, [match, stretch.above, stretch.below, most])]


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


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

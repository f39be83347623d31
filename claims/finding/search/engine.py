"""What the two engines are asked: which texts hold some words. Nothing here ranks, and no word is ever syntax.

Words are terms of `claims.text`, so that no engine has to cut or stem anything. The statements are the only place of
the search where the engines differ.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from claims.models.searching import SearchText

from .corpora import Corpus


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


def holding(corpus: Corpus, wanted: Iterable[Iterable[str]], unwanted: Iterable[str] = ()) -> RawSQL:
    """A subquery of the primary keys of the texts that hold one word of each group, and none of the unwanted ones."""
    table = corpus.texts._meta.db_table
    groups, without = [list(group) for group in wanted], list(unwanted)
    if connection.vendor == "sqlite":
        match = " AND ".join("(" + " OR ".join(map(_quoted, group)) + ")" for group in groups)
        if without:
            match = f"({match}) NOT (" + " OR ".join(map(_quoted, without)) + ")"
        return RawSQL(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [match])
    match = " & ".join("(" + " | ".join(map(_lexeme, group)) + ")" for group in groups)
    if without:
        match = f"{match} & !(" + " | ".join(map(_lexeme, without)) + ")"
    return RawSQL(f"SELECT id FROM {table} WHERE words @@ %s::tsquery", [match])


def beginning_so(corpus: Corpus, beginnings: Iterable[str]) -> RawSQL:
    """A subquery of the primary keys of the texts that have, for each beginning, a word that begins so."""
    table = corpus.texts._meta.db_table
    if connection.vendor == "sqlite":
        match = " AND ".join(f"{_quoted(word)}*" for word in beginnings)
        return RawSQL(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [match])
    match = " & ".join(f"{_lexeme(word)}:*" for word in beginnings)
    return RawSQL(f"SELECT id FROM {table} WHERE words @@ %s::tsquery", [match])


def learn(corpus: Corpus, texts: Collection[SearchText]) -> None:
    """Tell the engine of texts that were written."""
    _tell(corpus, "INSERT INTO {table}_words (rowid, body) VALUES (%s, %s)", texts)


def forget(corpus: Corpus, texts: Collection[SearchText]) -> None:
    """Tell the engine of texts that are about to be deleted."""
    _tell(corpus, "INSERT INTO {table}_words ({table}_words, rowid, body) VALUES ('delete', %s, %s)", texts)


def _tell(corpus: Corpus, statement: str, texts: Collection[SearchText]) -> None:
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

"""What searching needs, for each of its two corpora: the record's texts as terms, and the desk's.

All of it follows from other tables and can be made again (`manage.py reindex`). The classes here are abstract and know
nothing of either room; the tables stand with the rows that they index.
"""

from django.db import models


class SearchText(models.Model):
    """What one searchable thing says in one language, and when what is indexed last changed.

    `terms` has a line for each field, in their order, with spaces around each term; `texts` the folded words of the
    fields that are compared whole; `body` every term once and the language, for the full-text index. The primary key
    follows from that of the owner (`search.index`). No form shows any of it.
    """

    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    terms = models.TextField()
    texts = models.JSONField()
    body = models.TextField()

    class Meta:
        abstract = True


class SearchWord(models.Model):
    """How many texts of a corpus hold a term. Keys with a colon count other things: the texts, the terms of a field."""

    word = models.CharField(max_length=60, primary_key=True)
    count = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.word}: {self.count}"

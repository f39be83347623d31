"""The corpus of the record: every live claim, once in each language that it has."""

from collections.abc import Collection, Iterator
from itertools import chain

from django.conf import settings
from django.utils.translation import get_language

from claims.judgement.vocab import LiveStatus
from claims.models.record import PublishedClaim, RecordText, RecordWord
from claims.record.documents import Document, languages, read, texts

from . import index
from .corpora import Corpus

RECORD = Corpus("record", RecordText, RecordWord)


def site_languages() -> list[str]:
    """The languages in which searches are read, that of whoever asks first."""
    asking = get_language() or settings.LANGUAGE_CODE
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: (code != asking, code))


def update(uids: Collection[str]) -> None:
    """Index some claims as the record has them now; call in the transaction that changed it. Ten queries for 250."""
    heads = list(PublishedClaim.objects.filter(uid__in=uids).select_related("content"))
    index.put(RECORD, [head.pk for head in heads], chain.from_iterable(map(entries, heads)))


def everything() -> Iterator[index.Entry]:
    """What the index is made of. Streams; holds no more than a few hundred documents."""
    heads = PublishedClaim.objects.filter(status=LiveStatus.LIVE).select_related("content").order_by("pk")
    return chain.from_iterable(map(entries, heads.iterator(chunk_size=index.AT_ONCE)))


def entries(head: PublishedClaim) -> Iterator[index.Entry]:
    """The searchable texts of a claim; none where its page is not up."""
    if head.status == LiveStatus.LIVE and head.content.content is not None:
        document = read(head.content.content)
        for language in languages(document):
            yield index.Entry(head.pk, language, head.changed_at, fields_of(document, language))


def fields_of(document: Document, language: str) -> dict[str, str]:
    """The words of a document in a language, by field. Quotations stand in the language of their source."""
    own = texts(document, language)
    quotes = [
        piece["quote"]["exact"]
        for piece in document["evidence"]
        if piece["quote"]
        and (document["sources"][piece["source"]]["language"] == language or language == document["claim"]["language"])
    ]
    return {
        "statement": own["statement"],
        "summary": own["summary"],
        "quotes": " … ".join(quotes),
        "explanation": own["rating_explanation"],
        "names": " , ".join(_names(document)),
    }


def _names(document: Document) -> Iterator[str]:
    """Everything that the subject, the claimant and the speakers are called, in every language."""
    claim = document["claim"]
    keys = [claim["subject"], claim["claimant"], *(piece["attributed_to"] for piece in document["evidence"])]
    if claim["value"] and "entity" in claim["value"]:
        keys.append(claim["value"]["entity"])
    for key in dict.fromkeys(key for key in keys if key is not None):
        entity = document["entities"][key]
        yield from dict.fromkeys([*entity["label"].values(), *entity.get("aliases", ())])

"""The corpus of the record: every live claim, once in each language that it has."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.utils.translation import get_language

from claims.judgement.vocab import LiveStatus
from claims.models.record import PublishedClaim, RecordText, RecordWord
from claims.record.documents import Document, languages, read, texts
from claims.text.terms import terms

from . import index
from .corpora import Corpus
from .searching import Search
from .snippets import Passage, best_passage

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
    return {
        "statement": own["statement"],
        "summary": own["summary"],
        "quotes": " … ".join(quote for quote, _language in _quotes(document, language)),
        "explanation": own["rating_explanation"],
        "names": " , ".join(_names(document)),
    }


def _quotes(document: Document, language: str) -> Iterator[tuple[str, str]]:
    """The quotations that are searched in a language, each with that of its source: with the claim's own, all."""
    for piece in document["evidence"]:
        spoken = document["sources"][piece["source"]]["language"]
        if piece["quote"] and language in (spoken, document["claim"]["language"]):
            yield piece["quote"]["exact"], spoken


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where words stand in a claim beside its statement: the field, the language of the passage, empty for names, and
    the passage."""

    field: str
    language: str
    passage: Passage


def snippets(search: Search, owners: Collection[int], language: str) -> dict[int, Snippet]:
    """For claims that a search found, by primary key, the passage beside the statement with most of the words.

    In a language if they stand there, else in another that the claim has; none for a claim without such a passage.
    One query, which reads the documents of these claims.
    """
    heads = PublishedClaim.objects.filter(pk__in=owners).select_related("content") if owners else []
    documents = {head.pk: read(head.content.content) for head in heads if head.content.content is not None}
    found = {pk: _snippet(search, document, language) for pk, document in documents.items()}
    return {pk: snippet for pk, snippet in found.items() if snippet}


def _snippet(search: Search, document: Document, language: str) -> Snippet | None:
    for each in sorted(languages(document), key=lambda code: code != language):
        words, best = search.words_in(each), None
        for field, text, written in _beside(document, each):
            passage = best_passage(text, each, words)
            if passage is None or (best and len(passage.words) <= len(best.passage.words)):
                continue
            if field != "names" or not passage.words <= set(terms(texts(document, each)["statement"], each)):
                best = Snippet(field, written, passage)
            if passage.words == words:
                break
        if best:
            return best
    return None


def _beside(document: Document, language: str) -> Iterator[tuple[str, str, str]]:
    """What is searched beside statement and summary, the most telling first: the field, the text, its language."""
    explanation, claim = texts(document, language)["rating_explanation"], document["claim"]
    is_translated = explanation != claim["rating_explanation"]
    yield "explanation", explanation, language if is_translated else claim["language"]
    for quote, spoken in _quotes(document, language):
        yield "quotes", quote, spoken
    for name in _names(document):
        yield "names", name, ""


def _names(document: Document) -> Iterator[str]:
    """Everything that the subject, the claimant and the speakers are called, in every language."""
    claim = document["claim"]
    keys = [claim["subject"], claim["claimant"], *(piece["attributed_to"] for piece in document["evidence"])]
    if claim["value"] and "entity" in claim["value"]:
        keys.append(claim["value"]["entity"])
    for key in dict.fromkeys(key for key in keys if key is not None):
        entity = document["entities"][key]
        yield from dict.fromkeys([*entity["label"].values(), *entity.get("aliases", ())])

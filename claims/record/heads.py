"""The heads of the record: for each published claim, where its page stands and what it is found by.

Everything here follows from the publications of the claim; nothing is decided. `workflow` calls it in the publishing
transaction, `verifylog` to compare.
"""

import json
from itertools import groupby
from operator import attrgetter, itemgetter

from django.utils.text import slugify

from claims.judgement.vocab import PUBLICATIONS_WITHOUT_CONTENT, LiveStatus, PublicationKind
from claims.models.record import Publication, PublishedClaim, PublishedTerm

from .documents import Document, languages, read, texts
from .terms import derive_terms, open_contradictions

COMPARED = (
    "slug",
    "status",
    "content_id",
    "notice_id",
    "language",
    "titles",
    "rating",
    "rating_scale",
    "standing",
    "claim_kind",
    "review_kind",
    "disputes",
    "first_published_at",
    "changed_at",
)
"""The columns of a head, all of which follow from the record."""


def update_head(claim_uid: str) -> PublishedClaim:
    """Write the head and the terms of a claim as its publications say. Seven queries at most."""
    wanted = derive_head(claim_uid)
    existing = PublishedClaim.objects.filter(uid=claim_uid).first()
    if existing is not None:
        wanted.pk = existing.pk
    content_is_new = existing is None or existing.content_id != wanted.content_id
    wanted.save(force_insert=existing is None, force_update=existing is not None)
    if content_is_new:
        wanted.terms.all().delete()
        PublishedTerm.objects.bulk_create(
            PublishedTerm(published=wanted, kind=kind, key=key, label=label, detail=detail)
            for kind, key, label, detail in derive_terms(read(str(wanted.content.content)))
        )
    return wanted


def derive_head(claim_uid: str) -> PublishedClaim:
    """The head that the publications of a claim give, not saved. One query."""
    return head_of(list(Publication.objects.filter(claim_uid=claim_uid).order_by("number")))


def head_of(history: list[Publication]) -> PublishedClaim:
    """The head that all publications of a claim give, by number; not saved. No query."""
    with_content = [entry for entry in history if entry.kind not in PUBLICATIONS_WITHOUT_CONTENT]
    newest = with_content[-1]
    since = [entry for entry in history if entry.number > newest.number]
    retraction = next((entry for entry in since if entry.kind == PublicationKind.RETRACTION), None)
    document = read(str(newest.content))
    claim, rating = document["claim"], document["claim"]["rating"] or {"slug": "", "scale": 0}
    return PublishedClaim(
        uid=newest.claim_uid,
        slug=_slug(claim["summary"]),
        status=LiveStatus.RETRACTED if retraction else LiveStatus.LIVE,
        content=newest,
        notice=retraction or (since[-1] if since else None),
        language=claim["language"],
        titles=_titles(document),
        rating=rating["slug"],
        rating_scale=rating["scale"],
        standing=document["assessment"]["standing"],
        claim_kind=claim["kind"],
        review_kind=json.loads(newest.envelope)["review"]["kind"],
        disputes=open_contradictions(document),
        first_published_at=history[0].at,
        changed_at=history[-1].at,
    )


def _slug(summary: str) -> str:
    """The summary in an address: whole words, at most 80 characters; `claim` where nothing of it can stand there."""
    slug = slugify(summary)
    return (slug if len(slug) <= 80 else slug[:81].rpartition("-")[0]) or "claim"


def _titles(document: Document) -> dict[str, dict[str, str]]:
    return {
        language: {name: texts(document, language)[name] for name in ("statement", "summary")}
        for language in languages(document)
    }


def first_difference() -> str | None:
    """The first page that is not what the record says, in words, or nothing. Three queries; holds all heads."""
    heads = {head.uid: head for head in PublishedClaim.objects.prefetch_related("terms")}
    entries = Publication.objects.order_by("claim_uid", "number").iterator(chunk_size=500)
    for uid, history in groupby(entries, attrgetter("claim_uid")):
        head = heads.pop(uid, None)
        if head is None:
            return f"The page of {uid} is missing."
        wanted = head_of(list(history))
        differing = [name for name in COMPARED if getattr(head, name) != getattr(wanted, name)]
        terms = sorted(
            ((term.kind, term.key, term.label, term.detail) for term in head.terms.all()), key=itemgetter(0, 1)
        )
        if terms != derive_terms(read(str(wanted.content.content))):
            differing.append("terms")
        if differing:
            return f"The page of {uid} differs from the record in: {', '.join(differing)}."
    return f"The page of {next(iter(heads))} has no entry in the record." if heads else None

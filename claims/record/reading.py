"""Reading the record: what public pages are made of. Nothing here knows the desk, and nothing writes."""

import json
from typing import Any

from django.db.models import Q, QuerySet

from claims.judgement.vocab import LiveStatus, ReviewKind, TermKind
from claims.models.record import Publication, PublishedClaim, PublishedTerm

from .documents import Document, linked_uids, read
from .ledger import LOG_VERSION
from .rendering.given import Entry, Head, Neighbour, Published, Side


def published(uid: str) -> PublishedClaim | None:
    """The head of a claim that was ever published, with its newest content and its notice. One query."""
    return PublishedClaim.objects.select_related("content", "notice").filter(uid=uid).first()


def live() -> QuerySet[PublishedClaim]:
    """The claims whose pages are up, newest change first."""
    return PublishedClaim.objects.filter(status=LiveStatus.LIVE)


def is_gone(head: PublishedClaim) -> bool:
    """Whether there is only a notice to show: the claim was retracted, or its content had to be taken out."""
    return head.status == LiveStatus.RETRACTED or head.content.content is None


def given(head: PublishedClaim) -> Published:
    """What the page of a live claim is rendered from. No query for a head from `published`."""
    return Published(
        uid=head.uid,
        slug=head.slug,
        document=read(str(head.content.content)),
        entry=entry(head.content),
        notice=entry(head.notice) if head.notice else None,
    )


def neighbours(document: Document) -> list[Neighbour]:
    """The live claims that a document names or that name it. One query, however many."""
    uid, named = document["uid"], linked_uids(document)
    names_us = PublishedTerm.objects.filter(kind=TermKind.CLAIM, key=uid).values("published")
    heads = live().filter(Q(uid__in=named) | Q(pk__in=names_us)).select_related("content")
    return [Neighbour(head_of(head), _relations(head)) for head in heads if head.content.content is not None]


def head_of(head: PublishedClaim) -> Head:
    """What lists show of a live claim. No query."""
    return Head(
        uid=head.uid,
        slug=head.slug,
        language=head.language,
        titles=head.titles,
        scale=head.rating_scale,
        rating=head.rating,
        standing=head.standing,
        changed_at=head.changed_at.isoformat(),
    )


def side_of(head: PublishedClaim) -> Side:
    """A live claim with its newest document. No query for a head that has its content."""
    return Side(head_of(head), read(str(head.content.content)))


def entry(publication: Publication) -> Entry:
    """A publication as pages show it. No query."""
    return Entry(publication.seq, publication.hash, json.loads(publication.envelope))


def open_entry(publication: Publication) -> dict[str, Any]:
    """A publication with everything that anybody needs to recompute its commitment and its hash (`ledger`).

    Content and envelope are given as documents; their canonical text is what the commitment covers.
    """
    return {
        "v": LOG_VERSION,
        "seq": publication.seq,
        "prev": publication.prev,
        "hash": publication.hash,
        "actor": publication.actor,
        "salt": publication.salt,
        "commitment": publication.commitment,
        "content": None if publication.content is None else json.loads(publication.content),
        "envelope": json.loads(publication.envelope),
    }


def unreviewed_envelope() -> dict[str, Any] | None:
    """The envelope of the newest publication that is up and that no second person has reviewed. One query."""
    unreviewed = live().filter(review_kind=ReviewKind.NONE).order_by("-content_id")  # written in the order of the log
    envelope = unreviewed.values_list("content__envelope", flat=True).first()
    return None if envelope is None else dict(json.loads(envelope))


def _relations(head: PublishedClaim) -> tuple[dict[str, Any], ...]:
    return tuple(read(str(head.content.content))["relations"])

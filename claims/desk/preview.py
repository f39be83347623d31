"""What the page of a claim will be: the publication that would follow now, made and not kept."""

import json

from django.conf import settings
from django.utils import timezone

from claims.judgement.canonical import sha256
from claims.judgement.vocab import CaseState, PublicationKind, ReviewDecision, ReviewKind
from claims.models import Case, Claim, Publication, PublishedClaim, Review
from claims.models.rules import ZERO_HASH
from claims.record import heads, ledger
from claims.record.documents import linked_uids

from . import dossier, envelope, gate, workflow

NOT_KNOWN_YET = ZERO_HASH
"""Stands on a preview where the page will have the hash of its entry, which needs the entry."""


def preview(claim: Claim) -> PublishedClaim:
    """The head that a claim would have if it were published now, not saved. Writes nothing.

    Costs what `dossier.build` costs, and nine queries. What was submitted is shown as it was submitted, a draft as it
    stands. A review that has not happened yet is taken for one of the kind that the desk works with.
    """
    content = _content(claim)
    document, now = json.loads(content), timezone.now()
    results = gate.results(gate.Passing(document, document, live=linked_uids(document)))
    authors = workflow.unpublished_revisions(claim).select_related("author")
    entry = ledger.Entry(
        claim_uid=claim.uid,
        kind=workflow.kind_of_next(claim, PublicationKind.UPDATE),
        at=now,
        actor="",
        note="",
        envelope=envelope.of_content(_review(claim, content), authors, results),
        content=content,
    )
    history = list(Publication.objects.filter(claim_uid=claim.uid).order_by("number"))
    last = Publication.objects.order_by("-seq").only("seq", "hash").first()
    publication = ledger.following(last, entry, number=len(history) + 1, salt="")
    publication.hash = NOT_KNOWN_YET
    return heads.head_of([*history, publication])


def _content(claim: Claim) -> str:
    """What would be published: the submitted revision while it is under review, else the desk as it stands."""
    case = Case.objects.filter(claim=claim).first()
    if case is not None and case.state in (CaseState.IN_REVIEW, CaseState.APPROVED):
        return claim.revisions.latest("number").content
    return dossier.as_text(dossier.build(claim))


def _review(claim: Claim, content: str) -> Review:
    """The approval of these bytes; one that nobody has given yet where there is none."""
    hashed = sha256(content)
    given = Review.objects.filter(revision__claim=claim, sha256=hashed).select_related("reviewer").order_by("-pk")
    newest = given.first()
    if newest is not None and newest.decision == ReviewDecision.APPROVE:
        return newest
    solo = settings.FOUR_EYES == "solo"
    return Review(
        sha256=hashed,
        decision=ReviewDecision.APPROVE,
        kind=ReviewKind.NONE if solo else ReviewKind.PEER,
        note=workflow.SOLO if solo else "",
        created_at=timezone.now(),
    )

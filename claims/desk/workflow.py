"""Every state change of a claim, and nothing else writes Case, Revision, Review, Publication or PublishedClaim.

    draft ──submit──> in_review ──approve──> approved ──publish──> published ──(a save)──> draft …
      ^─────────────────send_back────────────────┘

A save that changes the content writes a revision and takes the working copy back to draft, which voids an approval.
An approval names the SHA-256 of one revision; publishing puts exactly these bytes into the record. Hiding needs one
person, stating needs two. Each function is one transaction and raises a `refusals.Refused` with nothing changed.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.finding import facet_values
from claims.finding.search import desk as desk_index
from claims.finding.search import record as record_index
from claims.judgement.canonical import sha256 as sha256_of
from claims.judgement.vocab import CaseState, LiveStatus, PublicationKind, ReviewDecision, ReviewKind
from claims.models import Case, Claim, Publication, PublishedClaim, Review, Revision
from claims.record import heads, ledger
from claims.text import clean

from . import dossier, envelope, gate, mail
from .permissions import actor_key, require
from .refusals import GateClosed, Incomplete, NotLive, OtherBytes, OwnEdits, StaleVersion, WrongState

TRANSITIONS: dict[str, tuple[frozenset[CaseState], CaseState]] = {
    "submit": (frozenset({CaseState.DRAFT}), CaseState.IN_REVIEW),
    "send_back": (frozenset({CaseState.IN_REVIEW, CaseState.APPROVED}), CaseState.DRAFT),
    "approve": (frozenset({CaseState.IN_REVIEW}), CaseState.APPROVED),
    "publish": (frozenset({CaseState.APPROVED}), CaseState.PUBLISHED),
    "withdraw": (frozenset({CaseState.DRAFT, CaseState.IN_REVIEW, CaseState.APPROVED}), CaseState.WITHDRAWN),
    "reopen": (frozenset({CaseState.WITHDRAWN}), CaseState.DRAFT),
}
"""Where each named transition starts, and where it leads."""


UNDER_REVIEW = (CaseState.IN_REVIEW, CaseState.APPROVED)
"""What claims that were submitted together count as live in."""

INSTALLER = "installer"
"""The actor of the log where no person acted."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the case after it, and the revision that it wrote, if the content has changed."""

    case: Case
    revision: Revision | None


@transaction.atomic
def save_draft(claim: Claim, *, author: User | None, version: int | None = None) -> Saved:
    """Record that the content of a claim was saved. Call after its rows are written, in the same transaction.

    `version` is the one that the form was read at; StaleVersion when somebody has saved in between, and then the
    caller's transaction must roll back. A save that changed nothing writes nothing.
    """
    case = _locked([claim])[claim.pk]
    if version is not None and version != case.version:
        raise StaleVersion(claim, version, case.version)
    [revision] = _revise([case], author=author)
    return Saved(case, revision)


@transaction.atomic
def apply_drafts(claims: Iterable[Claim], *, author: User | None) -> list[Revision]:
    """Record that an import has written the content of these claims; returns the revisions that this made.

    Call in the import's transaction. An import makes drafts: what was approved is so no longer, what is live stays.
    """
    cases = _locked(claims)
    return [revision for revision in _revise(cases.values(), author=author) if revision is not None]


@transaction.atomic
def submit(claims: Collection[Claim], *, actor: User) -> None:
    """Ask for a review of some drafts, which count as live together from here to their publication.

    What has changed around a draft since its last save (a name, a linked claim) becomes a revision by the submitter.
    """
    require(actor, "claims.submit_case")
    cases = _locked(claims)
    _refuse_wrong_state(cases.values(), "submit")
    _revise(cases.values(), author=actor, live_too=_uids(claims))
    _move(cases.values(), "submit")


@transaction.atomic
def send_back(claim: Claim, *, actor: User, note: str) -> Review:
    """Return a claim to its editors, with the reason."""
    require(actor, "claims.approve_case")
    if not note.strip():
        raise Incomplete(_("Say what should be changed."))
    case = _locked([claim])[claim.pk]
    _refuse_wrong_state([case], "send_back")
    _move([case], "send_back")
    review = _review(_newest_revision(claim), actor, ReviewDecision.SEND_BACK, note=note)
    mail.decided(claim, review, authors=_authors(claim))
    return review


@transaction.atomic
def approve(claim: Claim, *, actor: User, sha256: str, note: str = "") -> Review:
    """Approve exactly the bytes that were read: `sha256` is theirs.

    Refuses the reviewer's own edits. A one-person desk (`FOUR_EYES = "solo"`) approves without review, and says so.
    """
    require(actor, "claims.approve_case")
    case = _locked([claim])[claim.pk]
    _refuse_wrong_state([case], "approve")
    revision = _newest_revision(claim)
    if revision.sha256 != sha256:
        raise OtherBytes(claim)
    if is_anothers_to_approve(claim, actor):
        raise OwnEdits(claim)
    if settings.FOUR_EYES == "solo":
        review = _review(revision, actor, ReviewDecision.APPROVE, note=SOLO, kind=ReviewKind.NONE)
    else:
        review = _review(revision, actor, ReviewDecision.APPROVE, note=note)
    _move([case], "approve")
    mail.decided(claim, review, authors=_authors(claim))
    return review


@transaction.atomic
def publish(
    claims: Collection[Claim],
    *,
    actor: User,
    note: str = "",
    kind: PublicationKind = PublicationKind.UPDATE,
) -> list[Publication]:
    """Put the approved bytes of some claims, which count as live together, into the record.

    `kind` and `note` say what a later publication changes; the first one, and one after a retraction, are called so.
    """
    require(actor, "claims.publish_case")
    return _publish(_locked(claims), actor_key(actor), note, kind)


@transaction.atomic
def publish_unreviewed(claims: Collection[Claim], *, statement: str) -> list[Publication]:
    """Publish drafts that no second person has reviewed; every page and log entry carries the statement. Installer."""
    cases = _locked(claims)
    _refuse_wrong_state(cases.values(), "submit")
    _revise(cases.values(), author=None, live_too=_uids(claims))
    _move(cases.values(), "submit")
    for case in cases.values():
        revision = _newest_revision(case.claim)
        _review(revision, None, ReviewDecision.APPROVE, note=statement, kind=ReviewKind.NONE)
    _move(cases.values(), "approve")
    return _publish(cases, INSTALLER, statement, PublicationKind.UPDATE)


@transaction.atomic
def retract(claim: Claim, *, actor: User, note: str) -> Publication:
    """Take a page down; one person can. The page then shows the notice with its reason."""
    return _withhold(claim, actor, note, PublicationKind.RETRACTION)


@transaction.atomic
def notice(claim: Claim, *, actor: User, note: str) -> Publication:
    """Put a notice on a live page ("under review since … because …"); one person can. Verdict and standing stay."""
    return _withhold(claim, actor, note, PublicationKind.NOTICE)


@transaction.atomic
def withdraw(claim: Claim, *, actor: User) -> None:
    """Put a working copy away; nothing is deleted. A live page is retracted first."""
    require(actor, "claims.submit_case")
    case = _locked([claim])[claim.pk]
    if _is_live(claim):
        raise Incomplete(_("The claim is published; retract it first."))
    _refuse_wrong_state([case], "withdraw")
    _move([case], "withdraw")


@transaction.atomic
def reopen(claim: Claim, *, actor: User) -> None:
    """Take a withdrawn working copy up again."""
    require(actor, "claims.submit_case")
    case = _locked([claim])[claim.pk]
    _refuse_wrong_state([case], "reopen")
    _move([case], "reopen")


def is_anothers_to_approve(claim: Claim, person: User) -> bool:
    """Whether somebody has edited a claim since it was last published, so that another must approve it. Two queries.

    Never at a one-person desk.
    """
    return settings.FOUR_EYES != "solo" and unpublished_revisions(claim).filter(author=person).exists()


SOLO = "Published by a one-person desk; not independently reviewed"
"""What pages say of publications by a desk without a second person; translated where it is shown."""


def _locked(claims: Iterable[Claim]) -> dict[int, Case]:
    """The cases of some claims, made where they are missing, locked in one order until the transaction ends."""
    wanted = {claim.pk for claim in claims}
    present = set(Case.objects.filter(claim__in=wanted).values_list("claim", flat=True))
    Case.objects.bulk_create([Case(claim_id=pk) for pk in sorted(wanted - present)], ignore_conflicts=True)
    locked = Case.objects.select_for_update(of=("self",)).filter(claim__in=wanted)
    return {case.claim_id: case for case in locked.select_related("claim").order_by("claim")}


def _revise(cases: Iterable[Case], *, author: User | None, live_too: Collection[str] = ()) -> list[Revision | None]:
    """Write a revision for each case whose dossier is no longer that of its newest one, and take it back to draft."""
    cases = list(cases)
    documents = dossier.build_all([case.claim for case in cases], live_too=live_too)
    newest = {revision.claim_id: revision for revision in _newest_revisions(cases)}
    contents = {pk: dossier.as_text(document) for pk, document in documents.items()}
    # Before any of them moves: what becomes of one must not depend on whose turn it is.
    unchanged = {case.pk for case in cases if _is_unchanged(case, newest.get(case.claim_id), contents[case.claim_id])}
    revisions: list[Revision | None] = []
    for case in cases:
        content, before = contents[case.claim_id], newest.get(case.claim_id)
        if case.pk in unchanged:
            revisions.append(None)
            continue
        revision = Revision.objects.create(
            claim=case.claim,
            number=before.number + 1 if before else 1,
            content=content,
            sha256=sha256_of(content),
            author=author,
            created_at=timezone.now(),
        )
        case.version += 1
        if case.state != CaseState.WITHDRAWN:
            case.state = CaseState.DRAFT
        case.save(update_fields=["version", "state"])
        revisions.append(revision)
    desk_index.update_claims([revision for revision in revisions if revision is not None])
    return revisions


def _is_unchanged(case: Case, newest: Revision | None, content: str) -> bool:
    return newest is not None and (newest.content == content or _is_as_submitted(case, newest))


def _is_as_submitted(case: Case, newest: Revision) -> bool:
    """Whether a claim that is under review reads as it was submitted, together with claims that still are as well.

    No query where it names no claim.
    """
    if case.state not in UNDER_REVIEW:
        return False
    named = [relation["other"] for relation in json.loads(newest.content)["relations"]]
    together = Case.objects.filter(claim__uid__in=named, state__in=UNDER_REVIEW).values_list("claim__uid", flat=True)
    if not named or not (others := frozenset(together)):
        return False
    return dossier.as_text(dossier.build(case.claim, live_too=others)) == newest.content


def _newest_revisions(cases: Collection[Case]) -> Iterable[Revision]:
    newest = Revision.objects.filter(claim__in=[case.claim_id for case in cases]).values("claim")
    return Revision.objects.filter(pk__in=newest.annotate(newest=Max("pk")).values("newest"))


def _newest_revision(claim: Claim) -> Revision:
    return claim.revisions.order_by("-number")[0]


def unpublished_revisions(claim: Claim) -> QuerySet[Revision]:
    """The revisions since the claim was last published with content; notices and retractions reset nothing."""
    published = Publication.objects.filter(claim_uid=claim.uid, revision__isnull=False).aggregate(Max("revision"))
    return claim.revisions.filter(pk__gt=published["revision__max"] or 0)


def kind_of_next(claim: Claim, kind: PublicationKind) -> PublicationKind:
    """What the next publication of a claim's content is called: as wished, but for a first one and a return."""
    head = PublishedClaim.objects.filter(uid=claim.uid).first()
    if head is None:
        return PublicationKind.FIRST
    return PublicationKind.REINSTATEMENT if head.status == LiveStatus.RETRACTED else kind


def _authors(claim: Claim) -> QuerySet[User]:
    """Who has edited the claim since it was last published with content."""
    return User.objects.filter(revisions__in=unpublished_revisions(claim)).distinct()


def _review(
    revision: Revision,
    reviewer: User | None,
    decision: ReviewDecision,
    *,
    note: str,
    kind: ReviewKind = ReviewKind.PEER,
) -> Review:
    return Review.objects.create(
        revision=revision,
        sha256=revision.sha256,
        reviewer=reviewer,
        decision=decision,
        kind=kind,
        note=note,
        created_at=timezone.now(),
    )


def _refuse_wrong_state(cases: Iterable[Case], action: str) -> None:
    for case in cases:
        if case.state not in TRANSITIONS[action][0]:
            raise WrongState(case.claim, CaseState(case.state))


def _move(cases: Iterable[Case], action: str) -> None:
    for case in cases:
        case.state = TRANSITIONS[action][1]
        case.save(update_fields=["state", "checked_at"])


def _publish(cases: dict[int, Case], actor: str, note: str, kind: PublicationKind) -> list[Publication]:
    _refuse_wrong_state(cases.values(), "publish")
    together = _uids(case.claim for case in cases.values())
    now = dossier.build_all([case.claim for case in cases.values()], live_too=together)
    with facet_values.following(together):
        publications = [_publish_one(case, actor, note, kind, now[pk], together) for pk, case in cases.items()]
    record_index.update(together)
    return publications


def _publish_one(
    case: Case, actor: str, note: str, kind: PublicationKind, now: dossier.Document, together: frozenset[str]
) -> Publication:
    claim, revision = case.claim, _newest_revision(case.claim)
    review = revision.reviews.select_related("reviewer").order_by("-pk")[0]
    if not review.sha256 == revision.sha256 == sha256_of(revision.content):
        raise OtherBytes(claim)
    approved = json.loads(revision.content)
    linked = {relation["other"] for relation in approved["relations"]}
    results = gate.results(gate.Passing(approved, now, live=together | _live(linked)))
    failed = [result.check for result in results if result.blocking and not result.passed]
    if failed:
        raise GateClosed(claim, failed)
    kind = kind_of_next(claim, kind)
    authors = unpublished_revisions(claim).select_related("author")
    case.checked_at = timezone.now()
    publication = ledger.append(
        ledger.Entry(
            claim_uid=claim.uid,
            kind=kind,
            at=case.checked_at,
            actor=actor,
            note=note,
            envelope=envelope.of_content(review, authors, results),
            content=revision.content,
            revision=revision.pk,
            review=review.pk,
        )
    )
    heads.update_head(claim.uid)
    _move([case], "publish")
    return publication


def _withhold(claim: Claim, actor: User, note: str, kind: PublicationKind) -> Publication:
    require(actor, "claims.retract_case")
    if not note.strip():
        raise Incomplete(_("Give the reason; readers will see it."))
    case = _locked([claim])[claim.pk]
    if not _is_live(claim):
        raise NotLive(claim)
    publication = ledger.append(
        ledger.Entry(
            claim_uid=claim.uid, kind=kind, at=timezone.now(), actor=actor_key(actor), note=clean(note), envelope={}
        )
    )
    with facet_values.following([claim.uid]):
        heads.update_head(claim.uid)
    record_index.update([claim.uid])
    if kind == PublicationKind.RETRACTION and case.state == CaseState.PUBLISHED:
        case.state = CaseState.DRAFT
        case.save(update_fields=["state"])
    return publication


def _is_live(claim: Claim) -> bool:
    return claim.uid in _live([claim.uid])


def _live(uids: Collection[str]) -> frozenset[str]:
    return frozenset(PublishedClaim.objects.filter(uid__in=uids, status=LiveStatus.LIVE).values_list("uid", flat=True))


def _uids(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(claim.uid for claim in claims)

"""What somebody who goes round the workflow could try: to skip a state, to change or to remove what is kept.

With rights on the tables, and with the ORM's own deletion. Nothing of it may succeed.
"""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from claims.judgement.vocab import PublicationKind
from claims.models import Case, Claim, Publication, PublishedClaim, Review, Revision
from claims.record import ledger

from .paper import Sheet

WAYS = (
    "delete the claim",
    "delete the case",
    "delete the revisions",
    "delete the reviews",
    "delete the entries",
    "delete the page",
    "rewrite the revisions",
    "turn the version back",
    "call it approved",
    "call it published",
    "approve one's own edits",
    "approve an older revision",
    "publish what was not approved",
    "put the page up, or take it down",
    "make a second page",
)


def attack(way: str, claim: Claim, sheet: Sheet) -> Callable[[], object] | None:
    """The attack of this sort on a claim, or nothing where it would not be one: there is no row, or it is true."""
    revisions, cases = Revision.objects.filter(claim=claim), Case.objects.filter(claim=claim)
    newest = revisions.latest("number")
    reviews, entries = Review.objects.filter(revision__claim=claim), Publication.objects.filter(claim_uid=claim.uid)
    pages = PublishedClaim.objects.filter(uid=claim.uid)
    is_approved = sheet.decision == "approve"
    unapproved = newest.content.replace("bridge", "tunnel") if is_approved else newest.content
    own = sorted(filter(None, sheet.authors))

    def second_page() -> None:
        page = pages.get()
        page.pk = None
        page.save(force_insert=True)

    def approve_own_edits() -> None:
        _review(newest, User.objects.get(username=own[0]), kind="peer")

    ways: dict[str, Callable[[], object] | None] = {
        "delete the claim": claim.delete,
        "delete the case": cases.delete,
        "delete the revisions": revisions.delete,
        "delete the reviews": reviews.delete if reviews else None,
        "delete the entries": entries.delete if entries else None,
        "delete the page": pages.delete if pages else None,
        "rewrite the revisions": lambda: revisions.update(content="{}"),
        "turn the version back": lambda: cases.update(version=F("version") - 1),
        "call it approved": None if is_approved else lambda: cases.update(state="approved"),
        "call it published": (None if sheet.version == sheet.published else lambda: cases.update(state="published")),
        "approve one's own edits": approve_own_edits if own else None,
        "approve an older revision": (
            (lambda: _review(revisions.get(number=1), None, kind="none")) if sheet.version > 1 else None
        ),
        "publish what was not approved": lambda: _publish(claim, newest, unapproved),
        "put the page up, or take it down": (
            (lambda: pages.update(status="retracted" if sheet.live else "live")) if pages else None
        ),
        "make a second page": second_page if pages else None,
    }
    return ways[way]


def _review(revision: Revision, reviewer: User | None, *, kind: str) -> None:
    Review.objects.create(
        revision=revision,
        sha256=revision.sha256,
        reviewer=reviewer,
        decision="approve",
        kind=kind,
        created_at=timezone.now(),
    )


def _publish(claim: Claim, revision: Revision, content: str) -> None:
    """An entry that fits into the log, with the last review that there is of the claim."""
    review = Review.objects.filter(revision__claim=claim).last()
    is_first = not Publication.objects.filter(claim_uid=claim.uid).exists()
    ledger.append(
        ledger.Entry(
            claim_uid=claim.uid,
            kind=PublicationKind.FIRST if is_first else PublicationKind.UPDATE,
            at=timezone.now(),
            actor="somebody",
            note="",
            envelope={"review": {"kind": review.kind if review else "none", "statement": ""}},
            content=content,
            revision=revision.pk,
            review=review.pk if review else None,
        )
    )

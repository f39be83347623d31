"""What editors say of two things that the program took for the same: that they are, or that they are not."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims.judgement.vocab import RelationKind, RelationOrigin, RelationStatus
from claims.models import Claim, ClaimRelation, DismissedReview, OutsideReview

from . import workflow
from .permissions import require


def say_same(claim: Claim, other: Claim, *, actor: User, note: Mapping[str, str]) -> None:
    """Tie two claims that say the same. Where one is live, this is part of the dossier of the other: a revision."""
    _settle(claim, other, RelationStatus.CONFIRMED, actor, note)


@transaction.atomic
def say_not_same(claim: Claim, other: Claim | OutsideReview, *, actor: User, note: Mapping[str, str]) -> None:
    """Remember that something does not say what a claim says. Readers never see it; the last reason counts."""
    if isinstance(other, Claim):
        _settle(claim, other, RelationStatus.DISMISSED, actor, note)
        return
    require(actor, "claims.change_claim")
    said = {"by": actor, "at": timezone.now(), "note": dict(note)}
    DismissedReview.objects.update_or_create(claim=claim, review=other, defaults=said)


@transaction.atomic
def _settle(claim: Claim, other: Claim, status: RelationStatus, actor: User, note: Mapping[str, str]) -> None:
    """Write down how the two stand, in the one order of a symmetric relation. Only what is confirmed is content."""
    require(actor, "claims.change_claim")
    a, b = sorted((claim, other), key=lambda each: each.uid)
    same = ClaimRelation.objects.select_for_update().filter(a=a, b=b, kind=RelationKind.SAME_AS)
    before = same.values_list("status", flat=True).first()
    said = {"status": status, "note": dict(note)}
    ClaimRelation.objects.update_or_create(
        a=a, b=b, kind=RelationKind.SAME_AS, defaults=said, create_defaults=said | {"origin": RelationOrigin.COMPUTED}
    )
    if RelationStatus.CONFIRMED in (before, status):
        for each in sorted((claim, other), key=lambda each: each.pk):
            workflow.save_draft(each, author=actor)

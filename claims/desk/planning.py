"""What is planned for claims: who works on them, until when, and when they were last found to be true.

Nothing here is content, and nothing moves a claim: no revision is written, no form becomes stale.
"""

from collections.abc import Collection
from datetime import date
from typing import TypedDict, Unpack

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.judgement.vocab import LiveStatus, Priority
from claims.models import Case, Claim, PublishedClaim

from . import mail
from .permissions import Role, require
from .refusals import Incomplete, NotLive


class Plan(TypedDict, total=False):
    """What is to change: who works on a claim (None: nobody), until when (None: at no certain time), how urgently."""

    assignee: User | None
    due: date | None
    priority: Priority


@transaction.atomic
def plan(claims: Collection[Claim], *, actor: User, **changes: Unpack[Plan]) -> None:
    """Change the plan of some claims; what is left out stays. Whoever had a claim before has it since when they had.

    Raises Incomplete for somebody who has left, or whose roles let them do nothing with a claim. Six queries at most.
    """
    require(actor, "claims.assign_case")
    cases = Case.objects.filter(claim__in=claims)
    present = set(cases.values_list("claim", flat=True))
    missing = [Case(claim=claim) for claim in claims if claim.pk not in present]
    Case.objects.bulk_create(missing, ignore_conflicts=True)
    if "assignee" in changes:
        _assign(cases, changes["assignee"], actor)
    columns = {name: changes[name] for name in ("due", "priority") if name in changes}
    if columns:
        cases.update(**columns)


def _assign(cases: QuerySet[Case], assignee: User | None, actor: User) -> None:
    if assignee is None:
        cases.update(assignee=None, assigned_at=None)
        return
    if not workers().filter(pk=assignee.pk).exists():
        raise Incomplete(_("%(person)s can neither edit nor review claims.") % {"person": assignee})
    others = list(cases.exclude(assignee=assignee).select_related("claim"))
    Case.objects.filter(pk__in=[case.pk for case in others]).update(assignee=assignee, assigned_at=timezone.now())
    mail.assigned([case.claim for case in others], actor=actor, assignee=assignee)


def workers() -> QuerySet[User]:
    """The people to whom a claim can be given: those who edit or review, by name. One query."""
    working = Q(groups__name__in=[Role.EDITOR, Role.REVIEWER]) | Q(is_superuser=True)
    return User.objects.filter(working, is_active=True, is_staff=True).distinct().order_by("username")


@transaction.atomic
def still_true(claim: Claim, *, actor: User) -> None:
    """Note that somebody has checked a published claim again, and that what its page says still holds.

    The page and the record stay as they are. Raises NotLive where there is no page. Two queries.
    """
    require(actor, "claims.submit_case")
    if not PublishedClaim.objects.filter(uid=claim.uid, status=LiveStatus.LIVE).exists():
        raise NotLive(claim)
    Case.objects.filter(claim=claim).update(checked_at=timezone.now())

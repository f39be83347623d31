"""What there is to do at the desk: lists of claims, each with a name, the sentence that explains it, and its order.

The dashboard shows the beginning of each, the list of claims all of it. A list is a condition on claims, so that it can
be narrowed and counted like any other; columns and indexes hold what it needs, and nothing is assessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.judgement.vocab import (
    CaseState,
    LiveStatus,
    RelationKind,
    RelationStatus,
    Resolution,
    TermKind,
)
from claims.models import (
    Claim,
    ClaimRelation,
    Evidence,
    Property,
    PublishedClaim,
    PublishedTerm,
    Revision,
    Source,
)
from claims.models.cases import UNDER_WAY
from claims.models.claims import ValueStart
from claims.models.evidence import QUOTE_NOT_FOUND

WEEK = timedelta(days=7)

VIEW = "claims.view_claim"

LOOKED_AT = 2_000
"""The newest claims that are compared with all others by their values; more would take too long."""

AT_WORK = ~Q(case__state=CaseState.WITHDRAWN)

URGENT_FIRST = (F("case__due").asc(nulls_last=True), "-case__priority", "pk")
"""What is due first, then what is in a hurry, then what is oldest."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """Claims with which there is something to do, and for whom. `right`: who has use for it."""

    name: str
    label: Promise
    why: Promise
    where: Callable[[User], Q]
    order: tuple[str | Combinable, ...] = ("-pk",)
    right: str = VIEW

    def claims(self, person: User) -> QuerySet[Claim]:
        """The claims on the list of one person, in its order. One query, and those of `where`."""
        return Claim.objects.filter(self.where(person)).order_by(*self.order)


def _mine(person: User) -> Q:
    return Q(case__assignee=person, case__state__in=UNDER_WAY)


def to_review(person: User) -> Q:
    """The claims in review that hold no edit of the person since they were last published with content."""
    in_review = Q(case__state=CaseState.IN_REVIEW)
    if settings.FOUR_EYES == "solo":
        return in_review
    published = PublishedClaim.objects.filter(uid=OuterRef(OuterRef("uid"))).values("content__revision")
    own = Revision.objects.filter(claim=OuterRef("pk"), author=person, pk__gt=Coalesce(Subquery(published), 0))
    return in_review & Q(~Exists(own))


def _disputed(person: User) -> Q:
    pieces = Evidence.objects.filter(resolution=Resolution.UNRESOLVED)
    relations = ClaimRelation.objects.filter(
        status=RelationStatus.CONFIRMED, kind=RelationKind.CONTRADICTS, resolution=Resolution.UNRESOLVED
    )
    return AT_WORK & _any_of(pieces.values("claim"), relations.values("a"), relations.values("b"))


def _newly_contradicted(person: User) -> Q:
    return _disputed(person) & Q(Exists(_live().filter(disputes=0)))


def _overdue(person: User) -> Q:
    """A query for the terms that there are, which are few."""
    now = timezone.now()
    terms = Property.objects.exclude(recheck_after_days=None).values_list("recheck_after_days", flat=True)
    past = [
        Q(property__recheck_after_days=days, case__checked_at__lt=now - timedelta(days=days))
        for days in sorted(set(terms.order_by()))
        if days is not None
    ]
    return reduce(or_, past, Q(pk__in=[])) & Q(Exists(_live()))


def _changed(person: User) -> Q:
    return Q(case__checked_at__isnull=False, case__state__in=UNDER_WAY) & Q(Exists(_live()))


def _quote_not_found(person: User) -> Q:
    return AT_WORK & Q(pk__in=Evidence.objects.filter(QUOTE_NOT_FOUND).values("claim"))


def _rests_on_retracted(person: User) -> Q:
    """Live claims whose page does not say yet that a source was retracted, and those on their way to a page."""
    retracted = Source.objects.filter(retracted_on__isnull=False)
    unaware = PublishedTerm.objects.filter(
        kind=TermKind.SOURCE, key__in=retracted.values("uid"), detail__source__retracted_on=None
    )
    under_review = Q(case__state__in=[CaseState.IN_REVIEW, CaseState.APPROVED])
    pieces = Evidence.objects.filter(source__in=retracted)
    return Q(uid__in=unaware.filter(published__status=LiveStatus.LIVE).values("published__uid")) | (
        under_review & Q(pk__in=pieces.values("claim"))
    )


def _suggested(person: User) -> Q:
    relations = ClaimRelation.objects.filter(status=RelationStatus.SUGGESTED)
    return AT_WORK & _any_of(relations.values("a"), relations.values("b"))


def _same_value(person: User) -> Q:
    """New claims with an older one of the same value, of which no editor has said whether it says the same."""
    oldest_looked_at = Claim.objects.order_by("-pk").values("pk")[LOOKED_AT - 1 : LOOKED_AT]
    older = Claim.objects.alias(start=ValueStart("value")).filter(
        AT_WORK,
        pk__lt=OuterRef("pk"),
        subject=OuterRef("subject"),
        property=OuterRef("property"),
        start=ValueStart(OuterRef("value")),
        value=OuterRef("value"),
    )
    said = ClaimRelation.objects.filter(
        ~Q(status=RelationStatus.SUGGESTED),
        Q(a=OuterRef("pk"), b=OuterRef(OuterRef("pk"))) | Q(b=OuterRef("pk"), a=OuterRef(OuterRef("pk"))),
        kind=RelationKind.SAME_AS,
    )
    newest = Q(pk__gte=Coalesce(Subquery(oldest_looked_at), 0), property__isnull=False)
    return AT_WORK & newest & Q(Exists(older.filter(~Exists(said))))


def _assigned(person: User) -> Q:
    return Q(case__assignee__isnull=False, case__state__in=UNDER_WAY)


def _this_week(person: User) -> Q:
    return Q(uid__in=_changed_since(timezone.now() - WEEK).values("uid"))


def _changed_since(moment: object) -> QuerySet[PublishedClaim]:
    return PublishedClaim.objects.filter(status__in=LiveStatus.values, changed_at__gte=moment)


def _live() -> QuerySet[PublishedClaim]:
    return PublishedClaim.objects.filter(uid=OuterRef("uid"), status=LiveStatus.LIVE)


def _any_of(*claims: QuerySet[Evidence, object] | QuerySet[ClaimRelation, object]) -> Q:
    first, *others = (some.order_by() for some in claims)
    return Q(pk__in=first.union(*others))


LAST_PUBLICATION = Subquery(
    PublishedClaim.objects.filter(uid=OuterRef("uid")).values(newest=Coalesce("notice", "content"))
)
"""The number of the newest publication of a claim: two may have the same moment."""

WORK_LISTS: dict[str, WorkList] = {
    each.name: each
    for each in (
        WorkList(
            "mine",
            _("Assigned to me"),
            _("What is under way and yours; what is due first comes first."),
            _mine,
            URGENT_FIRST,
        ),
        WorkList(
            "to_review",
            _("Waiting for my review"),
            _("Submitted by others. Claims that hold an edit of yours are somebody else’s to review."),
            to_review,
            URGENT_FIRST,
            right="claims.approve_case",
        ),
        WorkList(
            "retracted_sources",
            _("Resting on a retracted source"),
            _("Their pages do not say so yet, or they are on their way to a page."),
            _rests_on_retracted,
        ),
        WorkList(
            "newly_contradicted",
            _("Newly contradicted"),
            _("Something speaks against them at the desk that their pages do not show."),
            _newly_contradicted,
        ),
        WorkList(
            "changed",
            _("Published, with unpublished changes"),
            _("Readers see the older version until the change is approved and published."),
            _changed,
        ),
        WorkList(
            "overdue",
            _("Overdue for another check"),
            _("Published longer ago than their property holds still. Check, and correct them or say “still true”."),
            _overdue,
            ("case__checked_at", "pk"),
        ),
        WorkList(
            "disputed",
            _("Disputed"),
            _("A contradiction is open: settle it with the reason that fits, or let the verdict say so."),
            _disputed,
        ),
        WorkList(
            "quotes",
            _("Quotations not found"),
            _("The words are not in the captured text, or stand there more than once."),
            _quote_not_found,
        ),
        WorkList(
            "suggested",
            _("Suggested relations"),
            _("Somebody or the program suggests how they stand to another claim; confirm or dismiss it."),
            _suggested,
        ),
        WorkList(
            "duplicates",
            _("Possible duplicates"),
            _("Among the newest: an older claim gives the same value of the same property of the same subject."),
            _same_value,
        ),
        WorkList(
            "assigned",
            _("Who works on what"),
            _("Everything under way that is somebody’s, the longest first."),
            _assigned,
            ("case__assigned_at", "pk"),
        ),
        WorkList(
            "this_week",
            _("Published and corrected this week"),
            _("Everything that changed for readers in the last seven days."),
            _this_week,
            (LAST_PUBLICATION.desc(), "-pk"),
        ),
    )
}
"""All lists by their names, in the order in which the dashboard shows them."""


def lists_for(person: User) -> list[WorkList]:
    """The lists that somebody has use for."""
    return [each for each in WORK_LISTS.values() if person.has_perm(each.right)]

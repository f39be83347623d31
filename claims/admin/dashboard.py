"""The index of the desk: the beginning of each list of what there is to do, with a link to all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from claims.desk.worklists import WORK_LISTS, WorkList, lists_for
from claims.judgement.vocab import CaseState, Priority, PublicationKind
from claims.models import Case, Claim, PublishedClaim

SHOWN = 5
"""Claims of each list that are shown."""

COUNTED = 200
"""Claims of each list that are counted; of a longer one the dashboard says that there are more."""

WITH_PERSON = frozenset({"assigned", "to_review", "changed"})
WITH_PUBLICATION = frozenset({"this_week"})
"""The lists whose entries say who works on them, and those that say what readers saw last."""


NEEDED = (
    "summary",
    "language",
    *(f"case__{name}" for name in ("claim", "state", "priority", "due", "assignee", "assigned_at")),
    *(f"case__assignee__{name}" for name in ("username", "first_name", "last_name")),
)
"""The columns that an entry is made of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim on a list, with what matters there."""

    summary: str
    language: str
    address: str
    state: str
    state_label: str
    priority: str
    due: date | None
    is_late: bool
    assignee: str
    since: datetime | None
    publication: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One list on the dashboard: its first entries, and how many there are, as far as they were counted."""

    name: str
    label: str
    why: str
    address: str
    number: int
    has_more: bool
    entries: tuple[Entry, ...]


def dashboard(person: User) -> list[Shown]:
    """The lists that somebody has use for. A query for each, one for the terms of checks, one for the claims."""
    wanted = lists_for(person)
    found = {each.name: list(each.claims(person).values_list("pk", flat=True)[: COUNTED + 1]) for each in wanted}
    claims = _rows(pk for pks in found.values() for pk in pks[:SHOWN])
    return [_shown(each, found[each.name], claims) for each in wanted]


def address_of(name: str) -> str:
    """Where all of a list is."""
    return f"{reverse('admin:claims_claim_changelist')}?list={WORK_LISTS[name].name}"


def _rows(pks: Iterable[int]) -> dict[int, Claim]:
    head = PublishedClaim.objects.filter(uid=OuterRef("uid"))
    rows = Claim.objects.select_related("case__assignee").annotate(
        last_publication=Subquery(head.values(kind=Coalesce("notice__kind", "content__kind"))),
        last_published=Subquery(head.values("changed_at")),
    )
    return {row.pk: row for row in rows.only(*NEEDED).filter(pk__in=set(pks))}


def _shown(each: WorkList, pks: list[int], claims: dict[int, Claim]) -> Shown:
    return Shown(
        name=each.name,
        label=str(each.label),
        why=str(each.why),
        address=address_of(each.name),
        number=min(len(pks), COUNTED),
        has_more=len(pks) > COUNTED,
        entries=tuple(_entry(claims[pk], each.name) for pk in pks[:SHOWN]),
    )


def _entry(claim: Claim, name: str) -> Entry:
    case: Case | None = getattr(claim, "case", None)
    state = CaseState(case.state if case is not None else CaseState.DRAFT)
    due = case.due if case is not None and name not in WITH_PUBLICATION else None
    assignee = case.assignee if case is not None and name in WITH_PERSON else None
    publication = getattr(claim, "last_publication", None) if name in WITH_PUBLICATION else None
    return Entry(
        summary=claim.summary,
        language=claim.language,
        address=reverse("admin:claims_claim_change", args=[claim.pk]),
        state=state.value,
        state_label=str(state.label),
        priority=str(Priority(case.priority).label) if case is not None and case.priority and not publication else "",
        due=due,
        is_late=due is not None and due < timezone.localdate(),
        assignee=_name(assignee) if assignee is not None else "",
        since=case.assigned_at if case is not None and assignee is not None else None,
        publication=str(PublicationKind(publication).label) if publication else "",
        published=getattr(claim, "last_published", None) if publication else None,
    )


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()

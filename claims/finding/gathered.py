"""The claims of one subject, topic or source, in the order in which its page shows them: those in dispute first.

Rows are terms with their `published` claim. Each has a `group`: one of the constants below, or the key of the property
or the subject by which the rest is grouped, with its `group_label`. Groups follow each other, so that a page of the
list can be set under headings, and a table of contents knows on which page a group begins.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.judgement.vocab import LiveStatus, Standing, TermKind
from claims.models.record import PublishedTerm
from claims.record.rendering.given import Group

from .pages import PER_PAGE

DISPUTED, AGREED, ALONE, ASIDE, BEHIND, REST = ":disputed", ":agreed", ":alone", ":aside", ":behind", ""
"""In dispute; other sources support it too; this source alone supports it; it is quoted and does not support; it is not
quoted, and a source that is rests on it; no group."""

Terms = QuerySet[Any]
"""Terms with `place`, `group` and `group_label`, which mypy cannot know of."""

IN_DISPUTE = Q(published__standing__in=[Standing.DISPUTED, Standing.CONTRADICTED])
PLACES = {DISPUTED: 0, AGREED: 1, ALONE: 2, ASIDE: 3, BEHIND: 4, REST: 5}
NAMED = 1
"""The place of a group that is named by a key."""


def newest_term(kind: TermKind, key: str) -> PublishedTerm | None:
    """What the newest live publication says of a subject, topic or source; nothing where none names it. One query."""
    return _terms(kind, key).order_by("-published__content").first()


def of_subject(key: str) -> Terms:
    """The live claims about a subject, by what is claimed of it."""
    return _grouped_by(TermKind.PROPERTY, _terms(TermKind.SUBJECT, key))


def of_topic(key: str) -> Terms:
    """The live claims of a topic, by whom or what they are about."""
    return _grouped_by(TermKind.SUBJECT, _terms(TermKind.TOPIC, key))


def of_source(uid: str) -> Terms:
    """The live claims that rest on a source, by whether others agree with it."""
    others = PublishedTerm.objects.filter(
        published=OuterRef("published"), kind=TermKind.SOURCE, detail__supports__gt=0
    ).exclude(key=uid)
    supports = Q(detail__supports__gt=0)
    group = Case(
        When(IN_DISPUTE, then=Value(DISPUTED)),
        When(supports & Exists(others), then=Value(AGREED)),
        When(supports, then=Value(ALONE)),
        When(detail__contradicts=0, detail__context=0, then=Value(BEHIND)),
        default=Value(ASIDE),
    )
    return _in_order(_terms(TermKind.SOURCE, uid).annotate(group=group, group_label=Value("")))


def groups_of(terms: Terms) -> list[Group]:
    """The groups of such a list, in its order. One query."""
    counted = terms.values("place", "group", "group_label").annotate(count=Count("pk")).order_by("place", "group")
    found: dict[str, tuple[Mapping[str, str], int]] = {}
    for row in counted:  # a label that changed with time is a row of its own
        found[row["group"]] = row["group_label"] or {}, row["count"] + found.get(row["group"], ({}, 0))[1]
    groups, before = [], 0
    for group, (label, count) in found.items():
        groups.append(Group(group, label, count, before // PER_PAGE + 1))
        before += count
    return groups


def _terms(kind: TermKind, key: str) -> QuerySet[PublishedTerm]:
    terms = PublishedTerm.objects.filter(kind=kind, key=key, published__status=LiveStatus.LIVE)
    return terms.select_related("published")


def _grouped_by(kind: TermKind, terms: QuerySet[PublishedTerm]) -> Terms:
    """Group by the term of a kind, of which a claim has at most one."""
    found = PublishedTerm.objects.filter(published=OuterRef("published"), kind=kind)
    group: Any = Case(
        When(IN_DISPUTE, then=Value(DISPUTED)), default=Coalesce(Subquery(found.values("key")[:1]), Value(REST))
    )
    label: Any = Case(When(IN_DISPUTE, then=None), default=Subquery(found.values("label")[:1]))
    return _in_order(terms.annotate(group=group, group_label=label))


def _in_order(terms: Terms) -> Terms:
    fixed = [When(group=group, then=Value(place)) for group, place in PLACES.items()]
    placed: Terms = terms.annotate(place=Case(*fixed, default=Value(NAMED)))
    return placed.order_by("place", "group", F("published__changed_at").desc(), F("published__id").desc())

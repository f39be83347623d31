"""Who works on what, until when: no content, no state, no version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.desk import planning, workflow
from claims.desk.refusals import Incomplete, NotLive
from claims.desk.tagging import add_topic
from claims.judgement.vocab import Priority
from claims.models import Case
from tests import factories as make
from tests.guard import attacking

pytestmark = pytest.mark.django_db


def test_a_plan_changes_what_it_names_and_nothing_else() -> None:
    alice, bob = make.user("alice", "editor"), make.user("bob", "reviewer")
    claim, other = make.checked_claim(), make.checked_claim()
    workflow.save_draft(claim, author=alice)
    before = Case.objects.get(claim=claim)
    planning.plan([claim, other], actor=alice, assignee=bob, due=date(2030, 1, 1))
    planning.plan([claim], actor=bob, priority=Priority.HIGH)
    case = Case.objects.get(claim=claim)
    assert (case.assignee, case.due, case.priority) == (bob, date(2030, 1, 1), Priority.HIGH)
    assert (case.version, case.state) == (before.version, before.state)
    assert Case.objects.get(claim=other).assignee == bob
    planning.plan([claim], actor=alice, assignee=None, due=None)
    case.refresh_from_db()
    assert (case.assignee, case.assigned_at, case.due, case.priority) == (None, None, None, Priority.HIGH)
    assert claim.revisions.count() == 1


def test_what_was_somebodys_is_theirs_since_when_it_was() -> None:
    alice, emma = make.user("alice", "editor"), make.user("emma", "editor")
    claim = make.checked_claim()
    planning.plan([claim], actor=alice, assignee=alice)
    since = Case.objects.get(claim=claim).assigned_at
    planning.plan([claim], actor=emma, assignee=alice)
    assert Case.objects.get(claim=claim).assigned_at == since
    planning.plan([claim], actor=emma, assignee=emma)
    assert since is not None
    assert Case.objects.filter(claim=claim, assigned_at__gt=since).exists()


@pytest.mark.parametrize("fields", [{}, {"is_active": False}])
def test_a_claim_is_given_to_nobody_who_can_do_nothing_with_it(fields: dict[str, bool]) -> None:
    alice = make.user("alice", "editor")
    somebody = make.user("somebody", *(["editor"] if fields else ["viewer"]), **fields)
    claim = make.checked_claim()
    with pytest.raises(Incomplete, match="somebody can neither edit nor review"):
        planning.plan([claim], actor=alice, assignee=somebody, due=date(2030, 1, 1))
    assert not Case.objects.filter(claim=claim).exists()


@pytest.mark.parametrize("role", ["viewer", "administrator"])
def test_only_who_works_at_the_desk_plans(role: str) -> None:
    with pytest.raises(PermissionDenied):
        planning.plan([make.checked_claim()], actor=make.user("somebody", role), assignee=None)


def test_still_true_is_said_of_what_is_published() -> None:
    alice = make.user("alice", "editor")
    claim, draft = make.checked_claim(), make.checked_claim()
    make.publish(claim)
    before = Case.objects.get(claim=claim)
    planning.still_true(claim, actor=alice)
    after = Case.objects.get(claim=claim)
    assert Case.objects.filter(claim=claim, checked_at__gt=before.checked_at).exists()
    assert (after.state, after.version) == (before.state, before.version)
    with pytest.raises(NotLive):
        planning.still_true(draft, actor=alice)
    with pytest.raises(PermissionDenied):
        planning.still_true(claim, actor=make.user("victor", "viewer"))


def test_the_database_refuses_an_assignee_without_a_moment_and_an_unheard_of_priority() -> None:
    alice, claim = make.user("alice", "editor"), make.checked_claim()
    workflow.save_draft(claim, author=alice)
    for columns in ({"assignee": alice}, {"priority": 3}):
        with pytest.raises(IntegrityError), transaction.atomic(), attacking():
            Case.objects.filter(claim=claim).update(**columns)


def test_a_topic_for_many_claims_is_a_save_of_each_that_lacks_it() -> None:
    alice, topic = make.user("alice", "editor"), make.topic("ships")
    with_it, without = make.checked_claim(topics=[topic]), make.checked_claim()
    for claim in (with_it, without):
        workflow.save_draft(claim, author=None)
    workflow.submit([without], actor=alice)
    [revision] = add_topic([with_it, without], topic, actor=alice)
    assert (revision.claim, revision.author) == (without, alice)
    assert Case.objects.get(claim=without).state == "draft"
    with pytest.raises(PermissionDenied):
        add_topic([without], make.topic("trains"), actor=make.user("bob", "reviewer"))

"""What there is to do at the desk: which claims stand on which list, for whom, and in which order."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.desk import planning, workflow
from claims.desk.worklists import WORK_LISTS, lists_for
from claims.judgement.vocab import Priority
from claims.models import Case, Claim, ClaimRelation, Evidence, Source
from tests import factories as make
from tests.guard import attacking

pytestmark = pytest.mark.django_db


def on(name: str, person: User | None = None) -> list[str]:
    """The summaries of the claims on a list, in its order."""
    somebody = person or make.user("somebody", "viewer")
    return [claim.summary for claim in WORK_LISTS[name].claims(somebody)]


def saved(statement: str, author: User | None = None, **fields: object) -> Claim:
    claim = make.checked_claim(statement, **fields)
    workflow.save_draft(claim, author=author)
    return claim


def submitted(statement: str, author: User) -> Claim:
    claim = saved(statement, author)
    workflow.submit([claim], actor=author)
    return claim


def long_ago(claim: Claim, days: int) -> None:
    with attacking():
        Case.objects.filter(claim=claim).update(checked_at=timezone.now() - timedelta(days=days))


def test_mine_is_what_is_under_way_and_mine_due_first() -> None:
    alice, emma = make.user("alice", "editor"), make.user("emma", "editor")
    later, sooner, urgent, whenever, theirs, put_away = (
        saved(name) for name in ("Later", "Sooner", "Urgent", "Whenever", "Theirs", "Put away")
    )
    planning.plan([later, sooner, urgent, whenever, put_away], actor=alice, assignee=alice)
    planning.plan([theirs], actor=alice, assignee=emma)
    planning.plan([later], actor=alice, due=date(2030, 1, 2))
    planning.plan([sooner], actor=alice, due=date(2030, 1, 1))
    planning.plan([urgent], actor=alice, priority=Priority.URGENT)
    workflow.withdraw(put_away, actor=alice)
    assert on("mine", alice) == ["Sooner", "Later", "Urgent", "Whenever"]
    assert on("mine", emma) == ["Theirs"]
    assert set(on("assigned")) == {"Sooner", "Later", "Urgent", "Whenever", "Theirs"}


def test_nobody_is_asked_to_review_their_own_edits() -> None:
    alice, chief = make.user("alice", "editor"), make.user("chief", "editor", "reviewer")
    submitted("By Alice", alice)
    submitted("By the chief", chief)
    both = saved("By both", chief)
    make.evidence(both)
    workflow.save_draft(both, author=alice)
    workflow.submit([both], actor=alice)
    assert on("to_review", chief) == ["By Alice"]
    assert on("to_review", make.user("bob", "reviewer")) == ["By Alice", "By the chief", "By both"]


def test_ones_edits_are_old_once_they_are_published() -> None:
    chief, alice = make.user("chief", "editor", "reviewer"), make.user("alice", "editor")
    claim = make.checked_claim("Again")
    make.publish(claim, editor=chief, reviewer=make.user("bob", "reviewer"))
    make.evidence(claim)
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    assert on("to_review", chief) == ["Again"]
    workflow.notice(claim, actor=make.user("bob"), note="Under review.")
    workflow.send_back(claim, actor=make.user("bob"), note="More.")
    make.evidence(claim)
    workflow.save_draft(claim, author=chief)
    workflow.submit([claim], actor=chief)
    assert on("to_review", chief) == []


def test_a_desk_of_one_person_reviews_everything(settings) -> None:
    chief = make.user("chief", "editor", "reviewer")
    submitted("By the chief", chief)
    assert on("to_review", chief) == []
    settings.FOUR_EYES = "solo"
    assert on("to_review", chief) == ["By the chief"]


def test_only_reviewers_have_something_to_review() -> None:
    for role, has in (("viewer", False), ("editor", False), ("reviewer", True), ("administrator", False)):
        assert ("to_review" in {each.name for each in lists_for(make.user(role, role))}) is has


def test_what_is_contradicted_is_disputed_until_it_is_settled() -> None:
    plain, evidence = saved("Plain"), saved("By evidence")
    one, other = saved("By a relation"), saved("By the same relation")
    piece, relation = make.evidence(evidence, "contradicts"), make.relation(one, other)
    assert set(on("disputed")) == {"By evidence", "By a relation", "By the same relation"}
    Evidence.objects.filter(pk=piece.pk).update(resolution="rounding")
    ClaimRelation.objects.filter(pk=relation.pk).update(status="suggested")
    assert on("disputed") == []
    assert set(on("suggested")) == {"By a relation", "By the same relation"}
    assert plain.summary not in on("suggested")


def test_newly_contradicted_is_what_the_page_does_not_show_yet() -> None:
    claim, draft, known = make.checked_claim("Live"), saved("Draft"), make.checked_claim("Known")
    make.evidence(known, "contradicts")
    make.publish(claim)
    make.publish(known)
    make.evidence(draft, "contradicts")
    assert on("newly_contradicted") == []
    make.evidence(claim, "contradicts")
    assert on("newly_contradicted") == ["Live"]
    make.publish(claim)
    assert on("newly_contradicted") == []
    assert set(on("disputed")) == {"Live", "Draft", "Known"}


def test_what_changes_with_time_is_overdue_until_somebody_has_checked_it() -> None:
    polls = make.property("polls", recheck_after_days=30)
    value = {"type": "date", "date": "2020"}
    old, new = (make.checked_claim(name, property=polls, value=value) for name in ("Old", "New"))
    other = make.checked_claim("Of another property", property=make.property(), value=value)
    for claim in (old, new, other):
        make.publish(claim)
    long_ago(old, 31)
    long_ago(new, 29)
    long_ago(other, 1000)
    assert on("overdue") == ["Old"]
    planning.still_true(old, actor=make.user("alice", "editor"))
    assert on("overdue") == []
    long_ago(old, 31)
    workflow.retract(old, actor=make.user("bob", "reviewer"), note="Wrong.")
    assert on("overdue") == []


def test_a_page_has_unpublished_changes_until_they_are_published() -> None:
    claim = make.checked_claim("Live")
    saved("Never published")
    make.publish(claim)
    assert on("changed") == []
    make.evidence(claim)
    workflow.save_draft(claim, author=None)
    assert on("changed") == ["Live"]
    make.publish(claim)
    assert on("changed") == []
    workflow.retract(claim, actor=make.user("bob"), note="Wrong.")
    assert on("changed") == []


def test_a_quotation_that_was_not_found_is_on_the_list() -> None:
    found, lost, elsewhere = saved("Found"), saved("Lost"), saved("Without a text")
    text = make.capture(make.source(), "She was born in 1975.")
    at: dict[str, Any] = {"quote_exact": "1975", "quote_start": 16, "quote_end": 20}
    make.evidence(found, source=text.source, capture=text, **at)
    make.evidence(lost, source=text.source, capture=text, quote_exact="in 1976")
    make.evidence(elsewhere, quote_exact="in 1975")
    assert on("quotes") == ["Lost"]
    workflow.withdraw(lost, actor=make.user("alice", "editor"))
    assert on("quotes") == []


def test_a_retracted_source_is_to_do_until_the_page_says_so() -> None:
    alice = make.user("alice", "editor")
    live, waiting, draft = make.checked_claim("Live"), submitted("Waiting", alice), saved("Draft")
    make.publish(live)
    sources = Source.objects.filter(evidence__claim__in=[live, waiting, draft])
    assert on("retracted_sources") == []
    Source.objects.filter(pk__in=sources.values("pk")).update(retracted_on="2026")
    assert set(on("retracted_sources")) == {"Live", "Waiting"}
    make.publish(live)
    assert on("retracted_sources") == ["Waiting"]


def test_the_newer_of_two_claims_with_one_value_may_be_a_duplicate() -> None:
    born: dict[str, Any] = {"property": make.property(), "value": {"type": "date", "date": "1815"}}
    first, second = saved("First", **born), saved("Second", **born)
    saved("Of another year", property=make.property(), value={"type": "date", "date": "1816"})
    saved("Of somebody else", subject=make.entity(), **born)
    saved("Without a value")
    assert on("duplicates") == ["Second"]
    relation = make.relation(second, first, "same_as", status="dismissed")
    assert on("duplicates") == []
    relation.delete()
    workflow.withdraw(first, actor=make.user("alice", "editor"))
    assert on("duplicates") == []


def test_this_week_is_what_changed_for_readers_the_newest_first() -> None:
    first, second, draft = make.checked_claim("First"), make.checked_claim("Second"), saved("Draft")
    make.publish(first)
    make.publish(second)
    assert on("this_week") == ["Second", "First"]
    workflow.retract(first, actor=make.user("bob"), note="Wrong.")
    assert on("this_week") == ["First", "Second"]
    assert draft.summary not in on("this_week")

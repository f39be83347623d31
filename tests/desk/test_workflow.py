"""The workflow: named transitions, four eyes, approvals bound to bytes."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from claims.desk import tagging, workflow
from claims.desk.refusals import (
    GateClosed,
    Incomplete,
    NotLive,
    OtherBytes,
    OwnEdits,
    StaleVersion,
    WrongState,
)
from claims.judgement.vocab import CaseState, GateCheck, PublicationKind
from claims.models import Case, Claim, Publication, PublishedClaim, Review, Revision
from claims.record.documents import read
from tests import factories as make

pytestmark = pytest.mark.django_db


def state(claim: Claim) -> str:
    return Case.objects.get(claim=claim).state


def newest(claim: Claim) -> Revision:
    return claim.revisions.latest("number")


def test_a_save_writes_one_revision_and_advances_the_version() -> None:
    claim = make.checked_claim()
    saved = workflow.save_draft(claim, author=make.user("alice", "editor"))
    assert saved.revision is not None
    assert (saved.revision.number, saved.case.version, saved.case.state) == (1, 1, CaseState.DRAFT)
    assert json.loads(saved.revision.content)["claim"]["statement"] == claim.statement


def test_a_save_that_changes_nothing_writes_nothing() -> None:
    claim = make.checked_claim()
    workflow.save_draft(claim, author=None)
    saved = workflow.save_draft(claim, author=None, version=1)
    assert saved.revision is None
    assert saved.case.version == 1


def test_a_stale_save_is_refused() -> None:
    claim = make.checked_claim()
    workflow.save_draft(claim, author=None)
    Claim.objects.filter(pk=claim.pk).update(analysis="Other words")
    with pytest.raises(StaleVersion, match="version 1, yours is 0"):
        workflow.save_draft(claim, author=None, version=0)
    assert claim.revisions.count() == 1


def test_the_whole_way_publishes_the_approved_bytes() -> None:
    claim = make.checked_claim()
    publication = make.publish(claim)
    assert publication.content == newest(claim).content
    assert publication.kind == PublicationKind.FIRST
    assert state(claim) == CaseState.PUBLISHED
    assert PublishedClaim.objects.get(uid=claim.uid).content_id == publication.pk
    envelope = json.loads(publication.envelope)
    assert envelope["review"]["kind"] == "peer"
    assert envelope["sha256"] == newest(claim).sha256
    assert {result["check"] for result in envelope["gate"]} == set(GateCheck.values)


def test_nobody_approves_their_own_edits() -> None:
    claim, alice = make.checked_claim(), make.user("alice", "editor", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    with pytest.raises(OwnEdits):
        workflow.approve(claim, actor=alice, sha256=newest(claim).sha256)
    assert state(claim) == CaseState.IN_REVIEW
    assert not Review.objects.exists()


def test_an_earlier_edit_since_the_last_publication_counts_as_ones_own() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "editor", "reviewer")
    workflow.save_draft(claim, author=bob)
    Claim.objects.filter(pk=claim.pk).update(analysis="By Alice")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    with pytest.raises(OwnEdits):
        workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)


def test_after_a_publication_a_former_editor_may_approve_again_but_a_notice_resets_nothing() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "editor", "reviewer")
    carol = make.user("carol", "reviewer")
    make.publish(claim, editor=bob, reviewer=carol)
    Claim.objects.filter(pk=claim.pk).update(analysis="By Alice")
    workflow.save_draft(claim, author=alice)
    workflow.notice(claim, actor=carol, note="Under review since today.")
    workflow.submit([claim], actor=alice)
    workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    assert state(claim) == CaseState.APPROVED

    other = make.checked_claim()
    make.publish(other, editor=alice, reviewer=carol)
    Claim.objects.filter(pk=other.pk).update(analysis="By Bob")
    workflow.save_draft(other, author=bob)
    workflow.notice(other, actor=carol, note="Under review since today.")
    workflow.submit([other], actor=alice)
    with pytest.raises(OwnEdits):
        workflow.approve(other, actor=bob, sha256=newest(other).sha256)


def test_an_approval_names_the_bytes_that_were_read() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=alice)
    read_by_bob = newest(claim).sha256
    Claim.objects.filter(pk=claim.pk).update(analysis="Changed while Bob was reading")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    with pytest.raises(OtherBytes):
        workflow.approve(claim, actor=bob, sha256=read_by_bob)


def test_an_edit_voids_the_approval() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    piece = claim.evidence.get()
    piece.locator = "page 3"
    piece.save()
    workflow.save_draft(claim, author=alice)
    assert state(claim) == CaseState.DRAFT
    with pytest.raises(WrongState):
        workflow.publish([claim], actor=bob)
    assert not Publication.objects.exists()


def test_an_edit_of_a_shared_row_writes_no_revision_and_keeps_the_approval() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    publisher = claim.evidence.get().source.publisher
    publisher.label = {"en": "Another name"}
    publisher.save()
    [publication] = workflow.publish([claim], actor=bob)
    assert "Another name" not in str(publication.content)


def test_a_source_retracted_after_the_approval_closes_the_gate() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    source = claim.evidence.get().source
    source.retracted_on = "2026-01-02"
    source.save()
    with pytest.raises(GateClosed) as refused:
        workflow.publish([claim], actor=bob)
    assert set(refused.value.failed) == {GateCheck.SOURCES_STAND, GateCheck.ASSESSMENT_HOLDS}


def test_a_linked_claim_retracted_after_the_approval_closes_the_gate_though_the_standing_is_the_same() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    make.publish_sample(older := make.checked_claim("It was so before."))
    make.relation(claim, older, "updates")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    workflow.retract(older, actor=bob, note="Wrong.")
    with pytest.raises(GateClosed) as refused:
        workflow.publish([claim], actor=bob)
    assert set(refused.value.failed) == {GateCheck.LINKS_LIVE}


@pytest.mark.parametrize(
    ("fields", "failed"),
    [
        ({"rating": "", "rating_scale": None}, GateCheck.HAS_VERDICT),
        ({"rating_explanation": ""}, GateCheck.HAS_VERDICT),
        ({"subject": None}, GateCheck.HAS_SUBJECT),
    ],
)
def test_the_gate_names_what_is_missing(fields: dict[str, Any], failed: GateCheck) -> None:
    claim = make.checked_claim(**fields)
    with pytest.raises(GateClosed) as refused:
        make.publish(claim)
    assert refused.value.failed == (failed,)
    assert not PublishedClaim.objects.exists()


def test_a_claim_without_evidence_does_not_pass_the_gate() -> None:
    with pytest.raises(GateClosed) as refused:
        make.publish(make.claim())
    assert refused.value.failed == (GateCheck.HAS_EVIDENCE,)


@pytest.mark.parametrize("action", ["submit", "approve", "send_back", "publish", "retract", "notice"])
def test_a_viewer_can_do_nothing(action: str) -> None:
    claim, viewer = make.checked_claim(), make.user("victor", "viewer")
    workflow.save_draft(claim, author=None)
    calls = {
        "submit": lambda: workflow.submit([claim], actor=viewer),
        "approve": lambda: workflow.approve(claim, actor=viewer, sha256=""),
        "send_back": lambda: workflow.send_back(claim, actor=viewer, note="No"),
        "publish": lambda: workflow.publish([claim], actor=viewer),
        "retract": lambda: workflow.retract(claim, actor=viewer, note="No"),
        "notice": lambda: workflow.notice(claim, actor=viewer, note="No"),
    }
    with pytest.raises(PermissionDenied):
        calls[action]()
    assert state(claim) == CaseState.DRAFT


def test_an_editor_cannot_approve_and_a_reviewer_cannot_submit() -> None:
    claim, editor, reviewer = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=editor)
    with pytest.raises(PermissionDenied):
        workflow.submit([claim], actor=reviewer)
    workflow.submit([claim], actor=editor)
    with pytest.raises(PermissionDenied):
        workflow.approve(claim, actor=editor, sha256=newest(claim).sha256)


def test_sending_back_needs_a_reason_and_returns_to_draft() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    with pytest.raises(Incomplete):
        workflow.send_back(claim, actor=bob, note=" ")
    workflow.send_back(claim, actor=bob, note="The quotation is too long.")
    assert state(claim) == CaseState.DRAFT


def test_one_person_can_always_retract_and_only_with_a_reason() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    publication = make.publish(claim, editor=alice, reviewer=bob)
    with pytest.raises(Incomplete):
        workflow.retract(claim, actor=bob, note="")
    retraction = workflow.retract(claim, actor=bob, note="The source was forged.")
    head = PublishedClaim.objects.get(uid=claim.uid)
    assert (head.status, head.notice_id, head.content_id) == ("retracted", retraction.pk, publication.pk)
    assert retraction.content is None
    with pytest.raises(NotLive):
        workflow.retract(claim, actor=bob, note="Again")


def test_a_retracted_claim_comes_back_through_review_as_a_reinstatement() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    make.publish(claim, editor=alice, reviewer=bob)
    workflow.retract(claim, actor=bob, note="To be looked at again.")
    again = make.publish(claim, editor=alice, reviewer=bob, kind=PublicationKind.CORRECTION)
    assert again.kind == PublicationKind.REINSTATEMENT
    assert PublishedClaim.objects.get(uid=claim.uid).status == "live"


def test_a_notice_changes_neither_verdict_nor_standing() -> None:
    claim, bob = make.checked_claim(), make.user("bob", "reviewer")
    make.publish(claim, reviewer=bob)
    before = PublishedClaim.objects.get(uid=claim.uid)
    notice = workflow.notice(claim, actor=bob, note="Under review since Monday.")
    after = PublishedClaim.objects.get(uid=claim.uid)
    assert after.notice_id == notice.pk
    assert (after.content_id, after.rating, after.standing) == (before.content_id, before.rating, before.standing)


def test_a_correction_says_so_and_keeps_the_page_up_meanwhile() -> None:
    claim = make.checked_claim()
    first = make.publish(claim)
    Claim.objects.filter(pk=claim.pk).update(rating="outdated")
    workflow.save_draft(claim, author=make.user("alice"))
    assert PublishedClaim.objects.get(uid=claim.uid).content_id == first.pk
    second = make.publish(claim, kind=PublicationKind.CORRECTION, note="The verdict was wrong.")
    assert (second.number, second.kind) == (2, "correction")
    assert PublishedClaim.objects.get(uid=claim.uid).rating == "outdated"


def test_two_claims_that_contradict_each_other_are_published_together() -> None:
    one, other = make.checked_claim(), make.checked_claim()
    make.relation(one, other)
    alice, bob = make.user("alice", "editor"), make.user("bob", "reviewer")
    for claim in (one, other):
        workflow.save_draft(claim, author=alice)
    assert json.loads(newest(one).content)["relations"] == []  # a draft is not named in another's document
    workflow.submit([one, other], actor=alice)
    for claim in (one, other):
        workflow.approve(claim, actor=bob, sha256=newest(claim).sha256)
    with pytest.raises(GateClosed):
        workflow.publish([one], actor=bob)
    workflow.publish([one, other], actor=bob)
    heads = {head.uid: head for head in PublishedClaim.objects.all()}
    assert {head.standing for head in heads.values()} == {"disputed"}
    document = read(str(heads[one.uid].content.content))
    assert [relation["other"] for relation in document["relations"]] == [other.uid]
    assert other.statement not in str(heads[one.uid].content.content)


def test_a_save_without_a_change_voids_no_review_of_claims_that_were_submitted_together() -> None:
    one, other = make.checked_claim(), make.checked_claim()
    make.relation(one, other)
    alice, bob = make.user("alice", "editor"), make.user("bob", "reviewer")
    workflow.submit([one, other], actor=alice)
    workflow.approve(one, actor=bob, sha256=newest(one).sha256)
    for claim in (one, other):
        assert workflow.save_draft(claim, author=bob).revision is None
    assert [state(claim) for claim in (one, other)] == [CaseState.APPROVED, CaseState.IN_REVIEW]

    workflow.send_back(other, actor=bob, note="Not yet.")
    assert workflow.save_draft(one, author=alice).revision is not None  # it is not to be live with the other any more
    assert (state(one), json.loads(newest(one).content)["relations"]) == (CaseState.DRAFT, [])


@pytest.mark.parametrize("has_it", [0, 1])
def test_what_becomes_of_one_of_several_claims_does_not_depend_on_whose_turn_it_is(has_it: int) -> None:
    topic, alice = make.topic(), make.user("alice", "editor")
    pair = [make.checked_claim(topics=[topic] if number == has_it else []) for number in (0, 1)]
    make.relation(pair[0], pair[1])
    workflow.submit(pair, actor=alice)
    tagging.add_topic(pair, topic, actor=alice)
    assert (state(pair[has_it]), state(pair[1 - has_it])) == (CaseState.IN_REVIEW, CaseState.DRAFT)


def test_an_unreviewed_publication_says_so_everywhere() -> None:
    [publication] = make.publish_sample(make.checked_claim(), statement="Not reviewed by anybody")
    envelope = json.loads(publication.envelope)
    assert envelope["review"] | {"decided_at": ""} == {
        "kind": "none",
        "statement": "Not reviewed by anybody",
        "decided_at": "",
    }
    assert envelope["note"] == "Not reviewed by anybody"
    assert publication.actor == workflow.INSTALLER
    assert PublishedClaim.objects.get().review_kind == "none"


def test_edits_are_somebodys_until_they_are_published() -> None:
    claim, alice, bob = make.checked_claim(), make.user("alice", "editor"), make.user("bob", "reviewer")
    make.publish(claim, editor=alice, reviewer=bob)
    assert not workflow.is_anothers_to_approve(claim, alice)
    Claim.objects.filter(pk=claim.pk).update(analysis="More")
    workflow.save_draft(claim, author=alice)
    workflow.retract(claim, actor=bob, note="Wrong")  # resets nothing
    assert workflow.is_anothers_to_approve(claim, alice)
    assert not workflow.is_anothers_to_approve(claim, bob)


def test_a_one_person_desk_publishes_without_review_and_says_so(settings: Settings) -> None:
    settings.FOUR_EYES = "solo"
    claim, alice = make.checked_claim(), make.user("alice", "editor", "reviewer")
    publication = make.publish(claim, editor=alice, reviewer=alice)
    assert json.loads(publication.envelope)["review"]["statement"] == workflow.SOLO


def test_a_withdrawn_claim_stays_withdrawn_until_it_is_reopened() -> None:
    claim, alice = make.checked_claim(), make.user("alice", "editor")
    workflow.save_draft(claim, author=alice)
    workflow.withdraw(claim, actor=alice)
    with pytest.raises(WrongState):
        workflow.submit([claim], actor=alice)
    workflow.reopen(claim, actor=alice)
    assert state(claim) == CaseState.DRAFT


def test_a_live_claim_is_retracted_not_withdrawn() -> None:
    claim, alice = make.checked_claim(), make.user("alice", "editor")
    make.publish(claim, editor=alice)
    Claim.objects.filter(pk=claim.pk).update(analysis="More")
    workflow.save_draft(claim, author=alice)
    with pytest.raises(Incomplete):
        workflow.withdraw(claim, actor=alice)


def test_the_public_log_names_people_by_a_key_only() -> None:
    publication = make.publish(make.checked_claim(), reviewer=make.user("bob", "reviewer"))
    assert "bob" not in publication.actor + publication.envelope
    named = make.publish(
        make.checked_claim(),
        editor=make.user("dora", "editor", first_name="Dora", last_name="Marsh"),
        reviewer=make.user("emil", "reviewer", first_name="Emil", last_name="Stone"),
    )
    assert json.loads(named.envelope)["credits"] == {"authors": ["Dora Marsh"], "reviewer": "Emil Stone"}

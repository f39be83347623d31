"""Back to an earlier revision: its bytes again, as a new revision that somebody else has to approve."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from claims.desk import restoring, workflow
from claims.desk.refusals import NotRestorable, OwnEdits, StaleVersion
from claims.judgement.values import from_json
from claims.judgement.vocab import CaseState
from claims.models import Case, Claim, Evidence, Revision
from tests import factories as make


@pytest.fixture
def editor(db: None) -> User:
    return make.user("alice", "editor")


@pytest.fixture
def claim(editor: User) -> Claim:
    """A claim that uses every field of its own."""
    made = make.claim(
        "Somebody was born in 1975.",
        claimant=make.entity("carl"),
        claimed_on="2020-05",
        property=make.property(),
        value={"type": "date", "date": "1975"},
        scope_start="1975",
        topics=[make.topic()],
        translations={"fr": {"statement": "Née en 1975."}},
        analysis="At length.",
        what_would_change_it="A register.",
    )
    paper = make.source()
    make.evidence(
        made,
        source=paper,
        capture=make.capture(paper),
        quote_exact="born in 1975",
        quote_start=8,
        quote_end=20,
        quote_prefix="She was ",
        locator="page 1",
        translation={"fr": "née en 1975"},
        value={"type": "date", "date": "1975"},
        note={"en": "Plain."},
    )
    make.evidence(
        made,
        "contradicts",
        attributed_to=make.entity("dora"),
        resolution="rounding",
        resolution_note={"en": "Rounded."},
        scope_end="1980",
    )
    workflow.save_draft(made, author=editor)
    return Claim.objects.get(pk=made.pk)


def rewrite(claim: Claim, editor: User) -> None:
    """Change all of it: other texts, no value, other evidence."""
    claim.statement, claim.summary, claim.analysis = "Nobody was born.", "Nobody", ""
    claim.property = claim.value = claim.claimant = claim.claimed_on = claim.scope_start = None
    claim.rating, claim.rating_scale, claim.translations = "", None, {}
    claim.save()
    claim.topics.clear()
    first, second = claim.evidence.order_by("pk")
    first.delete()
    second.stance, second.resolution, second.resolution_note = "context", None, {}
    second.save()
    make.evidence(claim)
    workflow.save_draft(claim, author=editor)


def restored(claim: Claim, *, actor: User, version: int) -> Revision:
    """Bring the first revision back; the revision that this made."""
    revision = restoring.restore(claim, claim.revisions.get(number=1), actor=actor, version=version).revision
    assert revision is not None
    return revision


def test_a_restored_revision_has_the_bytes_that_it_had(claim: Claim, editor: User) -> None:
    rewrite(claim, editor)
    made = restored(claim, actor=editor, version=2)
    assert (made.number, made.content) == (3, claim.revisions.get(number=1).content)
    claim.case.refresh_from_db()
    assert claim.case.version == 3


def test_it_is_a_draft_by_who_restored_it_who_cannot_approve_it(claim: Claim) -> None:
    both = make.user("both", "editor", "reviewer")
    analysis, claim.analysis = claim.analysis, "Otherwise."
    claim.save()
    workflow.save_draft(claim, author=make.user("emma", "editor"))
    made = restored(claim, actor=both, version=2)
    assert json.loads(made.content)["claim"]["analysis"] == analysis
    assert (Case.objects.get().state, made.author) == (CaseState.DRAFT, both)
    workflow.submit([claim], actor=both)
    with pytest.raises(OwnEdits):
        workflow.approve(claim, actor=both, sha256=made.sha256)


def test_restoring_voids_an_approval_and_leaves_the_record_alone(claim: Claim, editor: User) -> None:
    publication = make.publish(claim)
    claim.analysis = "More."
    claim.save()
    workflow.save_draft(claim, author=editor)
    workflow.submit([claim], actor=editor)
    workflow.approve(claim, actor=make.user("bob", "reviewer"), sha256=claim.revisions.latest("number").sha256)
    made = restored(claim, actor=editor, version=2)
    assert Case.objects.get().state == CaseState.DRAFT
    publication.refresh_from_db()
    assert publication.content == made.content


def test_restoring_what_is_there_already_writes_nothing(claim: Claim, editor: User) -> None:
    assert restoring.restore(claim, claim.revisions.get(), actor=editor, version=1).revision is None


def test_a_restoration_overwrites_nobodys_save(claim: Claim, editor: User) -> None:
    rewrite(claim, editor)
    with pytest.raises(StaleVersion):
        restoring.restore(claim, claim.revisions.get(number=1), actor=editor, version=1)
    claim.refresh_from_db()
    assert claim.statement == "Nobody was born."
    assert claim.revisions.count() == 2


def test_what_the_claim_shares_with_others_stays_as_it_is(claim: Claim, editor: User) -> None:
    source = claim.evidence.all()[0].source
    source.title = "Another title"
    source.save()
    rewrite(claim, editor)
    restoring.restore(claim, claim.revisions.get(number=1), actor=editor, version=2)
    source.refresh_from_db()
    assert source.title == "Another title"


def test_a_revision_that_refers_to_what_is_gone_is_refused_and_says_what(claim: Claim, editor: User) -> None:
    rewrite(claim, editor)
    speaker = make.entity("carl")
    speaker.key = "charles"
    speaker.save()
    with pytest.raises(NotRestorable, match="carl"):
        restoring.restore(claim, claim.revisions.get(number=1), actor=editor, version=2)
    claim.refresh_from_db()
    assert claim.statement == "Nobody was born."


def test_a_revision_that_a_rule_of_today_refuses_changes_nothing(claim: Claim, editor: User) -> None:
    rewrite(claim, editor)
    property = make.property()
    property.value_type = "text"
    property.save()
    with pytest.raises(NotRestorable, match="text"):
        restoring.restore(claim, claim.revisions.get(number=1), actor=editor, version=2)
    assert Claim.objects.get().value is None
    assert Evidence.objects.filter(claim=claim).count() == 2


def test_who_may_not_edit_may_not_restore(claim: Claim) -> None:
    with pytest.raises(PermissionDenied):
        restoring.restore(claim, claim.revisions.get(), actor=make.user("victor", "viewer"), version=1)


def test_the_contents_of_a_dossier_are_the_rows_that_it_was_made_of(claim: Claim) -> None:
    contents = restoring.contents_of(json.loads(claim.revisions.get().content))
    assert contents.missing == ()
    assert contents.claim == {name: getattr(claim, name) for name in contents.claim}
    assert contents.claim["value"] == from_json({"type": "date", "date": "1975"})
    assert contents.topics == list(claim.topics.all())
    for piece in claim.evidence.all():
        assert contents.evidence[piece.uid] == {name: getattr(piece, name) for name in contents.evidence[piece.uid]}

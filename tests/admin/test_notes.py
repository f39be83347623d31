"""Notes on revisions: who reads them, who writes them, and what becomes of them."""

import pytest
from django.test import Client

from claims.desk import workflow
from claims.desk.notes import write_note
from claims.models import Claim, ReviewNote
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db: None) -> Claim:
    made = make.checked_claim("Somebody did it.")
    workflow.save_draft(made, author=None)
    return made


def notes(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/notes/"


def in_panel(client: Client, claim: Claim) -> list[str]:
    return [note.text for note in client.get(f"/admin/claims/claim/{claim.pk}/change/").context["panel"].notes]


def test_a_note_is_on_the_revision_that_was_the_newest_and_beside_the_form(
    editor: Client, reviewer: Client, claim: Claim
) -> None:
    assert reviewer.post(notes(claim), {"text": "Which page?"}).status_code == 302
    claim.analysis = "More."
    claim.save()
    workflow.save_draft(claim, author=None)
    note = ReviewNote.objects.get()
    assert (note.revision.number, note.author.username) == (1, "bob")
    assert in_panel(editor, claim) == ["Which page?"]
    assert "on revision 1" in editor.get(notes(claim)).content.decode()


def test_a_private_note_is_seen_by_its_author_alone(editor: Client, other_editor: Client, claim: Claim) -> None:
    editor.post(notes(claim), {"text": "To myself.", "is_private": "on"})
    assert in_panel(editor, claim) == ["To myself."]
    assert in_panel(other_editor, claim) == []
    assert "To myself." not in other_editor.get(notes(claim)).content.decode()
    assert other_editor.post(notes(claim), {"resolve": str(ReviewNote.objects.get().pk)}).status_code == 404
    assert ReviewNote.objects.get().resolved_at is None


def test_a_note_that_is_resolved_leaves_the_panel_and_stays_on_its_page(
    editor: Client, reviewer: Client, claim: Claim
) -> None:
    reviewer.post(notes(claim), {"text": "Which page?"})
    pk = str(ReviewNote.objects.get().pk)
    assert editor.post(notes(claim), {"resolve": pk}).status_code == 302
    assert in_panel(editor, claim) == []
    assert "Resolved by alice" in reviewer.get(notes(claim)).content.decode()
    assert editor.post(notes(claim), {"resolve": pk}).status_code == 404


def test_a_note_of_another_claim_is_not_resolved_here(editor: Client, claim: Claim) -> None:
    other = make.checked_claim()
    workflow.save_draft(other, author=None)
    note = write_note(other, author=make.user("alice"), text="There.")
    assert editor.post(notes(claim), {"resolve": str(note.pk)}).status_code == 404


def test_who_only_looks_writes_no_note(viewer: Client, claim: Claim) -> None:
    assert viewer.get(notes(claim)).status_code == 200
    assert viewer.post(notes(claim), {"text": "I was here."}).status_code == 403
    assert not ReviewNote.objects.exists()


def test_a_note_needs_words_and_a_revision(editor: Client, claim: Claim) -> None:
    assert "This field is required" in editor.post(notes(claim), {"text": " \r\n "}).content.decode()
    unsaved = make.checked_claim()
    answer = editor.post(notes(unsaved), {"text": "Too early."})
    assert answer.status_code == 409
    assert "Save the claim first" in answer.content.decode()
    assert not ReviewNote.objects.exists()

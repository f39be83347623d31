"""A stale form merged with what was saved meanwhile: base, theirs and mine, and nobody's words are lost."""

import itertools

import pytest
from django.test import Client

from claims.admin.merging import Outcome
from claims.desk import workflow
from claims.models import Claim
from tests import factories as make
from tests.admin.forms import Page, as_sent, read


def opened(client: Client, claim: Claim) -> Page:
    return Page(client, f"/admin/claims/claim/{claim.pk}/change/", "claim_form")


@pytest.fixture
def claim(db: None) -> Claim:
    made = make.checked_claim("Somebody did it.", analysis="Base", translations={"fr": {"statement": "Au départ"}})
    workflow.save_draft(made, author=None)
    return made


def test_the_conflict_shows_what_the_form_was_opened_with_what_is_saved_and_what_was_typed(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(analysis="Theirs", summary="Their summary").save()
    answer = slow.fill(analysis="Mine", rating="half_true").save()
    assert answer.status_code == 409
    found = {
        each.label: (each.base, each.theirs, each.mine, each.outcome) for each in answer.context["conflict"].differences
    }
    assert found["Analysis"] == ("Base", "Theirs", "Mine", Outcome.BOTH_CHANGED)
    assert found["Summary"] == ("Somebody did it.", "Their summary", "Somebody did it.", Outcome.THEIRS)
    assert found["Verdict"][3] == Outcome.MINE
    assert len(found) == 3


def test_what_only_they_changed_is_in_the_form_and_is_not_reverted(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    topic, paper = make.topic(), make.source("Another paper")
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(claim_kind="prediction", topics=[str(topic.pk)], translations__fr__summary="La leur")
    fast.fill(**{"evidence-0-source": str(paper.pk)})
    del fast.fields["evidence-0-is_appearance"]
    assert fast.save().status_code == 302
    answer = slow.fill(analysis="Mine", translations__fr__statement="La mienne").save()
    slow.fields = read(answer, "claim_form")
    assert slow.save().status_code == 302
    claim.refresh_from_db()
    piece = claim.evidence.get()
    assert (claim.claim_kind, list(claim.topics.all()), claim.analysis) == ("prediction", [topic], "Mine")
    assert (piece.source, piece.is_appearance) == (paper, False)
    assert claim.translations == {"fr": {"statement": "La mienne", "summary": "La leur"}}


def test_theirs_can_be_taken_for_one_input_and_not_for_the_other(
    editor: Client, other_editor: Client, claim: Claim
) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(**{"analysis": "Theirs", "summary": "Theirs", "evidence-0-locator": "page 1"}).save()
    answer = slow.fill(**{"analysis": "Mine", "summary": "Mine", "evidence-0-locator": "page 2"}).save()
    slow.fields = read(answer, "claim_form")
    assert slow.fields["analysis"] == ["Mine"]
    slow.fill(**{"take-analysis": "theirs", "take-evidence-0-locator": "theirs"})
    assert slow.save().status_code == 302
    claim.refresh_from_db()
    assert (claim.analysis, claim.summary, claim.evidence.get().locator) == ("Theirs", "Mine", "page 1")


def test_a_mistake_in_what_was_typed_is_still_told(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    fast.fill(analysis="Theirs").save()
    answer = slow.fill(claimed_on="no date").save()
    assert answer.status_code == 409
    assert list(answer.context["adminform"].form.errors) == ["claimed_on"]
    assert read(answer, "claim_form")["analysis"] == ["Theirs"]


def test_evidence_on_its_own_page_is_merged_too(editor: Client, other_editor: Client, claim: Claim) -> None:
    piece = claim.evidence.get()
    slow = Page(editor, f"/admin/claims/evidence/{piece.pk}/change/", "evidence_form")
    opened(other_editor, claim).fill(**{"evidence-0-note__en": "Their note"}).save()
    answer = slow.fill(locator="page 3").save()
    assert {(each.label, each.outcome) for each in answer.context["conflict"].differences} == {
        ("Note (English)", Outcome.THEIRS),
        ("Place", Outcome.MINE),
    }
    slow.fields = read(answer, "evidence_form")
    assert slow.save().status_code == 302
    piece.refresh_from_db()
    assert (piece.note, piece.locator) == ({"en": "Their note"}, "page 3")


def test_a_button_that_is_pressed_twice_saves_once(editor: Client, claim: Claim) -> None:
    page = opened(editor, claim).fill(analysis="Mine", **{"evidence-0-note__en": "Noted"})
    page.add_evidence(stance="context", source=str(make.source().pk), locator="page 7")
    first, second = page.save(), page.save()
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert claim.revisions.count() == 2
    assert sorted(piece.locator for piece in claim.evidence.all()) == ["", "page 7"]
    assert "was saved already" in editor.get(second.headers["Location"]).content.decode()


def test_a_deletion_that_is_sent_twice_is_done_once(editor: Client, claim: Claim) -> None:
    make.evidence(claim, "context")
    workflow.save_draft(claim, author=None)
    page = opened(editor, claim).fill(**{"evidence-1-DELETE": "on"})
    assert [page.save().status_code, page.save().status_code] == [302, 302]
    assert (claim.evidence.count(), claim.revisions.count()) == (1, 3)


def test_going_back_in_the_browser_and_saving_something_else_is_a_conflict_with_oneself(
    editor: Client, claim: Claim
) -> None:
    page = opened(editor, claim).fill(analysis="First")
    assert page.save().status_code == 302
    answer = page.fill(analysis="Second").save()
    assert answer.status_code == 409
    [difference] = answer.context["conflict"].differences
    assert (difference.base, difference.theirs, difference.mine) == ("Base", "First", "Second")


ORDERS = sorted(set(itertools.permutations("aabb")))
"""Each of two tabs opens the form and saves it: the six orders in which that can happen."""


@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_in_every_order_of_two_tabs_the_stale_save_is_refused_and_both_texts_survive(
    editor: Client, claim: Claim, order: tuple[str, ...]
) -> None:
    tabs: dict[str, Page] = {}
    answers = {}
    for name in order:
        if name not in tabs:
            tabs[name] = opened(editor, claim)
        else:
            answers[name] = tabs[name].fill(analysis=f"By {name}").save()
    in_turn = order in (tuple("aabb"), tuple("bbaa"))
    assert sorted(answer.status_code for answer in answers.values()) == ([302, 302] if in_turn else [302, 409])
    claim.refresh_from_db()
    assert claim.revisions.count() == claim.case.version == (3 if in_turn else 2)
    for name, answer in answers.items():
        if answer.status_code == 409:
            assert read(answer, "claim_form")["analysis"] == [f"By {name}"]
            assert claim.analysis in answer.content.decode()


def test_as_it_is_sent_the_form_of_a_conflict_is_complete(editor: Client, other_editor: Client, claim: Claim) -> None:
    slow, fast = opened(editor, claim), opened(other_editor, claim)
    before = as_sent(slow.fields)
    fast.fill(analysis="Theirs").save()
    after = as_sent(read(slow.fill(summary="Mine").save(), "claim_form"))
    assert before.keys() - after.keys() == set()

"""Transitions in the admin: offered to those with the right, confirmed on a page of their own, done by the workflow."""

from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from claims.desk import workflow
from claims.models import Case, Claim, Publication, Review
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import read

pytestmark = pytest.mark.django_db

ROLES = ("viewer", "editor", "reviewer", "administrator")

REASONED = ("send_back", "notice", "retract")

OPEN_TO = {
    "submit": "editor",
    "approve": "reviewer",
    "send_back": "reviewer",
    "publish": "reviewer",
    "notice": "reviewer",
    "retract": "reviewer",
    "withdraw": "editor",
    "reopen": "editor",
    "still_true": "editor",
}
"""The one role that has the right to each transition."""

LIST = "/admin/claims/claim/"


def page_of(name: str, *claims: Claim) -> str:
    return f"{LIST}transitions/{name}/?{urlencode([('claim', claim.uid) for claim in claims])}"


def state(claim: Claim) -> str:
    return Case.objects.get(claim=claim).state


def claim_ready_for(name: str) -> Claim:
    """A claim from which the transition starts; written by Carol, approved by Dora where it must be."""
    carol, dora = make.user("carol", "editor"), make.user("dora", "reviewer")
    claim = make.checked_claim()
    if name in ("notice", "retract", "still_true"):
        make.publish(claim, editor=carol, reviewer=dora)
        return claim
    workflow.save_draft(claim, author=carol)
    if name in ("approve", "send_back", "publish"):
        workflow.submit([claim], actor=carol)
    if name == "publish":
        workflow.approve(claim, actor=dora, sha256=claim.revisions.get().sha256)
    if name == "reopen":
        workflow.withdraw(claim, actor=carol)
    return claim


AFTERWARDS = {
    "submit": "in_review",
    "approve": "approved",
    "send_back": "draft",
    "publish": "published",
    "notice": "published",
    "retract": "draft",
    "withdraw": "withdrawn",
    "reopen": "draft",
    "still_true": "published",
}


def confirm(client: Client, name: str, *claims: Claim, **typed: str):
    """Open the page of a transition, fill it in, and press its button."""
    address = page_of(name, *claims)
    fields = {key: values[0] for key, values in read(client.get(address), "transition_form").items()}
    return client.post(address, fields | typed)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OPEN_TO)
def test_each_transition_is_done_by_its_role_and_refused_to_the_others(name: str, role: str) -> None:
    claim, person = claim_ready_for(name), at_the_desk("somebody", role)
    before = state(claim)
    if role == OPEN_TO[name]:
        answer = confirm(person, name, claim, note="The reason.") if name in REASONED else confirm(person, name, claim)
        assert answer.status_code == 302
        assert answer["Location"] == f"{LIST}{claim.pk}/change/"
        assert state(claim) == AFTERWARDS[name]
    else:
        assert person.get(page_of(name, claim)).status_code == 403
        assert person.post(page_of(name, claim), {"note": "x", "sha256": "0" * 64}).status_code == 403
        assert state(claim) == before


@pytest.mark.parametrize("name", OPEN_TO)
def test_looking_at_the_page_of_a_transition_does_nothing(name: str) -> None:
    claim, person = claim_ready_for(name), at_the_desk("somebody", OPEN_TO[name])
    before, publications = state(claim), Publication.objects.count()
    assert person.get(page_of(name, claim)).status_code == 200
    assert (state(claim), Publication.objects.count()) == (before, publications)


@pytest.mark.parametrize("name", REASONED)
def test_a_reason_is_asked_for(name: str, reviewer: Client) -> None:
    claim = claim_ready_for(name)
    before = state(claim)
    answer = confirm(reviewer, name, claim, note=" \x00\n ")
    assert answer.status_code == 200
    assert answer.context["form"].errors["note"]
    assert state(claim) == before


@pytest.mark.parametrize("name", OPEN_TO)
def test_a_transition_from_the_wrong_state_is_refused_with_a_sentence(name: str) -> None:
    elsewhere = {
        "submit": "approve",
        "reopen": "submit",
        "notice": "submit",
        "retract": "submit",
        "withdraw": "retract",
        "still_true": "submit",
    }
    claim, person = claim_ready_for(elsewhere.get(name, "submit")), at_the_desk("somebody", OPEN_TO[name])
    answer = confirm(person, name, claim, note="A reason that is kept.")
    assert answer.status_code == 409
    [sentence] = answer.context["form"].non_field_errors()
    assert sentence in unescape(answer.content.decode())
    if "note" in answer.context["form"].fields:
        assert "A reason that is kept." in answer.content.decode()


def test_own_edits_cannot_be_approved(claim_by_chief: tuple[Client, Claim]) -> None:
    chief, claim = claim_by_chief
    answer = confirm(chief, "approve", claim)
    assert answer.status_code == 409
    assert "somebody else must approve it" in answer.content.decode()
    assert state(claim) == "in_review"
    assert not Review.objects.exists()


@pytest.fixture
def claim_by_chief(db: None) -> tuple[Client, Claim]:
    """Somebody who is editor and reviewer in one, and a claim of theirs in review."""
    chief = make.user("chief", "editor", "reviewer")
    claim = make.checked_claim()
    workflow.save_draft(claim, author=chief)
    workflow.submit([claim], actor=chief)
    return at_the_desk("chief"), claim


def test_what_is_approved_is_what_the_page_showed(reviewer: Client) -> None:
    claim = claim_ready_for("approve")
    page = reviewer.get(page_of("approve", claim))
    revision = claim.revisions.get()
    shown = page.content.decode()
    assert claim.statement in shown
    assert revision.sha256 in shown
    assert read(page, "transition_form")["sha256"] == [revision.sha256]
    Claim.objects.filter(pk=claim.pk).update(analysis="Changed while Bob was reading")
    carol = make.user("carol", "editor")
    workflow.save_draft(claim, author=carol)
    workflow.submit([claim], actor=carol)
    answer = reviewer.post(page_of("approve", claim), {"sha256": revision.sha256, "note": "Well done"})
    assert answer.status_code == 409
    assert state(claim) == "in_review"
    # The page now shows the new revision, so that its button approves that one.
    again = read(answer, "transition_form")
    assert again["sha256"] == [claim.revisions.latest("number").sha256]
    assert again["note"] == ["Well done"]


def test_submit_and_publish_take_a_set_that_counts_as_live_together(editor: Client, reviewer: Client) -> None:
    one, other = make.checked_claim(), make.checked_claim()
    make.relation(one, other)
    carol, dora = make.user("carol", "editor"), make.user("dora", "reviewer")
    for claim in (one, other):
        workflow.save_draft(claim, author=carol)
    assert confirm(editor, "submit", one, other).status_code == 302
    for claim in (one, other):
        workflow.approve(claim, actor=dora, sha256=claim.revisions.latest("number").sha256)
    assert confirm(reviewer, "publish", one, other).status_code == 302
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("name", ["approve", "send_back", "retract", "notice"])
def test_no_other_transition_takes_a_set(name: str, reviewer: Client) -> None:
    one, other = claim_ready_for(name), claim_ready_for(name)
    assert reviewer.get(page_of(name, one, other)).status_code == 404
    chosen = {"action": name, "_selected_action": [one.pk, other.pk]}
    answer = reviewer.post(LIST, chosen, follow=True)
    assert "one claim at a time" in answer.content.decode()
    assert {state(one), state(other)} == {"published" if name in ("retract", "notice") else "in_review"}


@pytest.mark.parametrize("role", ROLES)
def test_the_list_offers_the_actions_of_ones_role_and_no_deletion(role: str) -> None:
    make.checked_claim()
    answer = at_the_desk("somebody", role).get(LIST)
    offered = {name for name, _label in answer.context["cl"].model_admin.get_action_choices(answer.wsgi_request)}
    further = {"viewer": set(), "editor": {"plan", "topic"}, "reviewer": {"plan"}, "administrator": set()}[role]
    assert offered - {""} == {name for name, owner in OPEN_TO.items() if owner == role} | further | {"export"}


def test_an_action_leads_to_the_page_of_its_transition_and_does_nothing_yet(editor: Client) -> None:
    one, other = make.checked_claim(), make.checked_claim()
    answer = editor.post(LIST, {"action": "submit", "_selected_action": [one.pk, other.pk]})
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{LIST}transitions/submit/?claim=")
    assert not Case.objects.exists()


def test_the_claims_page_offers_what_its_state_allows_now(reviewer: Client) -> None:
    claim = claim_ready_for("approve")
    change = f"{LIST}{claim.pk}/change/"

    def labels() -> list[str]:
        return [step.label for step in reviewer.get(change).context["panel"].steps]

    assert labels() == ["Approve", "Send back", "Assign and plan"]
    confirm(reviewer, "approve", claim)
    assert labels() == ["Send back", "Publish", "Assign and plan"]
    confirm(reviewer, "publish", claim)
    assert labels() == ["Put a notice on the page", "Retract", "Assign and plan"]


def test_a_later_publication_says_what_kind_it_is_and_why(editor: Client, reviewer: Client) -> None:
    claim = claim_ready_for("retract")
    Claim.objects.filter(pk=claim.pk).update(summary="Corrected")
    workflow.save_draft(claim, author=make.user("carol", "editor"))
    confirm(editor, "submit", claim)
    confirm(reviewer, "approve", claim)
    assert confirm(reviewer, "publish", claim, kind="correction", note="The year was wrong.").status_code == 302
    newest = Publication.objects.latest("seq")
    assert (newest.kind, "The year was wrong." in newest.envelope) == ("correction", True)


@pytest.mark.parametrize("query", ["", "?claim=", "?claim=zzzzzzzzzz", "?claim=%00", "?claim=%F0%9F%92%A5"])
def test_a_transition_of_nothing_is_not_found(query: str, editor: Client) -> None:
    assert editor.get(f"{LIST}transitions/submit/{query}").status_code == 404


def test_an_unknown_transition_is_not_found(editor: Client) -> None:
    claim = make.checked_claim()
    assert editor.get(page_of("delete", claim)).status_code == 404


def test_a_transition_needs_the_token_of_the_form(editor: Client) -> None:
    claim = claim_ready_for("submit")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(page_of("submit", claim)).status_code == 403
    assert state(claim) == "draft"

"""The queue: a reviewer goes from one claim to the next, and decides on one screen."""

import pytest
from django.test import Client

from claims.desk import workflow
from claims.models import Case, Claim
from tests import factories as make
from tests.admin.forms import read

pytestmark = pytest.mark.django_db

QUEUE = "/admin/claims/claim/queue/"


@pytest.fixture
def waiting(db: None) -> list[Claim]:
    """Three claims by Carol in review."""
    carol = make.user("carol", "editor")
    claims = [make.checked_claim(f"Claim {number}") for number in (1, 2, 3)]
    for claim in claims:
        workflow.save_draft(claim, author=carol)
    workflow.submit(claims, actor=carol)
    return claims


def decide(client: Client, name: str, address: str = QUEUE, **typed: str):
    """Fill in one of the forms of the page, and press its button."""
    page = client.get(address)
    [decision] = [each for each in page.context["decisions"] if each["transition"].name == name]
    fields = {key: values[0] for key, values in read(page, f"{name}_form").items()}
    return client.post(decision["address"], fields | typed, follow=True)


def test_a_reviewer_decides_one_claim_after_the_other(reviewer: Client, waiting: list[Claim]) -> None:
    page = reviewer.get(QUEUE)
    assert page.context["claim"] == waiting[0]
    assert waiting[0].revisions.get().sha256 in page.content.decode()
    page = decide(reviewer, "approve")
    assert page.context["claim"] == waiting[1]
    page = decide(reviewer, "send_back", note="A source is missing.")
    assert page.context["claim"] == waiting[2]
    page = decide(reviewer, "approve")
    assert "Nothing waits for your review." in page.content.decode()
    assert [Case.objects.get(claim=claim).state for claim in waiting] == ["approved", "draft", "approved"]


def test_what_is_passed_over_stays(reviewer: Client, waiting: list[Claim]) -> None:
    page = reviewer.get(f"{QUEUE}?number=2")
    assert page.context["claim"] == waiting[1]
    page = decide(reviewer, "approve", f"{QUEUE}?number=2")
    assert page.context["claim"] == waiting[2]
    page = reviewer.get(f"{QUEUE}?number=3")
    assert "2 claims still wait" in page.content.decode()


def test_a_decision_without_its_reason_is_asked_again_and_leads_back(reviewer: Client, waiting: list[Claim]) -> None:
    page = decide(reviewer, "send_back", note="")
    assert page.context["form"].errors["note"]
    again = {key: values[0] for key, values in read(page, "transition_form").items()}
    page = reviewer.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], again | {"note": "More."})
    assert page["Location"] == f"{QUEUE}?number=1"


def test_what_has_changed_meanwhile_is_not_approved(reviewer: Client, waiting: list[Claim]) -> None:
    page = reviewer.get(QUEUE)
    fields = {key: values[0] for key, values in read(page, "approve_form").items()}
    carol = make.user("carol")
    make.evidence(waiting[0])
    workflow.save_draft(waiting[0], author=carol)
    workflow.submit([waiting[0]], actor=carol)
    address = page.context["decisions"][0]["address"]
    assert reviewer.post(address, fields).status_code == 409
    assert Case.objects.get(claim=waiting[0]).state == "in_review"


@pytest.mark.parametrize("number", ["0", "-1", "nonsense", "%00", "9" * 40, "²", ""])
def test_a_number_that_is_none_begins_at_the_beginning(reviewer: Client, waiting: list[Claim], number: str) -> None:
    assert reviewer.get(f"{QUEUE}?number={number}").context["claim"] == waiting[0]


def test_a_queue_leads_nowhere_else(reviewer: Client, waiting: list[Claim]) -> None:
    fields = {"sha256": waiting[0].revisions.get().sha256, "note": ""}
    address = f"/admin/claims/claim/transitions/approve/?claim={waiting[0].uid}&queue=https://elsewhere.example"
    answer = reviewer.post(address, fields)
    assert answer["Location"].startswith(f"{QUEUE}?number=https%3A")


def test_the_queue_is_for_reviewers(editor: Client, viewer: Client, administrator: Client) -> None:
    for client in (editor, viewer, administrator):
        assert client.get(QUEUE).status_code == 403

"""What is done with many claims at once: who works on them and until when, a topic, a file. Never a verdict."""

import json
from datetime import date

import pytest
from django.test import Client

from claims.admin import export
from claims.admin.site import site
from claims.admin.transitions import TRANSITIONS
from claims.desk import dossier, workflow
from claims.models import Case, Claim
from tests import factories as make
from tests.admin.test_transitions import confirm, page_of

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"


def test_claims_are_assigned_and_planned_together(editor: Client) -> None:
    claims = [make.checked_claim(), make.checked_claim()]
    bob = make.user("bob", "reviewer")
    answer = editor.post(LIST, {"action": "plan", "_selected_action": [claim.pk for claim in claims]})
    assert answer["Location"].startswith(f"{LIST}transitions/plan/?claim=")
    assert confirm(editor, "plan", *claims, assignee=str(bob.pk), due="2030-01-01", priority="2").status_code == 302
    for case in Case.objects.all():
        assert (case.assignee, case.due, case.priority) == (bob, date(2030, 1, 1), 2)
    assert confirm(editor, "plan", claims[0], assignee="nobody", no_due="on").status_code == 302
    case = Case.objects.get(claim=claims[0])
    assert (case.assignee, case.due, case.priority) == (None, None, 2)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "__all__"),
        ({"due": "tomorrow"}, "due"),
        ({"due": "2030-01-01", "no_due": "on"}, "no_due"),
        ({"assignee": "999999"}, "assignee"),
        ({"assignee": "\x00"}, "assignee"),
        ({"priority": "9"}, "priority"),
    ],
)
def test_a_plan_that_says_nothing_or_nonsense_is_asked_again(editor: Client, typed: dict[str, str], field: str) -> None:
    answer = confirm(editor, "plan", make.checked_claim(), **typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert not Case.objects.exists()


def test_a_claim_can_be_given_to_those_who_work_at_the_desk(editor: Client) -> None:
    make.user("bob", "reviewer")
    make.user("victor", "viewer")
    make.user("emma", "editor", is_active=False)
    form = editor.get(page_of("plan", make.checked_claim())).context["form"]
    assert [label for _key, label in form.fields["assignee"].choices] == ["Leave as it is", "Nobody", "alice", "bob"]


def test_the_page_of_the_plan_says_what_it_is_now(editor: Client) -> None:
    claim = make.checked_claim()
    assert "assigned to nobody" in editor.get(page_of("plan", claim)).content.decode()
    confirm(editor, "plan", claim, assignee=str(make.user("bob", "reviewer").pk), due="2030-01-02", priority="1")
    page = editor.get(page_of("plan", claim)).content.decode()
    for words in ("bob, since", "due 01/02/2030", "High"):
        assert words in page


def test_a_topic_is_added_to_many_claims_by_a_save_of_each(editor: Client) -> None:
    claims, topic = [make.checked_claim(), make.checked_claim()], make.topic("ships")
    for claim in claims:
        workflow.save_draft(claim, author=None)
    assert editor.post(page_of("topic", *claims), {"topic": str(topic.pk)}).status_code == 302
    assert set(topic.claims.all()) == set(claims)
    assert [claim.revisions.latest("number").author for claim in claims] == [make.user("alice")] * 2


def test_planning_is_for_editors_and_reviewers_and_topics_for_editors(
    viewer: Client, reviewer: Client, administrator: Client
) -> None:
    claim = make.checked_claim()
    for client, name, status in (
        (viewer, "plan", 403),
        (administrator, "plan", 403),
        (reviewer, "plan", 200),
        (viewer, "topic", 403),
        (reviewer, "topic", 403),
    ):
        assert client.get(page_of(name, claim)).status_code == status


def test_claims_are_exported_as_their_dossiers_one_a_line(viewer: Client) -> None:
    claims = [make.checked_claim("Été"), make.checked_claim("Other")]
    make.checked_claim("Not chosen")
    answer = viewer.post(LIST, {"action": "export", "_selected_action": [claim.pk for claim in claims]})
    assert answer["Content-Disposition"] == 'attachment; filename="claims.jsonl"'
    assert answer["Cache-Control"] == "private, no-store"
    lines = answer.content.decode().splitlines()
    assert sorted(lines) == sorted(dossier.as_text(dossier.build(claim)) for claim in claims)
    assert {json.loads(line)["claim"]["summary"] for line in lines} == {"Été", "Other"}


def test_too_many_claims_are_not_exported(viewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST", 1)
    claims = [make.checked_claim(), make.checked_claim()]
    chosen = {"action": "export", "_selected_action": [claim.pk for claim in claims]}
    assert "At most 1 claims" in viewer.post(LIST, chosen, follow=True).content.decode()


def test_nothing_that_takes_many_claims_can_give_a_verdict() -> None:
    columns = {field.name for field in Claim._meta.get_fields()}
    for each in TRANSITIONS.values():
        if each.takes_set:
            assert set(each.form.base_fields) & columns <= {"topic"}, each.name
            assert not {name for name in each.form.base_fields if "rating" in name or "verdict" in name}
    assert not [model_admin for model_admin in site._registry.values() if model_admin.list_editable]

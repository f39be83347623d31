"""Many people at one row: each save wins or gives its words back, and whoever waits in vain is told so."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.desk import workflow
from claims.models import Case, Claim, Entity, Source
from tests import databases
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page, as_sent, read

THREADS = 8
SAVES = 50 if os.environ.get("FULL") == "1" else 4
"""Of each thread; `make test-all` runs them all."""


def form_of(client: Client, claim: Claim) -> Page:
    return Page(client, f"/admin/claims/claim/{claim.pk}/change/", "claim_form")


def saved_claim(summary: str = "Somebody did it.") -> Claim:
    claim = make.checked_claim(summary)
    workflow.save_draft(claim, author=None)
    return claim


def test_many_people_on_one_claim_lose_nothing_and_overwrite_nobody(throwaway_database: None) -> None:
    claim = saved_claim()

    def many_saves(name: str) -> Callable[[], list[tuple[str, int, bool]]]:
        client = at_the_desk(name, "editor")
        first = form_of(client, claim)  # before anybody has saved: of the first saves, one wins

        def run() -> list[tuple[str, int, bool]]:
            page, outcomes = first, []
            for number in range(SAVES):
                text = f"{name}, save {number}"
                answer = page.fill(analysis=text).save()
                while answer.status_code == 503:  # as the page says: press the button again
                    page.fields = read(answer, "claim_form")
                    answer = page.save()
                outcomes.append((text, answer.status_code, text in answer.content.decode()))
                if answer.status_code == 409:  # its form says what is saved now: the next save is on purpose
                    page.fields = read(answer, "claim_form")
                else:
                    page = form_of(client, claim)
            return outcomes

        return run

    found = databases.in_threads(*(many_saves(f"editor-{number}") for number in range(THREADS)))
    outcomes = [outcome for each in found for outcome in each]
    wins = [text for text, status, _shown in outcomes if status == 302]
    losses = [shown for _text, status, shown in outcomes if status == 409]
    assert len(wins) + len(losses) == THREADS * SAVES
    claim.refresh_from_db()
    assert len(wins) == claim.case.version - 1 == claim.revisions.count() - 1
    assert len(losses) >= THREADS - 1
    assert all(losses)
    assert claim.analysis in wins


def test_two_who_add_the_same_key_at_the_same_moment_get_one_row_and_one_complaint(throwaway_database: None) -> None:
    address = "/admin/claims/entity/add/"
    pages = [Page(at_the_desk(name, "editor"), address, "entity_form") for name in ("alice", "emma")]
    for number, page in enumerate(pages):
        page.fill(key="ada-lovelace", kind="person", label__en=f"Ada {number}")
    answers = databases.in_threads(*(page.save for page in pages))
    [complaint] = [answer for answer in answers if answer.status_code != 302]
    # Found when the form is checked, or right after it.
    words = {200: "Entity with this Key already exists.", 409: "This is there already"}[complaint.status_code]
    assert words in complaint.content.decode()
    assert read(complaint, "entity_form")["label__en"] == [f"Ada {answers.index(complaint)}"]
    assert Entity.objects.count() == 1


def test_a_double_click_on_add_adds_once_even_when_both_are_answered_at_the_same_moment(
    throwaway_database: None,
) -> None:
    publisher = make.entity("le-monde")
    client = at_the_desk("alice", "editor")
    page = Page(client, "/admin/claims/source/add/", "source_form")
    page.fill(title="Once", publisher=str(publisher.pk), language="fr", work_type="article")
    first, second = databases.in_threads(page.save, page.save)
    source = Source.objects.get()
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == f"/admin/claims/source/{source.pk}/change/"


@pytest.mark.parametrize("button", ["_continue", "_check"])
def test_whoever_waits_in_vain_is_told_so_and_loses_nothing(throwaway_database: None, button: str) -> None:
    claim, client = saved_claim(), at_the_desk("alice", "editor")
    page = form_of(client, claim).fill(analysis="What I typed")
    page.add_evidence(stance="context", source=str(make.source().pk), locator="page 7")
    databases.wait_no_longer_than(100)
    with databases.meanwhile(lambda: Claim.objects.select_for_update().get(pk=claim.pk)):
        answer = client.post(page.address, as_sent(page.fields) | {button: ["1"]})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "The desk is busy" in answer.content.decode()
    claim.refresh_from_db()
    assert (claim.analysis, claim.case.version) == ("", 1)
    page.fields = read(answer, "claim_form")
    assert (page.fields["analysis"], page.fields["evidence-1-locator"]) == (["What I typed"], ["page 7"])
    assert page.save().status_code == 302
    claim.refresh_from_db()
    assert (claim.analysis, claim.evidence.count()) == ("What I typed", 2)


def test_who_waited_in_vain_and_is_stale_by_then_is_told_that(throwaway_database: None) -> None:
    claim, client = saved_claim(), at_the_desk("alice", "editor")
    page = form_of(client, claim).fill(analysis="Mine")
    form_of(at_the_desk("emma", "editor"), claim).fill(analysis="Theirs").save()
    databases.wait_no_longer_than(100)
    with databases.meanwhile(lambda: Claim.objects.select_for_update().get(pk=claim.pk)):
        assert page.save().status_code == 409


def test_on_every_other_page_what_was_sent_can_be_sent_again(throwaway_database: None) -> None:
    claim, client = saved_claim(), at_the_desk("alice", "editor")
    address = f"/admin/claims/claim/transitions/plan/?claim={claim.uid}"
    page = Page(client, address, "transition_form").fill(due="2030-01-02")
    databases.wait_no_longer_than(100)
    with databases.meanwhile(lambda: Case.objects.select_for_update().get(claim=claim)):
        answer = client.post(address, as_sent(page.fields))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    claim.case.refresh_from_db()
    assert claim.case.due is None
    fields = as_sent(read(answer, "busy_form"))
    assert fields["due"] == ["2030-01-02"]
    assert client.post(address, fields).status_code == 302
    claim.case.refresh_from_db()
    assert str(claim.case.due) == "2030-01-02"


def test_no_password_is_repeated_on_a_page(throwaway_database: None) -> None:
    administrator = at_the_desk("ada", "administrator")
    page = Page(administrator, "/admin/auth/user/add/", "user_form")
    page.fill(username="emma", password1="correct horse battery", password2="correct horse battery")
    databases.wait_no_longer_than(100)
    with databases.meanwhile(lambda: make.user("emma")):  # of that name, and not there yet
        answer = page.save()
    assert answer.status_code == 503
    assert read(answer, "busy_form")["username"] == ["emma"]
    assert "correct horse" not in answer.content.decode()


def test_another_error_of_the_database_is_not_called_busy(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*claim: Any, **options: Any) -> None:
        raise OperationalError("disk I/O error")

    claim = saved_claim()
    monkeypatch.setattr(workflow, "save_draft", fails)
    with pytest.raises(OperationalError, match="disk I/O error"):
        form_of(editor, claim).fill(analysis="Mine").save()


def statements(page: Page) -> list[str]:
    """Whatever is asked of the database while a form is saved."""
    with CaptureQueriesContext(connection) as captured:
        page.save()
    return [each["sql"] for each in captured.captured_queries]


def begun(asked: list[str]) -> int:
    """How many transactions were begun."""
    return sum(each.startswith("BEGIN") for each in asked)


def test_nothing_is_locked_for_a_form_that_cannot_be_saved(throwaway_database: None) -> None:
    claim, client = saved_claim(), at_the_desk("alice", "editor")
    stale, wrong = form_of(client, claim), form_of(client, claim).fill(claimed_on="no date")
    assert begun(statements(wrong)) == 0
    assert begun(statements(form_of(client, claim).fill(analysis="Theirs"))) == 1
    assert begun(statements(stale.fill(analysis="Mine"))) == 0


def test_what_a_save_does_while_others_wait_does_not_grow_with_the_evidence(throwaway_database: None) -> None:
    client, asked = at_the_desk("alice", "editor"), []
    for pieces in (1, 8):
        claim = make.checked_claim()
        for _each in range(pieces - 1):
            make.evidence(claim, "context")
        workflow.save_draft(claim, author=None)
        saving = statements(form_of(client, claim).fill(analysis="Mine"))
        [start] = [at for at, each in enumerate(saving) if each.startswith("BEGIN")]
        asked.append(saving.index("COMMIT") - start)
    assert asked[0] == asked[1] < 35

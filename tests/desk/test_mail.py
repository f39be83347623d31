"""Mail to the people of the desk: off by default, after the save, and never in its way."""

import logging
import threading

import pytest
from django.core import mail as outgoing
from django.db import transaction

from claims.desk import mail, planning, workflow
from claims.models import Case, Claim
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings, django_capture_on_commit_callbacks):
    """Does something, and gives what was sent: recipient and subject of each mail."""
    settings.MAIL, settings.SITE_NAME = True, "Desk"

    def does(what) -> list[tuple[str, str]]:
        with django_capture_on_commit_callbacks(execute=True):
            what()
            assert outgoing.outbox == [], "before the transaction has ended"
        for thread in threading.enumerate():
            if thread.name == mail.THREAD:
                thread.join(10)
        told = [(each.to[0], str(each.subject)) for each in outgoing.outbox]
        outgoing.outbox.clear()
        return told

    return does


def person(name: str, *roles: str):
    return make.user(name, *roles, email=f"{name}@desk.example")


def in_review(*authors) -> Claim:
    claim = make.checked_claim()
    for author in authors:
        make.evidence(claim)
        workflow.save_draft(claim, author=author)
    workflow.submit([claim], actor=authors[0])
    return claim


def test_whoever_is_given_a_claim_is_told_once_and_not_by_themselves(sent) -> None:
    alice, emma, claim = person("alice", "editor"), person("emma", "editor"), make.checked_claim()
    told = [("emma@desk.example", "[Desk] Assigned to you by alice")]
    assert sent(lambda: planning.plan([claim], actor=alice, assignee=emma)) == told
    assert sent(lambda: planning.plan([claim], actor=alice, assignee=emma)) == []
    assert sent(lambda: planning.plan([claim], actor=alice, assignee=alice)) == []


def test_authors_and_assignee_are_told_what_the_reviewer_decided(sent) -> None:
    alice, emma, carol, bob = (
        person("alice", "editor"),
        person("emma", "editor"),
        person("carol", "editor"),
        person("bob", "reviewer"),
    )
    claim = in_review(alice, emma)
    planning.plan([claim], actor=alice, assignee=carol)
    outgoing.outbox.clear()
    told = sent(lambda: workflow.send_back(claim, actor=bob, note="A source is missing."))
    assert told == [(f"{name}@desk.example", "[Desk] Sent back") for name in ("alice", "carol", "emma")]
    workflow.submit([claim], actor=alice)
    newest = claim.revisions.latest("number").sha256
    told = sent(lambda: workflow.approve(claim, actor=bob, sha256=newest))
    assert told == [(f"{name}@desk.example", "[Desk] Approved") for name in ("alice", "carol", "emma")]


def test_the_mail_holds_the_note_and_the_address_of_the_claim(sent, settings, monkeypatch) -> None:
    settings.SITE_URL = "https://desk.example"
    claim = in_review(person("alice", "editor"))
    kept: list[str] = []
    monkeypatch.setattr(mail, "_send", lambda mails: kept.extend(each.body for each in mails))
    sent(lambda: workflow.send_back(claim, actor=person("bob", "reviewer"), note="A source is missing."))
    assert kept == [f"A source is missing.\n\n{claim}\nhttps://desk.example/admin/claims/claim/{claim.pk}/change/"]


def test_whoever_has_a_claim_hears_that_its_source_was_retracted(sent) -> None:
    alice, emma = person("alice", "editor"), person("emma", "editor")
    claim, other = make.checked_claim(), make.checked_claim()
    planning.plan([claim, other], actor=alice, assignee=emma)
    source = claim.evidence.get().source
    page = Page(at_the_desk("alice"), f"/admin/claims/source/{source.pk}/change/", "source_form")
    page.fill(retracted_on="2026")
    assert sent(page.save) == [("emma@desk.example", f"[Desk] Retracted: “{source}”")]
    page = Page(at_the_desk("alice"), f"/admin/claims/source/{source.pk}/change/", "source_form")
    page.fill(title="Another title")
    assert sent(page.save) == []


def test_no_mail_goes_out_unless_there_is_a_server(sent, settings) -> None:
    settings.MAIL = False
    alice, emma = person("alice", "editor"), person("emma", "editor")
    assert sent(lambda: planning.plan([make.checked_claim()], actor=alice, assignee=emma)) == []


def test_who_has_left_or_has_no_address_gets_no_mail(sent) -> None:
    alice = person("alice", "editor")
    claim = in_review(alice)
    alice.is_active = False
    alice.save()
    planning.plan([claim], actor=person("carol", "editor"), assignee=make.user("nomail", "editor"))
    assert sent(lambda: workflow.send_back(claim, actor=person("bob", "reviewer"), note="More.")) == []


def test_a_mail_server_that_fails_is_an_error_in_the_log_and_nothing_else(sent, settings, caplog) -> None:
    settings.EMAIL_BACKEND = "nowhere.to.be.found"
    alice, emma, claim = person("alice", "editor"), person("emma", "editor"), make.checked_claim()
    with caplog.at_level(logging.ERROR, "claims.desk.mail"):
        assert sent(lambda: planning.plan([claim], actor=alice, assignee=emma)) == []
    assert "Mail could not be sent to 1 people" in caplog.text
    assert Case.objects.get(claim=claim).assignee == emma


def test_what_was_rolled_back_is_not_told(sent) -> None:
    alice, emma, claim = person("alice", "editor"), person("emma", "editor"), make.checked_claim()

    def undone() -> None:
        with transaction.atomic():
            planning.plan([claim], actor=alice, assignee=emma)
            transaction.set_rollback(True)

    assert sent(undone) == []

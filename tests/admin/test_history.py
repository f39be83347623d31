"""The history of a claim: who changed which words, any two revisions compared, one brought back, the last undone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.desk import workflow
from claims.models import Claim
from tests import factories as make
from tests.admin.forms import read


@pytest.fixture
def claim(db: None) -> Claim:
    """A claim with three revisions by two people, the second of which was published."""
    made = make.checked_claim("Somebody won the prize.")
    alice, emma = make.user("alice", "editor"), make.user("emma", "editor", first_name="Emma", last_name="Example")
    workflow.save_draft(made, author=alice)
    change(made, emma, analysis="At <b>length</b>.")
    make.publish(made, editor=alice)
    change(made, emma, statement="Somebody won no prize.", claim_kind="prediction")
    return made


def change(claim: Claim, author: User, **fields: object) -> None:
    """Save other fields at the desk."""
    for name, held in fields.items():
        setattr(claim, name, held)
    claim.save()
    workflow.save_draft(claim, author=author)


def history(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/history/"


def restoration(claim: Claim, number: int) -> str:
    return f"/admin/claims/claim/{claim.pk}/restore/{number}/"


def test_it_lists_who_saved_what_and_what_became_of_it(viewer: Client, claim: Claim) -> None:
    answer = viewer.get(history(claim))
    lines = answer.context["lines"]
    assert [(line.number, line.author) for line in lines] == [(3, "Emma Example"), (2, "Emma Example"), (1, "alice")]
    assert lines[1].fates == ("Approved: bob", "published as number 1: First publication")
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_it_begins_with_what_readers_do_not_see_yet(viewer: Client, claim: Claim) -> None:
    answer = viewer.get(history(claim))
    assert [revision.number for revision in answer.context["pair"]] == [2, 3]
    page = answer.content.decode()
    assert "Somebody won <del>the</del><ins>no</ins> prize." in page
    assert "<del>Statement of fact</del><ins>Prediction</ins>" in page


def test_it_begins_so_for_who_comes_from_a_list_with_filters_too(viewer: Client, claim: Claim) -> None:
    answer = viewer.get(history(claim), {"_changelist_filters": "q=prize"})
    assert answer.status_code == 200
    assert [revision.number for revision in answer.context["pair"]] == [2, 3]


def test_any_two_revisions_are_compared_in_either_direction(viewer: Client, claim: Claim) -> None:
    forward = viewer.get(history(claim), {"before": 1, "after": 3}).content.decode()
    assert "<ins>At &lt;b&gt;length&lt;/b&gt;.</ins>" in forward
    backward = viewer.get(history(claim), {"before": 3, "after": 1}).content.decode()
    assert "Somebody won <del>no</del><ins>the</ins> prize." in backward
    same = viewer.get(history(claim), {"before": 2, "after": 2}).content.decode()
    assert "The two read the same." in same


@pytest.mark.parametrize("query", [{"before": 1}, {"before": 0, "after": 2}, {"before": 1, "after": 4}, {"after": "x"}])
def test_revisions_that_are_not_there_are_asked_for_again(viewer: Client, claim: Claim, query: dict) -> None:
    answer = viewer.get(history(claim), query)
    assert answer.status_code == 400
    assert answer.context["pair"] is None


def test_evidence_and_what_follows_from_it_are_named_in_words(viewer: Client, claim: Claim) -> None:
    make.evidence(claim, "contradicts", source=make.source("The other paper"), basis="first_hand")
    workflow.save_draft(claim, author=make.user("alice"))
    answer = viewer.get(history(claim), {"before": 3, "after": 4})
    things = {thing.heading.partition(" (")[0]: thing for thing in answer.context["things"]}
    evidence = things["Piece of evidence: The other paper"]
    assert evidence.fate == "added"
    assert {field.label: field.runs[0].words for field in evidence.fields}["Basis"].startswith("First hand")
    assert [field.label for field in things["What the evidence amounts to"].fields] == ["Standing"]


def test_a_history_costs_as_many_queries_however_long_it_is(
    viewer: Client, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        change(claim, make.user("alice"), analysis=f"Version {number}")
    viewer.get(history(claim))  # content types are kept
    with django_assert_num_queries(10):
        viewer.get(history(claim))


def test_a_claim_that_was_never_saved_at_the_desk_has_an_empty_history(viewer: Client) -> None:
    answer = viewer.get(history(make.claim()))
    assert answer.status_code == 200
    assert "not saved at the desk yet" in answer.content.decode()
    assert viewer.get("/admin/claims/claim/987654/history/").status_code == 404
    assert viewer.get("/admin/claims/claim/x/history/").status_code == 404


def test_the_form_leads_to_its_history(editor: Client, claim: Claim) -> None:
    assert history(claim) in editor.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()


def test_undoing_the_last_save_shows_what_it_changes_and_is_a_new_revision(editor: Client, claim: Claim) -> None:
    address = restoration(claim, 2)
    assert address in editor.get(history(claim)).content.decode()
    page = editor.get(address)
    assert "Somebody won <del>no</del><ins>the</ins> prize." in page.content.decode()
    assert claim.revisions.count() == 3
    answer = editor.post(address, read(page, "restore_form"), follow=True)
    assert "Revision 2 is back, as revision 4." in answer.content.decode()
    newest = claim.revisions.latest("number")
    assert (newest.number, newest.author) == (4, make.user("alice"))
    assert newest.content == claim.revisions.get(number=2).content
    claim.case.refresh_from_db()
    assert claim.case.state == "draft"
    assert "Revision 2 is back, as revision 4." in editor.get(history(claim)).content.decode()


def test_a_restoration_that_was_read_before_another_save_is_refused_and_says_what_differs_now(
    editor: Client, claim: Claim
) -> None:
    page = editor.get(restoration(claim, 1))
    change(claim, make.user("emma"), analysis="Meanwhile")
    answer = editor.post(restoration(claim, 1), read(page, "restore_form"))
    assert answer.status_code == 409
    assert "<del>Meanwhile</del>" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.analysis == "Meanwhile"
    assert editor.post(restoration(claim, 1), read(answer, "restore_form")).status_code == 302


def test_only_who_may_edit_may_restore(viewer: Client, reviewer: Client, editor: Client, claim: Claim) -> None:
    for client in (viewer, reviewer):
        assert client.get(restoration(claim, 1)).status_code == 403
        assert client.post(restoration(claim, 1), {"version": 3}).status_code == 403
        assert "restore" not in client.get(history(claim)).content.decode()
    assert editor.get(restoration(claim, 9)).status_code == 404
    assert Client().get(history(claim)).status_code == 302
    assert claim.revisions.count() == 3

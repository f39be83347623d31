"""“Has this been checked?” on the form of a claim: what is shown, what an editor says of it, and who may."""

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin.duplicates import Checked
from claims.desk import workflow
from claims.models import Claim, ClaimRelation, DismissedReview, Revision
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page, as_sent

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"
BRIDGE = "The old bridge over the river was opened in 1887."


def change(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def same(claim: Claim, other: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/same/claim/{other.pk}/"


def saved(statement: str, **fields: object) -> Claim:
    """A draft that the desk has saved, and so can find."""
    claim = make.checked_claim(statement, **fields)
    workflow.save_draft(claim, author=None)
    return claim


def asked(client: Client, claim: Claim) -> Any:
    """The form of a claim after “Check what is typed”, with nothing typed."""
    page = Page(client, change(claim), "claim_form")
    return client.post(change(claim), as_sent(page.fields) | {"_check": ["1"]})


def shown(client: Client, claim: Claim) -> list[str]:
    """What stands in the section on the form of a claim when it was asked for."""
    return [each.words for each in asked(client, claim).context["checked"].alike]


def test_a_claim_in_other_words_and_somebody_elses_check_of_it_are_shown_with_what_they_share(editor: Client) -> None:
    saved(BRIDGE)
    make.outside_review("Bridge across the river opened 1887", publisher="The Gazette", rating="True")
    saved("Nobody has ever seen a dragon.")
    mine = saved("In 1887 they opened the old bridge.")
    page = asked(editor, mine)
    found = page.context["checked"].alike
    assert {each.words for each in found} == {BRIDGE, "Bridge across the river opened 1887"}
    assert all("bridge" in [word.lower() for word in each.shared] for each in found)
    assert all(each.numbers == ("1887",) for each in found)
    html = page.content.decode()
    assert "Checked by The Gazette" in html
    assert "dragon" not in html


def test_a_claim_about_the_same_property_is_shown_with_how_the_values_compare(editor: Client) -> None:
    born = make.property()
    saved("She came into this world.", property=born, value={"type": "date", "date": "1815"})
    saved("Her birth fell into wartime.", property=born, value={"type": "date", "date": "1816"})
    make.property("death-date")
    mine = saved("A birthday.", property=born, value={"type": "date", "date": "1815-12-10"})
    found = editor.get(change(mine)).context["checked"].alike
    assert [(each.words, each.comparison) for each in found] == [
        ("She came into this world.", "1815-12-10 and 1815 agree; one is more precise."),
        ("Her birth fell into wartime.", "1815-12-10 and 1816 exclude each other."),
    ]


def test_what_is_of_another_time_or_withdrawn_is_not_shown(editor: Client) -> None:
    share = make.property("share", value_type="percentage", unit="percent", cardinality="single_at_a_time")
    value = {"type": "percentage", "amount": "5", "unit": "percent"}
    saved("Long ago.", property=share, value=value, scope_start="2001", scope_end="2002")
    gone = saved("Put away.", property=share, value=value, scope_start="2020")
    workflow.withdraw(gone, actor=make.user("alice", "editor"))
    saved("Of late.", property=share, value=value, scope_start="2021")
    mine = saved("Now.", property=share, value=value, scope_start="2020")
    assert shown(editor, mine) == ["Of late."]


def test_asking_saves_nothing_and_keeps_what_was_typed(editor: Client) -> None:
    saved(BRIDGE)
    page = Page(editor, ADD, "claim_form").fill(statement="They opened the old bridge in 1887.")
    page.add_evidence(quote_exact="A passage that was typed")
    revisions = Revision.objects.count()
    answer = editor.post(ADD, as_sent(page.fields) | {"_check": ["1"]})
    assert answer.status_code == 200
    assert [each.words for each in answer.context["checked"].alike] == [BRIDGE]
    html = answer.content.decode()
    assert "They opened the old bridge in 1887." in html
    assert "A passage that was typed" in html
    assert "This field is required" not in html
    assert "errornote" not in html
    assert (Claim.objects.count(), Revision.objects.count()) == (1, revisions)


def test_asking_with_a_complete_form_saves_nothing_either(editor: Client) -> None:
    claim = saved(BRIDGE)
    page = Page(editor, change(claim), "claim_form").fill(statement="A dragon was seen.")
    saved("Nobody has ever seen a dragon.")
    answer = editor.post(change(claim), as_sent(page.fields) | {"_check": ["1"]})
    assert [each.words for each in answer.context["checked"].alike] == ["Nobody has ever seen a dragon."]
    claim.refresh_from_db()
    assert claim.statement == BRIDGE


def test_a_value_that_cannot_be_read_is_said_when_asking(editor: Client) -> None:
    typed = {"statement": "A birthday.", "property": str(make.property().pk), "value": "1975-13"}
    page = Page(editor, ADD, "claim_form").fill(subject=str(make.entity("ada-lovelace").pk), **typed)
    answer = editor.post(ADD, as_sent(page.fields) | {"_check": ["1"]})
    assert "there is no month 13" in answer.content.decode()


def test_nothing_is_looked_up_by_words_before_somebody_asks(editor: Client) -> None:
    saved(BRIDGE)
    mine = saved("In 1887 they opened the old bridge.")
    assert editor.get(ADD).context["checked"] == Checked((), asked=False)
    assert editor.get(change(mine)).context["checked"] == Checked((), asked=False)


def test_the_same_is_a_confirmed_relation_and_a_revision_of_both_where_they_are_live(editor: Client) -> None:
    mine, other = make.checked_claim(BRIDGE), make.checked_claim(BRIDGE)
    make.publish_sample(mine, other)
    assert shown(editor, mine) == [BRIDGE]
    answer = editor.post(same(mine, other), {"same": "1", "note": "Word by word."})
    assert answer.status_code == 302
    relation = ClaimRelation.objects.get()
    assert {relation.a, relation.b} == {mine, other}
    assert relation.a.uid < relation.b.uid
    assert (relation.kind, relation.status, relation.origin) == ("same_as", "confirmed", "computed")
    assert relation.note == {"en": "Word by word."}
    for claim in (mine, other):
        newest = claim.revisions.latest("number")
        assert (newest.number, newest.author) == (2, make.user("alice"))
        assert [each["kind"] for each in json.loads(newest.content)["relations"]] == ["same_as"]
        assert shown(editor, claim) == []


def test_not_the_same_is_remembered_from_both_sides_and_is_no_content(editor: Client) -> None:
    mine, other = make.checked_claim(BRIDGE), make.checked_claim(BRIDGE)
    make.publish_sample(mine, other)
    assert editor.post(same(mine, other), {"not_same": "1", "note": ""}).status_code == 302
    assert ClaimRelation.objects.get().status == "dismissed"
    assert shown(editor, mine) == shown(editor, other) == []
    assert Revision.objects.count() == 2
    assert LogEntry.objects.get().object_id == str(mine.pk)
    page = editor.get(f"/admin/claims/claimrelation/{ClaimRelation.objects.get().pk}/change/")
    assert page.status_code == 200


def test_who_changes_their_mind_is_heard(editor: Client) -> None:
    mine, other = make.checked_claim(BRIDGE), make.checked_claim(BRIDGE)
    make.publish_sample(mine, other)
    editor.post(same(mine, other), {"same": "1"})
    editor.post(same(other, mine), {"not_same": "1"})
    assert ClaimRelation.objects.get().status == "dismissed"
    assert json.loads(mine.revisions.latest("number").content)["relations"] == []


def test_an_outside_review_that_is_not_the_same_is_remembered_for_this_claim_alone(editor: Client) -> None:
    review = make.outside_review(BRIDGE)
    mine, other = saved("The old bridge was opened in 1887."), saved("They opened a bridge in 1887.")
    address = f"/admin/claims/claim/{mine.pk}/same/review/{review.pk}/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"same": "1"}).status_code == 404
    assert editor.post(address, {"not_same": "1", "note": "Another bridge."}).status_code == 302
    assert editor.post(address, {"not_same": "1", "note": "Quite another."}).status_code == 302
    kept = DismissedReview.objects.get()
    assert (kept.claim, kept.review, kept.by, kept.note) == (mine, review, make.user("alice"), {"en": "Quite another."})
    assert BRIDGE not in shown(editor, mine)
    assert BRIDGE in shown(editor, other)


@pytest.mark.parametrize("role", ["viewer", "reviewer", "administrator"])
def test_only_who_may_edit_the_claim_says_what_is_the_same(role: str) -> None:
    mine, other = saved(BRIDGE), saved(BRIDGE)
    client = at_the_desk("somebody", role)
    assert client.get(same(mine, other)).status_code == 403
    assert client.post(same(mine, other), {"same": "1"}).status_code == 403
    assert client.post(same(mine, other), {"not_same": "1"}).status_code == 403
    assert client.post(ADD, {"statement": BRIDGE, "_check": "1"}).status_code == 403
    assert not ClaimRelation.objects.exists()


def test_a_forged_request_says_nothing(editor: Client) -> None:
    mine, other = saved(BRIDGE), saved(BRIDGE)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(same(mine, other), {"same": "1"}).status_code == 403
    assert not ClaimRelation.objects.exists()


def test_what_is_not_there_cannot_be_compared(editor: Client) -> None:
    mine, other = saved(BRIDGE), saved(BRIDGE)
    for path in (same(mine, mine), same(mine, other).replace("/claim/" + str(other.pk), "/nonsense/1")):
        assert editor.get(path).status_code == 404
    assert editor.get(f"/admin/claims/claim/{mine.pk}/same/claim/999999/").status_code == 404
    assert editor.get(f"/admin/claims/claim/999999/same/claim/{mine.pk}/").status_code == 404
    assert editor.post(same(mine, other), {}).status_code == 404
    assert not ClaimRelation.objects.exists()


def test_the_form_costs_as_much_with_many_alike_as_with_few(editor: Client) -> None:
    born = make.property()
    value = {"type": "date", "date": "1815"}
    mine = saved("She was born in a town by the sea.", property=born, value=value)

    def queries() -> int:
        page = Page(editor, change(mine), "claim_form")
        with CaptureQueriesContext(connection) as counted:
            editor.post(change(mine), as_sent(page.fields) | {"_check": ["1"]})
        return len(counted)

    for number in range(2):
        saved(f"She was born in a town by the sea {number}.", property=born, value=value)
        make.outside_review("She was born in a town by the sea.")
    few = queries()
    for number in range(12):
        saved(f"She was born in a town by the sea {number}.", property=born, value=value)
        make.outside_review("She was born in a town by the sea.")
    assert queries() == few
    assert len(shown(editor, mine)) == 10

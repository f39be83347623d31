"""The list of claims with many rows: counted only so far, searched by words, narrowed by what is typed and chosen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin import narrowing, pages
from claims.desk import workflow
from claims.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/claim/"


def saved(statement: str, **fields: object) -> Claim:
    """A claim that the desk has saved, and so can find."""
    claim = make.checked_claim(statement, **fields)
    workflow.save_draft(claim, author=None)
    return claim


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return [claim.summary for claim in answer.context["cl"].result_list]


def test_sixty_claims_cost_as_many_queries_as_three(editor: Client) -> None:
    def queries() -> int:
        listed(editor)
        with CaptureQueriesContext(connection) as counted:
            listed(editor)
        return len(counted)

    def fill(number: int) -> None:
        for _number in range(number):
            saved("", property=make.property(), value={"type": "date", "date": "1815"}, subject=make.entity())

    fill(3)
    few = queries()
    fill(57)
    assert queries() == few <= 24


def test_a_list_that_is_too_long_is_counted_and_paged_through_only_so_far(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "COUNTED", 30)
    for number in range(40):
        make.claim(f"Claim {number:02}")
    with CaptureQueriesContext(connection) as counted:
        page = editor.get(LIST)
    assert "30+ claims" in page.content.decode()
    assert not [each["sql"] for each in counted if "COUNT(*)" in each["sql"] and "LIMIT 31" not in each["sql"]]
    assert len(listed(editor, "p=2")) == 5
    assert editor.get(f"{LIST}?p=3").status_code == 302


def test_a_short_list_is_counted_to_the_end(editor: Client) -> None:
    make.claim()
    assert "1 claim\n" in editor.get(LIST).content.decode()


def test_claims_are_found_by_words_in_any_form_by_uid_and_in_every_language(editor: Client) -> None:
    bridge = saved("The old bridge was opened.", translations={"fr": {"statement": "Le vieux pont est ouvert."}})
    saved("Nobody has ever seen a dragon.")
    for query in ("bridges+opening", "ponts", bridge.uid, "bridge+-dragon"):
        assert listed(editor, f"q={query}") == ["The old bridge was opened."], query
    assert listed(editor, "q=elephant") == []


def test_the_best_of_what_is_found_comes_first_and_what_was_named_before_it(editor: Client) -> None:
    saved("A bridge is a bridge.")
    saved("Somebody said of somebody else that once upon a time they had crossed the river on a bridge.")
    assert listed(editor, "q=bridge")[0] == "A bridge is a bridge."
    newest = Claim.objects.latest("pk")
    assert listed(editor, f"q={newest.uid}") == [newest.summary]


def test_what_is_found_is_narrowed_by_filters(editor: Client) -> None:
    saved("The old bridge was opened.")
    workflow.withdraw(saved("The new bridge was opened."), actor=make.user("alice"))
    assert listed(editor, "q=bridge&state=withdrawn") == ["The new bridge was opened."]


@pytest.mark.parametrize("few", [0, 100])
def test_claims_are_narrowed_to_a_subject_a_property_and_a_topic(
    editor: Client, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    born, value = make.property(), {"type": "date", "date": "1815"}
    subject, topic = make.entity("grace-hopper"), make.topic("ships")
    make.claim("By subject", subject=subject)
    make.claim("By property", property=born, value=value)
    make.claim("By topic", topics=[topic, make.topic("trains")])
    make.claim("By both", subject=subject, topics=[topic])
    assert listed(editor, f"subject={subject.pk}") == ["By both", "By subject"]
    assert listed(editor, f"property={born.pk}") == ["By property"]
    assert listed(editor, f"topics={topic.pk}") == ["By both", "By topic"]
    assert listed(editor, f"topics={topic.pk}&subject={subject.pk}") == ["By both"]
    assert listed(editor, "state=in_review&page=live") == []
    for nonsense in ("nonsense", "999999", "%00", "9" * 40):
        assert len(listed(editor, f"subject={nonsense}")) == 4


def test_a_filter_carries_along_what_else_was_asked_but_not_the_page(editor: Client) -> None:
    make.claim()
    page = editor.get(f"{LIST}?state=draft&q=thing&p=1&subject=1").content.decode()
    form = page.split('<form class="chosen-filter" method="get">')[2].split("</form>")[0]
    assert '<input type="hidden" name="state" value="draft">' in form
    assert '<input type="hidden" name="q" value="thing">' in form
    assert 'name="p"' not in form


def test_no_page_of_the_list_offers_every_row_of_another_table(editor: Client) -> None:
    for number in range(40):
        make.entity(f"somebody-else-{number}")
        make.topic(f"topic-{number}")
    make.claim(topics=[make.topic("topic-7")])
    page = editor.get(LIST).content.decode()
    assert page.count("Somebody-Else") == 0
    assert page.count("topic-") == 0


def test_a_claim_is_suggested_before_its_last_word_is_typed_to_the_end(editor: Client) -> None:
    saved("The old bridge was opened.")
    query = {"app_label": "claims", "model_name": "claimrelation", "field_name": "a"}
    for term in ("brid", "old bri", "bridge"):
        found = editor.get("/admin/autocomplete/", query | {"term": term}).json()["results"]
        assert [each["text"] for each in found] == ["The old bridge was opened."], term
    assert listed(editor, "q=brid") == []


def test_suggestions_come_in_pages_and_are_not_counted(editor: Client) -> None:
    for number in range(25):
        make.entity(f"somebody-else-{number:02}")
    query = {"app_label": "claims", "model_name": "claim", "field_name": "subject", "term": "somebody-else"}

    def suggested(page: str) -> tuple[int, bool]:
        answer = editor.get("/admin/autocomplete/", query | {"page": page}).json()
        return len(answer["results"]), answer["pagination"]["more"]

    with CaptureQueriesContext(connection) as counted:
        assert suggested("1") == (20, True)
    assert not [each["sql"] for each in counted if "COUNT(*)" in each["sql"]]
    assert suggested("2") == (5, False)
    assert suggested("3") == (0, False)
    for nonsense in ("0", "-1", "nonsense"):
        assert editor.get("/admin/autocomplete/", query | {"page": nonsense}).status_code == 404

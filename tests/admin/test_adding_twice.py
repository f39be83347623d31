"""The same form of a new row, sent twice: one row, and whoever sent it knows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from claims.admin.site import site
from claims.desk import workflow
from claims.models import Claim, Derivation, Entity, Evidence, Grade, Source
from claims.models.content import Content
from tests import factories as make
from tests.admin.forms import Page, as_sent, read

pytestmark = pytest.mark.django_db

PAGE_OF_A_ROW = "/admin/claims/{}/{}/change/"


def typed_claim() -> dict[str, str]:
    return {"statement": "She was born in 1815.", "summary": "Born in 1815", "topics": str(make.topic().pk)}


def typed_evidence() -> dict[str, str]:
    claim = make.checked_claim()
    workflow.save_draft(claim, author=None)
    return {"claim": str(claim.pk), "source": str(make.source().pk), "stance": "contradicts", "locator": " page 7 "}


def typed_source() -> dict[str, str]:
    publisher, author = make.entity("le-monde"), make.entity("some-author")
    known = {"publisher": str(publisher.pk), "authors": str(author.pk), "published_on": "2017-06"}
    return {"title": "An article", "language": "fr", "work_type": "article"} | known


def typed_relation() -> dict[str, str]:
    one, other = sorted([make.checked_claim(), make.checked_claim()], key=lambda claim: claim.uid)
    make.publish_sample(one, other)
    return {"a": str(other.pk), "b": str(one.pk), "kind": "contradicts"}  # not in the order in which it is kept


TYPED: dict[str, Callable[[], dict[str, str]]] = {
    "claim": typed_claim,
    "evidence": typed_evidence,
    "source": typed_source,
    "claimrelation": typed_relation,
    "entity": lambda: {"key": "ada-lovelace", "kind": "person", "label__en": "Ada", "aliases": "Ada King"},
    "grade": lambda: {"entity": str(make.entity("le-monde").pk), "since": "2020", "letter": "B", "rationale": "Long"},
    "property": lambda: {"key": "born", "label__en": "born", "value_type": "date", "cardinality": "single_ever"},
    "topic": lambda: {"key": "labour", "label__en": "Labour"},
    "derivation": lambda: {
        "source": str(make.source().pk),
        "derived_from": str(make.source().pk),
        "kind": "reprint",
        "status": "confirmed",
    },
    "capture": lambda: {"source": str(make.source().pk), "normaliser": "none", "text": "She was\nborn in 1815. "},
}
"""What is typed into the form of a new row, by table."""


def test_every_table_that_somebody_can_add_to_is_tried() -> None:
    assert {model._meta.model_name for model in site._registry if issubclass(model, Content)} == set(TYPED)


def adding(client: Client, table: str) -> Page:
    return Page(client, f"/admin/claims/{table}/add/", f"{table}_form").fill(**TYPED[table]())


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def model_of(table: str) -> Any:
    return next(model for model in site._registry if model._meta.model_name == table)


@pytest.mark.parametrize(
    ("table", "button"), [*((table, "_save") for table in TYPED), ("claim", "_continue"), ("claim", "_addanother")]
)
def test_a_double_click_adds_one_row_and_leads_to_the_same_place(editor: Client, table: str, button: str) -> None:
    page = adding(editor, table)
    before = model_of(table).objects.count()
    first, second = (editor.post(page.address, as_sent(page.fields) | {button: ["1"]}) for _click in range(2))
    assert model_of(table).objects.count() == before + 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert "This was saved already; nothing was written twice." in messages_of(second)


def test_of_a_claim_that_is_added_twice_with_its_evidence_there_is_one_revision(editor: Client) -> None:
    page = adding(editor, "claim").add_evidence(stance="contradicts", source=str(make.source().pk), locator="page 7")
    assert [page.save().status_code, page.save().status_code] == [302, 302]
    claim = Claim.objects.get()
    assert (claim.evidence.count(), claim.revisions.count(), claim.case.version) == (1, 1, 1)


def test_a_popup_that_is_sent_twice_gives_the_same_row_to_the_page_that_opened_it(editor: Client) -> None:
    page = adding(editor, "source")
    first, second = (editor.post(page.address, as_sent(page.fields) | {"_popup": ["1"]}) for _click in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert f"&quot;value&quot;: &quot;{Source.objects.get().pk}&quot;" in second.content.decode()


@pytest.mark.parametrize(("table", "name"), [("claim", "analysis"), ("source", "title"), ("evidence", "locator")])
def test_going_back_and_saving_something_else_adds_no_second_row_silently(
    editor: Client, table: str, name: str
) -> None:
    page = adding(editor, table)
    rows = model_of(table).objects
    assert page.save().status_code == 302
    added, before = rows.latest("pk"), rows.count()
    answer = page.fill(**{name: "Something else"}).save()
    assert (answer.status_code, rows.count()) == (409, before)
    assert PAGE_OF_A_ROW.format(table, added.pk) in answer.content.decode()
    page.fields = read(answer, f"{table}_form")
    assert page.fields[name] == ["Something else"]
    assert page.save().status_code == 302  # on purpose
    assert rows.count() == before + 1
    assert page.save().status_code == 302  # and that one not twice either
    assert rows.count() == before + 1


def test_a_question_after_going_back_is_answered(editor: Client) -> None:
    page = adding(editor, "claim")
    page.save()
    answer = editor.post(page.address, as_sent(page.fields) | {"_check": ["1"]})
    assert (answer.status_code, Claim.objects.count()) == (200, 1)


def test_a_key_that_is_taken_by_another_row_is_a_mistake_as_ever(editor: Client) -> None:
    page = adding(editor, "entity")
    page.save()
    answer = page.fill(label__en="Somebody else of that name").save()
    assert (answer.status_code, Entity.objects.count()) == (200, 1)
    assert "already exists" in answer.content.decode()


def test_a_text_that_was_captured_already_is_refused_and_not_lost(editor: Client) -> None:
    page = adding(editor, "capture")
    page.save()
    answer = page.fill(archived_url="https://archive.example/1").save()
    assert answer.status_code == 409
    assert "This is there already" in answer.content.decode()
    assert read(answer, "capture_form")["archived_url"] == ["https://archive.example/1"]


def test_the_uid_of_a_new_row_is_drawn_here_and_chosen_by_nobody(editor: Client) -> None:
    page = adding(editor, "source").fill(version="chosen0uid")
    page.save()
    assert Source.objects.get().uid != "chosen0uid"
    of_a_claim = adding(editor, "claim").fields["version"]
    page.fill(title="Another", version=of_a_claim).save()
    assert Source.objects.get(title="Another").uid != of_a_claim[0].partition(":")[0]


def test_two_tabs_in_which_the_same_is_added_are_two_rows(editor: Client) -> None:
    one, other = adding(editor, "source"), adding(editor, "source")
    assert (one.save().status_code, other.save().status_code) == (302, 302)
    assert Source.objects.count() == 2


def test_what_is_added_on_the_page_of_a_row_is_added_once(editor: Client) -> None:
    copy, original = make.source("Copy"), make.source("Original")
    page = Page(editor, PAGE_OF_A_ROW.format("source", copy.pk), "source_form").fill(title="A copy")
    number = page.fields["derivations-TOTAL_FORMS"][0]
    page.fields["derivations-TOTAL_FORMS"] = [str(int(number) + 1)]
    new = {"derived_from": str(original.pk), "kind": "reprint", "status": "confirmed"}
    page.fill(**{f"derivations-{number}-{name}": text for name, text in new.items()})
    first, second = page.save(), page.save()
    assert (first.status_code, second.status_code) == (302, 302)
    assert "This was saved already; nothing was written twice." in messages_of(second)
    assert Derivation.objects.count() == 1


def test_a_form_with_a_mistake_in_it_is_no_repetition(editor: Client) -> None:
    page = adding(editor, "source")
    page.save()
    answer = page.fill(published_on="no date").save()
    assert answer.status_code == 200
    assert read(answer, "source_form")["published_on"] == ["no date"]
    assert (Source.objects.count(), Evidence.objects.count(), Grade.objects.count()) == (1, 0, 0)

"""Two people at a row that many claims share: base, theirs and mine, though nobody keeps its revisions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.admin.merging import Outcome
from claims.admin.saving import SavingPage
from claims.models import ClaimRelation, Derivation, Entity, Property, Source
from tests import databases
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page, read

ROWS: dict[str, Callable[[], Any]] = {
    "entity": lambda: make.entity("ada-lovelace", aliases=["Ada King", "Lovelace"]),
    "source": lambda: make.source("Article", authors=[make.entity("b"), make.entity("a")], published_on="2017-06"),
    "property": lambda: make.property(recheck_after_days=30),
    "topic": lambda: make.topic(),
    "derivation": lambda: make.derivation(make.source("Copy"), make.source("Original")),
    "claimrelation": lambda: make.relation(make.claim(), make.claim(), note={"en": "Why"}),
}
"""A row of each table that several claims share and that can be changed."""

TEXT = {
    "entity": "description__en",
    "source": "title",
    "property": "label__en",
    "topic": "label__en",
    "derivation": "note__en",
    "claimrelation": "note__en",
}
"""An input of each of their forms."""


def opened(client: Client, row: Any) -> Page:
    table = row._meta.model_name
    return Page(client, f"/admin/claims/{table}/{row.pk}/change/", f"{table}_form")


def told(answer: Any) -> dict[str, tuple[str, str, str, Outcome]]:
    assert answer.status_code == 409
    found = answer.context["conflict"].differences
    return {each.label: (each.base, each.theirs, each.mine, each.outcome) for each in found}


@pytest.mark.parametrize("table", ROWS)
def test_an_untouched_form_is_not_stale_and_one_that_is_sent_twice_saves_once(editor: Client, table: str) -> None:
    page = opened(editor, ROWS[table]())
    assert page.save().status_code == 302
    page.fill(**{TEXT[table]: "Another text"})
    first, second = page.save(), page.save()
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert "This was saved already" in editor.get(second["Location"]).content.decode()


@pytest.mark.parametrize("table", ROWS)
def test_a_stale_form_shows_what_it_was_opened_with(editor: Client, other_editor: Client, table: str) -> None:
    row, name = ROWS[table](), TEXT[table]
    slow, fast = opened(editor, row), opened(other_editor, row)
    before = slow.fields[name][0] or "–"
    assert fast.fill(**{name: "Theirs"}).save().status_code == 302
    [difference] = told(slow.fill(**{name: "Mine"}).save()).values()
    assert difference == (before, "Theirs", "Mine", Outcome.BOTH_CHANGED)


def test_what_only_they_changed_is_taken_over_field_by_field(editor: Client, other_editor: Client) -> None:
    source, author = ROWS["source"](), make.entity("c")
    slow, fast = opened(editor, source), opened(other_editor, source)
    fast.fill(published_on="2018", authors=[str(author.pk)], language="fr").save()
    answer = slow.fill(title="My title", language="de").save()
    assert told(answer) == {
        "Title": ("Article", "Article", "My title", Outcome.MINE),
        "Authors": ("A, B", "C", "A, B", Outcome.THEIRS),
        "Published on": ("2017-06", "2018", "2017-06", Outcome.THEIRS),
        "Language": ("en", "fr", "de", Outcome.BOTH_CHANGED),
    }
    slow.fields = read(answer, "source_form")
    assert slow.fill(**{"take-language": "theirs"}).save().status_code == 302
    source = Source.objects.get(pk=source.pk)
    assert (source.title, str(source.published_on), source.language) == ("My title", "2018", "fr")
    assert list(source.authors.all()) == [author]


def test_numbers_words_and_emptied_fields_are_merged_too(editor: Client, other_editor: Client) -> None:
    row = make.property(recheck_after_days=30, tolerance="1")
    slow, fast = opened(editor, row), opened(other_editor, row)
    fast.fill(recheck_after_days="", cardinality="many").save()
    slow.fields = read(slow.fill(tolerance="2").save(), "property_form")
    assert slow.save().status_code == 302
    row = Property.objects.get()
    assert (row.recheck_after_days, row.cardinality, row.tolerance) == (None, "many", "2")


def test_the_rows_of_an_inline_have_a_base_as_well(editor: Client, other_editor: Client) -> None:
    derivation = make.derivation(make.source("Copy"), make.source("Original"), status="suggested")
    slow, fast = opened(editor, derivation.source), opened(other_editor, derivation.source)
    assert fast.fill(**{"derivations-0-status": "confirmed"}).save().status_code == 302
    answer = slow.fill(title="Another title").save()
    assert told(answer)["Status"] == ("Suggested", "Confirmed", "Suggested", Outcome.THEIRS)
    slow.fields = read(answer, "source_form")
    assert slow.save().status_code == 302
    derivation.refresh_from_db()
    assert (derivation.status, derivation.source.title) == ("confirmed", "Another title")


@pytest.mark.parametrize("forged", ["", "no signature", "of another row"])
def test_a_base_that_was_not_signed_for_this_row_is_no_base(editor: Client, other_editor: Client, forged: str) -> None:
    entity, other = make.entity("ada-lovelace"), make.entity("ada-byron")
    slow = opened(editor, entity)
    opened(other_editor, entity).fill(label__en="Theirs").save()
    slow.fill(version=opened(editor, other).fields["version"] if forged == "of another row" else forged)
    answer = slow.fill(description__en="Mine").save()
    assert told(answer)["Label (English)"] == ("", "Theirs", "Ada-Lovelace", Outcome.BOTH_CHANGED)
    assert not answer.context["conflict"].knows_base
    assert Entity.objects.get(pk=entity.pk).description == {}


def test_going_back_and_saving_something_else_is_a_conflict_with_oneself(editor: Client) -> None:
    page = opened(editor, make.entity("ada-lovelace"))
    assert page.fill(label__en="First").save().status_code == 302
    found = told(page.fill(label__en="Second").save())
    assert found["Label (English)"] == ("Ada-Lovelace", "First", "Second", Outcome.BOTH_CHANGED)


def test_a_change_to_an_inline_only_is_not_overwritten(editor: Client, other_editor: Client) -> None:
    derivation = make.derivation(make.source("Copy"), make.source("Original"), status="suggested")
    slow, fast = opened(editor, derivation.source), opened(other_editor, derivation.source)
    fast.fill(**{"derivations-0-status": "rejected"}).save()
    assert slow.fill(**{"derivations-0-status": "confirmed"}).save().status_code == 409
    assert Derivation.objects.get().status == "rejected"


@pytest.mark.parametrize("name", ["title", "derivations-0-note__en"])
def test_who_is_overtaken_between_the_check_and_the_lock_is_told_so_as_well(
    editor: Client, other_editor: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    derivation = make.derivation(make.source("Copy"), make.source("Original"))
    slow, fast = (opened(client, derivation.source) for client in (editor, other_editor))
    save_model = SavingPage.save_model
    overtaken: list[Any] = []

    def overtaken_once(*what: Any, **options: Any) -> None:
        if not overtaken:
            overtaken.append(what)
            assert fast.fill(**{name: "Theirs"}).save().status_code == 302
        save_model(*what, **options)

    monkeypatch.setattr(SavingPage, "save_model", overtaken_once)
    [difference] = told(slow.fill(**{name: "Mine"}).save()).values()
    assert difference[1:] == ("Theirs", "Mine", Outcome.BOTH_CHANGED)


def test_of_two_saves_at_the_same_moment_one_wins(throwaway_database: None) -> None:
    topic = make.topic()
    pages = [opened(at_the_desk(name, "editor"), topic).fill(label__en=name) for name in ("alice", "emma")]
    answers = databases.in_threads(*(page.save for page in pages))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    topic.refresh_from_db()
    won = [answer.status_code for answer in answers].index(302)
    assert topic.label["en"] == ("alice", "emma")[won]
    assert ("emma", "alice")[won] in answers[1 - won].content.decode()


def test_a_relation_that_was_settled_meanwhile_is_not_opened_again(editor: Client, other_editor: Client) -> None:
    relation = make.relation(make.claim(), make.claim())
    slow, fast = opened(editor, relation), opened(other_editor, relation)
    fast.fill(resolution="rounding", note__en="Rounded").save()
    found = told(slow.fill(note__fr="Ma note").save())
    assert found["Resolution"][3] == found["Note (English)"][3] == Outcome.THEIRS
    assert ClaimRelation.objects.get().resolution == "rounding"

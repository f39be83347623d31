"""The workbench: evidence as cards, forms that are opened one by one, and what is typed weighed without saving it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin.opened import FORMS
from claims.desk import workflow
from claims.models import Claim, Evidence, Revision
from tests import factories as make
from tests.admin.conftest import at_the_desk
from tests.admin.forms import Page, as_sent, read

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"


def change(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def claim_with(pieces: int, **fields: Any) -> Claim:
    """A claim that was saved at the desk, each passage of another source."""
    claim = make.claim(**fields)
    for number in range(pieces):
        make.evidence(claim, source=make.source(f"Article {number:03}"))
    workflow.save_draft(claim, author=None)
    return claim


def press(page: Page, button: str, value: str = "1") -> Any:
    """Press a button that asks something; the page that comes back is the one that is filled in from then on."""
    answer = page.client.post(page.address, as_sent(page.fields) | {button: [value]})
    page.fields = read(answer, page.form_id)
    return answer


def rows(page: Page) -> list[str]:
    """The primary keys of the pieces whose forms are on the page."""
    initial = int(page.fields["evidence-INITIAL_FORMS"][0])
    return [page.fields[f"evidence-{number}-id"][0] for number in range(initial)]


def test_each_piece_is_a_card_under_its_stance_with_what_counts(editor: Client) -> None:
    claim = make.claim(property=make.property(), value={"type": "date", "date": "1815"})
    text = "The register says that she was born in 1815, in London, to a poet."
    source = make.source("The register", published_on="1816")
    make.evidence(
        claim,
        source=source,
        capture=make.capture(source, text),
        quote_exact="born in 1815",
        quote_start=text.index("born"),
        quote_end=text.index("born") + len("born in 1815"),
        value={"type": "date", "date": "1815"},
        attributed_to=make.entity("registrar"),
    )
    make.evidence(claim, "contradicts")
    make.evidence(claim, "context")
    answer = editor.get(change(claim))
    sides = answer.context["evidence"].sides
    assert [side.stance for side in sides] == ["supports", "contradicts", "context"]
    [shown] = sides[0].cards
    assert shown.card.quote.words == "born in 1815"
    assert (shown.around.before, shown.around.after) == (
        "The register says that she was ",
        ", in London, to a poet.",
    )
    page = answer.content.decode()
    assert "<mark>born in 1815</mark>" in at_the_desk("rita", "reviewer").get(change(claim)).content.decode()
    assert "Attributed to Registrar." in page
    assert "<mark>born in 1815</mark>" in page


def test_a_quotation_that_does_not_stand_in_its_text_is_said_to_fail(editor: Client) -> None:
    claim = make.claim()
    source = make.source()
    # The form would refuse it; the factory writes the row as a faulty import might.
    make.evidence(
        claim,
        source=source,
        capture=make.capture(source, "She was born in 1816."),
        quote_exact="born in 1815",
        quote_start=8,
        quote_end=20,
    )
    assert "The captured text reads otherwise at this place." in editor.get(change(claim)).content.decode()


def test_a_few_pieces_have_their_forms_on_the_page_and_of_many_each_is_opened(editor: Client) -> None:
    few, many = claim_with(FORMS), claim_with(FORMS + 1)
    assert len(rows(Page(editor, change(few), "claim_form"))) == FORMS
    page = Page(editor, change(many), "claim_form")
    assert rows(page) == []
    wanted = many.evidence.all()[7]
    press(page, "_open", wanted.uid)
    assert rows(page) == [str(wanted.pk)]
    assert page.fields["evidence-0-source"] == [str(wanted.source_id)]


def test_opening_a_form_keeps_what_is_typed_and_saves_nothing(editor: Client) -> None:
    claim = claim_with(FORMS + 1)
    first, second = claim.evidence.all()[3], claim.evidence.all()[1]
    page = Page(editor, change(claim), "claim_form").fill(analysis="My working")
    page.add_evidence(stance="context", source=str(make.source().pk), locator="a new piece")
    press(page, "_open", first.uid)
    page.fill(**{"evidence-0-locator": "page 3"})
    answer = press(page, "_open", second.uid)
    assert "errornote" not in answer.content.decode()
    assert rows(page) == [str(first.pk), str(second.pk)]
    assert page.fields["analysis"] == ["My working"]
    assert page.fields["evidence-0-locator"] == ["page 3"]
    assert page.fields["evidence-2-locator"] == ["a new piece"]
    assert Evidence.objects.exclude(locator="").count() == 0
    assert Revision.objects.count() == 1
    page.fill(**{"evidence-1-locator": "page 4"})
    assert page.save().status_code == 302
    assert sorted(piece.locator for piece in claim.evidence.exclude(locator="")) == ["a new piece", "page 3", "page 4"]
    assert claim.evidence.count() == FORMS + 2


def test_opening_twice_or_what_is_not_there_opens_nothing(editor: Client) -> None:
    claim, other = claim_with(FORMS + 1), claim_with(1)
    page = Page(editor, change(claim), "claim_form")
    piece = claim.evidence.all()[0]
    for uid in (piece.uid, piece.uid, "nonsense", other.evidence.get().uid):
        press(page, "_open", uid)
    assert rows(page) == [str(piece.pk)]


def test_a_piece_whose_form_is_opened_can_be_taken_out(editor: Client) -> None:
    claim = claim_with(FORMS + 1)
    gone = claim.evidence.all()[5]
    page = Page(editor, change(claim), "claim_form")
    press(page, "_open", gone.uid)
    assert page.fill(**{"evidence-0-DELETE": "on"}).save().status_code == 302
    assert not Evidence.objects.filter(pk=gone.pk).exists()
    assert claim.evidence.count() == FORMS


def test_evidence_without_a_form_is_not_told_to_be_somebody_elses(editor: Client, other_editor: Client) -> None:
    claim = claim_with(FORMS + 1)
    slow, fast = (Page(each, change(claim), "claim_form") for each in (editor, other_editor))
    fast.add_evidence(stance="context", source=str(make.source("Their source").pk)).save()
    answer = slow.fill(analysis="Mine").save()
    assert answer.status_code == 409
    assert answer.context["conflict"].added == ("Context: Their source",)


def test_a_property_that_does_not_fit_values_out_of_sight_is_refused(editor: Client) -> None:
    claim = claim_with(FORMS + 1, property=make.property(), value={"type": "date", "date": "1815"})
    make.evidence(claim, value={"type": "date", "date": "1815"})
    share = make.property("share", value_type="percentage", unit="percent", cardinality="single_at_a_time")
    page = Page(editor, change(claim), "claim_form").fill(property=str(share.pk), value="5")
    answer = page.save()
    assert answer.status_code == 200
    assert "The property takes values of the type" in answer.content.decode()
    assert not Claim.objects.filter(property=share).exists()


def test_what_is_typed_is_weighed_and_nothing_of_it_is_saved(editor: Client) -> None:
    claim = claim_with(1)
    page = Page(editor, change(claim), "claim_form").fill(rating="")
    page.add_evidence(stance="contradicts", source=str(make.source().pk))
    answer = press(page, "_check")
    shown = answer.context["weighed"]
    assert shown.typed
    assert shown.reading.standing.name == "disputed"
    assert [check.label for check in shown.blocking] == ["There is a verdict, and an explanation of it."]
    assert page.fields["evidence-1-stance"] == ["contradicts"]
    claim.refresh_from_db()
    assert (claim.rating, claim.evidence.count(), claim.revisions.count()) == ("reported", 1, 1)
    assert page.save().status_code == 302
    assert claim.evidence.count() == 2


def test_evidence_that_is_to_be_taken_out_is_weighed_as_gone(editor: Client) -> None:
    claim = claim_with(1)
    page = Page(editor, change(claim), "claim_form").fill(**{"evidence-0-DELETE": "on"})
    assert press(page, "_check").context["weighed"].reading.standing.name == "unsupported"
    assert claim.evidence.count() == 1


def test_a_claim_that_is_new_is_weighed_before_it_is_there(editor: Client) -> None:
    page = Page(editor, ADD, "claim_form").fill(statement="She was born.", summary="Born")
    page.add_evidence(stance="supports", source=str(make.source().pk))
    answer = press(page, "_check")
    assert answer.context["weighed"].reading.standing.name == "single-source"
    assert not Claim.objects.exists()
    assert page.save().status_code == 302
    assert Claim.objects.get().evidence.count() == 1


def test_what_has_mistakes_is_not_weighed_and_that_is_said(editor: Client) -> None:
    claim = claim_with(1)
    answer = press(Page(editor, change(claim), "claim_form").fill(claimed_on="June"), "_check")
    assert not answer.context["weighed"].typed
    assert "cannot be weighed" in answer.content.decode()


def test_a_hundred_pieces_cost_at_most_twenty_five_queries(editor: Client) -> None:
    french = {"fr": {"statement": "Elle est née en 1815."}}
    claim = make.claim(property=make.property(), value={"type": "date", "date": "1815"}, translations=french)
    other = make.checked_claim(property=claim.property, value={"type": "date", "date": "1816"})
    make.publish_sample(other)
    make.relation(claim, other)
    alike = make.claim(property=claim.property, value={"type": "date", "date": "1815"})
    wire = make.source("The wire")
    for number in range(100):
        source = make.source(f"Article {number}")
        capture = make.capture(source, f"Text {number}")
        speaker = make.entity(f"speaker-{number}")
        make.evidence(
            claim, source=source, capture=capture, attributed_to=speaker, quote_exact="Text", quote_start=0, quote_end=4
        )
        make.derivation(source, wire)
    workflow.save_draft(claim, author=None)
    Page(editor, change(claim), "claim_form").fill(statement="She was born late in 1815.").save()
    editor.get(change(claim))  # what is cached per process is cached now
    with CaptureQueriesContext(connection) as counted:
        answer = editor.get(change(claim))
    assert [each.words for each in answer.context["checked"].alike] == [alike.summary]
    assert sum(len(side.cards) for side in answer.context["evidence"].sides) == 100
    assert answer.context["panel"].outdated == ("Français: Statement",)
    assert len(counted) <= 25


def test_translations_stand_beside_their_originals_and_are_out_of_date_when_those_change(editor: Client) -> None:
    claim = make.checked_claim("She was born in 1815.", translations={"fr": {"statement": "Elle est née en 1815."}})
    workflow.save_draft(claim, author=None)
    before = editor.get(change(claim))
    assert before.context["panel"].outdated == ()
    assert "Out of date" not in before.content.decode()
    assert "Français: Explanation" in before.context["panel"].missing
    Page(editor, change(claim), "claim_form").fill(statement="She was born in late 1815.").save()
    after = editor.get(change(claim))
    assert after.context["panel"].outdated == ("Français: Statement",)
    assert '<blockquote class="original" lang="en">She was born in late 1815.</blockquote>' in after.content.decode()
    assert "Out of date: the original has changed since." in after.content.decode()
    Page(editor, change(claim), "claim_form").fill(translations__fr__statement="Elle est née fin 1815.").save()
    assert editor.get(change(claim)).context["panel"].outdated == ()

"""The claim's form: what is typed is what is stored, and a save is one revision or none."""

import json
import os

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.desk import workflow
from claims.judgement.values import to_json
from claims.models import Case, Claim, Evidence, Publication, Revision
from tests import factories as make
from tests.admin.forms import Page

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"


def change(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def opened(client: Client, claim: Claim) -> Page:
    return Page(client, change(claim), "claim_form")


def errors(answer) -> str:
    form = answer.context["adminform"].form
    formsets = [each.formset for each in answer.context["inline_admin_formsets"]]
    return json.dumps([form.errors, *(formset.errors for formset in formsets)], ensure_ascii=False)


def test_a_new_claim_with_its_evidence_is_one_revision_by_the_editor(editor: Client) -> None:
    source = make.source("An article")
    page = Page(editor, ADD, "claim_form").fill(
        statement="She was born in 1815.", summary="Born in 1815", subject=str(make.entity("ada-lovelace").pk)
    )
    page.add_evidence(stance="supports", source=str(source.pk), quote_exact="born in 1815")
    assert page.save().status_code == 302
    claim = Claim.objects.get()
    revision = Revision.objects.get()
    assert (revision.number, revision.author) == (1, make.user("alice"))
    assert [piece["quote"]["exact"] for piece in json.loads(revision.content)["evidence"]] == ["born in 1815"]
    assert (claim.case.state, claim.case.version) == ("draft", 1)


def test_saving_a_change_writes_exactly_one_revision(editor: Client) -> None:
    claim = make.checked_claim()
    workflow.save_draft(claim, author=None)
    answer = opened(editor, claim).fill(analysis="The working.").save()
    assert answer.status_code == 302
    assert [revision.number for revision in claim.revisions.order_by("number")] == [1, 2]
    assert claim.revisions.latest("number").author == make.user("alice")


def test_saving_without_a_change_writes_none_and_keeps_the_page_up(editor: Client) -> None:
    claim = make.checked_claim()
    make.publish_sample(claim)
    assert opened(editor, claim).save().status_code == 302
    assert claim.revisions.count() == 1
    assert Case.objects.get(claim=claim).state == "published"


STEP = 1 if os.environ.get("FULL") == "1" else 20
"""One claim in so many of the sample is opened and saved, and in the full run all of them."""


def test_every_claim_of_the_sample_survives_being_opened_and_saved(editor: Client) -> None:
    call_command("loaddata", "fixtures/vocabulary.json", "fixtures/ruffin.json", verbosity=0)
    claims = list(Claim.objects.all())
    make.publish_sample(*claims)
    written = Revision.objects.count()
    for claim in claims[::STEP]:
        answer = opened(editor, claim).save()
        assert answer.status_code == 302, f"{claim}: {errors(answer)}"
    assert Revision.objects.count() == written == len(claims)
    assert not Case.objects.exclude(state="published").exists()


def test_the_number_of_queries_does_not_depend_on_the_evidence(editor: Client) -> None:
    def claim_with(pieces: int) -> Claim:
        claim = make.claim(property=make.property(), value={"type": "date", "date": "1815"})
        make.evidence(claim)
        for number in range(1, pieces):
            source = make.source(f"Article {number}")
            capture = make.capture(source, f"Text {number}")
            speaker = make.entity(f"speaker-{number}")
            make.evidence(claim, source=source, capture=capture, attributed_to=speaker, basis="attributed")
        workflow.save_draft(claim, author=None)
        return claim

    def queries(claim: Claim) -> int:
        editor.get(change(claim))  # what is cached per process is cached now
        with CaptureQueriesContext(connection) as counted:
            assert editor.get(change(claim)).status_code == 200
        return len(counted)

    few, many = claim_with(3), claim_with(30)
    assert queries(few) == queries(many) <= 25


def test_taking_evidence_out_is_a_revision(editor: Client) -> None:
    claim = make.checked_claim()
    gone = make.evidence(claim)
    workflow.save_draft(claim, author=None)
    page = opened(editor, claim)
    index = next(name for name, value in page.fields.items() if name.endswith("-id") and value == [str(gone.pk)])
    assert page.fill(**{index.replace("-id", "-DELETE"): "on"}).save().status_code == 302
    assert claim.evidence.count() == 1
    assert claim.revisions.count() == 2


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1975-10", {"type": "date", "date": "1975-10"}),
        (" 1975 ", {"type": "date", "date": "1975"}),
        ("unknown", {"type": "date", "snak": "somevalue"}),
    ],
)
def test_a_value_is_typed_in_its_written_form(editor: Client, typed: str, stored: dict[str, str]) -> None:
    claim = make.checked_claim()
    assert opened(editor, claim).fill(property=str(make.property().pk), value=typed).save().status_code == 302
    assert to_json(Claim.objects.get().value) == stored


def test_around_is_read_with_the_tolerance_of_the_property_and_written_as_it_was_typed(editor: Client) -> None:
    polls = make.property("polls", value_type="percentage", cardinality="single_at_a_time", tolerance="1")
    claim = make.checked_claim()
    assert opened(editor, claim).fill(property=str(polls.pk), value="around 5").save().status_code == 302
    value = to_json(Claim.objects.get().value)
    assert (value["amount"], value["lower"], value["upper"], value["unit"]) == ("5", "4", "6", "percent")
    assert opened(editor, claim).fields["value"] == ["around 5"]


def test_evidence_asserts_values_of_the_property_that_the_same_form_has_just_chosen(editor: Client) -> None:
    claim = make.checked_claim()
    page = opened(editor, claim).fill(
        **{"property": str(make.property().pk), "value": "1815", "evidence-0-value": "1815-12-10"}
    )
    assert page.save().status_code == 302
    assert to_json(Evidence.objects.get().value) == {"type": "date", "date": "1815-12-10"}


@pytest.mark.parametrize(
    ("with_property", "typed", "complaint"),
    [
        (True, "soon", "is not a date"),
        (True, "1975-13", "there is no month 13"),
        (True, "", "A property needs its value"),
        (False, "1975", "Choose the property"),
    ],
)
def test_a_bad_value_is_an_error_of_its_field(editor: Client, with_property: bool, typed: str, complaint: str) -> None:
    claim = make.checked_claim()
    property = str(make.property().pk) if with_property else ""
    answer = opened(editor, claim).fill(property=property, value=typed).save()
    assert answer.status_code == 200
    assert complaint in str(answer.context["adminform"].form.errors["value"])
    assert Claim.objects.get().value is None


def test_a_french_browser_is_told_in_french_what_is_wrong_with_a_date_and_a_value(editor: Client) -> None:
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    property = str(make.property().pk)
    answer = opened(editor, make.checked_claim()).fill(claimed_on="June", property=property, value="1975-13").save()
    wrong = answer.context["adminform"].form.errors
    assert "n’est pas une date" in str(wrong["claimed_on"])
    assert "il n’y a pas de mois 13" in str(wrong["value"])


def test_a_value_names_only_an_entity_that_exists(editor: Client) -> None:
    party = make.property("party", value_type="entity", cardinality="single_at_a_time")
    claim = make.checked_claim()
    answer = opened(editor, claim).fill(property=str(party.pk), value="no-such-party").save()
    assert "No entity has the key “no-such-party”" in str(answer.context["adminform"].form.errors["value"])


def test_a_verdict_is_given_on_the_current_scale_and_taken_back_with_it(editor: Client) -> None:
    claim = make.checked_claim(rating="", rating_scale=None)
    opened(editor, claim).fill(rating="half_true").save()
    claim.refresh_from_db()
    assert (claim.rating, claim.rating_scale) == ("half_true", 1)
    opened(editor, claim).fill(rating="").save()
    claim.refresh_from_db()
    assert (claim.rating, claim.rating_scale) == ("", None)


def test_what_is_typed_is_cleaned(editor: Client) -> None:
    claim = make.checked_claim()
    page = opened(editor, claim).fill(
        statement="Born\x00 in\u202e 1815.\x0b\nAnd e\u0301levated.",
        summary="Born\x07 in\n1815",
        translations__fr__statement="Née\u202e en 1815.\nEt élevée.",
        **{"evidence-0-note__en": "A\x1f note"},
    )
    assert page.save().status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "Born in 1815.\n\nAnd élevated."
    assert claim.summary == "Born in 1815"
    assert claim.translations == {"fr": {"statement": "Née en 1815.\nEt élevée."}}
    assert claim.evidence.get().note == {"en": "A note"}


def test_a_quotation_is_kept_to_the_letter_and_placed_in_the_captured_text(editor: Client) -> None:
    claim = make.checked_claim()
    source = claim.evidence.get().source
    capture = make.capture(source, "First line.\n  She was born\n  in 1815.\n")
    page = opened(editor, claim).fill(
        **{"evidence-0-quote_exact": "  She was born\n  in 1815.", "evidence-0-capture": str(capture.pk)}
    )
    assert page.save().status_code == 302
    piece = Evidence.objects.get()
    assert piece.quote_exact == "  She was born\n  in 1815."
    assert (piece.quote_start, piece.quote_end) == (12, 37)


def test_a_quotation_that_is_not_in_the_text_has_no_position(editor: Client) -> None:
    claim = make.checked_claim()
    capture = make.capture(claim.evidence.get().source, "One and one is two.")
    page = opened(editor, claim).fill(**{"evidence-0-quote_exact": "one", "evidence-0-capture": str(capture.pk)})
    page.save()
    assert Evidence.objects.get().quote_start == 8
    opened(editor, claim).fill(**{"evidence-0-quote_exact": "three"}).save()
    piece = Evidence.objects.get()
    assert (piece.quote_exact, piece.quote_start, piece.quote_end) == ("three", None, None)


def test_a_quotation_with_a_control_character_is_refused(editor: Client) -> None:
    claim = make.checked_claim()
    answer = opened(editor, claim).fill(**{"evidence-0-quote_exact": "born\x07"}).save()
    assert answer.status_code == 200
    assert "cannot stand in a quotation" in errors(answer)


def test_texts_in_a_language_beyond_those_of_the_site_are_shown_and_kept(editor: Client) -> None:
    claim = make.checked_claim()
    claim.translations = {"de": {"statement": "Sie wurde 1815 geboren."}, "fr": {"statement": "Elle est née."}}
    claim.save()
    opened(editor, claim).fill(translations__fr__statement="").save()
    claim.refresh_from_db()
    assert claim.translations == {"de": {"statement": "Sie wurde 1815 geboren."}}


def test_partial_dates_are_as_precise_as_typed(editor: Client) -> None:
    claim = make.checked_claim()
    opened(editor, claim).fill(claimed_on="2025-06/..", scope_start="199X").save()
    claim.refresh_from_db()
    assert (str(claim.claimed_on), str(claim.scope_start)) == ("2025-06/..", "199X")
    answer = opened(editor, claim).fill(claimed_on="June").save()
    assert "is not a date" in str(answer.context["adminform"].form.errors["claimed_on"])


def test_the_panel_says_what_the_evidence_amounts_to_and_what_the_gate_misses(editor: Client) -> None:
    claim = make.claim(rating="", rating_scale=None, rating_explanation="")
    make.evidence(claim)
    make.evidence(claim, "contradicts")
    workflow.save_draft(claim, author=None)
    page = editor.get(change(claim)).content.decode()
    assert "Disputed" in page
    assert "1 passage contradicts it" in page
    assert "There is a verdict, and an explanation of it." in page
    context = editor.get(change(claim)).context
    assert [check.label for check in context["weighed"].blocking] == ["There is a verdict, and an explanation of it."]
    assert context["panel"].page == ""


def test_the_panel_links_to_the_public_page_when_it_is_up(editor: Client) -> None:
    claim = make.checked_claim()
    make.publish_sample(claim)
    address = editor.get(change(claim)).context["panel"].page
    assert address.startswith(f"/claims/{claim.uid}/")
    assert Client().get(address).status_code == 200
    assert Publication.objects.count() == 1


def test_evidence_on_its_own_page_is_saved_with_its_claim(editor: Client) -> None:
    claim = make.checked_claim()
    workflow.save_draft(claim, author=None)
    page = Page(editor, f"/admin/claims/evidence/{claim.evidence.get().pk}/change/", "evidence_form")
    assert page.fill(locator="page 3").save().status_code == 302
    newest = claim.revisions.latest("number")
    assert (newest.number, json.loads(newest.content)["evidence"][0]["locator"]) == (2, "page 3")


def test_evidence_deleted_on_its_own_page_is_a_revision_of_its_claim(editor: Client) -> None:
    claim = make.checked_claim()
    gone = make.evidence(claim)
    workflow.save_draft(claim, author=None)
    assert editor.post(f"/admin/claims/evidence/{gone.pk}/delete/", {"post": "yes"}).status_code == 302
    assert claim.revisions.latest("number").number == 2


def test_a_relation_is_saved_with_both_of_its_claims(editor: Client) -> None:
    one, other = make.checked_claim(), make.checked_claim()
    make.publish_sample(one, other)
    page = Page(editor, "/admin/claims/claimrelation/add/", "claimrelation_form")
    page.fill(a=str(one.pk), b=str(other.pk), kind="contradicts")
    assert page.save().status_code == 302
    for claim in (one, other):
        newest = claim.revisions.latest("number")
        assert newest.number == 2
        assert [link["kind"] for link in json.loads(newest.content)["relations"]] == ["contradicts"]

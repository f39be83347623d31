"""The page before it is published: what readers will get, to the byte, below a banner, for the desk alone."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.admin.preview_page import banner
from claims.desk import workflow
from claims.desk.preview import NOT_KNOWN_YET
from claims.models import Claim, Publication
from tests import factories as make

HASH = re.compile(r"[0-9a-f]{64}")


@pytest.fixture
def claim(db: None) -> Claim:
    made = make.checked_claim("Somebody won the prize.", translations={"fr": {"statement": "Quelqu’un a gagné."}})
    make.evidence(made, "contradicts", source=make.source("L’autre journal", language="fr"))
    workflow.save_draft(made, author=make.user("alice", "editor", first_name="Alice", last_name="Author"))
    return made


def preview(client: Client, claim: Claim, language: str = "en") -> str:
    answer = client.get(f"/admin/claims/claim/{claim.pk}/preview/{language}/", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def public(claim: Claim, language: str) -> str:
    prefix = "" if language == "en" else f"/{language}"
    return Client().get(f"{prefix}/claims/{claim.uid}/", follow=True).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_approved_claim_is_previewed_to_the_byte(viewer: Client, claim: Claim, language: str) -> None:
    workflow.submit([claim], actor=make.user("alice"))
    reviewer = make.user("bob", "reviewer", first_name="Bob", last_name="Reader")
    workflow.approve(claim, actor=reviewer, sha256=claim.revisions.get().sha256)
    shown = preview(viewer, claim, language)
    [publication] = workflow.publish([claim], actor=reviewer)
    above = banner(claim, language).decode()
    assert shown.count(above) == 1
    assert shown.replace(above, "") == public(claim, language).replace(publication.hash, NOT_KNOWN_YET)


def test_a_correction_is_previewed_with_its_number_and_without_the_notice_that_it_ends(
    viewer: Client, claim: Claim
) -> None:
    make.publish(claim, editor=make.user("alice"))
    workflow.notice(claim, actor=make.user("bob"), note="We are looking at this again.")
    claim.rating_explanation = "Two sources say so."
    claim.save()
    workflow.save_draft(claim, author=make.user("alice"))
    shown = preview(viewer, claim)
    assert "Two sources say so." in shown
    assert "We are looking at this again." not in shown
    assert "Number 3 of this claim: Update" in shown
    assert "Two sources say so." not in public(claim, "en")


def test_a_preview_of_a_draft_names_no_reviewer_and_publishes_nothing(viewer: Client, claim: Claim) -> None:
    shown = preview(viewer, claim)
    assert "Alice Author" in shown
    assert "<dt>Reviewed by</dt>" not in shown
    assert set(HASH.findall(shown)) == {NOT_KNOWN_YET, claim.revisions.get().sha256}
    assert not Publication.objects.exists()
    assert Client().get(f"/claims/{claim.uid}/").status_code == 404


def test_a_desk_of_one_person_sees_that_nobody_will_have_reviewed_it(viewer: Client, claim: Claim, settings) -> None:
    settings.FOUR_EYES = "solo"
    assert "not independently reviewed" in preview(viewer, claim)


def test_a_claim_that_has_nothing_but_its_words_can_be_previewed(viewer: Client) -> None:
    bare = make.claim("Nothing yet.", rating="", rating_scale=None, rating_explanation="", subject=None)
    assert "Nothing yet." in preview(viewer, bare)


def test_what_was_submitted_is_previewed_as_it_was_submitted(viewer: Client, claim: Claim) -> None:
    workflow.submit([claim], actor=make.user("alice"))
    source = claim.evidence.latest("pk").source
    source.title = "Renamed since"
    source.save()
    assert "Renamed since" not in preview(viewer, claim)


def test_a_preview_is_for_the_desk_alone_and_kept_by_nobody(viewer: Client, claim: Claim) -> None:
    address = f"/admin/claims/claim/{claim.pk}/preview/en/"
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")
    assert viewer.get(address).headers["Cache-Control"] == "private, no-store"
    assert viewer.get(f"/admin/claims/claim/{claim.pk}/preview/de/").status_code == 404
    assert viewer.get("/admin/claims/claim/987654/preview/en/").status_code == 404


def test_whoever_has_no_right_to_read_claims_gets_no_preview(administrator: Client, claim: Claim) -> None:
    from tests.admin.conftest import at_the_desk

    assert at_the_desk("nobody").get(f"/admin/claims/claim/{claim.pk}/preview/en/").status_code == 403


def test_the_workbench_leads_to_the_preview(editor: Client, claim: Claim) -> None:
    page = editor.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    assert f"/admin/claims/claim/{claim.pk}/preview/en/" in page


def test_a_preview_costs_as_many_queries_however_much_evidence_there_is(
    viewer: Client, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(20):
        make.evidence(claim)
    preview(viewer, claim)  # rights and content types are kept
    with django_assert_num_queries(21):
        preview(viewer, claim)

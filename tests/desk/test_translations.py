"""Which texts of a claim have no translation, and which translations were left behind by their original."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk import translations, workflow
from claims.desk.translations import Outdated
from claims.models import Claim
from tests import factories as make


def history(uid: str, *saves: tuple[str, str]) -> Claim:
    """A claim that was saved once for each summary and the French one that it had beside it."""
    claim = make.claim(uid=uid)
    for summary, french in saves:
        claim.summary, claim.translations = summary, {"fr": {"statement": "Une chose", "summary": french}}
        claim.save()
        workflow.save_draft(claim, author=None)
    return claim


def outdated() -> list[Outdated]:
    return sorted(translations.outdated(Claim.objects.all()), key=lambda each: each.claim)


def test_a_text_has_to_be_there_in_each_language_of_the_site_or_in_none() -> None:
    assert translations.missing({}) == []
    assert translations.missing({"en": "Here", "fr": "Ici"}) == []
    assert translations.missing({"en": "Here", "fr": ""}) == ["fr"]
    assert translations.missing({"de": "Hier"}) == ["en", "fr"]


def test_a_text_that_a_claim_has_in_its_own_language_is_wanted_in_the_others() -> None:
    french = {"statement": "Une chose", "summary": ""}
    claim = Claim(statement="One thing", summary="One", language="en", translations={"fr": french})
    assert translations.missing_of(claim) == [("fr", "summary")]
    claim.language = "fr"
    assert translations.missing_of(claim) == [("en", "statement"), ("en", "summary")]
    claim.translations = {"en": {"statement": "One thing", "summary": "One"}}
    assert translations.missing_of(claim) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("saves", "is_outdated"),
    [
        ([("A", "X")], False),
        ([("A", "X"), ("B", "X")], True),
        ([("A", "X"), ("B", "Y")], False),
        ([("A", "X"), ("B", "X"), ("B", "Y")], False),
        ([("A", "X"), ("A", "Y")], False),
        ([("A", "X"), ("A", "Y"), ("B", "Y")], True),
        ([("A", "X"), ("B", "Y"), ("C", "Y")], True),
        ([("A", ""), ("A", "X")], False),
        ([("A", "X"), ("B", "")], False),
        ([("A", "X"), ("B", "X"), ("A", "X")], False),
        ([("A", "X"), ("B", "Y"), ("A", "Y")], True),
        ([("A", "X"), ("B", "Y"), ("A", "X")], False),
        ([("A", "X"), ("B", "Y"), ("B", "X")], False),
    ],
)
def test_a_translation_is_outdated_where_its_original_was_another_when_it_was_written(
    saves: list[tuple[str, str]], is_outdated: bool
) -> None:
    history("c000000001", *saves)
    assert outdated() == ([Outdated("c000000001", "fr", "summary")] if is_outdated else [])


@pytest.mark.django_db
def test_the_histories_of_several_claims_are_told_apart_in_one_query() -> None:
    history("c000000001", ("A", "X"), ("B", "X"))
    history("c000000002", ("A", "X"), ("B", "Y"))
    left_out = history("c000000003", ("A", "X"), ("B", "X"))
    history("c000000004", ("A", "X"), ("B", "X"))
    with CaptureQueriesContext(connection) as context:
        assert [each.claim for each in outdated()] == ["c000000001", "c000000003", "c000000004"]
    assert len(context) == 1
    others = translations.outdated(Claim.objects.exclude(pk=left_out.pk))
    assert {each.claim for each in others} == {"c000000001", "c000000004"}

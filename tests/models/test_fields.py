"""Columns: what every entrance to the desk has in common."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from claims.judgement.dates import PartialDate
from claims.models import Capture, Claim, Entity, Evidence, Property, Source, Topic
from claims.models.content import Content
from claims.models.fields import CROCKFORD, NOT_QUOTABLE, new_uid
from claims.text import verbatim_fault
from tests import factories as make

pytestmark = pytest.mark.django_db


def complaint(row: Any, field: str) -> str:
    """What full_clean says about one field."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return " ".join(refused.value.message_dict[field])


def test_uids_are_ten_characters_that_nobody_confuses() -> None:
    uids = {new_uid() for _number in range(1000)}
    assert len(uids) == 1000
    assert all(len(uid) == 10 and set(uid) <= set(CROCKFORD) for uid in uids)


@pytest.mark.parametrize("uid", ["ILOU000000", "ABCDEFGHJK", "abc", "abcdefghi!", "abcdefghjk\n"])
def test_a_bad_uid_is_refused(uid: str) -> None:
    assert "Crockford" in complaint(Source(uid=uid), "uid")


@pytest.mark.parametrize("key", ["Ada", "ada lovelace", "-ada", "ada--l", "ada\n", "é"])
def test_a_bad_key_is_refused(key: str) -> None:
    assert "hyphens" in complaint(Topic(key=key, label={"en": "x"}), "key")


def test_a_word_that_values_use_is_no_key() -> None:
    assert "meaning of its own" in complaint(Topic(key="unknown", label={"en": "x"}), "key")


def test_text_is_cleaned_however_it_is_written() -> None:
    claim = make.claim(" Ada\x00 was\u202e born\r\nin E\u0301vry. ", summary="Ada\x0b\n was  born")
    claim.refresh_from_db()
    assert (claim.statement, claim.summary) == ("Ada was born\nin Évry.", "Ada was born")
    Claim.objects.filter(pk=claim.pk).update(analysis="a\x08b")
    Claim.objects.bulk_update([claim], ["summary"])
    claim.refresh_from_db()
    assert claim.analysis == "ab"
    Topic.objects.bulk_create([Topic(key="t", label={"en": " a\x00b ", "fr": ""})])
    assert Topic.objects.get(key="t").label == {"en": "ab"}


def test_other_names_are_lines_of_text() -> None:
    entity = make.entity("ada", aliases=[" Ada\nKing ", "x\x00"])
    entity.refresh_from_db()
    assert entity.aliases == ["Ada King", "x"]
    assert "list of texts" in complaint(Entity(key="a", aliases=["a", 3]), "aliases")
    assert "list of texts" in complaint(Entity(key="a", aliases={"a": 1}), "aliases")


def test_a_quotation_stays_verbatim_and_what_cannot_be_shown_is_refused() -> None:
    piece = make.evidence(make.claim(), quote_exact="  “Two\u00a0words” ")
    piece.refresh_from_db()
    assert piece.quote_exact == "  “Two\u00a0words” "
    for bad in ("a\x00", "a\u202eb", "\ud800"):
        assert "cannot stand in a quotation" in complaint(Evidence(quote_exact=bad), "quote_exact")
    assert "nfc-lf-1" in complaint(Evidence(quote_exact="e\u0301"), "quote_exact")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/", "https://u:p@a.example/", "https://", "//a.example", "a b"]
)
def test_only_plain_web_addresses_are_taken(address: str) -> None:
    assert complaint(Source(url=address), "url")


def test_a_partial_date_is_kept_as_precise_as_it_is() -> None:
    source = make.source(published_on="2025-06/..")
    source.refresh_from_db()
    assert source.published_on == PartialDate.parse("2025-06/..")
    assert "2017-13" in complaint(Source(published_on="2017-13"), "published_on")
    assert Source.objects.filter(published_on="2025-06/..").exists()
    assert Source.objects.filter(published_on=PartialDate.parse("2025-06/..")).exists()


@pytest.mark.parametrize(
    "value",
    [
        "not JSON",
        "[" * 100_000,
        5,
        [1],
        {"type": "date"},
        {"type": "date", "date": "soon"},
        {"type": "quantity", "amount": 1.5},
    ],
)
def test_what_is_not_a_value_is_refused(value: Any) -> None:
    assert complaint(Claim(value=value), "value")


def test_a_value_is_stored_canonically_and_read_as_a_value() -> None:
    claim = make.claim(property=make.property(), value={"date": "1975", "type": "date"})
    assert Claim.objects.filter(value='{"date":"1975","type":"date"}').exists()
    claim.refresh_from_db()
    assert claim.value.date == PartialDate.parse("1975")


def test_a_value_must_be_of_its_property() -> None:
    share = make.property("share", value_type="percentage", unit="percent", cardinality="single_at_a_time")
    claim = make.claim(property=share, value={"type": "date", "date": "1975"})
    assert "percentage" in complaint(claim, "value")
    piece = make.evidence(make.claim(), value={"type": "date", "date": "1975"})
    assert "no property" in complaint(piece, "value")
    wealth = make.property("wealth", value_type="money", unit="USD", cardinality="single_at_a_time")
    euros = {"type": "money", "amount": "5", "unit": "EUR", "approximation": "exact", "lower": "5", "upper": "5"}
    assert "USD" in complaint(make.claim(property=wealth, value=euros), "value")


@pytest.mark.parametrize(
    ("translations", "says"),
    [
        ({"french": {"statement": "x"}}, "no language code"),
        ({"fr": "x"}, "a map of texts"),
        ({"fr": {"verdict": "x"}}, "not a text that is translated"),
        ({"fr": {"summary": "x" * 76}}, "75"),
        (["x"], "map"),
    ],
)
def test_bad_translations_are_refused(translations: Any, says: str) -> None:
    assert says in complaint(Claim(translations=translations), "translations")


def test_an_unknown_rating_is_refused() -> None:
    assert "splendid" in complaint(make.claim(rating="splendid"), "rating")


def test_an_extent_does_not_end_before_it_begins() -> None:
    assert complaint(make.claim(scope_start="2017", scope_end="2012"), "scope_end")


def test_a_held_text_has_the_hash_it_is_filed_under() -> None:
    capture = make.capture(make.source())
    assert "SHA-256" in complaint(
        Capture(source=capture.source, sha256="0" * 64, text="Other", length=5, normaliser="none"), "sha256"
    )


def test_a_quotation_must_stand_where_it_says() -> None:
    source = make.source()
    capture = make.capture(source)
    piece = make.evidence(make.claim(), source=source, capture=capture)
    piece.quote_exact, piece.quote_start, piece.quote_end = "born", 7, 11
    assert "do not stand" in complaint(piece, "quote_exact")
    piece.quote_start, piece.quote_end = 8, 12
    piece.full_clean()
    piece.quote_start, piece.quote_end = 80, 84
    assert "beyond the end" in complaint(piece, "quote_end")
    piece.capture = make.capture(make.source(), "Other")
    assert "another source" in complaint(piece, "capture")


def test_settling_a_contradiction_needs_a_reason() -> None:
    piece = make.evidence(make.claim(), "contradicts", resolution="rounding")
    assert complaint(piece, "resolution_note")
    relation = make.relation(make.claim(), make.claim(), resolution="rounding")
    assert complaint(relation, "note")


def test_a_symmetric_relation_is_put_in_its_one_order() -> None:
    one, other = sorted((make.claim(), make.claim()), key=lambda claim: claim.uid)
    relation = make.relation(one, other)
    relation.a, relation.b = other, one
    relation.full_clean()
    assert (relation.a, relation.b) == (one, other)


@pytest.mark.parametrize("tolerance", ["some", "-1", "10 %", "١", "1.", "%"])
def test_a_bad_tolerance_is_refused(tolerance: str) -> None:
    assert "10%" in complaint(Property(tolerance=tolerance), "tolerance")


@pytest.mark.parametrize(
    ("row", "field", "value", "english", "french"),
    [
        (
            Source,
            "published_on",
            "2017-13",
            "'2017-13' is not a date: there is no month 13.",
            "'2017-13' n’est pas une date\u00a0: il n’y a pas de mois 13.",
        ),
        (
            Claim,
            "value",
            {"type": "date", "date": "2017-13"},
            "date: '2017-13' is not a date: there is no month 13.",
            "date\u00a0: '2017-13' n’est pas une date\u00a0: il n’y a pas de mois 13.",
        ),
        (
            Claim,
            "value",
            [[]],
            "a list is not a value.",
            "une liste n’est pas une valeur.",
        ),
        (
            Claim,
            "value",
            {"type": "quantity", "unit": "1", "amount": 10**20},
            'amount: a number is written as a text of digits, such as "5.5", not as a number of more than 20 digits.',
            'amount\u00a0: un nombre s’écrit comme un texte fait de chiffres, tel que "5.5", '
            "et non comme un nombre de plus de 20 chiffres.",
        ),
        (
            Property,
            "tolerance",
            "0",
            "A tolerance must be more than zero, not 0.",
            "Une tolérance doit être supérieure à zéro, et non 0.",
        ),
        (
            Evidence,
            "quote_exact",
            "a\x00",
            "Character 1 cannot stand in a quotation (nul).",
            "Le caractère 1 ne peut pas figurer dans une citation (caractère nul).",
        ),
    ],
)
def test_an_editor_reads_what_is_wrong_in_the_language_of_the_desk(
    row: type[Content], field: str, value: Any, english: str, french: str
) -> None:
    with translation.override("en"):
        assert complaint(row(**{field: value}), field) == english
    with translation.override("fr"):
        assert complaint(row(**{field: value}), field) == french


def test_an_editor_reads_in_the_language_of_the_desk_that_an_extent_ends_before_it_begins() -> None:
    claim = make.claim(scope_start="2017", scope_end="2012")
    with translation.override("fr"):
        assert complaint(claim, "scope_end") == "La période commence à 2017, après sa fin à 2012."


@pytest.mark.parametrize("character", ["\x00", "\x08", "\ud800", "\u202e"])
def test_every_fault_of_a_quotation_has_words_of_its_own(character: str) -> None:
    fault = verbatim_fault(character)
    assert fault is not None
    with translation.override("fr"):
        assert str(NOT_QUOTABLE[fault.what]) in complaint(Evidence(quote_exact=character), "quote_exact")
        assert str(NOT_QUOTABLE[fault.what]) != fault.what

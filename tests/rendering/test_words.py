"""Dates, numbers and values in words: as precise as they are known, and never more."""

import pytest
from django.utils import translation

from claims.record.rendering.dates import day_of, moment, month_after
from claims.record.rendering.unreviewed import statement_of, translated
from claims.record.rendering.values import scope_part, value_part, written_in_words
from tests.rendering import sample


@pytest.mark.parametrize(
    ("notation", "english", "machine"),
    [
        ("1975", "1975", "1975"),
        ("0044", "44", "0044"),
        ("2025-06", "June 2025", "2025-06"),
        ("2017-06-18", "18 June 2017", "2017-06-18"),
        ("2017-06-01", "1 June 2017", "2017-06-01"),
        ("1999~", "around 1999", ""),
        ("2016-02~", "around February 2016", ""),
        ("199X", "the 1990s", ""),
        ("000X", "the 0s", ""),
        ("199X~", "around the 1990s", ""),
        ("1980/1984", "between 1980 and 1984", ""),
        ("2025-06/..", "not before June 2025", ""),
        ("../2025-06-03", "not after 3 June 2025", ""),
    ],
)
def test_a_date_is_never_made_more_precise_than_it_is_known(notation, english, machine):
    shown = moment(notation)
    assert (shown.words, shown.machine) == (english, machine)


def test_months_are_named_in_the_language_of_the_page():
    with translation.override("fr"):
        assert moment("2025-06").words == "juin 2025"
        assert moment("1975").words == "1975"


def test_no_date_is_no_words():
    assert moment(None) is None


def test_the_day_of_a_time_is_that_of_utc():
    assert day_of("2026-05-03T23:59:59Z").words == "3 May 2026"


def test_the_month_after_some_days():
    assert month_after("2026-05-03T10:00:00Z", 180).words == "October 2026"
    assert month_after("9999-05-03T10:00:00Z", 10_000) is None


def number(amount, unit="1", type="quantity", approximation="exact", lower=None, upper=None):
    return {
        "type": type,
        "amount": amount,
        "unit": unit,
        "approximation": approximation,
        "lower": lower or amount,
        "upper": upper or amount,
    }


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (number("1200.5"), "1,200.5", "1\xa0200,5"),
        (number("12.5", "percent", "percentage"), "12.5%", "12,5%"),
        (number("180000000000", "USD", "money"), "180 billion USD", "180 billion USD"),
        (number("1250000", "EUR", "money"), "1.25 million EUR", "1,25 million EUR"),
        (number("1234567", "people"), "1,234,567 people", "1\xa0234\xa0567 people"),
        (number("-2000000"), "-2 million", "-2 million"),
        (number("99999999999999999999"), "99,999,999,999,999,999,999", None),
        ({"type": "boolean", "boolean": True}, "Yes", "Oui"),
        ({"type": "text", "text": "a magazine"}, "a magazine", "a magazine"),
        ({"type": "date", "date": "2025-06"}, "June 2025", "juin 2025"),
        ({"type": "entity", "entity": "census"}, "Census Office", "Bureau du recensement"),
        ({"type": "entity", "entity": "not-in-the-document"}, "not-in-the-document", "not-in-the-document"),
        ({"type": "date", "snak": "somevalue"}, "There is a value, but it is not known", None),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(value, english, french):
    """French sentences are those of the catalogue; here only what the locale itself decides is looked at."""
    assert value_part(value, sample.document(), "en").words.words == english
    if french is not None:
        with translation.override("fr"):
            words = value_part(value, sample.document(), "fr").words.words
        digits = [character for character in words if character.isdigit() or character in ",\xa0"]
        expected = [character for character in french if character.isdigit() or character in ",\xa0"]
        assert digits[: len(expected)] == expected


@pytest.mark.parametrize(
    ("approximation", "lower", "upper", "words", "reading"),
    [
        ("exact", "5", "5", "5%", ""),
        ("around", "4", "6", "around 5%", "read as 4% to 6%"),
        ("nearly", "4", "5", "nearly 5%", "read as 4% to 5%"),
        ("over", "5", "6", "just over 5%", "read as 5% to 6%"),
        ("at_least", "5", None, "at least 5%", ""),
        ("at_most", None, "5", "at most 5%", ""),
    ],
)
def test_a_number_says_how_it_was_worded_and_how_it_is_read(approximation, lower, upper, words, reading):
    value = {"type": "percentage", "amount": "5", "unit": "percent", "approximation": approximation}
    part = value_part(value | {"lower": lower, "upper": upper}, sample.document(), "en")
    assert (part.words.words, part.reading) == (words, reading)


def test_no_value_and_an_unknown_scope_are_not_shown():
    assert value_part(None, sample.document(), "en") is None
    assert scope_part(None) is None


def test_a_scope_shows_only_the_ends_that_are_known():
    scope = scope_part({"start": "2012", "end": None})
    assert (scope.start.words, scope.end, scope.whole) == ("2012", None, None)
    same = scope_part({"start": "2017", "end": "2017"})
    assert (same.start, same.end, same.whole.words) == (None, None, "2017")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("12.5", "12.5%"),
        ("around 12.5 [11.5, 13.5]", "around 12.5%"),
        ("unknown", "There is a value, but it is not known"),
        ("??", "??"),
    ],
)
def test_the_values_of_findings_are_put_into_words(written, words):
    assert written_in_words(written, sample.document(), "en") == words


def test_a_finding_about_somebody_names_them():
    document = sample.document()
    document["property"] |= {"value_type": "entity"}
    assert written_in_words("census", document, "en") == "Census Office"


def test_sentences_of_unreviewed_publications_are_translated_where_the_project_knows_them():
    assert translated("A sentence of somebody else") == "A sentence of somebody else"
    assert statement_of({"review": {"kind": "none", "statement": ""}}) == "Not reviewed by a second person"
    assert statement_of({"review": {"kind": "peer", "statement": ""}}) == ""

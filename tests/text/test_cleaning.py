"""Stored text is clean, searched text is folded, quotes are verbatim or refused."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.vocab import Normaliser
from claims.text import MAX_MARKS, Fault, clean, fold, normalised, verbatim_fault

PERSIAN = "می‌خواهم"
ARABIC = "فرانسوا \u200fروفان\u200e"
HEBREW = "שָׁלוֹם"
BIDI_CONTROLS = [chr(point) for point in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]]

anything = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Mn", "Zs", "Zl", "Zp"]))


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("Franc\u0327ois", "François"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("page one\fpage two\vthree", "page one\npage two\nthree"),
        ("one\u2028two\u2029three\x85four", "one\ntwo\nthree\nfour"),
        ("one\r\x00\ntwo", "one\ntwo"),
        ("nul\x00 bell\x07 escape\x1b[0m delete\x7f C1\x9b", "nul bell escape[0m delete C1"),
        ("tab\tstays", "tab\tstays"),
        ("half\ud800 a\udfff pair", "half a pair"),
        ("\ufeffmark", "mark"),
        ("not\ufffe \ufdd0a\U0001ffff\U0010fffe character", "not a character"),
        (" \u00a0\t\n around \u3000\n", "around"),
        ("e\x00\u0301", "é"),
        ("", ""),
        (" \x00 ", ""),
    ],
)
def test_clean_text_is_what_the_writer_meant(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("one\n\ttwo", "one two"),
        ("one \u2009\t two", "one two"),
        ("Merci\u00a0patron\u202f!", "Merci\u00a0patron\u202f!"),
        ("one\r\ntwo\fthree\u2028four", "one two three four"),
        ("one \x00 two", "one two"),
        (" \n ", ""),
    ],
)
def test_a_single_line_has_single_spaces(dirty: str, expected: str) -> None:
    assert clean(dirty, single_line=True) == expected


@pytest.mark.parametrize("text", [PERSIAN, ARABIC, HEBREW, "👩‍🔬", "क्षि", "ぱ", "a\u200bb", "co\u00adop"])
def test_the_marks_and_joiners_of_a_script_stay(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert clean(text) == clean(text, single_line=True) == text


@pytest.mark.parametrize("control", BIDI_CONTROLS)
def test_a_line_cannot_be_made_to_read_backwards(control: str) -> None:
    assert clean(f"user{control}gpj.exe") == "usergpj.exe"


@given(anything, st.booleans())
def test_cleaning_twice_changes_nothing_more(text: str, single_line: bool) -> None:
    once = clean(text, single_line=single_line)
    assert clean(once, single_line=single_line) == once


@given(anything)
def test_clean_text_can_be_stored_quoted_and_encoded(text: str) -> None:
    cleaned = clean(text)
    assert verbatim_fault(cleaned) is None
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode().decode() == cleaned
    assert cleaned == cleaned.strip()
    assert "\r" not in cleaned


@given(anything)
def test_a_single_line_is_the_cleaned_text_on_one_line(text: str) -> None:
    line = clean(text, single_line=True)
    assert line.split() == clean(text).split()
    assert len(line.splitlines()) <= 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf", "Zl", "Zp", "Mn"])))
def test_clean_takes_nothing_from_ordinary_text(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text).strip()


def test_a_letter_keeps_at_most_thirty_marks() -> None:
    assert clean("x" + "\u0315" * 100 + "y") == "x" + "\u0315" * MAX_MARKS + "y"
    assert clean("\u01d6" + "\u0328" + "\u0315" * 100) == "\u0173\u0308\u0304" + "\u0315" * (MAX_MARKS - 2)


def test_every_character_that_normalisation_can_move_counts_as_a_mark() -> None:
    movable = [chr(point) for point in range(0x110000) if unicodedata.combining(chr(point))]
    assert all(clean(f"a{mark * 40}b") == clean(f"a{mark * 50}b") for mark in movable)


@pytest.mark.parametrize(
    "unit",
    ["\u0315\u0300", "\u0f73", "\u0344", "e\u0301", " \t", "\r", "\x00", "\u1100\u1161", "\ud800", "[[", "\u202e"],
)
@pytest.mark.parametrize("work", [clean, fold, verbatim_fault, lambda text: clean(text, single_line=True)])
def test_the_work_grows_no_faster_than_the_text(unit: str, work: Callable[[str], object]) -> None:
    started = time.perf_counter()
    work("a" + unit * 100_000)
    # A quadratic step would take minutes.
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("François Ruffin", "francois RUFFIN"),
        ("Straße", "STRASSE"),
        ("l’usine d'Amiens", "L USINE D AMIENS"),
        ("Picardie debout-Fakir", "picardie debout fakir"),
        ("5 ½", "5 1⁄2"),
        ("cœur", "COEUR"),
        ("Łódź", "lodz"),
        ("Ελλάς", "ελλας"),
        ("Йод", "иод"),
        ("ﬁn  de\nsemaine", "fin de semaine"),
        ("Wahl\u00adkampf", "Wahlkampf"),
        ("a – b — c − d", "a b c d"),
        (" ", ""),
    ],
)
def test_search_does_not_see_the_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ぱ", "は"), (HEBREW, "שלום"), ("كِتَاب", "كتاب"), ("кот", "kot"), ("1975", "1976"), ("ab", "a b")],
)
def test_search_sees_what_makes_another_word(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(anything)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_to_a_fixed_point() -> None:
    folded = {fold(chr(point)) for point in range(0x20000)}
    assert [text for text in folded if fold(text) != text] == []


@given(anything)
def test_cleaning_does_not_change_what_search_compares(text: str) -> None:
    cleaned = clean(text)
    assert fold(clean(cleaned, single_line=True)) == fold(cleaned)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\x00b", Fault(1, "nul")),
        ("ab\x1b", Fault(2, "control")),
        ("a\r\nb", Fault(1, "control")),
        ("\x7f", Fault(0, "control")),
        ("é\x85", Fault(1, "control")),
        ("𝄞\ud834", Fault(1, "surrogate")),
        ("a\u202eb\x00", Fault(1, "bidi")),
        ("a\u2067b", Fault(1, "bidi")),
    ],
)
def test_a_quote_that_cannot_stand_is_refused_at_its_first_fault(text: str, fault: Fault) -> None:
    assert verbatim_fault(text) == fault


@pytest.mark.parametrize("text", ["", "two\nlines\tand a tab", "e\u0301 not normalised", " spaces ", PERSIAN, ARABIC])
def test_a_quote_stands_as_it_was_written(text: str) -> None:
    assert verbatim_fault(text) is None


def test_a_captured_text_is_normalised_as_its_capture_says() -> None:
    captured = "Cafe\u0301\r\nun\rdeux\n \ufeff"
    assert normalised(captured, Normaliser.NONE) == captured
    assert normalised(captured, Normaliser.NFC_LF_1) == "Café\nun\ndeux\n \ufeff"

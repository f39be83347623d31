"""A number, a percentage or a date has the same terms in English and in French, however it is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.terms import MAX_LETTERS, terms

ENGLISH = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
FRENCH = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
BOTH = ("en", "fr")

whole_numbers = st.integers(0, 10**12)
tenths = st.integers(1, 9_999).map(lambda number: f"{number // 10}.{number % 10}")
days = st.dates(date(1000, 1, 1))


def alike(*texts: str) -> list[str]:
    """The terms that all the texts have in both languages."""
    [found] = {tuple(terms(text, language)) for text in texts for language in BOTH}
    return list(found)


@given(whole_numbers)
def test_a_number_is_the_same_however_its_thousands_are_parted(number: int) -> None:
    separators = [",", " ", "\u00a0", "\u2009", "\u202f", "'", "’", ""]
    assert alike(*(f"{number:,}".replace(",", separator) for separator in separators)) == [str(number)]


@given(whole_numbers)
def test_points_part_thousands_where_they_do_in_the_language(number: int) -> None:
    assert terms(f"{number:,}".replace(",", "."), "de") == [str(number)]


def test_a_single_point_is_that_of_a_fraction_elsewhere() -> None:
    assert alike("1.125") == ["1.125"]
    assert alike("1.125.000") == ["1125000"]
    assert terms("1.125", "de") == ["1125"]


@given(tenths)
def test_a_percentage_is_the_same_however_it_is_written(number: str) -> None:
    units = ["%", " %", "\u00a0%", "\u202f%", " percent", " per cent", " pct", " pour cent", " pourcent"]
    expected = [f"{number.removesuffix('.0')}%"]
    assert alike(*(figure + unit for figure in (number, number.replace(".", ",")) for unit in units)) == expected


@pytest.mark.parametrize(
    "text", ["5 %", "5 percent", "5 pour cent", "5,0 %", "5.00%", "５％", "5 Prozent", "5 por ciento"]
)
def test_five_percent_is_five_percent(text: str) -> None:
    assert alike(text) == ["5%"]


def test_half_a_percent_is_not_five() -> None:
    assert alike(".5%", "0.5 percent", "0,5 %", "0.50 pour cent") == ["0.5%"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1,000.50", "1 000,50", "1000.5", "1'000.500"], ["1000.5"]),
        (["1.010", "1.0100"], ["1.01"]),
        (["0.0", "0", "0.000"], ["0"]),
        (["1..0"], ["1", "0"]),
        (["3k", "3K"], ["3000"]),
        (["0k", "0m", "0.0bn"], ["0"]),
        (["1.2345k"], ["1.2345", "k"]),
        (["2.5m", "2,5m", "2,500k", "2 500 000"], ["2500000"]),
        (["3bn"], ["3000000000"]),
        (["1.5 million", "1,5 million", "0001.5 million"], ["1500000", "million"]),
        (["0 million"], ["0", "million"]),
    ],
)
def test_a_number_has_one_form(texts: list[str], expected: list[str]) -> None:
    assert alike(*texts) == expected


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("4 thousand", "en", "4000"),
        ("4 billion", "en", "4000000000"),
        ("4 mille", "fr", "4000"),
        ("4,2 millions", "fr", "4200000"),
        ("4 milliards", "fr", "4000000000"),
        ("4 Millionen", "de", "4000000"),
        ("4 mil", "es", "4000"),
    ],
)
def test_a_multiple_is_its_number_and_the_word(text: str, language: str, number: str) -> None:
    found = terms(text, language)
    assert found[0] == number
    assert len(found) == 2


def test_a_number_that_is_too_long_is_not_multiplied() -> None:
    digits = "9" * (MAX_LETTERS - 1)
    assert alike(f"{digits} million") == [digits, "million"]


@given(days)
def test_a_date_is_the_same_however_it_is_written(day: date) -> None:
    english, french = ENGLISH[day.month - 1], FRENCH[day.month - 1]
    number, year, iso = str(day.day), str(day.year), day.isoformat()
    written = [
        f"{number} {english} {year}",
        f"{english} {number}, {year}",
        f"{english} {number}{ending(day.day)} {year}",
        f"the {number}{ending(day.day)} of {english}, {year}",
        f"{number} {french} {year}",
        f"{number}{'er' if day.day == 1 else ''}\u00a0{french} {year}",
        iso,
    ]
    expected = {f"-{iso[4:]}", iso[:7], iso[:4], iso}
    for text in written:
        for language in BOTH:
            assert set(terms(text, language)) - {"the", "of"} == expected
    assert set(terms(f"{day:%d/%m/%Y}", "fr")) == set(terms(f"{day:%d.%m.%Y}", "de")) == expected


def ending(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(days)
def test_a_less_precise_date_has_terms_of_the_whole_one(day: date) -> None:
    whole = set(terms(day.isoformat(), "en"))
    for name in (ENGLISH[day.month - 1], FRENCH[day.month - 1]):
        assert set(alike(f"{name} {day.year}")) == {f"{day:%Y-%m}", f"{day.year}"} < whole
        assert set(alike(f"{day.day} {name}")) == {f"--{day:%m-%d}"} < whole
    assert set(alike(f"{day.year}")) < whole


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("18. Juni 2017", "de"),
        ("18 de junio de 2017", "es"),
        ("18 giugno 2017", "it"),
        ("18 juni 2017", "nl"),
        ("18 de junho de 2017", "pt"),
        ("١٨/٠٦/٢٠١٧", "ar"),
        ("June 18th, 2017.", "en"),
        ("Jun. 18, 2017", "en"),
        ("06/18/2017", "en"),
        ("18/06/2017", "en"),
        ("06/18/2017", "fr"),
    ],
)
def test_one_day_has_the_same_terms_in_other_forms_and_languages(text: str, language: str) -> None:
    assert terms(text, language) == terms("2017-06-18", "en") == ["--06-18", "2017-06", "2017", "2017-06-18"]


def test_of_an_ambiguous_date_only_the_year_is_sure() -> None:
    assert terms("3/4/2017", "en") == ["2017"]
    assert "2017-04-03" in terms("3/4/2017", "fr")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2017-13-45", "en", ["2017", "13", "45"]),
        ("45 juin", "fr", ["45", "juin"]),
        ("31/31/2017", "fr", ["31", "31", "2017"]),
        ("2017-06-181", "en", ["2017", "06", "181"]),
        ("June 18,000", "en", ["june", "18000"]),
        ("you may march", "en", ["may", "march"]),
        ("18 junebugs", "en", ["18", "junebug"]),
    ],
)
def test_what_is_no_date_stays_as_it_is(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected

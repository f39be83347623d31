"""The query language: what somebody types is read as words, phrases, exclusions and prefixes, and never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.search.query import LONGEST, MOST_TERMS, Reading, parse
from tests.finding.odd import ODD

LANGUAGES = ("en", "fr")


def reading(typed, language="en"):
    """The only reading of a query in one language."""
    [found] = parse(typed, [language])
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Reading("en", ())),
        ("elections", Reading("en", ("elect",), ("elections",))),
        ("Éléctions ELECTIONS", Reading("en", ("elect",), ("elections",))),
        ('"two words"', Reading("en", (), phrases=(("two", "word"),))),
        ('"two words', Reading("en", (), phrases=(("two", "word"),))),
        ('"two words" three', Reading("en", ("three",), ("three",), phrases=(("two", "word"),))),
        ('one"two words"three', Reading("en", ("one", "three"), ("one", "three"), phrases=(("two", "word"),))),
        ('"one" "two" "', Reading("en", (), phrases=(("one",), ("two",)))),
        ("one -two", Reading("en", ("one",), ("one",), without=(("two",),))),
        ('one -"two words"', Reading("en", ("one",), ("one",), without=(("two", "word"),))),
        ('one -"two words', Reading("en", ("one",), ("one",), without=(("two", "word"),))),
        ("one -COVID-19", Reading("en", ("one",), ("one",), without=(("covid", "19"),))),
        ("one - two", Reading("en", ("one", "two"), ("one", "two"))),
        ("one -the", Reading("en", ("one",), ("one",))),
        ("COVID-19", Reading("en", ("covid", "19"), ("covid", "19"))),
        ("well-known", Reading("en", ("well", "known"), ("well", "known"))),
        ("élec*", Reading("en", (), prefixes=("elec",))),
        ("one two*", Reading("en", ("one",), ("one",), prefixes=("two",))),
        ("one t*", Reading("en", ("one",), ("one",))),
        ("one tw*o", Reading("en", ("one", "tw", "o"), ("one", "tw", "o"))),
        ("merci-pat*", Reading("en", ("merci",), ("merci",), prefixes=("pat",))),
        ("one e-mai*", Reading("en", ("one",), ("one",), prefixes=("emai",))),
        ("O'Bri*", Reading("en", ("o",), ("o",), prefixes=("bri",))),
        ("5%*", Reading("en", ("5%",), ("5%",))),
        ("5 %", Reading("en", ("5%",), ("5%",))),
        ("Merci patron !", Reading("en", ("merci", "patron"), ("merci", "patron"))),
        ("NEAR(", Reading("en", ("near",), ("near",))),
        ("a-b:c", Reading("en", ("b", "c"), ("b", "c"))),
        ("😀", Reading("en", ())),
        ('"', Reading("en", ())),
        ("-", Reading("en", ())),
        ("*", Reading("en", ())),
        ("-one", Reading("en", (), without=(("one",),))),
        ("a*", Reading("en", ())),
        ("the of", Reading("en", (), is_frequent=True)),
        ("don't", Reading("en", (), is_frequent=True)),
        ('"the of"', Reading("en", (), is_frequent=True)),
        ("a", Reading("en", (), is_frequent=True)),
    ],
)
def test_what_is_typed_is_read_as(typed, expected):
    assert reading(typed) == expected


@pytest.mark.parametrize(
    ("typed", "terms"),
    [("l'élection", ("elect",)), ("l’élection", ("elect",)), ("qu'il vote", ("vot",)), ("5 pour cent", ("5%",))],
)
def test_french_is_read_as_french(typed, terms):
    assert reading(typed, "fr").terms == terms


@pytest.mark.parametrize("typed", ["l'élec*", "d’élec*", "qu'élec*", "ÉLEC*"])
def test_a_french_prefix_is_read_without_what_is_elided_before_it(typed):
    assert reading(typed, "fr") == Reading("fr", (), prefixes=("elec",))


def test_a_query_is_read_once_in_each_language():
    assert [(each.language, each.terms) for each in parse("journaux", LANGUAGES)] == [
        ("en", ("journaux",)),
        ("fr", ("journal",)),
    ]


def test_a_reading_in_which_nothing_is_left_says_why():
    english, french = parse("the", LANGUAGES)
    assert (english.is_empty, english.is_frequent) == (True, True)
    assert (french.is_empty, french.is_frequent) == (False, False)
    assert [(each.is_empty, each.is_frequent) for each in parse("a on", LANGUAGES)] == [(True, True)] * 2
    assert [(each.is_empty, each.is_frequent) for each in parse("!", LANGUAGES)] == [(True, False)] * 2


def test_only_so_much_is_read():
    numbers = " ".join(map(str, range(10, 100)))
    assert len(reading(numbers).terms) == MOST_TERMS
    assert reading("x" + " " * LONGEST + "zebra").terms == ("x",)


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_nothing_odd_breaks_it(typed):
    assert [each.language in LANGUAGES for each in parse(typed, LANGUAGES)]


@given(st.text(max_size=300) | st.text("\"-* ab'é5%", max_size=60))
def test_no_text_breaks_it_and_each_term_has_its_word(typed):
    for each in parse(typed, LANGUAGES):
        assert len(each.terms) == len(each.words) <= MOST_TERMS
        assert all(each.phrases)
        assert all(each.without)
        assert all(len(prefix) > 1 and prefix.isalnum() for prefix in each.prefixes)


@given(st.lists(st.sampled_from(["zebra", '"two words"', "-macron", "elec*", "COVID-19"]), max_size=6))
def test_the_parts_of_a_query_do_not_depend_on_their_order(parts):
    one, other = reading(" ".join(parts)), reading(" ".join(reversed(parts)))
    for name in ("terms", "phrases", "prefixes", "without"):
        assert set(getattr(one, name)) == set(getattr(other, name))

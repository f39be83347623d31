"""Words that no text holds: distance between words, the nearest one, and words written as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.search.typos import (
    LONG,
    LONGEST,
    PREFIX,
    RARE,
    SHORTEST,
    allowed,
    distance,
    nearest,
    neighbourhood,
    pieces,
    respellings,
    split,
)

words = st.text("abcd", max_size=8)
FAR = 99


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("vote", "vote", 0),
        ("vote", "votes", 1),
        ("vote", "voe", 1),
        ("vote", "vite", 1),
        ("vote", "vtoe", 1),
        ("vote", "", 4),
        ("kitten", "sitting", 3),
        ("presidnet", "president", 1),
    ],
)
def test_each_slip_counts_one(one, other, expected):
    assert distance(one, other, FAR) == expected


@given(words, words)
def test_distance_is_symmetric_and_within_its_bounds(one, other):
    found = distance(one, other, FAR)
    assert found == distance(other, one, FAR)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))
    assert (found == 0) is (one == other)


@given(words, words, st.integers(0, 4))
def test_a_limit_changes_no_count_up_to_it(one, other, limit):
    found = distance(one, other, FAR)
    limited = distance(one, other, limit)
    assert limited == found if found <= limit else limited > limit


@pytest.mark.parametrize("word", ["", "abc", "a" * (LONGEST + 1), "covid19", "5%", "2017-06"])
def test_what_is_too_short_too_long_or_no_word_is_never_corrected(word):
    assert neighbourhood(word) is None


@given(st.text("abcdé", min_size=SHORTEST, max_size=LONGEST))
def test_everything_near_enough_with_the_same_beginning_is_in_the_neighbourhood(word):
    around = neighbourhood(word)
    assert word.startswith(around.prefix)
    assert len(around.prefix) == PREFIX
    assert SHORTEST <= around.shortest <= len(word) <= around.longest == len(word) + allowed(word)


def test_long_words_may_have_two_mistakes():
    assert (allowed("a" * (LONG - 1)), allowed("a" * LONG)) == (1, 2)


def test_nothing_near_gives_nothing():
    assert nearest("vacin", {}) is None
    assert nearest("vacin", {"vote": 9, "vaccinator": 9}) is None


def test_the_fewest_mistakes_count_before_the_most_texts():
    assert nearest("presidnets", {"presidents": 1, "residents": 100}) == "presidents"


def test_among_equally_near_ones_the_most_frequent_is_taken_then_the_first():
    assert nearest("vate", {"vote": 2, "vase": 5, "vite": 1}) == "vase"
    assert nearest("vate", {"vote": 2, "vite": 2}) == "vite"


@given(
    st.text("abc", min_size=4, max_size=9), st.dictionaries(st.text("abc", min_size=3, max_size=10), st.integers(1, 9))
)
def test_the_nearest_is_a_candidate_within_the_limit_and_none_is_better(word, candidates):
    found = nearest(word, candidates)
    ranks = {each: (distance(word, each, FAR), -count) for each, count in candidates.items()}
    near = {each: rank for each, rank in ranks.items() if rank[0] <= allowed(word)}
    assert (found is None) is (not near)
    if found is not None:
        assert near[found] == min(near.values())


def test_what_is_respelt_is_one_mistake_away_however_its_stem_differs():
    assert nearest("electoin", {"elect": 5, "election": 1}) == "election"
    assert nearest("electoin", {"elect": 5, "election": 1}, {"elect"}) == "elect"
    assert nearest("electoin", {"zebra": 5}, {"elect"}) is None


ENDINGS = ("ation", "ions", "s")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("electoins", "elections"),
        ("electins", "elections"),
        ("electuons", "elections"),
        ("mreci", "merci"),
        ("wrok", "work"),
        ("eleections", "elections"),
        ("vaccinatin", "vaccination"),
    ],
)
def test_one_slip_leads_from_a_respelling_to_the_word(word, meant):
    assert meant in set(respellings(word, ENDINGS))


@pytest.mark.parametrize("word", ["", "vot", "covid19", "5%", "a" * (LONGEST + 1)])
def test_what_is_too_short_too_long_or_no_word_is_not_respelt(word):
    assert list(respellings(word, ENDINGS)) == []


@given(st.text("abcions", max_size=10))
def test_every_respelling_is_one_slip_away_and_they_are_few(word):
    found = list(respellings(word, ENDINGS))
    assert all(distance(word, each, FAR) == 1 for each in found)
    assert len(found) <= 2 * len(word) + 2 * len(ENDINGS)


def test_a_compound_is_split_into_the_fewest_frequent_words():
    stored = {"climate": 9, "change": 9, "clim": 9, "ate": 9}
    assert split("climatechange", lambda part: stored.get(part, 0)) == ["climate", "change"]


@pytest.mark.parametrize("word", ["", "abc", "climate", "climate2change", "xyzclimate"])
def test_what_is_no_compound_is_not_split(word):
    assert split(word, lambda part: 9 if part == "change" else 0) == []


@given(st.text("abc", max_size=12), st.sets(st.text("abc", min_size=3, max_size=6), max_size=8))
def test_parts_make_up_the_word_and_are_frequent_pieces_of_it(word, frequent):
    parts = split(word, lambda part: RARE + 1 if part in frequent else RARE)
    assert "".join(parts) in (word, "")
    assert set(parts) <= frequent & set(pieces(word))

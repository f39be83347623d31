"""Exact quotes: where they stand, how often, and what tells one occurrence from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.quotes import Located, QuoteError, QuoteStatus, locate, shortest_context, stands_at

STORY = "He was born in Calais. He grew up in Amiens. He was born to be heard."


def test_a_quote_that_stands_once_is_found_with_its_position():
    assert locate(STORY, "grew up") == Located(QuoteStatus.EXACT, 26, 33, (26,))
    assert STORY[26:33] == "grew up"


def test_a_quote_that_stands_nowhere_is_missing():
    assert locate(STORY, "grew old") == Located(QuoteStatus.MISSING, None, None, ())


def test_a_quote_that_stands_twice_is_ambiguous_and_both_places_are_named():
    assert locate(STORY, "born") == Located(QuoteStatus.AMBIGUOUS, None, None, (7, 52))


def test_a_prefix_tells_two_occurrences_apart():
    assert locate(STORY, "He was born", prefix="Amiens. ").start == 45


def test_a_suffix_tells_two_occurrences_apart():
    assert locate(STORY, "He was born", suffix=" in").candidates == (0,)


def test_the_position_is_that_of_the_quote_without_its_context():
    found = locate(STORY, "born", prefix="was ", suffix=" to")
    assert (found.start, found.end) == (52, 56)


def test_context_that_still_fits_twice_is_ambiguous():
    assert locate(STORY, "born", prefix="He was ").status == QuoteStatus.AMBIGUOUS


def test_a_quote_in_another_context_is_missing():
    assert locate(STORY, "Calais", prefix="grew up in ").status == QuoteStatus.MISSING


def test_occurrences_that_overlap_are_different_ones():
    assert locate("aaaa", "aa").candidates == (0, 1, 2)


def test_the_whole_text_can_be_quoted():
    assert locate("all", "all") == Located(QuoteStatus.EXACT, 0, 3, (0,))


@pytest.mark.parametrize(
    ("text", "nearly"),
    [
        ("Merci patron !", "merci patron !"),
        ("5\u00a0%", "5 %"),
        ("\u00e9lu", "e\u0301lu"),
        ("re-elected", "re\u2011elected"),
    ],
    ids=["case", "space", "normal form", "hyphen"],
)
def test_a_quote_that_is_nearly_right_is_missing(text, nearly):
    assert locate(text, nearly).status == QuoteStatus.MISSING


def test_positions_count_code_points():
    # The smile is one code point, two UTF-16 units and four bytes; the decomposed é is two code points.
    assert locate("😀 e\u0301lu", "lu").start == 4


@pytest.mark.parametrize("context", [("", ""), ("before", "after")])
def test_an_empty_quote_is_an_error(context):
    with pytest.raises(QuoteError, match="empty quote"):
        locate(STORY, "", *context)


# stands_at


def test_a_quote_stands_where_the_text_reads_it():
    assert stands_at(STORY, "grew up", 26, 33)
    assert stands_at("all", "all", 0, 3)


@pytest.mark.parametrize(
    ("exact", "start", "end"),
    [
        ("grew up", 25, 32),
        ("grew up", 26, 34),
        ("grew", 26, 33),
        ("heard.", -6, len(STORY)),
        ("heard.", 63, len(STORY) + 1),
        ("heard.", 63, 63),
    ],
    ids=["shifted", "too long", "too short", "negative", "past the end", "empty"],
)
def test_a_quote_does_not_stand_elsewhere(exact, start, end):
    assert not stands_at(STORY, exact, start, end)


def test_an_empty_quote_stands_nowhere():
    assert not stands_at(STORY, "", 3, 3)


# shortest_context


def test_a_quote_that_stands_once_needs_no_context():
    assert shortest_context(STORY, 26, 33) == ("", "")


def test_the_shorter_side_is_taken():
    # Before "car" both read " "; after it, a comma and a full stop.
    assert shortest_context("red car, blue car.", 4, 7) == ("", ",")


def test_of_two_equally_short_pairs_the_one_with_the_shorter_suffix_is_taken():
    assert shortest_context("1x2 3x4", 1, 2) == ("1", "")


def test_both_sides_are_taken_where_one_side_is_not_enough():
    text = "axb axc dxb"
    assert shortest_context(text, 1, 2) == ("a", "b")
    assert locate(text, "x", "a", "b").start == 1


def test_a_repetition_at_the_start_of_the_text_is_told_by_what_stands_before():
    assert shortest_context("no no", 3, 5) == (" ", "")


def test_a_quote_at_the_start_of_the_text_is_told_by_what_stands_after():
    assert shortest_context("no no", 0, 2) == ("", " ")


def test_a_quote_repeated_with_the_same_surroundings_cannot_be_told():
    text = "the same words. " * 4
    with pytest.raises(QuoteError, match="same 5 characters on both sides"):
        shortest_context(text, 20, 24, limit=5)


def test_the_limit_holds_for_each_side():
    text = "1234x5678 1234x5679 0234x5678"
    assert shortest_context(text, 4, 5, limit=4) == ("1234", "5678")
    with pytest.raises(QuoteError, match="quote more of it"):
        shortest_context(text, 4, 5, limit=3)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 4)])
def test_a_position_outside_the_text_is_an_error(start, end):
    with pytest.raises(QuoteError, match=f"{start} to {end} is not a passage of a text of 3 characters"):
        shortest_context("all", start, end)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text of few letters, so that everything repeats, and a passage of it."""
    text = draw(st.text("ab ", min_size=1, max_size=30))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(passages())
def test_the_shortest_context_leads_back_to_the_passage_and_none_is_shorter(passage):
    text, start, end = passage
    longest = len(text)

    def tells(before: int, after: int) -> bool:
        found = locate(text, text[start:end], text[start - before : start], text[end : end + after])
        return found == Located(QuoteStatus.EXACT, start, end, (start,))

    # Without a limit there is always one: the whole text around the passage.
    prefix, suffix = shortest_context(text, start, end, limit=longest)
    assert tells(len(prefix), len(suffix))
    shortest = min(
        before + after for before in range(start + 1) for after in range(longest - end + 1) if tells(before, after)
    )
    assert len(prefix) + len(suffix) == shortest


@given(passages())
def test_every_candidate_stands_where_it_was_found(passage):
    text, start, end = passage
    exact = text[start:end]
    candidates = locate(text, exact).candidates
    assert [at for at in range(len(text)) if stands_at(text, exact, at, at + len(exact))] == list(candidates)

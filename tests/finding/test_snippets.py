"""What is marked in a text, and which passage of it is shown."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.search.record import RECORD, snippets
from claims.finding.search.searching import search
from claims.finding.search.snippets import LENGTH, best_passage, marked
from claims.models.record import PublishedClaim
from claims.text.terms import terms
from tests import factories as make

FRAGMENTS = (
    "élections", "l’élection", "vote", " ", "  ", "\n", ", ", ".", "5 %", "18 June 2017", "e-mail", "U.S.", "COVID-19",
    "20 000", "œuvre", "ﬁnance", "東京都", "\u0301", "<b>", "&", "x" * 50, "-", "'", "½", "🇫🇷", "\u200b",
)  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=60).map("".join)
languages = st.sampled_from(["en", "fr", "xx"])


def whole(parts):
    """The text of some parts."""
    return "".join(piece for piece, _is_marked in parts)


def marks(text, typed, language="en"):
    """What is marked in a text for what was typed."""
    return [piece for piece, is_marked in marked(text, language, terms(typed, language)) if is_marked]


@pytest.mark.parametrize(
    ("text", "typed", "language", "expected"),
    [
        ("Les élections, l’élection !", "élection", "fr", ["élections", "élection"]),
        ("He voted; they vote.", "voting", "en", ["voted", "vote"]),
        ("Il en reste 5 %, ou 5.", "5 pour cent", "fr", ["5 %"]),
        ("On 18 June 2017 he won.", "2017-06-18", "en", ["18 June 2017"]),
        ("In June 2017 he won.", "juin 2017", "en", ["June 2017"]),
        ("In 2017 he won.", "2017", "en", ["2017"]),
        ("About 20 000 came.", "20,000", "en", ["20 000"]),
        ("An E-mail (e‑mail) came.", "email", "en", ["E-mail", "e‑mail"]),
        ("The U.S. won.", "usa", "en", ["U.S."]),
        ("COVID-19 came.", "covid", "en", ["COVID"]),
        ("« Merci patron ! » won.", "patron merci", "fr", ["Merci", "patron"]),
        ("The ŒUVRE and the oeuvre", "œuvre", "fr", ["ŒUVRE", "oeuvre"]),
        ("<b>bold</b>", "bold", "en", ["bold"]),
        ("Nothing of it", "zebra", "en", []),
        ("", "zebra", "en", []),
    ],
)
def test_words_are_marked_in_whatever_form_they_stand(text, typed, language, expected):
    assert marks(text, typed, language) == expected


@given(texts, texts, languages)
def test_the_parts_are_the_text_and_each_marked_one_has_a_term_that_was_asked(text, typed, language):
    words = set(terms(typed, language))
    parts = marked(text, language, words)
    assert whole(parts) == text
    for piece, is_marked in parts:
        assert piece
        assert not is_marked or words & set(terms(piece, language))


@given(st.lists(st.sampled_from(["vote", "votes", "wolf", "l'élection", "étés"]), min_size=1, max_size=9), languages)
def test_every_word_of_a_plain_text_that_was_asked_is_marked(words, language):
    text = " ".join(words)
    for asked in set(terms(text, language)):
        found = marked(text, language, [asked])
        assert any(is_marked and asked in terms(piece, language) for piece, is_marked in found)


@given(texts, texts, languages, st.integers(1, 200))
def test_a_passage_is_a_part_of_the_text_with_its_marks(text, typed, language, length):
    words = set(terms(typed, language))
    passage = best_passage(text, language, words, length)
    assert (passage is None) is not any(is_marked for _piece, is_marked in marked(text, language, words))
    if passage:
        shown = whole(passage.parts)
        assert shown in text
        assert text.lstrip().startswith(shown.lstrip()) or not passage.is_beginning
        assert text.rstrip().endswith(shown.rstrip()) or not passage.is_end
        pieces = [piece for piece, is_marked in passage.parts if is_marked]
        assert pieces
        assert len(shown) <= max(length, max(map(len, pieces)))
        assert passage.words == words & {term for piece in pieces for term in terms(piece, language)}


FILLER = "One thing led to another, and so on, for a very long time. " * 10


def test_the_passage_with_the_most_of_the_words_is_shown():
    text = f"A wolf. {FILLER} A wolf met a sheep. {FILLER} A sheep. {FILLER} A wolf met a sheep again."
    passage = best_passage(text, "en", {"wolf", "sheep"})
    shown = whole(passage.parts)
    assert [piece for piece, is_marked in passage.parts if is_marked] == ["wolf", "sheep"]
    assert "again" not in shown
    assert (passage.is_beginning, passage.is_end) == (False, False)
    assert LENGTH / 2 < len(shown) <= LENGTH
    assert passage.words == {"wolf", "sheep"}


def test_a_passage_is_cut_between_words():
    text = f"{FILLER}A wolf met a sheep. {FILLER}"
    shown = whole(best_passage(text, "en", {"wolf"}).parts)
    start = text.index(shown)
    assert text[start - 1].isspace()
    assert text[start + len(shown)].isspace()
    assert set(shown.split()) <= set(text.split())


def test_a_short_text_is_shown_whole():
    passage = best_passage("A wolf met a sheep.", "en", {"sheep"})
    assert whole(passage.parts) == "A wolf met a sheep."
    assert (passage.is_beginning, passage.is_end) == (True, True)


def test_the_time_grows_no_faster_than_the_text():
    def seconds(length):
        text = "wolf 1 sheep 5 % " * length
        started = time.thread_time()
        best_passage(text, "en", {"wolf", "sheep", "5%"})
        return time.thread_time() - started

    assert any(seconds(5_000) <= 15 * seconds(500) for _attempt in range(5))


@pytest.fixture
def wolf():
    """The owner of a claim in English and French whose quotation and explanations say more than its statement."""
    subject = make.entity("carl", aliases=["Charlie the Bold"])
    french = {"statement": "Le loup est venu.", "summary": "Le loup", "rating_explanation": "Des brebis l’ont vu."}
    claim = make.claim(
        "The wolf came.", subject=subject, rating_explanation="A goat saw it.", translations={"fr": french}
    )
    make.evidence(claim, quote_exact="it met the sheep")
    make.publish_sample(claim)
    return PublishedClaim.objects.get().pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("goats", "en", "A [goat] saw it."),
        ("sheep", "en", "it met the [sheep]"),
        ("brebis", "fr", "Des [brebis] l’ont vu."),
        ("brebis", "en", "Des [brebis] l’ont vu."),
        ("goat", "fr", "A [goat] saw it."),
        ("goat wolf", "en", "A [goat] saw it."),
        ("bold", "en", "Charlie the [Bold]"),
        ("go*", "en", "A [goat] saw it."),
        ("wolf", "en", None),
        ("carl", "en", "[Carl]"),
    ],
)
def test_a_row_shows_where_else_the_words_stand_in_its_own_language_if_they_do(wolf, typed, language, expected):
    found = snippets(search(RECORD, typed, ["en", "fr"]), [wolf], language)
    shown = {
        pk: "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in each.passage.parts)
        for pk, each in found.items()
    }
    assert shown == ({} if expected is None else {wolf: expected})


@pytest.mark.django_db
def test_snippets_cost_one_query(wolf):
    made = search(RECORD, "goat", ["en"])
    with CaptureQueriesContext(connection) as queries:
        snippets(made, [wolf], "en")
        assert snippets(made, [], "en") == {}
    assert len(queries) == 1

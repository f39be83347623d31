"""Of a posted text, what it says is left, and who posted it is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.posts import MAX_LENGTH, statement

SENTENCE = "The bridge of Arvonne was closed – for good – last week."
WORDS = "the well-known mayor (a baker), it seems, came on 5 March 2019 to Saint-Aubin; why? no. 12% — – - -- ― (5)"

anything = st.text(st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]))


@pytest.mark.parametrize("dash", ["—", "–", "―", "-", "--"])
@pytest.mark.parametrize("name", ["Ann Lee", "Ville d'Arvonne", "Šárka 🌊 Nová", "日本 太郎", "J.-P. O’Hara, MD"])
@pytest.mark.parametrize(
    "day",
    ["March 5, 2019", "Sept. 5, 2019", "5 mars 2019", "5. März 2019", "5 de marzo de 2019", "2019-03-05", "· 5 May 19"],
)
def test_a_signature_is_no_part_of_the_statement(dash: str, name: str, day: str) -> None:
    assert statement(f"{SENTENCE} {dash} {name} (@some_body1) {day}") == SENTENCE


@pytest.mark.parametrize("rest", ["", " ", " Mar", " March 5, 20", "\nMarch 5, 2019", " · 5 mars…"])
def test_a_signature_at_the_end_may_be_cut_short(rest: str) -> None:
    assert statement(f"{SENTENCE} — Ann Lee\n(@annlee){rest}") == SENTENCE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Closed – for good – since May. - Ann Lee (@annlee) March 5, 2019", "Closed – for good – since May."),
        ("Closed - for good - since May - Ann Lee (@annlee) March 5, 2019", "Closed - for good - since May"),
        ("Closed - for good - since May. -- Ann Lee (@annlee)", "Closed - for good - since May."),
        ("Closed. — Ann Lee - Ville d'Arvonne (@annlee) March 5, 2019", "Closed."),
        ("Closed. — Ann Lee - Ville d'Arvonne (@annlee)", "Closed."),
        ("Closed. - Ann-Lou Saint-Lee (@annlou) March 5, 2019", "Closed."),
    ],
)
def test_the_signature_begins_at_the_last_dash_that_is_not_in_a_name(text: str, said: str) -> None:
    assert statement(text) == said


def test_a_signature_in_the_middle_goes_and_the_answer_stays() -> None:
    text = "No — never. — Ann Lee (@annlee) March 5, 2019 Yes - always. — Bo (@bo) March 6, 2019"
    assert statement(text) == "No — never. Yes - always."


@given(st.lists(st.sampled_from(WORDS.split())))
def test_a_sentence_with_dashes_loses_nothing(words: list[str]) -> None:
    assert statement(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "The plan — drawn by Ann Lee (@annlee) — failed.",
        "The mayor - a baker (@mayor) - resigned on 5 May 2019.",
        "The plan – by Ann Lee (@annlee) and her colleagues of the council – failed.",
        "He came back-ended (@mayor) 5 May 2019",
        "Ann Lee (@annlee) March 5, 2019",
    ],
)
def test_a_handle_inside_a_sentence_takes_nothing_with_it(text: str) -> None:
    assert statement(text) == text.replace("@annlee", " annlee ").replace("@mayor", " mayor ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Posted by Ann Lee on Monday, March 4, 2019\nThe bridge is closed.", "The bridge is closed."),
        ("The bridge is closed.\nPubliée par Ann Lee", "The bridge is closed."),
        ("Publié par Ann Lee le lundi 4 mars 2019\nLe pont est fermé.", "Le pont est fermé."),
        ("Posted by mistake – the picture shows a fire.", "Posted by mistake – the picture shows a fire."),
        ("It was posted by Ann Lee", "It was posted by Ann Lee"),
        ("RT @bo: The bridge is closed", "The bridge is closed"),
        ("The bridge is closed, via @bo", "The bridge is closed,"),
        ("See https://paper.example/a?b=c#d and www.paper.example now", "See and now"),
        ("Closed t.co/abcdefghijToday https://t.co/abcdefghij", "Closed Today"),
        ("Closed pic.twitter.com/abcdefghijToday pic.twitter.com/short", "Closed Today"),
        ("#ClimateChange #climate_now #WHOReport #Paris2024", "Climate Change climate now WHO Report Paris 2024"),
        ("#COVID19 #Élection #5G", "COVID19 Élection 5 G"),
        ("@LeGrandPont is closed", "Le Grand Pont is closed"),
        ("one\n\n two\tthree ", "one two three"),
        ("", ""),
    ],
)
def test_what_the_platform_added_goes_and_names_become_words(text: str, said: str) -> None:
    assert statement(text) == said


@given(anything)
def test_any_string_has_a_statement_on_one_line(text: str) -> None:
    said = statement(text)
    assert said == " ".join(said.split())
    assert len(said) <= 2 * len(text)


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert statement("a" * MAX_LENGTH + "b") == "a" * MAX_LENGTH


@pytest.mark.parametrize("end", ["", "x", " (@a) 5"])
@pytest.mark.parametrize(
    "unit",
    [
        *("- (@", "- - (@a) ", "— (@a)", " -", "-- ", "—", "—_", "June(@ 2019— 2019#Posted by ", "(@" + "a" * 30 + ")"),
        *("Posted by ", "Posted by a\n", "https://", "www.", "pic.twitter.com", "t.co/", "via ", "RT ", "h/t "),
        *("#a_", "@aB", "\n", "- a. - "),
    ],
)
def test_no_text_keeps_anybody_waiting(unit: str, end: str) -> None:
    for length in (MAX_LENGTH - len(end), 20_000):
        started = time.thread_time()
        statement((unit * length)[:length] + end)
        assert time.thread_time() - started < 0.5

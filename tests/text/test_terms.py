"""Two texts about the same thing have terms in common, however they are written; any string at all has terms."""

import re
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from itertools import product

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from claims.text import clean, fold
from claims.text.languages import ENDINGS, STEMMERS, STOP_WORDS
from claims.text.terms import MAX_LETTERS, stem, terms, terms_and_words

UNKNOWN = "xx"
DATE = re.compile(r"\d{4}-\d\d(-\d\d)?|--\d\d-\d\d")
FRAGMENTS = [
    *("U.S.", "U.S.S.R.", "don't", "l'élection", "qu’", "e-mail", "COVID-19", "’s", "the", "des1", "étés", "may", "_"),
    *("1,000", "1.000.000", "1.50", ".5", "5%", " percent", " pour cent", "3k", "0m", " million", "1er", "2nd", "½"),
    *("18 June", " juin ", "2017-06-18", "31/12/1999", "3/4/2017", "--", "—", ":", ",", ".", "'", " ", "\u00a0", "\n"),
    *("東京", "ภาษาไทย", "كتاب", "١٩٧٥", "हिन्दी", "👩‍🔬", "ﷺ", "ιων", "\x00", "\u202e", "\ud800", "\u0301"),
]

characters = st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "No", "Zs", "Zl", "Zp"])
anything = st.text(characters) | st.lists(st.sampled_from(FRAGMENTS) | st.text(characters, max_size=3)).map("".join)
languages = st.sampled_from([*STEMMERS, "id", "ja", UNKNOWN, ""])


def is_term(text: str) -> bool:
    return 0 < len(text) <= MAX_LETTERS and ":" not in text and not any(is_unprintable(letter) for letter in text)


def is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


@given(anything, languages)
def test_any_string_has_terms_that_can_be_stored(text: str, language: str) -> None:
    assert all(is_term(term) for term in terms(text, language))


@given(
    st.lists(st.sampled_from([each for each in FRAGMENTS if each.isascii()]) | st.text(st.characters(codec="ascii"))),
    languages,
)
def test_a_text_of_ascii_has_the_terms_that_it_has_beside_other_letters(parts: list[str], language: str) -> None:
    text = "".join(parts)
    assert [*terms(text, language), "ж"] == terms(f"{text} | ж", language)


@given(st.text(st.characters(categories=["L"]), min_size=MAX_LETTERS - 2), st.sampled_from([*STEMMERS]))
def test_the_stem_of_any_word_can_be_stored(word: str, language: str) -> None:
    assert all(is_term(stem(part, language)) for part in fold(word).split())


@given(anything, languages)
def test_every_term_comes_with_the_word_that_it_is_the_stem_of(text: str, language: str) -> None:
    pairs = terms_and_words(text, language)
    assert [term for term, _word in pairs] == terms(text, language)
    for term, word in pairs:
        assert term == (stem(word, language) if word.isalpha() else word[:MAX_LETTERS])
        assert fold(word) == word or DATE.fullmatch(word)
        assert word not in STOP_WORDS.get(language, ())


@given(anything, languages)
def test_what_is_stored_clean_has_the_terms_of_what_was_typed(text: str, language: str) -> None:
    found = terms(text, language)
    assert terms(clean(text), language) == found
    assert terms(unicodedata.normalize("NFD", text), language) == found


@given(anything)
def test_a_word_or_number_that_is_a_term_has_itself_as_its_term(text: str) -> None:
    for term in terms(text, UNKNOWN):
        if term.isalpha() or term.isdigit():
            assert terms(term, UNKNOWN) == [term]


def test_a_long_text_keeps_all_its_words() -> None:
    words = [f"w{number}w" for number in range(10_000)]
    assert terms(" ".join(words), UNKNOWN) == words


def test_of_a_long_word_the_beginning_is_kept() -> None:
    assert terms("x" * 100, "en") == ["x" * MAX_LETTERS]
    assert terms("7" * 100, "en") == ["7" * MAX_LETTERS]
    assert terms("x" * 100 + "7" * 100, "en") == ["x" * MAX_LETTERS, "7" * MAX_LETTERS]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("head", "unit", "tail"),
    [
        *(("", unit, "x") for unit in ["1,000,", "1 000 ", "1.000.", "1.000", "1.", "1 ", "11 ", "1", "0.0", "5% "]),
        *(("", unit, "x") for unit in ["a.b.", "ab.", "a", "n't ", "n", "'", "l'", "e-", "- (@", "_", "U.S", "日"]),
        *(("", unit, "x") for unit in ["18 june ", "june ", "2017-06-18 ", "18/06/2017", "1st ", "5 million ", "k1"]),
        *(("", unit, "") for unit in ["\u0301", "e\u0301", "\ud800", "\x00", "\u202e", "½", "٣,", "1,000", "1"]),
        ("1.", "0", "1"),
        ("1,", "0", "1"),
        ("abc", "1", "k"),
        ("", "9", "%"),
    ],
)
def test_the_time_grows_no_faster_than_the_text(head: str, unit: str, tail: str, language: str) -> None:
    short, long = (head + (unit * length)[:length] + tail for length in (2_000, 20_000))
    # A quadratic step takes a hundred times as long. Anything can slow down one attempt.
    assert any(seconds(terms, long, language) <= 15 * seconds(terms, short, language) for _attempt in range(5))


def seconds(work: Callable[..., object], *arguments: object) -> float:
    started = time.thread_time()
    work(*arguments)
    return time.thread_time() - started


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("COVID-19 Covid 19 COVID19", "en", ["covid", "19"] * 3),
        ("Don't! It isn’t; they won't.", "en", []),
        ("the mayor's garden, they'll sing", "en", ["mayor", "garden", "sing"]),
        ("l'élection L’Élection d’élections", "fr", ["elect"] * 3),
        ("aujourd'hui jusqu'ici", "fr", ["aujourd", "hui", "ici"]),
        ("dell'arte", "it", ["arte"]),
        ("E-mail e‑mail email", "en", ["email"] * 3),
        ("X-ray of a T-shirt", "en", ["xray", "tshirt"]),
        ("clés-en-main", UNKNOWN, ["cles", "en", "main"]),
        ("U.S. U.S.A. U.S.A US USA", "en", ["usa"] * 5),
        ("U.S.-led", "en", ["usa", "led"]),
        ("the U.S.'s", "en", ["usa"]),
        ("U.S.S.R. USSR", "en", ["ussr"] * 2),
        ("Tell us, says the U.S.", "en", ["tell", "us", "say", "usa"]),
        ("S.N.C.F. S.N.C.F SNCF", "fr", ["sncf"] * 3),
        ("Malcolm X, plan B", "en", ["malcolm", "x", "plan", "b"]),
        ("Malcolm X, plan B", "fr", ["malcolm", "x", "plan", "b"]),
        ("東京都 京", "ja", ["東京", "京都", "京"]),
        ("ไทยกก", "th", ["ไท", "ทย", "ยก", "กก"]),
        ("東京2020", "ja", ["東京", "2020"]),
        ("الكتاب كتاب ١٩٧٥", "ar", ["كتاب", "كتاب", "1975"]),
        ("हिन्दी क्षि १९७५", "hi", ["हिन्दी", "क्षि", "1975"]),
        ("１９７５", "ja", ["1975"]),
        ("👩‍🔬 ❤️ 🇫🇷 1️⃣", "en", ["1"]),
        ("snake_case the¹ tree²", "en", ["snake", "case", "1", "tree", "2"]),
        ("", "en", []),
    ],
)
def test_words_are_cut_as_their_readers_would(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        ("garden gardens gardening gardened", "en"),
        ("city cities", "en"),
        ("vaccinate vaccinated vaccination vaccinations", "en"),
        ("voter vote votes voté votait voteront", "fr"),
        ("votée voté votées votés votees", "fr"),
        ("élue élu élues élus elus", "fr"),
        ("reçu reçue reçus reçues", "fr"),
        ("publiée publié publiées publiés", "fr"),
        ("créé créée créés créées", "fr"),
        ("national nationale nationales nationaux", "fr"),
        ("heureux heureuse heureuses heureusement", "fr"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str, language: str) -> None:
    assert len(set(terms(forms, language))) == 1
    assert terms(forms, UNKNOWN) == fold(forms).split()


@pytest.mark.parametrize(("one", "other"), [("nous", "nou"), ("Zeus", "zeu"), ("us", "u"), ("chaos", "chao")])
def test_what_only_looks_like_a_french_participle_keeps_its_ending(one: str, other: str) -> None:
    assert stem(fold(one), "fr") != stem(other, "fr")


def test_a_stem_is_cut_where_it_is_longer_than_its_word() -> None:
    assert terms("ka" * 19 + "ad", "tr") == ["ka" * 19 + "ad"]


def test_a_word_that_is_all_ending_is_its_own_stem() -> None:
    assert terms("ιων", "el") == ["ιων"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("govern", "elect", "hope")), ("fr", ("gouvern", "elect", "vot", "heur"))]
)
def test_endings_are_such_that_a_stemmer_takes_them_off(language: str, words: tuple[str, ...]) -> None:
    assert len(set(ENDINGS[language])) == len(ENDINGS[language])
    for ending in ENDINGS[language]:
        assert ending == fold(ending)
        assert any(stem(word + ending, language) != word + ending for word in words), ending


def test_frequent_words_are_dropped_in_their_own_language_only() -> None:
    assert terms("That is who they were", "en") == terms("été avec le", "fr") == []
    assert terms("the of", "fr") == ["the", "of"]
    assert terms("avec le", "en") == ["avec", "le"]
    assert terms("the avec", UNKNOWN) == ["the", "avec"]


def test_eight_threads_give_what_one_gives() -> None:
    roots, middles = ("garde", "voti", "natio"), ("n", "ng", "ral", "nal")
    ends = ("s", "ing", "ed", "ement", "aux", "ation", "er", "e", "ly")
    asked = [("".join(parts), code) for parts in product(roots, middles, ends) for code in ("en", "fr")]
    found: list[tuple[str, str, str]] = []

    def work(start: int) -> None:
        found.extend((word, code, stem(word, code)) for word, code in asked[start:] + asked[:start])

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(part * len(asked) // 8,)) for part in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    alone = {code: snowballstemmer.stemmer(STEMMERS[code]) for code in ("en", "fr")}
    assert len(found) == 8 * len(asked)
    assert set(found) == {(word, code, alone[code].stemWord(word)) for word, code in asked}

"""What is odd to a program and plain to its readers is found where it stands, and whatever else comes is answered."""

import re

import pytest

from claims.models.record import PublishedClaim
from tests import factories as make
from tests.finding.odd import ODD

pytestmark = pytest.mark.django_db

PLAIN = (
    "COVID-19", "l'élection", "L’élection", "5 %", "5%", "Merci patron !", "X", "É", "NEAR(", "a-b:c", "O'Brien",
    "« Fakir »", "R.N.", "20 000 euros", "état-major", "AND", "NOT macron", "100 %", "(sic)", "#MeToo", "@ruffin",
    "3,5", "n° 7", "Ÿ", "北京", "C++", "a/b", "vote ?", "[…] vote",
)  # fmt: skip
"""What claims may say, and readers look for."""

SILENT = ("😀", "!", "—", '"', "-", "*", "…", "'", "%")
"""No word is in these."""

FREQUENT = ("the of and", "a", "to be or not to be", "don't")
"""These have only words that are in every English text."""


def shown(client, address, **asked):
    """The uids of the claims that a page lists."""
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return re.findall(r'class="statement"[^>]*><a href="(?:/fr)?/claims/(\w+)/', answer.content.decode())


@pytest.fixture
def others():
    """Claims that say nothing of the sort."""
    make.publish_sample(*[make.checked_claim(f"Nothing of the sort, number {number}.") for number in range(3)])


def published(statement):
    """The uid of a published claim in English and French."""
    claim = make.checked_claim(statement, translations={"fr": {"statement": statement, "summary": "Le mur"}})
    make.publish_sample(claim)
    return claim.uid


@pytest.mark.parametrize("prefix", ["", "/fr"])
@pytest.mark.parametrize("typed", PLAIN)
def test_what_a_claim_says_is_found_in_the_list_and_where_texts_are_asked_about(client, others, typed, prefix):
    uid = published(f"Zebra {typed} zebra")
    assert shown(client, f"{prefix}/claims/", q=typed) == [uid]
    assert shown(client, f"{prefix}/check/", text=f"zebra {typed}")[:1] == [uid]


@pytest.mark.parametrize("typed", SILENT)
def test_where_there_is_no_word_it_is_said_and_no_empty_list_is_shown(client, others, typed):
    answer = client.get("/claims/", {"q": typed})
    assert answer.status_code == 400
    assert "There is no word in" in answer.content.decode()
    assert shown(client, "/check/", text=typed) == []


@pytest.mark.parametrize("typed", FREQUENT)
def test_where_all_words_are_frequent_it_is_said(client, others, typed):
    answer = client.get("/claims/", {"q": typed})
    text = answer.content.decode()
    if answer.status_code == 400:
        assert "words that are in almost every text" in text
    else:  # in French they are words like any
        assert answer.status_code == 200
        assert "Some of the words are in almost every text, and were not looked for." in text
    assert shown(client, "/check/", text=typed) == []


@pytest.mark.parametrize("language", ["", "/fr"])
@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_whatever_is_asked_about_gets_an_answer(client, others, typed, language):
    answer = client.get(f"{language}/check/", {"text": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == (400 if len(typed) > 1_000 or "\x00" in typed else 200)


def test_one_letter_is_a_name_too(client, others):
    uid = published("Malcolm X spoke.")
    assert PublishedClaim.objects.count() == 4
    for typed in ("Malcolm X", "malcolm x", "X", '"malcolm x"'):
        assert shown(client, "/claims/", q=typed) == [uid]

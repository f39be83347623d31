"""Matching texts with claims that were already checked, by the function, the page and the command."""

import csv
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.desk import workflow
from claims.finding import matching
from claims.finding.matching import language_of, matches, said_alike
from claims.finding.search import desk
from claims.finding.search.record import RECORD
from tests import factories as make

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "fr"]


@pytest.fixture
def bridge():
    """A claim about a bridge among others, in English and French."""
    claim = make.checked_claim(
        "The old bridge of Arden collapsed in 1887.",
        translations={"fr": {"statement": "Le vieux pont d’Arden s’est effondré en 1887.", "summary": "Le pont"}},
    )
    others = [make.checked_claim(f"Somebody ate {number} pears and an apple.") for number in range(12)]
    make.publish_sample(claim, *others)
    return claim


def found(text, limit=5):
    """The uids of the record's claims that fit a text."""
    return [match_.uid for match_ in heads(matches([RECORD], text, LANGUAGES, limit))]


def heads(found):
    """The heads of matches in the record, in their order."""
    from claims.models import PublishedClaim

    rows = PublishedClaim.objects.in_bulk([match.owner for match in found])
    return [rows[match.owner] for match in found]


@pytest.mark.parametrize(
    "text",
    [
        "Did a bridge collapse at Arden?",
        "RT @somebody: BREAKING!! the bridges of #Arden are collapsing https://news.example/x",
        "le pont d'Arden s'effondre",
        "brigde of Arden colapsed",
        "1887: a bridge",
        "It was long ago, and many words can be said of it, but a bridge collapsed. " * 20,
    ],
)
def test_a_text_finds_the_claim_that_it_repeats(bridge, text):
    assert found(text)[:1] == [bridge.uid]


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "\x00", "the of and", '"', "NEAR(", "zzzz", "a" * 5_000, "x y z " * 3_000]
)
def test_a_text_that_says_nothing_finds_nothing_and_breaks_nothing(bridge, text):
    assert found(text) == []


def test_each_claim_comes_once_though_both_languages_fit(bridge):
    assert found("Arden 1887 bridge pont").count(bridge.uid) == 1


def test_a_match_says_which_terms_and_numbers_are_shared(bridge):
    [best, *_others] = matches([RECORD], "The bridge of Arden in 1887", LANGUAGES)
    assert {term for term, _weight in best.score.shared} == {"bridg", "arden", "1887"}
    assert best.score.numbers == ("1887",)
    assert best.score.covered == 1


def test_the_page_shows_only_what_shares_enough_with_the_words_as_they_were_written(bridge):
    [(match, words)] = said_alike("Bridges collapsing at Arden, and an apple", LANGUAGES)
    assert heads([match])[0].uid == bridge.uid
    assert set(words) == {"bridges", "collapsing", "arden"}


@pytest.mark.parametrize("text", ["physicians and attorneys", "Two toubibs, trois avocats ?"])
def test_a_claim_in_other_words_is_found(bridge, text):
    claim = make.checked_claim(
        "The doctor met the lawyer.",
        translations={"fr": {"statement": "Le médecin a vu l’avocat.", "summary": "Un soin"}},
    )
    make.publish_sample(claim)
    assert found(text)[:1] == [claim.uid]


def test_what_says_little_counts_for_little_though_it_is_rare(bridge):
    make.publish_sample(make.checked_claim("A tower stands probably nowhere."))
    assert found("Probably, that is what somebody says of bridges")[:1] == [bridge.uid]


def test_drafts_are_found_at_the_desk_and_never_in_the_record(bridge):
    draft = make.checked_claim("A tower of Arden stands askew.")
    workflow.save_draft(draft, author=make.user("alice", "editor"))
    assert draft.uid not in found("the tower of Arden stands askew")
    [best, *_others] = matches([desk.CLAIMS, desk.REVIEWS], "the tower of Arden stands askew", LANGUAGES)
    assert (best.corpus, best.owner) == (desk.CLAIMS, draft.pk)


def test_candidates_stay_within_the_budget_and_the_rarest_word_decides(bridge, monkeypatch):
    monkeypatch.setattr(matching, "BUDGET", 1)
    assert found("somebody ate pears under the bridge of Arden")[:1] == [bridge.uid]


def test_a_text_of_more_words_than_an_engine_takes_at_once_is_matched(db):
    numbers = " ".join(map(str, range(1000, 1600)))
    make.publish_sample(make.checked_claim("Counted", rating_explanation=numbers))
    assert len(found(numbers)) == 1


def test_as_many_match_as_are_asked_for(db):
    make.publish_sample(*[make.checked_claim(f"A tower of place {index}") for index in range(60)])
    assert len(found("tower", limit=55)) == 55


def test_its_queries_do_not_grow_with_the_corpus(bridge, django_assert_num_queries):
    with django_assert_num_queries(5):
        matches([RECORD], "the bridge of Arden", LANGUAGES)
    make.publish_sample(*[make.checked_claim(f"A bridge of place {index}") for index in range(30)])
    with django_assert_num_queries(5):
        matches([RECORD], "the bridge of Arden", LANGUAGES)


def test_the_language_is_that_of_its_frequent_words():
    assert language_of("Le pont de la ville", LANGUAGES) == "fr"
    assert language_of("The bridge of the town", LANGUAGES) == "en"
    assert language_of("1887", LANGUAGES) == "en"


def test_the_page_asks_and_answers(client, bridge):
    empty = client.get("/check/").content.decode()
    assert "<textarea" in empty
    assert "These come nearest" not in empty
    markup = client.get("/check/", {"text": "bridge of Arden <b>"}).content.decode()
    assert re.findall('class="statement"><a href="([^"]+)"', markup) == [
        f"/claims/{bridge.uid}/the-old-bridge-of-arden-collapsed-in-1887/"
    ]
    assert "In common: " in markup
    assert "&lt;b&gt;" in markup
    nothing = client.get("/fr/check/", {"text": "zzzz"}).content.decode()
    assert "Rien de ce que nous avons publié ne le dit." in nothing


@pytest.mark.parametrize("query", ["text=" + "a" * 1001, "text=a&text=b", "colour=red", "text=a%00b"])
def test_the_page_names_what_it_cannot_use(client, query):
    assert client.get(f"/check/?{query}").status_code == 400


def matchclaims(path, *arguments):
    out = StringIO()
    call_command("matchclaims", str(path), *arguments, stdout=out)
    return list(csv.reader(StringIO(out.getvalue()), delimiter="\t"))


def test_the_command_prints_key_claim_rank_and_score(bridge, tmp_path):
    path = tmp_path / "queries.tsv"
    path.write_text('one\t"the bridge\nof Arden"\ntwo\tzzzz\n')
    [[key, uid, rank, score]] = matchclaims(path, "--top", "1")
    assert (key, uid, rank) == ("one", bridge.uid, "1")
    assert float(score) > 0
    assert matchclaims(path, "--top", "1", "--corpus", "desk")[0][:3] == ["one", bridge.uid, "1"]


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (b"one\n", [], "line 1: two columns are expected"),
        (b"one\ta\nb\tc\td\n", [], "line 2: two columns are expected"),
        (b"\xff\tb\n", [], "cannot be read"),
        (b"a\tb\n", ["--top", "0"], "at least 1"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, content, arguments, message):
    path = tmp_path / "queries.tsv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        matchclaims(path, *arguments)
    with pytest.raises(CommandError, match="cannot be read"):
        matchclaims(tmp_path / "nowhere.tsv")

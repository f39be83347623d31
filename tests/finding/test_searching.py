"""Searching the record: whatever is published is found by its words, and nothing that somebody types breaks it."""

import re

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.desk import workflow
from claims.finding.search import engine, searching
from claims.finding.search.engine import Stretch, Wanted
from claims.finding.search.record import RECORD
from claims.finding.search.searching import search
from claims.models.record import PublishedClaim, RecordText
from tests import factories as make
from tests.finding.odd import ODD

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr")


def found(typed, *languages):
    """The uids of the claims that a search finds, best first."""
    ranking = search(RECORD, typed, languages or LANGUAGES).ranked()
    uids = dict(PublishedClaim.objects.values_list("pk", "uid"))
    return [uids[pk] for pk in ranking]


def published(statement, **fields):
    """A claim that was published."""
    claim = make.checked_claim(statement, **fields)
    make.publish_sample(claim)
    return claim


def in_french(statement, **texts):
    """The translation of a claim."""
    return {"fr": {"statement": statement, "summary": statement[:75]} | texts}


@pytest.fixture
def votes():
    """A claim in English and French."""
    return published(
        "The newspapers supported elections in 5% of the towns.",
        translations=in_french("Les journaux ont soutenu les élections dans 5 % des communes."),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "newspaper",
        "NEWSPAPERS",
        "supporting election",
        "elected",
        "town's",
        "journal",
        "journaux",
        "l'élection",
        "élection communale",
        "elections dans",
        "soutenus",
        "5%",
        "5 percent",
        "5 pour cent",
        "ada lovelace",
    ],
)
def test_a_claim_is_found_by_any_form_of_its_words_in_each_of_its_languages(votes, typed):
    assert found(typed) == [votes.uid]


@pytest.mark.parametrize("typed", ["zebra", "newspaper zebra", "journal zebra", "newspaper journaux", "6%"])
def test_a_claim_without_one_of_the_words_is_not_found(votes, typed):
    assert found(typed) == []


def test_quotations_explanations_and_other_names_are_looked_through():
    subject = make.entity("carl", aliases=["Charlie the Bold"])
    claim = make.claim("It happened.", subject=subject, rating_explanation="A zebra saw it.")
    make.evidence(claim, quote_exact="under the volcano")
    make.publish_sample(claim)
    assert found("bold") == found("zebra") == found("volcano") == [claim.uid]


def test_drafts_are_never_found():
    draft = make.checked_claim("A zebra will vote.")
    workflow.save_draft(draft, author=make.user("alice", "editor"))
    assert found("zebra") == []
    assert not RecordText.objects.exists()


def test_a_retracted_claim_is_not_found_until_it_is_published_again(votes):
    reviewer = make.user("bob", "reviewer")
    workflow.retract(votes, actor=reviewer, note="Wrong")
    assert found("newspaper") == found("journal") == []
    votes.refresh_from_db()
    make.publish(votes, reviewer=reviewer, kind="reinstatement", note="Right after all")
    assert found("newspaper") == found("journal") == [votes.uid]


def test_a_notice_changes_nothing_of_what_is_found_but_the_moment(votes):
    workflow.notice(votes, actor=make.user("bob", "reviewer"), note="A new document about a zebra.")
    assert found("newspaper") == [votes.uid]
    assert found("zebra") == []
    head = PublishedClaim.objects.get()
    assert {text.at for text in RecordText.objects.all()} == {head.changed_at}


def test_what_is_published_again_is_found_by_its_new_words_only(votes):
    votes.statement, votes.summary, votes.translations = "A zebra voted.", "Zebra", {}
    votes.save()
    assert (found("newspaper"), found("zebra")) == ([votes.uid], [])
    make.publish(votes, kind="correction", note="Another animal")
    assert (found("newspaper"), found("journal"), found("zebra")) == ([], [], [votes.uid])


def test_a_phrase_is_found_where_its_words_follow_each_other(votes):
    assert (
        found('"newspapers supported"') == found('"newspaper support') == found('"élections dans 5 %"') == [votes.uid]
    )
    assert found('"supported newspapers"') == found('"newspapers elections"') == []


def test_a_phrase_does_not_reach_from_one_field_into_the_next():
    published("The wolf came.", summary="Sheep left.")
    assert len(found("came sheep")) == 1
    assert found('"came sheep"') == []


def test_what_is_excluded_is_not_found(votes):
    other = published("The newspapers fell silent.", translations=in_french("Les journaux se sont tus."))
    assert found("newspaper -elections") == found('newspaper -"supported elections"') == [other.uid]
    assert set(found('newspaper -"elections supported"')) == {votes.uid, other.uid}
    assert found("newspaper -newspapers") == found("tus -journaux") == []


@pytest.mark.parametrize(
    "typed",
    [
        *("elec*", "élec*", "ELECT*", "elections*", "electio*", "l'électi*", "newsp* tow*", "journaux*", "newspapers*"),
        *("soutenu*", "supporte*", "supporti*"),
    ],
)
def test_a_prefix_finds_words_that_begin_so(votes, typed):
    assert found(typed) == [votes.uid]


@pytest.mark.parametrize("typed", ["lect*", "zeb*", "elec* zeb*", "elec* -town*"])
def test_a_prefix_finds_nothing_else(votes, typed):
    assert found(typed) == ([votes.uid] if "-" in typed else [])


def test_a_misspelt_word_is_taken_for_the_nearest_one_and_it_is_said(client, votes):
    understood = search(RECORD, "newspaers", LANGUAGES)
    assert understood.corrected == (("newspaers", "newspap"),)
    assert found("newspaers") == found("comunes") == [votes.uid]
    assert "“newspaers”" in client.get("/claims/?q=newspaers").content.decode()


@pytest.mark.parametrize(
    "typed",
    ["electoins", "electins", "eletcions", "l'éleciton", "soutneu", "onewspapers", "towsn", "supprot"],
)
def test_one_slip_anywhere_is_forgiven_in_long_endings_too(votes, typed):
    assert found(typed) == [votes.uid]


def test_words_written_as_one_are_taken_apart_where_nothing_is_nearer(votes):
    for number in range(3):
        published(f"The town supported number {number}.")
    understood = search(RECORD, "supportedtown", ["en"])
    assert understood.corrected == (("supportedtown", "support town"),)
    assert len(understood.owners(9)) == 4


@pytest.mark.parametrize(
    "typed", ["newspapers", "journaux", "elections", "somebody", "zq", '"newspaers"', "-newspaers"]
)
def test_a_word_that_stands_somewhere_is_never_corrected(votes, typed):
    published("Somebody came.")
    assert search(RECORD, typed, LANGUAGES).corrected == ()


def test_the_statement_counts_before_quotations_explanations_and_names():
    by_name = published("It was told elsewhere.", subject=make.entity("zebra"))
    explained = published("It was told.", rating_explanation="Because a zebra said so, and nobody else did.")
    quoted = make.claim("It was told here.")
    make.evidence(quoted, quote_exact="the zebra")
    make.publish_sample(quoted)
    stated = published("A zebra told it.")
    first, *others = found("zebra")
    assert first == stated.uid
    assert set(others) == {quoted.uid, explained.uid, by_name.uid}


def test_too_many_to_rank_are_not_ranked_and_the_page_says_so(client, monkeypatch):
    for number in range(3):
        published(f"Zebra number {number}")
    assert len(found("zebra")) == 3
    assert 'aria-current="true">Best fit<' in client.get("/claims/?q=zebra").content.decode()
    monkeypatch.setattr(searching, "RANKED", 2)
    assert search(RECORD, "zebra", LANGUAGES).ranked() is None
    answer = client.get("/claims/?q=zebra").content.decode()
    assert "too many to put them in the order asked for" in answer
    assert 'aria-current="true">Newest<' in answer
    assert answer.index("</mark> number 2") < answer.index("</mark> number 0")


def test_only_those_that_are_asked_for_are_ranked(votes):
    understood = search(RECORD, "newspaper", LANGUAGES)
    others = PublishedClaim.objects.exclude(uid=votes.uid).values_list("pk", flat=True)
    assert understood.ranked(set(others)) == understood.ranked([]) == []


def test_a_claim_in_a_language_that_is_not_read_is_found_by_its_words(votes):
    other = published("Die Zeitungen schweigen.", language="de")
    assert found("schweig") == [other.uid]


@pytest.mark.parametrize("language", ["", "/fr"])
@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_whatever_is_typed_gets_an_answer(client, votes, typed, language):
    answer = client.get(f"{language}/claims/", {"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert len(re.findall(r"<li><code>q</code> – .{20,}</li>", answer.content.decode())) == 1


HOLDING = (
    "COVID-19", "don't worry", "l'élection", "5 %", "Merci patron !", "x-b:c", "NEAR(", "O'Brien", "C:\\temp", "100%",
    "so_ebody", "AT&T", "20 000", "3,5", "e-mail", "U.S.", "Ÿvonne", "北京", "№5", "ﬁnance", "naïve", "R2D2",
    "état-major",
)  # fmt: skip


@pytest.mark.parametrize("words", HOLDING)
def test_a_claim_is_found_by_the_very_words_that_it_holds(client, words):
    claim = published(f"They wrote {words} on the wall.", translations=in_french(f"Ils ont écrit {words} sur le mur."))
    published("Nothing of the sort.")
    for typed in (words, f'"{words}"', f'"wrote {words}', words.upper() if words != "l'élection" else words):
        assert found(typed) == [claim.uid], typed
        assert claim.uid in client.get("/claims/", {"q": typed}).content.decode()


@pytest.mark.parametrize("words", ['"', "'", "\\", "%", "_", "');--", "'' \\' %%"])
def test_marks_between_words_are_never_syntax_nor_patterns(words):
    claim = published("The wolf met the sheep.")
    assert found(f"wolf{words}") == found(f"{words} wolf") == [claim.uid]
    assert found(f"wo{words}lf") == found(f"zebra{words}") == []


@pytest.mark.parametrize("word", ["it's", "a'b", "a\\b", 'a"b', "a_b", "'", "\\'", "''); --"])
def test_words_are_parameters_of_the_engine_to_the_letter(votes, word):
    if connection.vendor == "sqlite":  # its index holds single terms, and no term is like that
        with pytest.raises(OperationalError, match="phrase queries are not supported"), transaction.atomic():
            engine.postings(RECORD, [f"x{word}y"], 9)
        return
    for wanted in (Wanted(((word,),)), Wanted((("newspap",),), (word,))):
        assert len(engine.fitting(RECORD, [wanted], Stretch(), 9, 1)) == len(wanted.without)
    assert engine.postings(RECORD, [word, "newspap"], 9) == [(1, english(votes).pk)]


def english(claim):
    """The English text of a claim in the index."""
    return RecordText.objects.get(owner__uid=claim.uid, language="en")


@pytest.mark.parametrize(
    ("typed", "understanding", "ranking"),
    [
        ("newspaper town", 1, 2),
        ('"newspaper supported" -zebra', 1, 3),
        ("newspaper zebra", 2, 0),
        ("zebra volcano", 4, 0),
        ("newsp*", 2, 2),
        ("newsp* tow* newsp*", 3, 2),
    ],
)
def test_a_search_costs_one_query_and_one_for_each_unknown_stem_and_prefix_and_one_for_compounds(
    votes, typed, understanding, ranking
):
    with CaptureQueriesContext(connection) as understood:
        made = search(RECORD, typed, ["en"])
    with CaptureQueriesContext(connection) as ranked:
        made.ranked()
    assert (len(understood), len(ranked)) == (understanding, ranking)


def test_it_costs_the_same_however_many_there_are(client, django_assert_num_queries):
    make.publish_sample(*[make.checked_claim(f"Zebra number {number}") for number in range(60)])
    for query, queries in (("q=zebra", 10), ("q=zebra&order=newest", 8)):
        with django_assert_num_queries(queries):
            assert client.get(f"/claims/?{query}").status_code == 200

"""Scores: never negative, the greater the more and the rarer the terms that two texts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.search.candidates import chosen_terms, promising
from claims.finding.search.likeness import grams, likenesses
from claims.finding.search.scoring import Document, Query, Statistics, rank, score
from claims.text.thesaurus import Meaning

TERMS = ("vote", "law", "tax", "wolf", "5%", "2017", "paris", "budget")
FIELDS = ("statement", "summary", "explanation")

frequencies = st.dictionaries(st.sampled_from(TERMS), st.integers(0, 1_000))
runs = st.lists(st.sampled_from(TERMS), max_size=12)
documents = st.builds(
    lambda *lines: document(dict(zip(FIELDS, lines, strict=True))),
    *[runs] * len(FIELDS),
)
queries = st.builds(lambda terms: query(*terms), runs)
statistics = st.builds(
    Statistics, st.integers(0, 1_000), st.fixed_dictionaries(dict.fromkeys(FIELDS, st.floats(0, 50))), frequencies
)


def document(fields):
    """A stored text with these terms by field."""
    return Document(fields, {name: " ".join(terms) for name, terms in fields.items()})


def query(*terms):
    """A query for some terms."""
    return Query(dict.fromkeys(terms, 1.0), " ".join(terms))


EVEN = Statistics(1_000, dict.fromkeys(FIELDS, 5.0), {"vote": 200, "law": 50, "tax": 5, "wolf": 1})


@given(queries, documents, statistics)
def test_a_score_is_never_negative_and_its_parts_make_it_up(asked, stored, known):
    found = score(asked, stored, known)
    assert found.value >= 0
    assert found.value == pytest.approx(sum(part for _term, part in found.shared))
    assert 0 <= found.covered <= 1 + 1e-9
    assert {term for term, _part in found.shared} == {*asked.terms} & {
        t for line in stored.terms.values() for t in line
    }


@given(queries, st.dictionaries(st.text("abc", min_size=1, max_size=3), documents, max_size=6), statistics)
def test_a_ranking_holds_everything_once_the_best_first(asked, stored, known):
    found = rank(asked, stored, known)
    assert sorted(key for key, _score in found) == sorted(stored)
    values = [(-each.value, key) for key, each in found]
    assert values == sorted(values)
    assert all(0 <= each.likeness <= 1 + 1e-9 for _key, each in found)


@given(st.integers(1, 100), st.lists(st.integers(0, 200), min_size=2, max_size=2))
def test_a_rarer_term_never_counts_for_less(count, having):
    known = Statistics(count, {}, dict(zip("ab", sorted(having), strict=True)))
    assert known.rarity("a") >= known.rarity("b") >= 0


@given(st.lists(st.sampled_from(["vote", "law", "tax", "wolf"]), min_size=1, max_size=4, unique=True), st.data())
def test_more_shared_terms_never_score_lower(shared, data):
    fewer = data.draw(st.lists(st.sampled_from(shared), unique=True, max_size=len(shared)))
    line = [term if term in fewer else "other" for term in shared]
    more, less = document({"statement": shared}), document({"statement": line})
    asked = query("vote", "law", "tax", "wolf")
    assert score(asked, more, EVEN).value >= score(asked, less, EVEN).value
    assert score(asked, more, EVEN).covered >= score(asked, less, EVEN).covered


def test_of_two_terms_the_rarer_decides():
    stored = {"a": document({"statement": ["vote"]}), "b": document({"statement": ["wolf"]})}
    assert [key for key, _score in rank(query("vote", "wolf"), stored, EVEN)] == ["b", "a"]


def test_a_repeated_term_counts_for_more_but_less_each_time():
    one, two, three = (
        score(query("tax"), document({"statement": ["tax"] * times + ["other"] * (3 - times)}), EVEN).value
        for times in (1, 2, 3)
    )
    assert one < two < three
    assert three - two < two - one


def test_a_long_text_counts_for_less():
    short, long = document({"statement": ["tax"]}), document({"statement": ["tax"] + ["other"] * 50})
    assert score(query("tax"), short, EVEN).value > score(query("tax"), long, EVEN).value


def test_equals_stand_in_the_order_of_their_keys_and_only_so_many_are_given():
    stored = {key: document({"statement": ["tax"]}) for key in "cab"}
    assert [key for key, _score in rank(query("tax"), stored, EVEN)] == ["a", "b", "c"]
    assert [key for key, _score in rank(query("tax"), stored, EVEN, limit=2)] == ["a", "b"]


def test_among_texts_with_the_same_terms_the_likeness_of_letters_decides():
    terms = {"summary": ["vote"]}
    stored = {"a": Document(terms, {"summary": "voted down"}), "b": Document(terms, {"summary": "voting rights"})}
    asked = Query({"vote": 1.0}, "voting rights")
    assert [key for key, _score in rank(asked, stored, EVEN)] == ["b", "a"]


MEANT = Query({"vote": 1.0}, "vote", [Meaning(("vote",), (("poll",), ("trip", "urn")))])
KNOWN = Statistics(1_000, dict.fromkeys(FIELDS, 5.0), {"vote": 50, "poll": 50, "trip": 50, "urn": 50})


def test_a_word_of_the_same_meaning_counts_but_for_less_than_what_was_written():
    as_written, another, both, none = (
        score(MEANT, document({"statement": line}), KNOWN).value
        for line in (["vote"], ["poll"], ["poll", "vote"], ["law"])
    )
    assert as_written > another > none == 0
    # The longer line dilutes a little; that both stand there adds nothing.
    assert both < as_written


def test_of_several_words_of_one_meaning_the_best_counts():
    one, several = (
        score(MEANT, document({"statement": line}), KNOWN) for line in (["poll", "law"], ["poll", "trip", "urn"])
    )
    assert one.value >= several.value > 0
    assert len(several.shared) == 1


def test_an_expression_counts_only_where_all_of_it_stands():
    assert score(MEANT, document({"statement": ["trip"]}), KNOWN).value == 0
    assert score(MEANT, document({"statement": ["trip", "urn"]}), KNOWN).shared[0][0] == "trip urn"


def test_a_rare_word_does_not_count_for_more_than_the_frequent_one_that_it_stands_for():
    known = Statistics(1_000, dict.fromkeys(FIELDS, 5.0), {"vote": 200, "poll": 1})
    written, other = (score(MEANT, document({"statement": [word]}), known).value for word in ("vote", "poll"))
    assert other < written


def test_a_word_that_no_text_has_is_covered_by_another_of_its_meaning():
    known = Statistics(1_000, dict.fromkeys(FIELDS, 5.0), {"poll": 50})
    found = score(Query({}, "vote", MEANT.meanings), document({"statement": ["poll"]}), known)
    assert found.value > 0
    assert 0 < found.covered <= 1


def test_texts_that_have_the_rarest_words_in_any_wording_are_promising():
    having = {"vote": ["a", "b"], "poll": ["b", "c"], "trip": ["d"], "urn": ["d"]}
    found = promising(having, MEANT, KNOWN, 10)
    assert [key for key, _value in found] == ["a", "b", "c", "d"]
    assert found[0][1] == found[1][1] > found[2][1]
    assert promising(having, MEANT, KNOWN, 2) == found[:2]
    assert promising({}, MEANT, KNOWN, 2) == []


def test_numbers_and_dates_that_both_have_are_named():
    found = score(query("5%", "2017", "tax"), document({"statement": ["5%", "2017", "tax"]}), EVEN)
    assert sorted(found.numbers) == ["2017", "5%"]


def test_nothing_is_asked_and_nothing_is_stored():
    empty = Statistics(0, {}, {})
    assert rank(query(), {}, empty) == []
    assert score(query(), document({}), empty).value == 0
    assert rank(Query({}, ""), {"a": document({})}, empty)[0][1].value == 0


def test_grams_are_runs_of_four_characters():
    assert grams("vote") == {" vot", "vote", "ote "}
    assert grams("") == frozenset()


@given(st.text("ab ", max_size=12), st.lists(st.text("ab ", max_size=12), max_size=4))
def test_likeness_is_between_none_and_all(asked, texts):
    found = likenesses(grams(asked), [grams(text) for text in texts])
    assert len(found) == len(texts)
    assert all(0 <= each <= 1 + 1e-9 for each in found)


@given(runs, frequencies, st.integers(0, 1_000), st.integers(0, 2_000))
def test_chosen_terms_keep_to_the_budget_and_have_the_rarest(terms, known, count, budget):
    chosen = chosen_terms(terms, known, count, budget)
    stored = {term: known[term] for term in terms if known.get(term)}
    assert set(chosen) <= stored.keys()
    assert len(set(chosen)) == len(chosen)
    assert bool(chosen) is bool(stored)
    if chosen:
        assert stored[chosen[0]] == min(stored.values())
        assert len(chosen) == 1 or sum(stored[term] for term in chosen) <= budget
        assert [stored[term] for term in chosen] == sorted(stored[term] for term in chosen)


def test_terms_that_many_texts_have_are_chosen_only_if_there_are_no_others():
    assert chosen_terms(["vote", "wolf"], {"vote": 26, "wolf": 1}, 100, 1_000) == ["wolf"]
    assert chosen_terms(["vote"], {"vote": 26}, 100, 1_000) == ["vote"]

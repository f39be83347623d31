"""The thesauri are well formed, and find what stands in a text, the longest expressions first."""

import pytest

from claims.text import thesaurus
from claims.text.terms import terms
from claims.text.thesaurus import FOLDER, Meaning, meanings


def groups(path):
    """The lines of a file, each as its members."""
    return [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A thesaurus of a few lines for English."""
    monkeypatch.setattr(thesaurus, "FOLDER", tmp_path)
    thesaurus._thesaurus.cache_clear()
    (tmp_path / "en.txt").write_text(
        "doctor | physician | medical man\nman | bloke\nin power | governing\nthe sun | sol\n"
    )
    yield
    thesaurus._thesaurus.cache_clear()


def found(text, language="en"):
    """What the thesaurus says of a text."""
    return list(meanings(terms(text, language), language))


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_a_file_holds_sorted_groups_of_different_words(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    for members in groups(path):
        assert len(members) > 1
        assert len(set(members)) == len(members)
        assert all(member == " ".join(member.split()) != "" for member in members)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.stem)
def test_no_group_says_only_what_another_says(path):
    sets = [frozenset(members) for members in groups(path)]
    by_first = {}
    for each in sets:
        for member in each:
            by_first.setdefault(member, []).append(each)
    assert [each for each in sets if any(each < other for other in by_first[min(each)])] == []


def test_a_word_in_any_form_has_the_others_of_its_group(written):
    assert found("two doctors") == [Meaning(("doctor",), (("physician",), ("medic", "man")))]


def test_an_expression_goes_before_the_words_in_it(written):
    assert [each.run for each in found("a medical man and a man")] == [("medic", "man"), ("man",)]


def test_an_expression_of_which_one_word_is_left_does_not_stand_for_that_word(written):
    assert found("power") == []
    assert found("the sun") == [Meaning(("sun",), (("sol",),))]


def test_there_is_nothing_to_say_of_other_words_and_other_languages(written):
    assert found("stone") == []
    assert found("") == []
    assert found("doctor", "tlh") == []


def test_the_product_knows_common_words_in_english_and_french():
    assert ("physician",) in [run for each in found("doctor") for run in each.others]
    assert tuple(terms("bouquin", "fr")) in [run for each in found("livre", "fr") for run in each.others]

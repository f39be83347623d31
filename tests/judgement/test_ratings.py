"""The rating scales."""

import hashlib
import json
from dataclasses import asdict

import pytest

from claims.judgement.ratings import CURRENT, SCALES, RatingError, rating
from claims.judgement.words import gettext_noop

NUMBERS = {"true": 5, "mostly_true": 4, "half_true": 3, "mostly_false": 2, "false": 1}
WITHOUT_NUMBER = {"misleading", "reported", "contested", "unproven", "outdated", "not_checkable"}

# A published page names the scale that it was rated on. If this test fails, a used scale was edited: add a new one.
FINGERPRINTS = {1: "635a8fc2e3f19c6a6f90bf556a1e814b7533d72fe802266bffb34ece7efeed7f"}


@pytest.mark.parametrize("version", SCALES)
def test_a_scale_is_never_edited(version):
    words = json.dumps(asdict(SCALES[version]), ensure_ascii=False, sort_keys=True)
    assert hashlib.sha256(words.encode()).hexdigest() == FINGERPRINTS[version]


@pytest.mark.parametrize(("slug", "number"), NUMBERS.items())
def test_ratings_from_true_to_false_have_numbers(slug, number):
    assert rating(1, slug).number == number


@pytest.mark.parametrize("slug", sorted(WITHOUT_NUMBER))
def test_ratings_off_that_line_have_none(slug):
    assert rating(1, slug).number is None


def test_scale_1_holds_these_ratings_and_no_others():
    assert set(SCALES[1].slugs) == NUMBERS.keys() | WITHOUT_NUMBER
    assert len(SCALES[1].slugs) == len(set(SCALES[1].slugs))


def test_scale_1_runs_from_1_to_5():
    assert (SCALES[1].worst, SCALES[1].best) == (1, 5)


@pytest.mark.parametrize("version", SCALES)
def test_every_rating_has_a_label_and_a_definition_in_one_or_two_sentences(version):
    for each in SCALES[version].ratings:
        assert each.label
        assert each.definition.endswith(".")
        assert each.definition.count(".") <= 2


@pytest.mark.parametrize("version", SCALES)
def test_a_scale_stands_under_its_own_version(version):
    assert SCALES[version].version == version


def test_new_verdicts_are_given_on_the_newest_scale():
    assert max(SCALES) == CURRENT


def test_an_unknown_scale_is_an_error_that_names_those_there_are():
    with pytest.raises(RatingError, match="no rating scale 9; there are: 1"):
        rating(9, "true")


def test_an_unknown_rating_is_an_error_that_names_those_there_are():
    with pytest.raises(RatingError, match=r"scale 1 has no rating “truish”; it has: true, mostly_true"):
        rating(1, "truish")


def test_marking_a_text_for_translation_leaves_it_as_it_is():
    assert gettext_noop("True") == "True"

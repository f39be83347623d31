"""The worked examples that readers see: each comes out as it says, and together they show every standing."""

import pytest

from claims.judgement.examples import COMPARISONS, STANDINGS
from claims.judgement.vocab import Standing


@pytest.mark.parametrize("example", STANDINGS, ids=lambda example: example.told)
def test_a_standing_comes_out_as_it_says(example):
    assessment = example.work_out()
    assert (assessment.standing, assessment.origins) == (example.standing, example.origins)


@pytest.mark.parametrize("example", COMPARISONS, ids=lambda example: example.told)
def test_a_comparison_comes_out_as_it_says(example):
    assert example.work_out().outcome == example.outcome


def test_every_standing_has_an_example():
    assert {example.standing for example in STANDINGS} == set(Standing)


def test_no_two_examples_are_told_alike():
    assert len({example.told for example in (*STANDINGS, *COMPARISONS)}) == len(STANDINGS) + len(COMPARISONS)

"""What an editor should look at again."""

from dataclasses import replace

import pytest
from hypothesis import given

from claims.judgement.agreement import Finding
from claims.judgement.dates import Span
from claims.judgement.values import TextValue
from claims.judgement.vocab import Cardinality, ClaimKind, FindingKind, Resolution, Stance

from .cast import Dossier, claim, dossiers, during, says, source, year

EVER, AT_A_TIME, MANY = Cardinality.SINGLE_EVER, Cardinality.SINGLE_AT_A_TIME, Cardinality.MANY
CONTRADICTS = Stance.CONTRADICTS
SOURCES = (source("a"), source("b"), source("c"))


def found(*evidence, sources=SOURCES, **about) -> tuple[Finding, ...]:
    """The findings about a claim that a birth was in 1975, unless something else is said about it."""
    birth = replace(claim(value=year("1975"), cardinality=EVER), **about)
    return Dossier(birth, evidence, tuple(sources)).assess().findings


# Support.


def test_support_that_excludes_the_claim_is_found():
    expected = Finding(FindingKind.SUPPORT_CONFLICTS, ("e",), "1976", "1975")
    assert found(says("e", "a", value=year("1976"))) == (expected,)


def test_each_support_that_excludes_the_claim_is_found():
    conflicting = found(says("e", "a", value=year("1976")), says("f", "b", value=year("1976")))
    assert [each.evidence for each in conflicting] == [("e",), ("f",)]


@pytest.mark.parametrize("value", ["1975", "1975-10", "197X"])
def test_support_that_agrees_with_the_claim_is_in_order(value):
    assert found(says("e", "a", value=year(value))) == ()


def test_support_without_a_value_is_in_order():
    assert found(says("e", "a")) == ()


def test_support_that_may_exclude_the_claim_is_in_order():
    assert found(says("e", "a", value=TextValue("weekly")), value=TextValue("monthly")) == ()


def test_support_that_speaks_of_another_time_is_in_order():
    about = {"cardinality": AT_A_TIME, "scope": during("1970", "1974")}
    assert found(says("e", "a", value=year("1976"), scope=during("1980", "1984")), **about) == ()


def test_support_that_names_no_time_speaks_of_that_of_the_claim():
    about = {"cardinality": AT_A_TIME, "scope": during("1970", "1974")}
    kinds = [each.kind for each in found(says("e", "a", value=year("1976")), **about)]
    assert kinds == [FindingKind.SUPPORT_CONFLICTS]


def test_support_for_one_of_several_values_is_in_order():
    assert found(says("e", "a", value=year("1976")), cardinality=MANY) == ()


# Contradiction.


@pytest.mark.parametrize("value", ["1975", "1975-10", "197X"])
def test_a_contradiction_that_agrees_with_the_claim_is_found(value):
    expected = Finding(FindingKind.CONTRADICTION_AGREES, ("e",), value, "1975")
    assert found(says("e", "a", CONTRADICTS, value=year(value))) == (expected,)


def test_a_contradiction_that_excludes_the_claim_is_in_order():
    assert found(says("e", "a", CONTRADICTS, value=year("1976"))) == ()


def test_a_settled_contradiction_has_been_explained():
    settled = says("e", "a", CONTRADICTS, value=year("1975"), resolution=Resolution.DIFFERENT_DEFINITION)
    assert found(settled) == ()


# Two pieces of evidence.


def test_two_supports_that_exclude_each_other_are_found():
    evidence = [says("f", "b", value=year("1974")), says("e", "a", value=year("1976"))]
    assert found(*evidence, value=year("197X")) == (Finding(FindingKind.VALUES_CONFLICT, ("e", "f"), "1976", "1974"),)


def test_two_contradictions_that_exclude_each_other_are_found():
    evidence = [says("e", "a", CONTRADICTS, value=year("1974")), says("f", "b", CONTRADICTS, value=year("1976"))]
    assert found(*evidence) == (Finding(FindingKind.VALUES_CONFLICT, ("e", "f"), "1974", "1976"),)


def test_two_pieces_that_may_exclude_each_other_are_found():
    evidence = [says("e", "a", value=TextValue("weekly")), says("f", "b", value=TextValue("monthly"))]
    assert found(*evidence, value=None) == (Finding(FindingKind.VALUES_MAY_CONFLICT, ("e", "f"), "weekly", "monthly"),)


def test_support_and_contradiction_are_expected_to_differ():
    assert found(says("e", "a", value=year("1975")), says("f", "b", CONTRADICTS, value=year("1976"))) == ()


def test_pieces_that_agree_or_name_no_value_are_in_order():
    assert found(says("e", "a", value=year("1975")), says("f", "b"), says("g", "c", value=year("1975-10"))) == ()


def test_without_a_property_values_are_not_compared():
    evidence = [says("e", "a", value=year("1974")), says("f", "b", value=year("1976"))]
    assert found(*evidence, value=None, cardinality=None) == ()


# Anachronisms.


def about_1975(published, **about) -> tuple[Finding, ...]:
    return found(says("e", "a"), sources=[source("a", published=published)], **about)


def test_a_source_older_than_the_date_that_it_confirms_is_found():
    assert about_1975("1974-12-31") == (Finding(FindingKind.ANACHRONISM, ("e",), "1974-12-31", "1975"),)


def test_a_source_older_than_the_time_that_it_confirms_is_found():
    expected = Finding(FindingKind.ANACHRONISM, ("e",), "2016", "2017-06")
    assert about_1975("2016", value=None, cardinality=None, scope=during("2017-06")) == (expected,)


def test_the_scope_of_a_claim_goes_before_its_date():
    assert about_1975("1972", scope=during("1971")) == ()


def test_a_scope_without_a_start_leaves_the_date_of_the_claim():
    assert [each.kind for each in about_1975("1972", scope=during(None, "1980"))] == [FindingKind.ANACHRONISM]


@pytest.mark.parametrize("published", ["1975", "1975-03", "197X", "1974~", "1976", "", "../1980"])
def test_a_source_that_may_be_young_enough_is_in_order(published):
    assert about_1975(published) == ()


def test_a_prediction_is_older_than_what_it_predicts():
    assert about_1975("1974", kind=ClaimKind.PREDICTION) == ()


@pytest.mark.parametrize("value", [None, TextValue("weekly")])
def test_a_claim_without_a_date_has_no_anachronisms(value):
    assert about_1975("1974", value=value) == ()


@pytest.mark.parametrize("stance", [Stance.CONTRADICTS, Stance.CONTEXT])
def test_only_support_can_be_too_old_for_what_it_confirms(stance):
    assert found(says("e", "a", stance), sources=[source("a", published="1974")]) == ()


# What does not count is not looked at.


def test_evidence_that_never_counts_raises_nothing():
    retracted = [replace(each, retracted=True) for each in SOURCES]
    evidence = [says("e", "a", value=year("1974")), says("f", "b", CONTRADICTS, value=year("1975"))]
    assert found(*evidence, sources=retracted) == ()


def test_findings_are_sorted_by_kind_and_evidence():
    evidence = [
        says("h", "a", CONTRADICTS, value=year("1975")),
        says("g", "b", value=year("1974")),
        says("f", "c", value=year("1976")),
    ]
    assert [(each.kind, each.evidence) for each in found(*evidence)] == [
        (FindingKind.CONTRADICTION_AGREES, ("h",)),
        (FindingKind.SUPPORT_CONFLICTS, ("f",)),
        (FindingKind.SUPPORT_CONFLICTS, ("g",)),
        (FindingKind.VALUES_CONFLICT, ("f", "g")),
    ]


@given(dossiers())
def test_findings_name_only_evidence_that_counts(dossier):
    assessment = dossier.assess()
    counting = {*assessment.supporting, *assessment.open_contradictions}
    assert {uid for each in assessment.findings for uid in each.evidence} <= counting


def test_findings_never_change_the_standing():
    evidence = [says("e", "a", value=year("1976"))]
    with_finding = Dossier(claim(value=year("1975"), cardinality=EVER), evidence, SOURCES).assess()
    without = Dossier(claim(scope=Span()), evidence, SOURCES).assess()
    assert with_finding.findings
    assert not without.findings
    assert with_finding.standing == without.standing

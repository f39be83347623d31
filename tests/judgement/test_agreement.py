"""What the evidence for a claim amounts to."""

from dataclasses import replace

import pytest

from claims.judgement.agreement import Assessment, EvidenceError, IndependentOrigin, NotCounted, Opposing
from claims.judgement.independence import UNKNOWN_PUBLISHER, LineageError
from claims.judgement.vocab import Basis, DerivationKind, Resolution, Stance, Standing

from .cast import Dossier, claim, quotes, rests_on, says, source

SETTLED = sorted(set(Resolution) - {Resolution.UNRESOLVED})
A, B, C = source("a"), source("b"), source("c")


def assessed(*evidence, sources=(A, B, C), derivations=(), opposing=(), claimant=None) -> Assessment:
    """The assessment of a claim by `claimant`, from three unconnected sources unless others are given."""
    return Dossier(claim(claimant=claimant), evidence, tuple(sources), tuple(derivations), tuple(opposing)).assess()


def their_claim(*evidence, claimant=None, resolution=Resolution.UNRESOLVED) -> Opposing:
    return Opposing("theirs", claimant, evidence, resolution)


# The standing table, row by row.


def test_no_evidence_is_unsupported():
    assert assessed().standing == Standing.UNSUPPORTED


def test_context_alone_is_unsupported():
    assert assessed(says("e", "a", Stance.CONTEXT)).standing == Standing.UNSUPPORTED


@pytest.mark.parametrize("resolution", SETTLED)
def test_a_settled_contradiction_alone_is_unsupported(resolution):
    found = assessed(says("e", "a", Stance.CONTRADICTS, resolution=resolution))
    assert (found.standing, found.settled_contradictions) == (Standing.UNSUPPORTED, ("e",))


def test_support_from_one_source_is_single_source():
    assert assessed(says("e", "a")).standing == Standing.SINGLE_SOURCE


def test_two_passages_of_one_source_are_single_source():
    found = assessed(says("e", "a"), says("f", "a"))
    assert (found.standing, found.supporting, found.supporting_sources) == (Standing.SINGLE_SOURCE, ("e", "f"), ("a",))


def test_two_speakers_in_one_source_are_single_source():
    assert assessed(quotes("e", "a", "mayor"), quotes("f", "a", "judge")).standing == Standing.SINGLE_SOURCE


def test_two_sources_without_an_established_origin_are_multiple_sources():
    found = assessed(says("e", "a", basis=Basis.UNSTATED), says("f", "b", basis=Basis.ATTRIBUTED))
    assert (found.standing, found.origins, found.not_established) == (Standing.MULTIPLE_SOURCES, 0, ("e", "f"))


def test_two_sources_of_which_one_has_an_established_origin_are_multiple_sources():
    found = assessed(says("e", "a"), says("f", "b", basis=Basis.UNSTATED))
    assert (found.standing, found.origins, found.not_established) == (Standing.MULTIPLE_SOURCES, 1, ("f",))


def test_an_original_and_its_reprint_are_multiple_sources():
    found = assessed(says("e", "a"), says("f", "b"), derivations=[rests_on("b", "a")])
    assert (found.standing, found.origins) == (Standing.MULTIPLE_SOURCES, 1)


def test_three_papers_quoting_one_spokesman_are_multiple_sources():
    found = assessed(*(quotes(f"e-{uid}", uid, "spokesman") for uid in "abc"))
    assert (found.standing, found.origins) == (Standing.MULTIPLE_SOURCES, 1)


def test_two_independent_origins_are_corroborated():
    found = assessed(says("e", "a"), says("f", "b"))
    assert found.standing == Standing.CORROBORATED
    assert found.independent == (
        IndependentOrigin("e", ("publisher-of-a",)),
        IndependentOrigin("f", ("publisher-of-b",)),
    )


def test_a_settled_contradiction_leaves_a_claim_corroborated():
    settled = says("g", "c", Stance.CONTRADICTS, resolution=Resolution.SOURCE_ERROR)
    assert assessed(says("e", "a"), says("f", "b"), settled).standing == Standing.CORROBORATED


def test_support_and_an_open_contradiction_are_disputed():
    found = assessed(
        says("e", "a"), says("f", "b"), says("g", "c", Stance.CONTRADICTS, resolution=Resolution.UNRESOLVED)
    )
    assert (found.standing, found.open_contradictions) == (Standing.DISPUTED, ("g",))


def test_an_open_contradiction_alone_is_contradicted():
    found = assessed(says("e", "a", Stance.CONTRADICTS, resolution=Resolution.UNRESOLVED))
    assert found.standing == Standing.CONTRADICTED


def test_a_contradiction_without_a_resolution_is_open():
    assert assessed(says("e", "a", Stance.CONTRADICTS)).open_contradictions == ("e",)


# What never counts.


def test_a_claimant_quoted_by_three_papers_is_unsupported():
    found = assessed(*(quotes(f"e-{uid}", uid, "deputy") for uid in "abc"), claimant="deputy")
    assert found.standing == Standing.UNSUPPORTED
    assert found.not_counted == tuple(NotCounted(f"e-{uid}", "claimant") for uid in "abc")


@pytest.mark.parametrize("basis", Basis)
def test_what_the_claimant_wrote_is_no_support(basis):
    found = assessed(says("e", "book", basis=basis), sources=[source("book", "editor", "deputy")], claimant="deputy")
    assert found.not_counted == (NotCounted("e", "claimant"),)


def test_what_the_claimant_published_is_no_support():
    found = assessed(says("e", "leaflet"), sources=[source("leaflet", "party", "ana")], claimant="party")
    assert found.standing == Standing.UNSUPPORTED


def test_a_paper_that_rests_on_what_the_claimant_wrote_is_no_support():
    found = assessed(
        says("e", "a"),
        sources=[A, source("blog", "host", "deputy")],
        derivations=[rests_on("a", "blog")],
        claimant="deputy",
    )
    assert found.standing == Standing.UNSUPPORTED


def test_somebody_else_quoted_in_what_the_claimant_published_is_support():
    found = assessed(quotes("e", "leaflet", "judge"), sources=[source("leaflet", "party")], claimant="party")
    assert found.supporting == ("e",)


def test_a_claimant_who_contradicts_the_claim_counts():
    found = assessed(quotes("e", "a", "deputy", Stance.CONTRADICTS), claimant="deputy")
    assert found.standing == Standing.CONTRADICTED


def test_a_retracted_source_is_no_support():
    found = assessed(says("e", "a"), sources=[replace(A, retracted=True)])
    assert (found.standing, found.not_counted) == (Standing.UNSUPPORTED, (NotCounted("e", "retracted"),))


def test_a_retracted_root_takes_the_support_of_its_reprints_with_it():
    reprints = [rests_on("b", "a"), rests_on("c", "a")]
    found = assessed(says("e", "b"), says("f", "c"), sources=[replace(A, retracted=True), B, C], derivations=reprints)
    assert found.standing == Standing.UNSUPPORTED


def test_a_retracted_source_that_was_only_cited_takes_nothing_with_it():
    cites = [rests_on("b", "a", DerivationKind.CITES)]
    found = assessed(says("e", "b"), sources=[replace(A, retracted=True), B], derivations=cites)
    assert found.standing == Standing.SINGLE_SOURCE


@pytest.mark.parametrize("resolution", Resolution)
def test_a_retracted_source_is_no_contradiction(resolution):
    found = assessed(says("e", "a", Stance.CONTRADICTS, resolution=resolution), sources=[replace(A, retracted=True)])
    assert found.standing == Standing.UNSUPPORTED
    assert (found.open_contradictions, found.settled_contradictions) == ((), ())
    assert found.not_counted == (NotCounted("e", "retracted"),)


def test_retraction_is_named_before_the_claimant():
    found = assessed(quotes("e", "a", "deputy"), sources=[replace(A, retracted=True)], claimant="deputy")
    assert found.not_counted == (NotCounted("e", "retracted"),)


def test_context_from_a_retracted_source_is_not_listed_since_it_never_counted():
    assert assessed(says("e", "a", Stance.CONTEXT), sources=[replace(A, retracted=True)]).not_counted == ()


# Other claims that contradict this one.


def test_a_supported_claim_that_contradicts_this_one_is_an_open_contradiction():
    found = assessed(says("e", "a"), opposing=[their_claim(says("t", "b"))])
    assert (found.standing, found.opposing_claims) == (Standing.DISPUTED, ("theirs",))
    assert found.open_contradictions == ()


def test_a_supported_claim_that_contradicts_this_one_alone_is_contradicted():
    assert assessed(opposing=[their_claim(says("t", "b"))]).standing == Standing.CONTRADICTED


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [says("t", "b", Stance.CONTEXT)],
        [says("t", "b", Stance.CONTRADICTS)],
        [quotes("t", "b", "their-claimant")],
        [says("t", "c")],
    ],
    ids=["nothing", "context", "contradiction", "its claimant", "a retracted source"],
)
def test_a_claim_without_support_that_counts_contradicts_nothing(evidence):
    found = assessed(
        says("e", "a"),
        sources=[A, B, replace(C, retracted=True)],
        opposing=[their_claim(*evidence, claimant="their-claimant")],
    )
    assert (found.standing, found.opposing_claims, found.settled_claims) == (Standing.SINGLE_SOURCE, (), ())


def test_our_claimant_may_support_the_other_claim():
    found = assessed(opposing=[their_claim(quotes("t", "b", "deputy"))], claimant="deputy")
    assert found.opposing_claims == ("theirs",)


@pytest.mark.parametrize("resolution", SETTLED)
def test_a_settled_relation_contradicts_nothing_and_stays_visible(resolution):
    found = assessed(says("e", "a"), opposing=[their_claim(says("t", "b"), resolution=resolution)])
    assert (found.standing, found.opposing_claims, found.settled_claims) == (Standing.SINGLE_SOURCE, (), ("theirs",))


# Leave-one-out: what the result rests on.


def test_a_single_source_rests_on_all_who_made_it():
    assert assessed(says("e", "a"), sources=[source("a", "fakir", "ana")]).rests_on == (("ana", "fakir"),)


def test_two_origins_rest_on_each_of_them():
    assert assessed(says("e", "a"), says("f", "b")).rests_on == (("publisher-of-a",), ("publisher-of-b",))


def test_three_independent_origins_rest_on_none_of_them():
    assert assessed(says("e", "a"), says("f", "b"), says("g", "c")).rests_on == ()


def test_two_papers_quoting_one_spokesman_rest_on_the_spokesman_and_on_each_paper():
    found = assessed(quotes("e", "a", "spokesman"), quotes("f", "b", "spokesman"))
    assert found.rests_on == (("publisher-of-a",), ("publisher-of-b",), ("spokesman",))


def test_a_wire_story_that_everybody_reprints_is_what_the_result_rests_on():
    papers = [source(f"paper-{number}") for number in range(4)]
    found = assessed(
        *(says(f"e-{paper.uid}", paper.uid) for paper in papers),
        sources=[source("wire", "afp", "boris"), *papers],
        derivations=[rests_on(paper.uid, "wire") for paper in papers],
    )
    assert found.rests_on == (("afp", "boris"),)


def test_the_unknown_publisher_is_nobody_that_a_result_could_rest_on():
    leaflets = [source("a", UNKNOWN_PUBLISHER, "ana"), source("b", UNKNOWN_PUBLISHER)]
    assert assessed(says("e", "a"), says("f", "b"), sources=leaflets).rests_on == (("ana",),)


def test_a_contradicted_claim_rests_on_nobody_who_supports_it():
    assert assessed(says("e", "a", Stance.CONTRADICTS)).rests_on == ()


# Bad input.


def test_evidence_given_twice_is_an_error_that_names_it():
    with pytest.raises(EvidenceError, match="Evidence e is given twice"):
        assessed(says("e", "a"), says("e", "b"))


def test_evidence_from_a_source_that_was_not_given_is_an_error_that_names_it():
    with pytest.raises(LineageError, match="Source elsewhere"):
        assessed(says("e", "elsewhere"))


# The form in the dossier.


def test_an_assessment_becomes_plain_json():
    found = assessed(
        says("e", "a"),
        says("f", "b", basis=Basis.UNSTATED),
        quotes("g", "c", "deputy"),
        says("h", "c", Stance.CONTRADICTS),
        says("i", "c", Stance.CONTRADICTS, resolution=Resolution.ROUNDING),
        opposing=[their_claim(says("t", "b")), replace(their_claim(), claim="other", resolution=Resolution.ROUNDING)],
        claimant="deputy",
    )
    assert found.to_json() == {
        "standing": "disputed",
        "supporting": ["e", "f"],
        "supporting_sources": ["a", "b"],
        "not_counted": [{"uid": "g", "why": "claimant"}],
        "independent": [{"evidence": "e", "names": ["publisher-of-a"]}],
        "not_established": ["f"],
        "open_contradictions": ["h"],
        "settled_contradictions": ["i"],
        "opposing_claims": ["theirs"],
        "settled_claims": ["other"],
        "rests_on": [],
        "findings": [],
    }

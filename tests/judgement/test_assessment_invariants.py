"""What holds of every assessment, whatever the dossier: tried on made-up ones in which anything can happen."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.independence import UNKNOWN_PUBLISHER
from claims.judgement.vocab import DerivationStatus, Stance

from .cast import Dossier, dossiers, names, rests_on, says


@given(dossiers(), st.randoms(use_true_random=False))
def test_the_assessment_does_not_depend_on_the_order_of_anything(dossier, chance):
    def shuffled(things):
        return tuple(chance.sample(things, len(things)))

    other = Dossier(
        dossier.claim,
        shuffled(dossier.evidence),
        shuffled(dossier.sources),
        shuffled(dossier.derivations),
        tuple(replace(each, evidence=shuffled(each.evidence)) for each in shuffled(dossier.opposing)),
    )
    assert other.assess() == dossier.assess()


@given(dossiers(), st.data())
def test_repeating_evidence_of_the_same_source_changes_nothing(dossier, data):
    if not dossier.evidence:
        dossier = dossier.with_evidence(says("piece-0", "source-0"))
    repeated = data.draw(st.sampled_from(dossier.evidence))
    # The copy comes before or after all others in the order of uids.
    copy = replace(repeated, uid=data.draw(st.sampled_from(["a-copy", "z-copy"])))
    before, after = dossier.assess(), dossier.with_evidence(copy).assess()
    assert after.standing == before.standing
    assert after.supporting_sources == before.supporting_sources
    assert after.origins == before.origins
    assert after.rests_on == before.rests_on


@given(dossiers(), st.data())
def test_retracting_a_source_never_raises_support_nor_the_number_of_origins(dossier, data):
    gone = data.draw(st.sampled_from(dossier.sources))
    retracted = tuple(replace(each, retracted=each.retracted or each == gone) for each in dossier.sources)
    before, after = dossier.assess(), replace(dossier, sources=retracted).assess()
    assert set(after.supporting) <= set(before.supporting)
    assert set(after.supporting_sources) <= set(before.supporting_sources)
    assert after.origins <= before.origins


@given(dossiers(), st.data())
def test_confirming_a_derivation_never_raises_support_nor_the_number_of_origins(dossier, data):
    if not dossier.derivations:
        dossier = replace(dossier, derivations=(rests_on("source-0", "source-1", status=DerivationStatus.SUGGESTED),))
    chosen = data.draw(st.sampled_from(dossier.derivations))
    confirmed = tuple(
        replace(each, status=DerivationStatus.CONFIRMED) if each == chosen else each for each in dossier.derivations
    )
    before, after = dossier.assess(), replace(dossier, derivations=confirmed).assess()
    assert set(after.supporting) <= set(before.supporting)
    assert after.origins <= before.origins


@given(dossiers(), names)
def test_naming_a_claimant_never_raises_support_nor_the_number_of_origins(dossier, claimant):
    nobody = replace(dossier, claim=replace(dossier.claim, claimant=None))
    somebody = replace(dossier, claim=replace(dossier.claim, claimant=claimant))
    assert set(somebody.assess().supporting) <= set(nobody.assess().supporting)
    assert somebody.assess().origins <= nobody.assess().origins


@given(dossiers())
def test_all_that_supports_or_contradicts_is_listed_exactly_once(dossier):
    found = dossier.assess()
    listed = [
        *found.supporting,
        *(each.uid for each in found.not_counted),
        *found.open_contradictions,
        *found.settled_contradictions,
    ]
    assert sorted(listed) == [piece.uid for piece in dossier.evidence if piece.stance != Stance.CONTEXT]


@given(dossiers())
def test_independent_origins_are_established_support(dossier):
    found = dossier.assess()
    assert {each.evidence for each in found.independent} <= set(found.supporting) - set(found.not_established)
    assert all(each.names for each in found.independent)


@given(dossiers())
def test_without_what_it_rests_on_the_standing_is_another_one(dossier):
    found = dossier.assess()
    parties_of = {piece.uid: _hands(dossier, piece) for piece in dossier.evidence if piece.uid in found.supporting}
    everybody = set().union(*parties_of.values()) - {UNKNOWN_PUBLISHER}
    rests_on = {party for group in found.rests_on for party in group}
    for party in everybody:
        theirs = [uid for uid, parties in parties_of.items() if party in parties]
        assert (dossier.without(*theirs).assess().standing != found.standing) == (party in rests_on)


@given(dossiers())
def test_json_holds_lists_strings_and_nothing_else(dossier):
    document = dossier.assess().to_json()
    assert json.loads(json.dumps(document)) == document


def _hands(dossier, piece) -> set[str]:
    """All who had a hand in a piece of evidence, found by following the derivations step by step."""
    reached = {piece.source}
    for _ in dossier.derivations:
        reached |= {
            step.derived_from
            for step in dossier.derivations
            if step.source in reached and step.status == "confirmed" and step.kind != "cites"
        }
    parties = {piece.attributed_to} - {None}
    for each in dossier.sources:
        if each.uid in reached:
            parties |= {each.publisher, *each.authors}
    return parties

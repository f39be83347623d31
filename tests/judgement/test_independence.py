"""Whose word a piece of evidence is, and how many independent ones there are."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.independence import (
    UNKNOWN_PUBLISHER,
    DerivationFacts,
    LineageError,
    Lineages,
    Origin,
    SourceFacts,
    independent,
    largest_independent_set,
    origin_of,
)
from claims.judgement.vocab import Basis, DerivationKind, DerivationStatus

from .cast import Dossier, dossiers, quotes, rests_on, says, source

FOLLOWED = sorted(set(DerivationKind) - {DerivationKind.CITES})


def origin(*parties: str, established: bool = True) -> Origin:
    return Origin(frozenset(parties) if established else frozenset(), frozenset(parties), established)


def names_in(origins: Iterable[Origin]) -> list[set[str]]:
    return [set(origin.names) for origin in origins]


# Rule 1: a statement attributed to a speaker comes from the speaker.


def test_a_quoted_speaker_is_the_origin_whoever_prints_it():
    lineages = Lineages([source("lemonde", "le-monde", "ana")], [])
    found = origin_of(quotes("e", "lemonde", "spokesman"), lineages)
    assert found == Origin(frozenset({"spokesman"}), frozenset({"spokesman", "le-monde", "ana"}), established=True)


@pytest.mark.parametrize("basis", Basis)
def test_a_quoted_speaker_is_the_origin_whatever_the_basis(basis):
    found = origin_of(says("e", "s", basis=basis, attributed_to="spokesman"), Lineages([source("s")], []))
    assert (set(found.names), found.established) == ({"spokesman"}, True)


def test_two_papers_quoting_one_spokesman_are_one_origin():
    lineages = Lineages([source("a"), source("b")], [])
    one, other = (origin_of(quotes("e", uid, "spokesman"), lineages) for uid in "ab")
    assert one.established
    assert other.established
    assert not independent(one, other)
    assert largest_independent_set({"one": one, "other": other}) == ("one",)


def test_two_papers_quoting_two_speakers_are_two_origins():
    lineages = Lineages([source("a"), source("b")], [])
    assert independent(origin_of(quotes("e", "a", "mayor"), lineages), origin_of(quotes("f", "b", "judge"), lineages))


def test_two_speakers_quoted_by_one_paper_are_not_independent():
    lineages = Lineages([source("a", "le-monde"), source("b", "le-monde")], [])
    one, other = origin_of(quotes("e", "a", "mayor"), lineages), origin_of(quotes("f", "b", "judge"), lineages)
    assert not independent(one, other)


def test_an_author_and_a_paper_that_quotes_the_author_are_not_independent():
    lineages = Lineages([source("book", "editor", "ana"), source("paper")], [])
    assert not independent(origin_of(says("e", "book"), lineages), origin_of(quotes("f", "paper", "ana"), lineages))


def test_a_speaker_whom_nobody_could_name_establishes_nothing():
    found = origin_of(quotes("e", "s", UNKNOWN_PUBLISHER), Lineages([source("s")], []))
    assert (set(found.names), found.established) == (set(), False)


# Rule 2: what is told first hand comes from the roots of the source.


def test_a_first_hand_statement_comes_from_the_authors_and_publisher_of_its_source():
    found = origin_of(says("e", "s"), Lineages([source("s", "le-monde", "ana", "boris")], []))
    assert found == Origin(frozenset({"le-monde", "ana", "boris"}), frozenset({"le-monde", "ana", "boris"}), True)


@pytest.mark.parametrize("kind", FOLLOWED)
def test_a_reprint_is_its_original(kind):
    lineages = Lineages(
        [source("copy", "daily", "ana"), source("wire", "afp", "boris")], [rests_on("copy", "wire", kind)]
    )
    copy, wire = origin_of(says("e", "copy"), lineages), origin_of(says("f", "wire"), lineages)
    assert copy.names == wire.names == {"afp", "boris"}
    assert not independent(copy, wire)


def test_ten_reprints_of_one_wire_story_are_one_origin():
    papers = [source(f"paper-{number}") for number in range(10)]
    lineages = Lineages([source("wire", "afp"), *papers], [rests_on(paper.uid, "wire") for paper in papers])
    origins = {paper.uid: origin_of(says("e", paper.uid), lineages) for paper in papers}
    assert all(each.established for each in origins.values())
    assert len(largest_independent_set(origins)) == 1


def test_a_reprint_of_a_reprint_is_the_first_original():
    chain = [rests_on("c", "b"), rests_on("b", "a", DerivationKind.TRANSLATION)]
    lineages = Lineages([source(uid) for uid in "abc"], chain)
    assert lineages.of("c").sources == {"a", "b", "c"}
    assert origin_of(says("e", "c"), lineages).names == {"publisher-of-a"}


def test_a_source_with_two_originals_has_both_as_its_origin():
    lineages = Lineages([source(uid) for uid in "abc"], [rests_on("c", "a"), rests_on("c", "b")])
    assert lineages.of("c").roots == {"a", "b"}
    assert origin_of(says("e", "c"), lineages).names == {"publisher-of-a", "publisher-of-b"}


def test_who_stands_between_a_source_and_its_root_is_a_party_but_not_the_origin():
    lineages = Lineages([source(uid) for uid in "abc"], [rests_on("c", "b"), rests_on("b", "a")])
    found = origin_of(says("e", "c"), lineages)
    assert found.names == {"publisher-of-a"}
    assert found.parties == {"publisher-of-a", "publisher-of-b", "publisher-of-c"}


def test_two_reprints_that_share_only_a_stop_on_the_way_are_not_independent():
    steps = [rests_on("c", "via"), rests_on("d", "via-too"), rests_on("via", "a"), rests_on("via-too", "b")]
    lineages = Lineages(
        [source("via", "agency"), source("via-too", "agency"), *(source(uid) for uid in "abcd")],
        steps,
    )
    assert not independent(origin_of(says("e", "c"), lineages), origin_of(says("f", "d"), lineages))


def test_a_citation_is_never_followed():
    lineages = Lineages([source("a"), source("b")], [rests_on("b", "a", DerivationKind.CITES)])
    assert independent(origin_of(says("e", "a"), lineages), origin_of(says("f", "b"), lineages))


@pytest.mark.parametrize("status", sorted(set(DerivationStatus) - {DerivationStatus.CONFIRMED}))
def test_a_derivation_that_no_editor_confirmed_is_not_followed(status):
    lineages = Lineages([source("a"), source("b")], [rests_on("b", "a", status=status)])
    assert lineages.of("b").sources == {"b"}


def test_a_source_that_no_followed_derivation_needs_may_be_left_out():
    lineages = Lineages([source("b")], [rests_on("b", "elsewhere", DerivationKind.CITES)])
    assert lineages.of("b").roots == {"b"}


def test_two_sources_of_one_publisher_are_not_independent():
    lineages = Lineages([source("a", "le-monde", "ana"), source("b", "le-monde", "boris")], [])
    assert not independent(origin_of(says("e", "a"), lineages), origin_of(says("f", "b"), lineages))


def test_two_sources_of_one_author_are_not_independent():
    lineages = Lineages([source("a", "le-monde", "ana"), source("b", "fakir", "ana")], [])
    assert not independent(origin_of(says("e", "a"), lineages), origin_of(says("f", "b"), lineages))


def test_two_sources_with_nobody_in_common_are_independent():
    lineages = Lineages([source("a", "le-monde", "ana"), source("b", "fakir", "boris")], [])
    assert independent(origin_of(says("e", "a"), lineages), origin_of(says("f", "b"), lineages))


# Rule 3: else the origin is not established.


@pytest.mark.parametrize("basis", sorted(set(Basis) - {Basis.FIRST_HAND}))
def test_a_lineage_that_nobody_recorded_counts_as_none(basis):
    lineages = Lineages([source("a"), source("b")], [])
    one, other = origin_of(says("e", "a", basis=basis), lineages), origin_of(says("f", "b", basis=basis), lineages)
    assert names_in([one, other]) == [set(), set()]
    assert largest_independent_set({"one": one, "other": other}) == ()


def test_nothing_is_independent_of_an_origin_that_is_not_established():
    assert not independent(origin("a"), origin("b", established=False))
    assert not independent(origin("b", established=False), origin("a"))


# A lineage that is not known establishes nothing.


@pytest.mark.parametrize("speaker", [None, "spokesman"])
def test_an_unknown_publisher_establishes_nothing(speaker):
    lineages = Lineages([source("leaflet", UNKNOWN_PUBLISHER, "ana")], [])
    assert not lineages.of("leaflet").known
    assert not origin_of(says("e", "leaflet", attributed_to=speaker), lineages).established


@pytest.mark.parametrize("speaker", [None, "spokesman"])
def test_a_source_that_rests_on_an_unknown_publisher_establishes_nothing(speaker):
    lineages = Lineages([source("paper"), source("leaflet", UNKNOWN_PUBLISHER)], [rests_on("paper", "leaflet")])
    assert not origin_of(says("e", "paper", attributed_to=speaker), lineages).established


def test_sources_that_rest_on_each_other_establish_nothing():
    lineages = Lineages([source("a"), source("b")], [rests_on("a", "b"), rests_on("b", "a")])
    assert lineages.of("a").roots == frozenset()
    assert not lineages.of("a").known
    assert not origin_of(says("e", "a"), lineages).established


def test_a_source_that_rests_on_itself_establishes_nothing():
    assert not Lineages([source("a")], [rests_on("a", "a")]).of("a").known


def test_a_circle_with_a_way_out_still_establishes_nothing():
    # Else confirming the way out would raise the number of origins.
    circle = [rests_on("a", "b"), rests_on("b", "a"), rests_on("a", "root")]
    lineages = Lineages([source("a"), source("b"), source("root")], circle)
    assert lineages.of("a").roots == {"root"}
    assert not lineages.of("a").known
    assert lineages.of("root").known


def test_a_source_that_rests_on_a_circle_establishes_nothing():
    lineages = Lineages([source(uid) for uid in "abc"], [rests_on("c", "a"), rests_on("a", "b"), rests_on("b", "a")])
    assert not lineages.of("c").known


def test_a_retracted_root_takes_its_reprints_with_it():
    lineages = Lineages(
        [source("wire", retracted=True), source("copy"), source("copy-of-copy")],
        [rests_on("copy", "wire"), rests_on("copy-of-copy", "copy")],
    )
    assert [lineages.of(uid).retracted for uid in ("wire", "copy", "copy-of-copy")] == [True, True, True]


def test_a_retracted_reprint_leaves_its_original_alone():
    lineages = Lineages([source("wire"), source("copy", retracted=True)], [rests_on("copy", "wire")])
    assert not lineages.of("wire").retracted


# Bad input.


def test_an_unknown_source_is_an_error_that_names_it():
    with pytest.raises(LineageError, match="Source missing is named"):
        Lineages([source("a")], []).of("missing")


@pytest.mark.parametrize("derivation", [rests_on("a", "missing"), rests_on("missing", "a")])
def test_a_derivation_without_its_source_is_an_error_that_names_it(derivation):
    with pytest.raises(LineageError, match="Source missing is named"):
        Lineages([source("a")], [derivation])


def test_one_source_described_in_two_ways_is_an_error():
    with pytest.raises(LineageError, match="Source a is described twice"):
        Lineages([source("a", "fakir"), source("a", "le-monde")], [])


def test_one_source_given_twice_is_one_source():
    assert Lineages([source("a"), source("a")], []).of("a").sources == {"a"}


def test_an_origin_without_a_party_is_an_error():
    with pytest.raises(ValueError, match="at least one party"):
        Origin(frozenset(), frozenset(), established=False)


# The largest independent set.


def test_no_evidence_has_no_origins():
    assert largest_independent_set({}) == ()


def test_one_piece_in_the_middle_does_not_merge_those_that_it_touches():
    origins = {"left": origin("a"), "middle": origin("a", "b"), "right": origin("b")}
    assert largest_independent_set(origins) == ("left", "right")


def test_of_several_largest_sets_the_first_in_order_is_chosen():
    # A circle of four: the first and the third are independent, and so are the second and the fourth.
    circle = {"1": origin("a", "b"), "2": origin("b", "c"), "3": origin("c", "d"), "4": origin("d", "a")}
    assert largest_independent_set(circle) == ("1", "3")
    assert largest_independent_set(dict(reversed(circle.items()))) == ("1", "3")


def brute_force(origins: dict[str, Origin]) -> tuple[str, ...]:
    """The largest set, the first in order, by trying all of them."""
    for size in range(len(origins), 0, -1):
        for chosen in combinations(sorted(origins), size):
            alone = size == 1 and origins[chosen[0]].established
            if alone or (size > 1 and all(independent(origins[a], origins[b]) for a, b in combinations(chosen, 2))):
                return chosen
    return ()


party_sets = st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1, max_size=4)
mostly = st.sampled_from([True, True, True, False])
origin_maps = st.lists(st.tuples(party_sets, mostly), max_size=10).map(
    lambda drawn: {
        f"piece-{number}": origin(*parties, established=established)
        for number, (parties, established) in enumerate(drawn)
    }
)


@given(origin_maps)
def test_the_largest_independent_set_is_that_of_brute_force(origins):
    assert largest_independent_set(origins) == brute_force(origins)


# What can never happen.


def count(dossier: Dossier, sources: Iterable[SourceFacts], derivations: Iterable[DerivationFacts]) -> int:
    lineages = Lineages(sources, derivations)
    return len(largest_independent_set({piece.uid: origin_of(piece, lineages) for piece in dossier.evidence}))


@given(dossiers(), st.data())
def test_confirming_a_derivation_never_raises_the_number_of_origins(dossier, data):
    before = count(dossier, dossier.sources, dossier.derivations)
    chosen = data.draw(st.sampled_from(dossier.derivations or (rests_on("source-0", "source-1"),)))
    confirmed = replace(chosen, status=DerivationStatus.CONFIRMED)
    assert count(dossier, dossier.sources, (*dossier.derivations, confirmed)) <= before


@given(dossiers(), st.randoms(use_true_random=False))
def test_the_origin_does_not_depend_on_the_order_of_derivations(dossier, chance):
    shuffled = list(dossier.derivations)
    chance.shuffle(shuffled)
    one, other = Lineages(dossier.sources, dossier.derivations), Lineages(dossier.sources, shuffled)
    assert [one.of(each.uid) for each in dossier.sources] == [other.of(each.uid) for each in reversed(dossier.sources)][
        ::-1
    ]

"""The claims that benchmarks are made with are claims: whatever checks the record and its indexes finds no fault."""

from typing import Any

import pytest
from django.db import connection

from benchmarks.generating.filling import fill
from benchmarks.generating.publishing import RETRACTED_EVERY
from benchmarks.generating.words import LANGUAGES, rare
from benchmarks.generating.world import World
from claims.finding import facet_values
from claims.finding.search import desk, index, record
from claims.finding.search.corpora import Corpus
from claims.judgement.vocab import LiveStatus
from claims.models import Claim, Publication, PublishedClaim, Revision, triggers
from claims.models.record import FacetValue
from claims.record import heads, ledger
from claims.text.terms import stem
from tests.databases import attacking

CLAIMS = RETRACTED_EVERY + 1
INDEX = {record.RECORD: record.everything, desk.CLAIMS: desk.claims}


@pytest.fixture(scope="module")
def world() -> World:
    return World(CLAIMS, seed=1)


def stored(corpus: Corpus) -> tuple[list[Any], list[Any]]:
    return (
        list(
            corpus.texts.objects.order_by("pk").values_list("pk", "owner", "language", "at", "terms", "texts", "body")
        ),
        list(corpus.words.objects.order_by("word").values_list("word", "count")),
    )


def facets() -> list[tuple[Any, ...]]:
    rows = FacetValue.objects.order_by("kind", "key")
    return [(row.kind, row.key, row.label, row.body, row.count, bytes(row.members)) for row in rows]


def test_made_up_claims_pass_every_check_of_the_record(throwaway_database: None, world: World) -> None:
    with attacking():  # many at once, which the workflow does not
        fill(world)
    assert Claim.objects.count() == PublishedClaim.objects.count() == Revision.objects.count() == CLAIMS
    assert Publication.objects.count() == CLAIMS + 1
    assert PublishedClaim.objects.get(status=LiveStatus.RETRACTED).pk == RETRACTED_EVERY
    assert ledger.first_fault() is None
    assert heads.first_difference() is None
    assert list(triggers.faults(connection)) == []
    before, values = {corpus: stored(corpus) for corpus in INDEX}, facets()
    for corpus, entries in INDEX.items():
        assert index.fill({corpus: entries()}) > 0
        assert stored(corpus) == before[corpus]
    assert facet_values.fill() == len(values) > 0
    assert facets() == values


def test_the_next_claim_can_be_written_beside_made_up_ones(throwaway_database: None, world: World) -> None:
    with attacking():
        fill(world)
    assert Claim.objects.create(statement="One more.", summary="One more").pk == CLAIMS + 1


def test_the_same_seed_makes_the_same_record(throwaway_database: None) -> None:
    from tests.databases import copied, pointing_at

    found = []
    for name in ("once", "again"):
        with copied(name) as copy, pointing_at(copy), attacking():
            fill(World(3, seed=7))
            found.append(ledger.checkpoint())
    assert found[0] == found[1]
    assert found[0].seq == 3


def test_another_seed_makes_other_claims(world: World) -> None:
    from benchmarks.generating.claims import drawn

    other = World(CLAIMS, seed=2)
    assert drawn(world, 0).claim.statement != drawn(other, 0).claim.statement


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: str(language.code))
def test_no_stemmer_changes_a_rare_word(language: Any, world: World) -> None:
    from benchmarks.generating.world import Kind

    random = world.random(Kind.CLAIM, 0)
    words = {rare(random).lower() for _word in range(500)}
    assert {stem(word, language.code) for word in words} == words

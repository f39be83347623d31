"""From rows to facts: what the judgement is told of a claim, and what it answers."""

from collections.abc import Iterable

from claims.judgement.agreement import Assessment, assess
from claims.judgement.facts import ClaimFacts, DerivationFacts, EvidenceFacts, Opposing, SourceFacts
from claims.judgement.vocab import (
    Basis,
    Cardinality,
    ClaimKind,
    DerivationKind,
    DerivationStatus,
    RelationKind,
    Resolution,
    Stance,
)
from claims.models import Claim, Derivation, Entity, Evidence, Source

from .material import Material


def assess_from(material: Material, pk: int) -> Assessment:
    """The assessment of one claim of the material. No query."""
    claim = material.claims[pk]
    evidence = material.evidence[pk]
    against = [link for link in material.links[pk] if link.relation.kind == RelationKind.CONTRADICTS]
    opposing_evidence = [piece for link in against for piece in material.evidence[link.other.pk]]
    sources, derivations = material.lineage([*evidence, *opposing_evidence])
    return assess(
        _claim(claim),
        _pieces(evidence),
        [_source(source) for source in sources],
        [_derivation(step) for step in derivations],
        [
            Opposing(
                claim=link.other.uid,
                claimant=_key(link.other.claimant),
                evidence=_pieces(material.evidence[link.other.pk]),
                resolution=Resolution(link.relation.resolution or Resolution.UNRESOLVED),
            )
            for link in against
        ],
    )


def _key(entity: Entity | None) -> str | None:
    return None if entity is None else entity.key


def _claim(claim: Claim) -> ClaimFacts:
    return ClaimFacts(
        uid=claim.uid,
        kind=ClaimKind(claim.claim_kind),
        claimant=_key(claim.claimant),
        value=claim.value,
        cardinality=Cardinality(claim.property.cardinality) if claim.property else None,
        scope=claim.scope,
        claimed_on=claim.claimed_on,
    )


def _pieces(evidence: Iterable[Evidence]) -> tuple[EvidenceFacts, ...]:
    return tuple(
        EvidenceFacts(
            uid=piece.uid,
            source=piece.source.uid,
            stance=Stance(piece.stance),
            basis=Basis(piece.basis),
            attributed_to=_key(piece.attributed_to),
            value=piece.value,
            scope=piece.scope,
            resolution=Resolution(piece.resolution) if piece.resolution else None,
        )
        for piece in evidence
    )


def _source(source: Source) -> SourceFacts:
    return SourceFacts(
        uid=source.uid,
        publisher=source.publisher.key,
        authors=frozenset(author.key for author in source.authors.all()),
        retracted=source.retracted_on is not None,
        published=source.published_on,
    )


def _derivation(step: Derivation) -> DerivationFacts:
    return DerivationFacts(
        source=step.source.uid,
        derived_from=step.derived_from.uid,
        kind=DerivationKind(step.kind),
        status=DerivationStatus(step.status),
    )

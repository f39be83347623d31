"""What the evidence for a claim amounts to: its standing, and the working that shows why.

Standing counts stances, sources and independent origins. It is computed; the editors' verdict is theirs.

| standing | when |
|---|---|
| unsupported | no support, no open contradiction |
| single_source | support from one source, no open contradiction |
| multiple_sources | support from several sources, fewer than two independent origins, no open contradiction |
| corroborated | support from at least two independent origins, no open contradiction |
| disputed | support and open contradiction |
| contradicted | open contradiction only |
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from .facts import UNKNOWN_PUBLISHER, ClaimFacts, DerivationFacts, EvidenceFacts, Opposing, SourceFacts
from .findings import Finding, findings
from .independence import Lineages, Origin, independent, largest_independent_set, origin_of, possible_origins
from .vocab import Resolution, Stance, Standing

__all__ = [
    "Assessment",
    "ClaimFacts",
    "EvidenceError",
    "EvidenceFacts",
    "Exclusion",
    "Finding",
    "IndependentOrigin",
    "NotCounted",
    "Opposing",
    "assess",
]

Exclusion = Literal["retracted", "claimant"]
"""Why evidence never counts: it rests on a retracted source, or it is the claimant's own word for the claim."""


class EvidenceError(ValueError):
    """Two pieces of evidence were given under one uid."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A piece of evidence that never counts, and why."""

    uid: str
    why: Exclusion


@dataclass(frozen=True, slots=True)
class IndependentOrigin:
    """One of the largest set of independent origins: the evidence that shows it, and who it is (keys, sorted)."""

    evidence: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The standing of a claim and its working. All tuples are sorted; uids are of evidence unless the name says else.

    Every piece of evidence that supports or contradicts is in exactly one of `supporting`, `not_counted`,
    `open_contradictions` and `settled_contradictions`. `not_established` is the part of the support whose origin is
    not established. `opposing_claims` and `settled_claims` are uids of other claims. Each group of `rests_on` are
    keys of entities that had a hand in exactly the same support; without them the standing would be another one.
    """

    standing: Standing
    supporting: tuple[str, ...]
    supporting_sources: tuple[str, ...]
    not_counted: tuple[NotCounted, ...]
    independent: tuple[IndependentOrigin, ...]
    not_established: tuple[str, ...]
    open_contradictions: tuple[str, ...]
    settled_contradictions: tuple[str, ...]
    opposing_claims: tuple[str, ...]
    settled_claims: tuple[str, ...]
    rests_on: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]

    @property
    def origins(self) -> int:
        """The number of independent origins."""
        return len(self.independent)

    def to_json(self) -> dict[str, object]:
        """The assessment as the dossier holds it: objects, lists and strings, in a fixed order."""
        return {
            "standing": self.standing.value,
            "supporting": list(self.supporting),
            "supporting_sources": list(self.supporting_sources),
            "not_counted": [{"uid": each.uid, "why": each.why} for each in self.not_counted],
            "independent": [{"evidence": each.evidence, "names": list(each.names)} for each in self.independent],
            "not_established": list(self.not_established),
            "open_contradictions": list(self.open_contradictions),
            "settled_contradictions": list(self.settled_contradictions),
            "opposing_claims": list(self.opposing_claims),
            "settled_claims": list(self.settled_claims),
            "rests_on": [list(group) for group in self.rests_on],
            "findings": [
                {"kind": each.kind.value, "evidence": list(each.evidence), "left": each.left, "right": each.right}
                for each in self.findings
            ],
        }


def assess(
    claim: ClaimFacts,
    evidence: Iterable[EvidenceFacts],
    sources: Iterable[SourceFacts],
    derivations: Iterable[DerivationFacts],
    opposing: Iterable[Opposing] = (),
) -> Assessment:
    """Weighs all evidence for one claim. The order of what is given does not matter.

    `sources` and `derivations` must cover the evidence, that of the opposing claims, and all that they rest on.
    Raises `LineageError` where they do not, and `EvidenceError` for evidence whose uid is given twice.
    """
    pieces = _sorted_by_uid(evidence)
    lineages = Lineages(sources, derivations)
    excluded = [(piece, _exclusion(piece, claim.claimant, lineages)) for piece in pieces]
    counting = [piece for piece, why in excluded if why is None]
    supports = [piece for piece in counting if piece.stance == Stance.SUPPORTS]
    contradictions = [piece for piece in counting if piece.stance == Stance.CONTRADICTS]
    settled = [piece for piece in contradictions if _is_settled(piece.resolution)]
    unresolved = [piece for piece in contradictions if not _is_settled(piece.resolution)]
    opposing = list(opposing)
    opposing_claims = {other.claim for other in opposing if _opposes(other, lineages)}

    origins = {piece.uid: origin_of(piece, lineages) for piece in supports}
    independent_pairs = [
        (left, right) for left, right in combinations(origins, 2) if independent(origins[left], origins[right])
    ]
    contradicted = bool(unresolved or opposing_claims)
    return Assessment(
        standing=_standing(supports, independent_pairs, contradicted),
        supporting=_uids(supports),
        supporting_sources=tuple(sorted({piece.source for piece in supports})),
        not_counted=tuple(NotCounted(piece.uid, why) for piece, why in excluded if why is not None),
        independent=tuple(
            IndependentOrigin(uid, tuple(sorted(origins[uid].names))) for uid in largest_independent_set(origins)
        ),
        not_established=tuple(uid for uid, origin in origins.items() if not origin.established),
        open_contradictions=_uids(unresolved),
        settled_contradictions=_uids(settled),
        opposing_claims=tuple(sorted(opposing_claims)),
        settled_claims=tuple(sorted({other.claim for other in opposing if _is_settled(other.resolution)})),
        rests_on=_rests_on(supports, origins, independent_pairs, contradicted),
        findings=findings(
            claim, supports, unresolved, {piece.source: lineages.source(piece.source).published for piece in supports}
        ),
    )


def _sorted_by_uid(evidence: Iterable[EvidenceFacts]) -> list[EvidenceFacts]:
    by_uid: dict[str, EvidenceFacts] = {}
    for piece in evidence:
        if piece.uid in by_uid:
            raise EvidenceError(f"Evidence {piece.uid} is given twice.")
        by_uid[piece.uid] = piece
    return [by_uid[uid] for uid in sorted(by_uid)]


def _uids(evidence: Iterable[EvidenceFacts]) -> tuple[str, ...]:
    return tuple(piece.uid for piece in evidence)


def _exclusion(piece: EvidenceFacts, claimant: str | None, lineages: Lineages) -> Exclusion | None:
    """Why a piece of evidence for a claim by `claimant` never counts; nothing where it counts.

    Only support can fail for being the claimant's own word: what claimants say against themselves counts. Context
    takes no side, so that there is nothing to count.
    """
    if piece.stance != Stance.CONTEXT and lineages.of(piece.source).retracted:
        return "retracted"
    if piece.stance == Stance.SUPPORTS and claimant in possible_origins(piece, lineages):
        return "claimant"
    return None


def _is_settled(resolution: Resolution | None) -> bool:
    return resolution is not None and resolution != Resolution.UNRESOLVED


def _opposes(other: Opposing, lineages: Lineages) -> bool:
    """Whether another claim counts as an open contradiction: not settled, and with support that counts for itself."""
    return not _is_settled(other.resolution) and any(
        piece.stance == Stance.SUPPORTS and _exclusion(piece, other.claimant, lineages) is None
        for piece in other.evidence
    )


def _standing(
    supports: Collection[EvidenceFacts], independent_pairs: Iterable[tuple[str, str]], contradicted: bool
) -> Standing:
    """The standing table. Two independent origins are one pair of independent evidence, both of it in `supports`."""
    if contradicted:
        return Standing.DISPUTED if supports else Standing.CONTRADICTED
    if not supports:
        return Standing.UNSUPPORTED
    if len({piece.source for piece in supports}) == 1:
        return Standing.SINGLE_SOURCE
    uids = {piece.uid for piece in supports}
    if any(left in uids and right in uids for left, right in independent_pairs):
        return Standing.CORROBORATED
    return Standing.MULTIPLE_SOURCES


def _rests_on(
    supports: Sequence[EvidenceFacts],
    origins: Mapping[str, Origin],
    independent_pairs: Sequence[tuple[str, str]],
    contradicted: bool,
) -> tuple[tuple[str, ...], ...]:
    """Leaves out one party after the other, with all support that it had a hand in.

    The unknown publisher is left out of this: it stands for many, and nobody can say that it is one.
    """
    touched: dict[str, frozenset[str]] = {}
    for party in {party for origin in origins.values() for party in origin.parties} - {UNKNOWN_PUBLISHER}:
        touched[party] = frozenset(uid for uid, origin in origins.items() if party in origin.parties)
    standing = _standing(supports, independent_pairs, contradicted)
    groups = []
    for gone in set(touched.values()):
        left = [piece for piece in supports if piece.uid not in gone]
        if _standing(left, independent_pairs, contradicted) != standing:
            groups.append(tuple(sorted(party for party in touched if touched[party] == gone)))
    return tuple(sorted(groups))

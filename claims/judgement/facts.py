"""What the judgement needs to know, and no more: plain facts about sources, evidence and claims.

The desk fills these from its tables, tests from their imagination. Keys are those of the world: uids of sources,
pieces of evidence and claims; keys of entities for authors, publishers, speakers and claimants.
"""

from dataclasses import dataclass

from .dates import PartialDate, Span
from .values import Value
from .vocab import Basis, Cardinality, ClaimKind, DerivationKind, DerivationStatus, Resolution, Stance

UNKNOWN_PUBLISHER = "unknown-publisher"
"""The reserved entity key for a publisher that nobody could name. It establishes nothing."""

UNKNOWN_SCOPE = Span()
"""No time is given for which something holds."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """One document: who made it, when, and whether it has been retracted."""

    uid: str
    publisher: str
    authors: frozenset[str]
    retracted: bool = False
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class DerivationFacts:
    """`source` rests on `derived_from`; both are uids of sources."""

    source: str
    derived_from: str
    kind: DerivationKind
    status: DerivationStatus


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What one passage of one source says of one claim.

    `attributed_to` is the speaker to whom the source gives the statement. `scope` is the time that the passage speaks
    of; an unknown one is taken to be the claim's. `resolution` belongs to contradictions; none means unresolved.
    """

    uid: str
    source: str
    stance: Stance
    basis: Basis
    attributed_to: str | None = None
    value: Value | None = None
    scope: Span = UNKNOWN_SCOPE
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Opposing:
    """A live claim that a confirmed `contradicts` relation sets against ours, with all of its evidence."""

    claim: str
    claimant: str | None
    evidence: tuple[EvidenceFacts, ...]
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One proposition. `value` and `cardinality` come from its property: both or neither."""

    uid: str
    kind: ClaimKind
    claimant: str | None
    value: Value | None
    cardinality: Cardinality | None
    scope: Span
    claimed_on: PartialDate | None

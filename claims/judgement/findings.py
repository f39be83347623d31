"""What an editor should look at again: where the computed comparison of values and dates disagrees with a stance.

A finding never changes a standing. Only evidence that counts is looked at; a settled contradiction has been explained
by an editor and raises nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .dates import PartialDate, Span
from .facts import UNKNOWN_SCOPE, ClaimFacts, EvidenceFacts
from .values import DateValue, Value, compare, write
from .vocab import Agreement, Cardinality, ClaimKind, FindingKind

# What to look at, by how two values compare: a support or a contradiction with the claim, and two of the same stance
# with each other.
SUSPICIOUS_SUPPORT = {Agreement.CONFLICT: FindingKind.SUPPORT_CONFLICTS}
SUSPICIOUS_CONTRADICTION = {
    Agreement.AGREE: FindingKind.CONTRADICTION_AGREES,
    Agreement.REFINE: FindingKind.CONTRADICTION_AGREES,
}
SUSPICIOUS_PAIR = {
    Agreement.CONFLICT: FindingKind.VALUES_CONFLICT,
    Agreement.POSSIBLE_CONFLICT: FindingKind.VALUES_MAY_CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `evidence` holds one uid, or two in rising order.

    `left` and `right` are written forms that fill the sentence of the kind: of two pieces of evidence the value of
    each; of one, its value (or the date of its source) and then the claim's.
    """

    kind: FindingKind
    evidence: tuple[str, ...]
    left: str
    right: str


def findings(
    claim: ClaimFacts,
    supports: Sequence[EvidenceFacts],
    contradictions: Sequence[EvidenceFacts],
    published: Mapping[str, PartialDate | None],
) -> tuple[Finding, ...]:
    """All findings about the evidence that counts, sorted. The evidence is given in rising order of uids.

    `published` holds the date of the source of each support, by the uid of the source.
    """
    found = list(_anachronisms(claim, supports, published))
    # Without a property nothing says how many values there can be, and values cannot be compared.
    if claim.cardinality is not None:
        comparing = _Comparing(claim.cardinality, claim.scope)
        if claim.value is not None:
            found += _against_the_claim(claim.value, supports, SUSPICIOUS_SUPPORT, comparing)
            found += _against_the_claim(claim.value, contradictions, SUSPICIOUS_CONTRADICTION, comparing)
        found += _within_a_stance(supports, comparing)
        found += _within_a_stance(contradictions, comparing)
    return tuple(sorted(found, key=lambda finding: (finding.kind.value, finding.evidence)))


class _Comparing:
    """Compares values of the claim's property. The time of which a passage does not speak is the claim's."""

    def __init__(self, cardinality: Cardinality, scope: Span) -> None:
        self._cardinality = cardinality
        self._scope = scope
        self._outcomes: dict[tuple[Value, Span, Value, Span], Agreement] = {}

    def outcome(self, left: Value, left_scope: Span, right: Value, right_scope: Span) -> Agreement:
        """How two values compare. Remembered, since many pieces of evidence say the same."""
        pair = (left, left_scope, right, right_scope)
        if pair not in self._outcomes:
            self._outcomes[pair] = compare(
                left,
                right,
                cardinality=self._cardinality,
                left_scope=self._scope if left_scope.is_unknown else left_scope,
                right_scope=self._scope if right_scope.is_unknown else right_scope,
            ).outcome
        return self._outcomes[pair]


def _against_the_claim(
    value: Value,
    evidence: Iterable[EvidenceFacts],
    suspicious: Mapping[Agreement, FindingKind],
    comparing: _Comparing,
) -> Iterator[Finding]:
    for piece in evidence:
        if piece.value is not None:
            outcome = comparing.outcome(piece.value, piece.scope, value, UNKNOWN_SCOPE)
            if outcome in suspicious:
                yield Finding(suspicious[outcome], (piece.uid,), write(piece.value), write(value))


def _within_a_stance(evidence: Iterable[EvidenceFacts], comparing: _Comparing) -> Iterator[Finding]:
    for left, right in combinations(evidence, 2):
        if left.value is not None and right.value is not None:
            outcome = comparing.outcome(left.value, left.scope, right.value, right.scope)
            if outcome in SUSPICIOUS_PAIR:
                yield Finding(SUSPICIOUS_PAIR[outcome], (left.uid, right.uid), write(left.value), write(right.value))


def _anachronisms(
    claim: ClaimFacts, supports: Iterable[EvidenceFacts], published: Mapping[str, PartialDate | None]
) -> Iterator[Finding]:
    """Support whose source surely appeared before what it confirms. A prediction is older by nature."""
    happened = claim.scope.start
    if happened is None and isinstance(claim.value, DateValue):
        happened = claim.value.date
    if happened is None or claim.kind == ClaimKind.PREDICTION:
        return
    for piece in supports:
        appeared = published[piece.source]
        if appeared is not None and appeared.latest < happened.earliest:
            yield Finding(FindingKind.ANACHRONISM, (piece.uid,), str(appeared), str(happened))

"""The worked examples of docs/methodology.md: a small declarative form, and the judgement that it is held against.

A fenced block with the info string `example compare` says how two values compare; one with `example standing` says
what some evidence amounts to. Each line is `key: value`; parts of a value are separated by a comma and a space. The
last lines say what comes out. A line that means nothing is an error, so that no example can say more than is checked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from claims.judgement.agreement import Assessment, assess
from claims.judgement.dates import PartialDate, Span
from claims.judgement.facts import ClaimFacts, DerivationFacts, EvidenceFacts, Opposing, SourceFacts
from claims.judgement.values import Tolerance, Value, compare, read
from claims.judgement.vocab import (
    Basis,
    Cardinality,
    ClaimKind,
    DerivationKind,
    DerivationStatus,
    Resolution,
    Stance,
    ValueType,
)


class ExampleError(AssertionError):
    """An example is not in the form, or something else comes out than it says."""


def run(kind: str, text: str) -> None:
    """Run one example of a kind. Raises ExampleError where it does not hold."""
    if kind not in KINDS:
        raise ExampleError(f"There are no examples of the kind “{kind}”.")
    lines = list(_lines(text))
    stated = [(key, value) for key, value in lines if key in KINDS[kind].outcomes]
    given = [(key, value) for key, value in lines if key not in KINDS[kind].outcomes]
    if not stated:
        raise ExampleError(f"The example says nothing of what comes out:\n{text}")
    found = KINDS[kind].work_out(given)
    for key, value in stated:
        if found[key] != value:
            raise ExampleError(f"{key} is “{found[key]}”, not “{value}”:\n{text}")


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        key, colon, value = line.partition(": ")
        if not colon:
            raise ExampleError(f"“{line}” is not `key: value`.")
        yield key, value.strip()


@dataclass
class Property:
    """What an example says of a property: `percentage, single_at_a_time, tolerance 1` (or `quantity in people`)."""

    type: ValueType
    cardinality: Cardinality
    unit: str = ""
    tolerance: Tolerance | None = None

    @classmethod
    def parse(cls, text: str) -> "Property":
        """Read the form above."""
        type_and_unit, cardinality, *rest = text.split(", ")
        type, _in, unit = type_and_unit.partition(" in ")
        tolerance = Tolerance.parse(rest[0].removeprefix("tolerance ")) if rest else None
        return cls(ValueType(type), Cardinality(cardinality), unit, tolerance)

    def value(self, text: str) -> Value:
        """A value of this property, in the form in which editors type it."""
        return read(text, self.type, self.unit, self.tolerance)


def _compared(given: list[tuple[str, str]]) -> dict[str, str]:
    """`property`, `left` and `right`, with `left time` and `right time` where they are known."""
    values = dict(given)
    if len(values) < len(given) or values.keys() - {"property", "left", "left time", "right", "right time"}:
        raise ExampleError(f"A comparison is not made of {[key for key, _value in given]}.")
    held = Property.parse(values["property"])
    comparison = compare(
        held.value(values["left"]),
        held.value(values["right"]),
        cardinality=held.cardinality,
        left_scope=_span(values.get("left time")),
        right_scope=_span(values.get("right time")),
    )
    return {"outcome": comparison.outcome.value, "because": comparison.reason.value, "finer": comparison.finer or ""}


def _span(text: str | None) -> Span:
    """`2012 to 2017`, or one date for both ends; nothing for a time that is not known."""
    if text is None:
        return Span()
    start, _to, end = text.partition(" to ")
    return Span(PartialDate.parse(start), PartialDate.parse(end or start))


@dataclass
class Dossier:
    """What an example of a standing is made of, as its lines are read."""

    property: Property | None = None
    value: str = ""
    claimant: str | None = None
    sources: dict[str, SourceFacts] = field(default_factory=dict)
    derivations: list[DerivationFacts] = field(default_factory=list)
    evidence: list[EvidenceFacts] = field(default_factory=list)
    opposing: list[Opposing] = field(default_factory=list)

    def assess(self) -> Assessment:
        """The judgement about it."""
        claim = ClaimFacts(
            uid="the claim",
            kind=ClaimKind.FACT,
            claimant=self.claimant,
            value=self.property.value(self.value) if self.property and self.value else None,
            cardinality=self.property.cardinality if self.property else None,
            scope=Span(),
            claimed_on=None,
        )
        return assess(claim, self.evidence, self.sources.values(), self.derivations, self.opposing)

    def add_source(self, text: str) -> None:
        """`NAME, published by KEY` and perhaps `written by KEY`, `dated DATE`, `retracted`, `reprint of NAME` …"""
        name, published, *rest = text.split(", ")
        source = SourceFacts(name, published.removeprefix("published by "), frozenset())
        for part in rest:
            if part == "retracted":
                source = replace(source, retracted=True)
            elif part.startswith("dated "):
                source = replace(source, published=PartialDate.parse(part.removeprefix("dated ")))
            elif part.startswith("written by "):
                source = replace(source, authors=source.authors | {part.removeprefix("written by ")})
            else:
                kind, _of, original = part.partition(" of ")
                step = DerivationFacts(name, original, DerivationKind(kind), DerivationStatus.CONFIRMED)
                self.derivations.append(step)
        self.sources[name] = source

    def add_evidence(self, stance: Stance, text: str) -> None:
        """Evidence for or against the claim, numbered in the order of the lines."""
        self.evidence.append(self._piece(stance, text, uid=f"{len(self.evidence) + 1}"))

    def add_opposing(self, text: str) -> None:
        """Another published claim that contradicts ours, with the support that it has."""
        number = len(self.opposing) + 1
        piece = self._piece(Stance.SUPPORTS, text, uid=f"other {number}")
        resolution = piece.resolution or Resolution.UNRESOLVED
        self.opposing.append(Opposing(f"claim {number}", None, (replace(piece, resolution=None),), resolution))

    def _piece(self, stance: Stance, text: str, uid: str) -> EvidenceFacts:
        """`SOURCE, first hand` (or `attributed to KEY`, `not stated`) and perhaps `says VALUE`, `settled as WORD`."""
        source, how, *rest = text.split(", ")
        speaker = how.removeprefix("attributed to ") if how.startswith("attributed to ") else None
        piece = EvidenceFacts(uid, source, stance, _basis(how), attributed_to=speaker)
        for part in rest:
            word, _space, what = part.partition(" ")
            if word == "says" and self.property:
                piece = replace(piece, value=self.property.value(what))
            elif part.startswith("settled as "):
                piece = replace(piece, resolution=Resolution(part.removeprefix("settled as ")))
            else:
                raise ExampleError(f"“{part}” says nothing of a piece of evidence.")
        return piece


def _basis(how: str) -> Basis:
    match = re.fullmatch("(first hand)|(attributed to [a-z-]+)|(not stated)", how)
    if match is None:
        raise ExampleError(f"“{how}” is not on what a source rests.")
    return (Basis.FIRST_HAND, Basis.ATTRIBUTED, Basis.UNSTATED)[(match.lastindex or 0) - 1]


def _weighed(given: list[tuple[str, str]]) -> dict[str, str]:
    dossier = Dossier()
    for key, value in given:
        match key:
            case "source":
                dossier.add_source(value)
            case "supports" | "contradicts" | "context":
                dossier.add_evidence(Stance(key), value)
            case "opposed by a claim with":
                dossier.add_opposing(value)
            case "claimant":
                dossier.claimant = value
            case "property":
                dossier.property = Property.parse(value)
            case "value":
                dossier.value = value
            case _:
                raise ExampleError(f"“{key}” is no part of a standing.")
    assessment = dossier.assess()
    return {
        "standing": assessment.standing.value,
        "origins": str(assessment.origins),
        "rests on": "; ".join(" and ".join(group) for group in assessment.rests_on) or "nobody alone",
        "not counted": ", ".join(each.why for each in assessment.not_counted) or "nothing",
        "finding": ", ".join(each.kind.value for each in assessment.findings) or "nothing",
    }


@dataclass(frozen=True)
class Kind:
    """One kind of example: how it is worked out, and which lines say what comes out."""

    work_out: Callable[[list[tuple[str, str]]], dict[str, str]]
    outcomes: frozenset[str]


KINDS = {
    "compare": Kind(_compared, frozenset({"outcome", "because", "finer"})),
    "standing": Kind(_weighed, frozenset({"standing", "origins", "rests on", "not counted", "finding"})),
}

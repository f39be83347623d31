"""Worked examples for readers: a few words, the facts behind them, and what comes out. The tests run every one.

`told` is what the methodology page shows; the facts are what the judgement is given, so that nothing can be told that
the program does not do.
"""

from dataclasses import dataclass

from .agreement import Assessment, assess
from .dates import PartialDate, Span
from .facts import UNKNOWN_SCOPE, ClaimFacts, DerivationFacts, EvidenceFacts, SourceFacts
from .values import Comparison, compare
from .values_text import read
from .vocab import (
    Agreement,
    Basis,
    Cardinality,
    ClaimKind,
    DerivationKind,
    DerivationStatus,
    Resolution,
    Stance,
    Standing,
    ValueType,
)
from .words import Marked, gettext_noop

CLAIM = ClaimFacts("claim", ClaimKind.FACT, "mayor", None, None, UNKNOWN_SCOPE, None)
"""The claim of all examples, which the mayor makes."""

MORNING = SourceFacts("morning", "morning-post", frozenset({"ann"}))
EVENING = SourceFacts("evening", "evening-star", frozenset({"bob"}))
WIRE = SourceFacts("wire", "agency", frozenset())
WITHDRAWN = SourceFacts("withdrawn", "weekly-review", frozenset(), retracted=True)
SOURCES = (MORNING, EVENING, WIRE, WITHDRAWN)

SAW = Basis.FIRST_HAND
NOT_STATED = Basis.UNSTATED


@dataclass(frozen=True, slots=True)
class StandingExample:
    """Some evidence for one claim. `standing` and `origins` are what comes out."""

    told: Marked
    evidence: tuple[EvidenceFacts, ...]
    standing: Standing
    origins: int
    derivations: tuple[DerivationFacts, ...] = ()

    def work_out(self) -> Assessment:
        """The judgement about it."""
        return assess(CLAIM, self.evidence, SOURCES, self.derivations)


@dataclass(frozen=True, slots=True)
class ComparisonExample:
    """Two values of one property, in the form in which editors type them, and how they compare."""

    told: Marked
    type: ValueType
    cardinality: Cardinality
    left: str
    right: str
    outcome: Agreement
    left_time: str = ""
    right_time: str = ""

    def work_out(self) -> Comparison:
        """The comparison of the two."""
        return compare(
            read(self.left, self.type),
            read(self.right, self.type),
            cardinality=self.cardinality,
            left_scope=_span(self.left_time),
            right_scope=_span(self.right_time),
        )


def _span(date: str) -> Span:
    return Span(PartialDate.parse(date), PartialDate.parse(date)) if date else UNKNOWN_SCOPE


def _says(source: SourceFacts, basis: Basis, speaker: str | None = None) -> EvidenceFacts:
    return EvidenceFacts(f"for {source.uid}", source.uid, Stance.SUPPORTS, basis, speaker)


def _denies(source: SourceFacts, resolution: Resolution = Resolution.UNRESOLVED) -> EvidenceFacts:
    return EvidenceFacts(f"against {source.uid}", source.uid, Stance.CONTRADICTS, SAW, resolution=resolution)


def _reprints(source: SourceFacts, original: SourceFacts) -> DerivationFacts:
    return DerivationFacts(source.uid, original.uid, DerivationKind.REPRINT, DerivationStatus.CONFIRMED)


STANDINGS: tuple[StandingExample, ...] = (
    StandingExample(
        gettext_noop("The mayor says so, and a newspaper prints the mayor’s words."),
        (_says(MORNING, Basis.ATTRIBUTED, "mayor"),),
        Standing.UNSUPPORTED,
        0,
    ),
    StandingExample(
        gettext_noop("One reporter was there and says so."),
        (_says(MORNING, SAW),),
        Standing.SINGLE_SOURCE,
        1,
    ),
    StandingExample(
        gettext_noop("Two newspapers say so, and neither says how it knows."),
        (_says(MORNING, NOT_STATED), _says(EVENING, NOT_STATED)),
        Standing.MULTIPLE_SOURCES,
        0,
    ),
    StandingExample(
        gettext_noop("Two newspapers reprint the story of one agency."),
        (_says(MORNING, SAW), _says(EVENING, SAW)),
        Standing.MULTIPLE_SOURCES,
        1,
        (_reprints(MORNING, WIRE), _reprints(EVENING, WIRE)),
    ),
    StandingExample(
        gettext_noop("Two newspapers quote one spokeswoman."),
        (_says(MORNING, Basis.ATTRIBUTED, "spokeswoman"), _says(EVENING, Basis.ATTRIBUTED, "spokeswoman")),
        Standing.MULTIPLE_SOURCES,
        1,
    ),
    StandingExample(
        gettext_noop("Two reporters of two newspapers were there and say so."),
        (_says(MORNING, SAW), _says(EVENING, SAW)),
        Standing.CORROBORATED,
        2,
    ),
    StandingExample(
        gettext_noop("Two reporters were there and say so; the newspaper of the one has retracted the story."),
        (_says(WITHDRAWN, SAW), _says(EVENING, SAW)),
        Standing.SINGLE_SOURCE,
        1,
    ),
    StandingExample(
        gettext_noop("One newspaper says so, another denies it."),
        (_says(MORNING, SAW), _denies(EVENING)),
        Standing.DISPUTED,
        1,
    ),
    StandingExample(
        gettext_noop("One newspaper says so, another denied it, and an editor found that it was in error."),
        (_says(MORNING, SAW), _denies(EVENING, Resolution.SOURCE_ERROR)),
        Standing.SINGLE_SOURCE,
        1,
    ),
    StandingExample(
        gettext_noop("A newspaper denies it, and nobody else says so."),
        (_denies(EVENING),),
        Standing.CONTRADICTED,
        0,
    ),
)

COMPARISONS: tuple[ComparisonExample, ...] = (
    ComparisonExample(
        gettext_noop("One source gives the year of a birth, another the day, which lies in that year."),
        ValueType.DATE,
        Cardinality.SINGLE_EVER,
        "1975",
        "1975-10-18",
        Agreement.REFINE,
    ),
    ComparisonExample(
        gettext_noop("One source gives one year of birth, another gives another."),
        ValueType.DATE,
        Cardinality.SINGLE_EVER,
        "1975",
        "1976",
        Agreement.CONFLICT,
    ),
    ComparisonExample(
        gettext_noop("A poll of October gives 5 percent, one of March gives 12."),
        ValueType.PERCENTAGE,
        Cardinality.SINGLE_AT_A_TIME,
        "5",
        "12",
        Agreement.INCOMPARABLE,
        "2021-10",
        "2022-03",
    ),
    ComparisonExample(
        gettext_noop("Two polls give 5 and 12 percent, and nobody says when they were taken."),
        ValueType.PERCENTAGE,
        Cardinality.SINGLE_AT_A_TIME,
        "5",
        "12",
        Agreement.POSSIBLE_CONFLICT,
    ),
)

"""The cast of the tests about origins and standing: sources, what they say, and whole made-up dossiers."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from claims.judgement.agreement import Assessment, ClaimFacts, EvidenceFacts, Opposing, assess
from claims.judgement.dates import PartialDate, Span
from claims.judgement.independence import UNKNOWN_PUBLISHER, DerivationFacts, SourceFacts
from claims.judgement.values import DateValue, Value
from claims.judgement.vocab import Basis, Cardinality, ClaimKind, DerivationKind, DerivationStatus, Resolution, Stance


def source(uid: str, publisher: str = "", *authors: str, retracted: bool = False, published: str = "") -> SourceFacts:
    """A document; without a publisher given it has one of its own."""
    date = PartialDate.parse(published) if published else None
    return SourceFacts(uid, publisher or f"publisher-of-{uid}", frozenset(authors), retracted, date)


def rests_on(
    child: str,
    parent: str,
    kind: DerivationKind = DerivationKind.REPRINT,
    status: DerivationStatus = DerivationStatus.CONFIRMED,
) -> DerivationFacts:
    return DerivationFacts(child, parent, kind, status)


def says(
    uid: str,
    source: str,
    stance: Stance = Stance.SUPPORTS,
    *,
    basis: Basis = Basis.FIRST_HAND,
    attributed_to: str | None = None,
    value: Value | None = None,
    scope: Span | None = None,
    resolution: Resolution | None = None,
) -> EvidenceFacts:
    """A passage; first hand unless said otherwise."""
    return EvidenceFacts(uid, source, stance, basis, attributed_to, value, scope or Span(), resolution)


def quotes(uid: str, source: str, speaker: str, stance: Stance = Stance.SUPPORTS) -> EvidenceFacts:
    """A passage that gives the statement to a speaker."""
    return says(uid, source, stance, basis=Basis.ATTRIBUTED, attributed_to=speaker)


def claim(
    *,
    kind: ClaimKind = ClaimKind.FACT,
    claimant: str | None = None,
    value: Value | None = None,
    cardinality: Cardinality | None = None,
    scope: Span | None = None,
) -> ClaimFacts:
    """A claim, by nobody in particular unless said otherwise."""
    return ClaimFacts("ours", kind, claimant, value, cardinality, scope or Span(), None)


def year(text: str) -> DateValue:
    return DateValue(PartialDate.parse(text))


def during(start: str | None, end: str | None = None) -> Span:
    return Span(PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)


@dataclass(frozen=True)
class Dossier:
    """Everything that `assess` is given about one claim."""

    claim: ClaimFacts
    evidence: tuple[EvidenceFacts, ...]
    sources: tuple[SourceFacts, ...]
    derivations: tuple[DerivationFacts, ...] = ()
    opposing: tuple[Opposing, ...] = ()

    def assess(self) -> Assessment:
        return assess(self.claim, self.evidence, self.sources, self.derivations, self.opposing)

    def with_evidence(self, *pieces: EvidenceFacts) -> "Dossier":
        return replace(self, evidence=(*self.evidence, *pieces))

    def without(self, *uids: str) -> "Dossier":
        return replace(self, evidence=tuple(piece for piece in self.evidence if piece.uid not in uids))


# Few names for many things, so that they meet: people are authors, speakers and claimants, and one is a publisher.
PEOPLE = ["ana", "boris", "chloe", "dario"]
PUBLISHERS = ["ana", "fakir", "lemonde", "liberation", "mediapart", UNKNOWN_PUBLISHER]
SOURCES = [f"source-{number}" for number in range(7)]

names = st.sampled_from(PEOPLE)
years = st.sampled_from(["1974", "1975", "1975-10", "1976", "197X"]).map(year)
scopes = st.sampled_from([Span(), during("1970", "1974"), during("1974", "1980"), during("1980", None)])
derivations = st.builds(
    DerivationFacts,
    st.sampled_from(SOURCES),
    st.sampled_from(SOURCES),
    st.sampled_from(DerivationKind),
    # Confirmed ones more often than not, so that lineages get long.
    st.sampled_from([*DerivationStatus, DerivationStatus.CONFIRMED, DerivationStatus.CONFIRMED]),
)


def pieces_of_evidence(prefix: str, most: int) -> st.SearchStrategy[tuple[EvidenceFacts, ...]]:
    """Up to so many pieces of evidence, whose uids start with `prefix`."""
    piece = st.builds(
        EvidenceFacts,
        st.just(""),
        st.sampled_from(SOURCES),
        st.sampled_from([*Stance, Stance.SUPPORTS, Stance.SUPPORTS]),
        st.sampled_from([*Basis, Basis.FIRST_HAND]),
        st.none() | names,
        st.none() | years,
        scopes,
        st.none() | st.sampled_from(Resolution),
    )
    return st.lists(piece, max_size=most).map(
        lambda pieces: tuple(replace(piece, uid=f"{prefix}-{number}") for number, piece in enumerate(pieces))
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Dossiers in which anything can happen: circles, retractions, unknown publishers, opposing claims."""
    subject = st.builds(
        ClaimFacts,
        st.just("ours"),
        st.sampled_from(ClaimKind),
        st.none() | names,
        st.none() | years,
        st.none() | st.sampled_from(Cardinality),
        scopes,
        st.none(),
    )
    documents = st.tuples(
        *(
            st.builds(
                SourceFacts,
                st.just(uid),
                st.sampled_from(PUBLISHERS),
                st.frozensets(names, max_size=2),
                st.sampled_from([False, False, False, True]),
                st.none() | years.map(lambda value: value.date),
            )
            for uid in SOURCES
        )
    )
    others = st.lists(
        st.builds(
            Opposing,
            st.sampled_from(["theirs-1", "theirs-2"]),
            st.none() | names,
            pieces_of_evidence("theirs", 2),
            st.sampled_from(Resolution),
        ),
        max_size=2,
        unique_by=lambda other: other.claim,
    ).map(tuple)
    return Dossier(
        draw(subject),
        draw(pieces_of_evidence("piece", 7)),
        draw(documents),
        draw(st.lists(derivations, max_size=6).map(tuple)),
        draw(others),
    )

"""Who is really behind a piece of evidence, and how many of them are independent of each other.

Links are not counted, origins are: ten reprints of one wire story are one origin, two papers that quote one spokesman
are one origin, and a lineage that nobody recorded counts as none.

Everything here is monotone, because editors must be able to trust a number that falls: confirming a derivation or
retracting a source never raises the number of origins. Two choices follow from that. Parties are those of the whole
lineage, not only of its ends; and one circle anywhere in a lineage makes all of it unknown (if a circle with a way out
were known again, confirming that way out would raise the number).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .facts import UNKNOWN_PUBLISHER, DerivationFacts, EvidenceFacts, SourceFacts
from .independent_set import smallest_maximum_independent_set
from .vocab import Basis, DerivationKind, DerivationStatus

__all__ = [
    "UNKNOWN_PUBLISHER",
    "DerivationFacts",
    "Lineage",
    "LineageError",
    "Lineages",
    "Origin",
    "SourceFacts",
    "independent",
    "largest_independent_set",
    "origin_of",
    "possible_origins",
]


class LineageError(ValueError):
    """The facts about sources do not fit together; the sentence names the source."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A source and everything that it rests on, by confirmed derivations of every kind but `cites`.

    `roots` rest on nothing recorded. `parties` are the authors and publishers of all of `sources`. `retracted`: one of
    them has been. `known`: every publisher has a name and no derivation runs in a circle (so there is a root).
    """

    sources: frozenset[str]
    roots: frozenset[str]
    parties: frozenset[str]
    retracted: bool
    known: bool


class Lineages:
    """The lineages of all sources that one claim depends on; each is worked out once.

    `sources` must hold every source that a followed derivation names. Raises `LineageError` where one is missing, or
    is described twice in different ways.
    """

    def __init__(self, sources: Iterable[SourceFacts], derivations: Iterable[DerivationFacts]) -> None:
        self._facts: dict[str, SourceFacts] = {}
        for source in sources:
            if self._facts.setdefault(source.uid, source) != source:
                raise LineageError(f"Source {source.uid} is described twice, in different ways.")
        self._parents: dict[str, set[str]] = {uid: set() for uid in self._facts}
        for derivation in derivations:
            if _is_followed(derivation):
                child, parent = self.source(derivation.source), self.source(derivation.derived_from)
                self._parents[child.uid].add(parent.uid)
        self._ancestors: dict[str, frozenset[str]] = {}
        self._lineages: dict[str, Lineage] = {}

    def source(self, uid: str) -> SourceFacts:
        """The facts about one source. Raises `LineageError` for one that was not given."""
        if uid not in self._facts:
            raise LineageError(f"Source {uid} is named, but no facts about it are given.")
        return self._facts[uid]

    def of(self, source_uid: str) -> Lineage:
        """The lineage of one source. Raises `LineageError` for one that was not given."""
        if source_uid not in self._lineages:
            self._lineages[source_uid] = self._trace(self.source(source_uid).uid)
        return self._lineages[source_uid]

    def _trace(self, uid: str) -> Lineage:
        members = self._ancestors_of(uid) | {uid}
        parties = _parties(self._facts[member] for member in members)
        circular = any(member in self._ancestors_of(member) for member in members)
        return Lineage(
            sources=members,
            roots=frozenset(member for member in members if not self._parents[member]),
            parties=parties,
            retracted=any(self._facts[member].retracted for member in members),
            known=not circular and UNKNOWN_PUBLISHER not in parties,
        )

    def _ancestors_of(self, uid: str) -> frozenset[str]:
        """Every source that `uid` rests on, at any distance: itself among them only in a circle."""
        if uid not in self._ancestors:
            found: set[str] = set()
            waiting = list(self._parents[uid])
            while waiting:
                ancestor = waiting.pop()
                if ancestor not in found:
                    found.add(ancestor)
                    waiting.extend(self._parents[ancestor])
            self._ancestors[uid] = frozenset(found)
        return self._ancestors[uid]


def _is_followed(derivation: DerivationFacts) -> bool:
    return derivation.status == DerivationStatus.CONFIRMED and derivation.kind != DerivationKind.CITES


def _parties(sources: Iterable[SourceFacts]) -> frozenset[str]:
    return frozenset(party for source in sources for party in (source.publisher, *source.authors))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the statement of one piece of evidence comes from.

    `names` are the entities that it comes from, empty where that is not established. `parties` are all who had a hand
    in it on the way: whoever shares one of them is not independent of it. Never empty, since a source has a publisher.
    """

    names: frozenset[str]
    parties: frozenset[str]
    established: bool

    def __post_init__(self) -> None:
        if not self.parties:
            raise ValueError("An origin needs at least one party: a source always has a publisher.")


def origin_of(evidence: EvidenceFacts, lineages: Lineages) -> Origin:
    """The origin of one piece of evidence, by three rules in this order.

    1. A statement attributed to a speaker comes from the speaker, whoever prints it.
    2. Else it comes from the authors and publishers of the roots of its source, if it is told first hand.
    3. Else its origin is not established.

    Nothing is established by a lineage that is not known, nor by a speaker whom nobody could name.
    """
    lineage = lineages.of(evidence.source)
    if evidence.attributed_to is not None:
        names = frozenset({evidence.attributed_to})
        established = lineage.known and evidence.attributed_to != UNKNOWN_PUBLISHER
    else:
        names = _parties(lineages.source(root) for root in lineage.roots)
        established = lineage.known and evidence.basis == Basis.FIRST_HAND
    parties = lineage.parties | possible_origins(evidence, lineages)
    return Origin(names=names if established else frozenset(), parties=parties, established=established)


def possible_origins(evidence: EvidenceFacts, lineages: Lineages) -> frozenset[str]:
    """All who may have said it first: the speaker if there is one, else every author and publisher of the lineage."""
    if evidence.attributed_to is not None:
        return frozenset({evidence.attributed_to})
    return lineages.of(evidence.source).parties


def independent(a: Origin, b: Origin) -> bool:
    """Whether two origins count as two: both are established and they share no party."""
    return a.established and b.established and a.parties.isdisjoint(b.parties)


def largest_independent_set(origins: Mapping[str, Origin]) -> tuple[str, ...]:
    """The largest set of pieces of evidence (uid -> origin) that are pairwise independent, as a sorted tuple of uids.

    Exact. Of several largest sets it is the smallest in the order of sorted tuples, so that published results depend
    neither on the order of input nor on the algorithm. Never works by merging groups: then the retraction of a source
    that held two groups together would raise the number.
    """
    uids = sorted(uid for uid, origin in origins.items() if origin.established)
    holders: dict[str, int] = {}
    for position, uid in enumerate(uids):
        for party in origins[uid].parties:
            holders[party] = holders.get(party, 0) | 1 << position
    chosen = smallest_maximum_independent_set([holders[party] for party in sorted(holders)])
    return tuple(uids[position] for position in chosen)

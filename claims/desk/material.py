"""Everything that the dossiers of some claims are made of, read in a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from claims.judgement.values import EntityValue
from claims.judgement.vocab import DerivationKind, DerivationStatus, RelationKind, RelationStatus
from claims.models import Claim, ClaimRelation, Derivation, Entity, Evidence, Source
from claims.models.record import PublishedClaim


@dataclass(frozen=True, slots=True)
class Linked:
    """A confirmed relation, seen from one of its claims: the other one, and which end of the sentence we are."""

    relation: ClaimRelation
    other: Claim
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What the dossiers of some claims draw on. The claims come with their topics.

    Dictionaries are by primary key, but for `named`: the entities that values name, by their key. `relations` are all,
    suggested and dismissed ones too; `links` are what counts of them.
    """

    claims: dict[int, Claim]
    evidence: dict[int, list[Evidence]]
    links: dict[int, list[Linked]]
    relations: list[ClaimRelation]
    sources: dict[int, Source]
    derivations: list[Derivation]
    named: dict[str, Entity]
    live: frozenset[str]

    def lineage(self, evidence: Iterable[Evidence]) -> tuple[list[Source], list[Derivation]]:
        """The sources of some evidence with all that they rest on, and how they rest on it. No query."""
        wanted, todo = set[int](), {piece.source_id for piece in evidence}
        used: dict[int, Derivation] = {}
        while todo:
            wanted |= todo
            steps = [step for step in self.derivations if step.source_id in todo]
            used |= {step.pk: step for step in steps}
            todo = {step.derived_from_id for step in steps} - wanted
        return [self.sources[pk] for pk in sorted(wanted)], [used[pk] for pk in sorted(used)]


def gather(claims: Iterable[Claim], *, live_too: Collection[str] = ()) -> Material:
    """Read the material for some claims afresh from the database, whatever their instances hold.

    Claims that are live in the record count as live, and so do those whose uids are in `live_too`. Costs eleven
    queries, plus one for each level of derivations that is there, however many claims.
    """
    wanted = [claim.pk for claim in claims]
    loaded = {
        claim.pk: claim
        for claim in Claim.objects.filter(pk__in=wanted)
        .select_related("claimant", "subject", "property")
        .prefetch_related("topics")
    }
    every = list(
        ClaimRelation.objects.filter(Q(a__in=wanted) | Q(b__in=wanted))
        .select_related("a__claimant", "b__claimant")
        .order_by("kind", "a__uid", "b__uid")
    )
    relations = [relation for relation in every if relation.status == RelationStatus.CONFIRMED]
    uids = {relation.a.uid for relation in relations} | {relation.b.uid for relation in relations}
    live = frozenset(
        PublishedClaim.objects.filter(uid__in=uids, status="live").values_list("uid", flat=True)
    ) | frozenset(live_too)
    opposing = {pk for relation in relations if relation.kind == RelationKind.CONTRADICTS for pk in _ends(relation)}
    evidence = _evidence({*wanted, *opposing})
    derivations = _derivations({piece.source_id for pieces in evidence.values() for piece in pieces})
    return Material(
        claims=loaded,
        evidence=evidence,
        links={pk: _links(pk, relations, live) for pk in wanted},
        relations=every,
        sources=_sources(evidence, derivations),
        derivations=derivations,
        named=_named(loaded.values(), evidence),
        live=live,
    )


def _ends(relation: ClaimRelation) -> tuple[int, int]:
    return relation.a_id, relation.b_id


def _links(pk: int, relations: Iterable[ClaimRelation], live: Collection[str]) -> list[Linked]:
    """The relations of one claim to claims that are live; nothing in public may name another one."""
    links = [
        Linked(relation, relation.b if relation.a_id == pk else relation.a, relation.a_id == pk)
        for relation in relations
        if pk in _ends(relation)
    ]
    return [link for link in links if link.other.uid in live]


def _evidence(claims: Collection[int]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {pk: [] for pk in claims}
    for piece in (
        Evidence.objects.filter(claim__in=claims)
        .select_related("source", "capture__source", "attributed_to")
        .defer("capture__text")
        .order_by("uid")
    ):
        found[piece.claim_id].append(piece)
    return found


def _derivations(sources: set[int]) -> list[Derivation]:
    """The confirmed derivations of some sources and of all that they rest on; one query a level."""
    found: dict[int, Derivation] = {}
    todo, seen = sources, set[int]()
    while todo:
        seen |= todo
        steps = Derivation.objects.filter(source__in=todo, status=DerivationStatus.CONFIRMED).exclude(
            kind=DerivationKind.CITES
        )
        found |= {step.pk: step for step in steps.select_related("source", "derived_from").order_by("pk")}
        todo = {step.derived_from_id for step in found.values()} - seen
    return list(found.values())


def _named(claims: Iterable[Claim], evidence: dict[int, list[Evidence]]) -> dict[str, Entity]:
    values = [claim.value for claim in claims] + [piece.value for pieces in evidence.values() for piece in pieces]
    keys = {value.key for value in values if isinstance(value, EntityValue)}
    return {entity.key: entity for entity in Entity.objects.filter(key__in=keys)}


def _sources(evidence: dict[int, list[Evidence]], derivations: Iterable[Derivation]) -> dict[int, Source]:
    wanted = {piece.source_id for pieces in evidence.values() for piece in pieces}
    wanted |= {step.derived_from_id for step in derivations}
    rows = Source.objects.filter(pk__in=wanted).select_related("publisher")
    return {source.pk: source for source in rows.prefetch_related("authors", "publisher__grades")}

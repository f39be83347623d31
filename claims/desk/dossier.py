"""The one builder of the one document: everything that the public may see of a claim comes from here.

The dossier is canonical JSON. Page, JSON-LD, API, feed and export are views of it, an approval is bound to its hash,
and the record keeps its bytes. Its shape is described in the data model (docs/developer/data-model.md); what older
shapes turn into is `record.documents.upgrade`.
"""

from collections.abc import Collection, Iterable
from typing import Any

from claims.judgement.canonical import canonical
from claims.judgement.dates import PartialDate
from claims.judgement.values import EntityValue, to_json
from claims.models import Capture, Claim, Derivation, Entity, Evidence, Source
from claims.record.documents import DOSSIER

from .assessment import assess_from
from .material import Linked, Material, gather

Document = dict[str, Any]


def build(claim: Claim, *, live_too: Collection[str] = ()) -> Document:
    """The dossier of one claim as the desk stands now. Costs what `material.gather` costs."""
    return build_all([claim], live_too=live_too)[claim.pk]


def build_all(claims: Iterable[Claim], *, live_too: Collection[str] = ()) -> dict[int, Document]:
    """The dossiers of some claims by primary key, in a number of queries that does not grow with them."""
    material = gather(claims, live_too=live_too)
    return {pk: build_from(material, pk) for pk in material.claims}


def as_text(document: Document) -> str:
    """The bytes that are approved and published, as text."""
    return canonical(document)


def build_from(material: Material, pk: int) -> Document:
    """The dossier of one claim of the material. No query."""
    claim, evidence = material.claims[pk], material.evidence[pk]
    sources, derivations = material.lineage(evidence)
    entities = [claim.claimant, claim.subject, *(piece.attributed_to for piece in evidence)]
    for value in (claim.value, *(piece.value for piece in evidence)):
        if isinstance(value, EntityValue):
            entities.append(material.named.get(value.key))
    for source in sources:
        entities += [source.publisher, *source.authors.all()]
    return {
        "dossier": DOSSIER,
        "uid": claim.uid,
        "claim": _claim(claim),
        "property": _property(claim),
        "topics": {topic.key: topic.label for topic in claim.topics.all()},
        "entities": {entity.key: _entity(entity) for entity in entities if entity is not None},
        "sources": {source.uid: _source(source) for source in sources},
        "captures": {piece.capture.sha256: _capture(piece.capture) for piece in evidence if piece.capture},
        "derivations": sorted((_derivation(step) for step in derivations), key=lambda step: canonical(step)),
        "evidence": [_evidence(piece) for piece in evidence],
        "relations": [_relation(link) for link in material.links[pk]],
        "assessment": assess_from(material, pk).to_json(),
    }


def _claim(claim: Claim) -> Document:
    return {
        "statement": claim.statement,
        "summary": claim.summary,
        "language": claim.language,
        "translations": claim.translations,
        "kind": claim.claim_kind,
        "claimant": _key(claim.claimant),
        "claimed_on": _date(claim.claimed_on),
        "subject": _key(claim.subject),
        "value": None if claim.value is None else to_json(claim.value),
        "scope": claim.scope.to_json(),
        "rating": {"scale": claim.rating_scale, "slug": claim.rating} if claim.rating else None,
        "rating_explanation": claim.rating_explanation,
        "analysis": claim.analysis,
        "what_would_change_it": claim.what_would_change_it,
    }


def _property(claim: Claim) -> Document | None:
    if claim.property is None:
        return None
    return {
        "key": claim.property.key,
        "label": claim.property.label,
        "value_type": claim.property.value_type,
        "unit": claim.property.unit,
        "cardinality": claim.property.cardinality,
        "recheck_after_days": claim.property.recheck_after_days,
    }


def _entity(entity: Entity) -> Document:
    return {
        "kind": entity.kind,
        "label": entity.label,
        "description": entity.description,
        "aliases": entity.aliases,
        "same_as": entity.same_as,
    }


def _source(source: Source) -> Document:
    grades = sorted(source.publisher.grades.all(), key=lambda grade: grade.since.earliest)
    return {
        "title": source.title,
        "publisher": source.publisher.key,
        "grade": {"letter": grades[-1].letter, "since": str(grades[-1].since)} if grades else None,
        "authors": sorted(author.key for author in source.authors.all()),
        "url": source.url,
        "published_on": _date(source.published_on),
        "accessed_on": _date(source.accessed_on),
        "language": source.language,
        "work_type": source.work_type,
        "retracted_on": _date(source.retracted_on),
        "retraction_note": source.retraction_note,
    }


def _capture(capture: Capture) -> Document:
    return {
        "source": capture.source.uid,
        "captured_at": capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "length": capture.length,
        "normaliser": capture.normaliser,
        "archived_url": capture.archived_url,
    }


def _derivation(step: Derivation) -> Document:
    return {
        "source": step.source.uid,
        "derived_from": step.derived_from.uid,
        "kind": step.kind,
        "note": step.note,
    }


def _evidence(piece: Evidence) -> Document:
    return {
        "uid": piece.uid,
        "source": piece.source.uid,
        "capture": piece.capture.sha256 if piece.capture else None,
        "stance": piece.stance,
        "basis": piece.basis,
        "attributed_to": _key(piece.attributed_to),
        "is_appearance": piece.is_appearance,
        "quote": _quote(piece),
        "locator": piece.locator,
        "translation": piece.translation,
        "value": None if piece.value is None else to_json(piece.value),
        "scope": piece.scope.to_json(),
        "note": piece.note,
        "resolution": piece.resolution,
        "resolution_note": piece.resolution_note,
    }


def _quote(piece: Evidence) -> Document | None:
    if not piece.quote_exact:
        return None
    return {
        "exact": piece.quote_exact,
        "start": piece.quote_start,
        "end": piece.quote_end,
        "prefix": piece.quote_prefix,
        "suffix": piece.quote_suffix,
    }


def _relation(link: Linked) -> Document:
    return {
        "kind": link.relation.kind,
        "other": link.other.uid,
        "is_subject": link.is_subject,
        "resolution": link.relation.resolution,
        "note": link.relation.note,
    }


def _key(entity: Entity | None) -> str | None:
    return None if entity is None else entity.key


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)

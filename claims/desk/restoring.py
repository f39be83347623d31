"""The way back from a dossier to the rows that it was made of: an earlier revision becomes the working copy again.

Only what is the claim's own comes back: its fields, its topics and its evidence. What it shares with others (names,
sources, relations) stays as it is now, because other claims rest on it too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.judgement.dates import PartialDate, Span
from claims.judgement.values import from_json
from claims.models import Capture, Claim, Entity, Evidence, Property, Revision, Source, Topic
from claims.record.documents import Document, read

from . import workflow
from .permissions import require
from .refusals import NotRestorable

Row = TypeVar("Row")

PLAIN = ("statement", "summary", "language", "translations", "rating_explanation", "analysis", "what_would_change_it")
"""Fields of a claim that the document holds as the row does."""

PLAIN_OF_EVIDENCE = (
    "uid",
    "stance",
    "basis",
    "is_appearance",
    "locator",
    "translation",
    "note",
    "resolution",
    "resolution_note",
)
"""The same of evidence."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dossier says of the claim's own rows: the columns of the claim, its topics, the columns of its evidence.

    `missing` names the rows that it refers to and that are not there any more under their keys.
    """

    claim: dict[str, Any]
    topics: list[Topic]
    evidence: dict[str, dict[str, Any]]
    missing: tuple[str, ...]


def contents_of(document: Document) -> Contents:
    """The claim's own rows as a dossier has them, not saved. Five queries."""
    claim, evidence = document["claim"], document["evidence"]
    referred = _Referred(document)
    return Contents(
        claim={name: claim[name] for name in PLAIN}
        | _scope(claim)
        | {
            "claim_kind": claim["kind"],
            "claimant": referred.entity(claim["claimant"]),
            "claimed_on": _date(claim["claimed_on"]),
            "subject": referred.entity(claim["subject"]),
            "property": referred.property(document["property"]),
            "value": _value(claim),
            "rating_scale": claim["rating"]["scale"] if claim["rating"] else None,
            "rating": claim["rating"]["slug"] if claim["rating"] else "",
        },
        topics=referred.topics(document["topics"]),
        evidence={piece["uid"]: _evidence(piece, referred) for piece in evidence},
        missing=tuple(referred.missing),
    )


@transaction.atomic
def restore(claim: Claim, revision: Revision, *, actor: User, version: int) -> workflow.Saved:
    """Make an earlier revision the working copy again: a save like any other, and so a draft that wants a review.

    Raises StaleVersion where the claim was saved since `version`, and NotRestorable where today's rules refuse the
    rows of that time. Costs a query or two for each piece of evidence.
    """
    require(actor, "claims.change_claim")
    contents = contents_of(read(revision.content))
    if contents.missing:
        raise NotRestorable(claim, contents.missing)
    row = Claim.objects.select_for_update().get(pk=claim.pk)
    try:
        _write(row, contents.claim)
        row.topics.set(contents.topics)
        _write_evidence(row, contents.evidence)
    except ValidationError as error:
        raise NotRestorable(claim, error.messages) from error
    return workflow.save_draft(row, author=actor, version=version)


def _write_evidence(claim: Claim, evidence: dict[str, dict[str, Any]]) -> None:
    """Change the evidence that is there, take out what was not, put back what was."""
    present = {piece.uid: piece for piece in Evidence.objects.filter(claim=claim)}
    for uid in present.keys() - evidence.keys():
        present[uid].delete()
    for uid, columns in evidence.items():
        piece = present.get(uid) or Evidence()
        piece.claim = claim
        _write(piece, columns)


def _write(row: Claim | Evidence, columns: dict[str, Any]) -> None:
    for name, held in columns.items():
        setattr(row, name, held)
    row.full_clean()
    row.save()


class _Referred:
    """The rows that a dossier refers to by their keys, read at once."""

    def __init__(self, document: Document) -> None:
        claim, evidence = document["claim"], document["evidence"]
        entities = {claim["claimant"], claim["subject"], *(piece["attributed_to"] for piece in evidence)}
        sources = {piece["source"] for piece in evidence}
        captures = Capture.objects.filter(sha256__in={piece["capture"] for piece in evidence}).defer("text")
        self.missing: list[str] = []
        self._entities: dict[str, Entity] = _by("key", Entity.objects.filter(key__in=entities))
        self._sources: dict[str, Source] = _by("uid", Source.objects.filter(uid__in=sources))
        self._captures: dict[tuple[int, str], Capture] = {(each.source_id, each.sha256): each for each in captures}

    def entity(self, key: str | None) -> Entity | None:
        """The entity with a key; noted as missing where there is none."""
        return self._found(self._entities, key)

    def source(self, uid: str) -> Source | None:
        """The source with a uid."""
        return self._found(self._sources, uid)

    def capture(self, source: Source | None, sha256: str | None) -> Capture | None:
        """The text of a source with a hash."""
        if source is None or sha256 is None:
            return None
        return self._found(self._captures, (source.pk, sha256), name=sha256)

    def property(self, described: Document | None) -> Property | None:
        """The property that a dossier describes."""
        if described is None:
            return None
        key = described["key"]
        properties: dict[str, Property] = _by("key", Property.objects.filter(key=key))
        return self._found(properties, key)

    def topics(self, keys: Collection[str]) -> list[Topic]:
        """The topics with some keys."""
        found: dict[str, Topic] = _by("key", Topic.objects.filter(key__in=keys))
        return [topic for key in sorted(keys) if (topic := self._found(found, key)) is not None]

    def _found(self, rows: dict[Any, Row], key: Any, name: str = "") -> Row | None:
        if key is not None and key not in rows:
            self.missing.append(name or key)
        return rows.get(key)


def _by(name: str, rows: Iterable[Any]) -> dict[str, Any]:
    return {getattr(row, name): row for row in rows}


def _evidence(piece: Document, referred: _Referred) -> dict[str, Any]:
    source, quote = referred.source(piece["source"]), piece["quote"] or {}
    return (
        {name: piece[name] for name in PLAIN_OF_EVIDENCE}
        | _scope(piece)
        | {
            "source": source,
            "capture": referred.capture(source, piece["capture"]),
            "attributed_to": referred.entity(piece["attributed_to"]),
            "value": _value(piece),
            "quote_exact": quote.get("exact", ""),
            "quote_start": quote.get("start"),
            "quote_end": quote.get("end"),
            "quote_prefix": quote.get("prefix", ""),
            "quote_suffix": quote.get("suffix", ""),
        }
    )


def _scope(entry: Document) -> dict[str, Any]:
    span = Span.from_json(entry["scope"])
    return {"scope_start": span.start, "scope_end": span.end}


def _value(entry: Document) -> Any:
    return None if entry["value"] is None else from_json(entry["value"])


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)

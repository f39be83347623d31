"""The public log: each publication is an entry of one hash chain, and anybody can verify it offline.

    commitment = SHA-256(salt + canonical {"content": …, "envelope": …})
    hash       = SHA-256(canonical {v, seq, prev, at, actor, action, object, note, commitment})

`content` is the approved text itself (a string in that JSON), so that it is bound byte for byte. The salt keeps a
commitment from giving away, by guessing, what was lawfully redacted. Chains cannot prove that nothing was cut off at
the end: that is what checkpoints are for, kept where whoever writes the database cannot write.
"""

import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from claims.judgement.canonical import canonical, sha256
from claims.models.record import Publication, RecordHead
from claims.models.rules import ZERO_HASH

LOG_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What whoever publishes says; number, place in the log and hashes follow from the record."""

    claim_uid: str
    kind: str
    at: datetime
    actor: str
    note: str
    envelope: dict[str, Any]
    content: str | None = None
    revision: int | None = None
    review: int | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the log was at some time: enough to notice if it was cut off or rewritten since."""

    seq: int
    hash: str


def append(entry: Entry) -> Publication:
    """Add one entry to the record. Call in a transaction: it locks the head until the end. Four queries."""
    RecordHead.objects.select_for_update().get(id=1)
    last = Publication.objects.order_by("-seq").only("seq", "hash").first()
    earlier = Publication.objects.filter(claim_uid=entry.claim_uid).count()
    publication = following(last, entry, number=earlier + 1, salt=secrets.token_hex(16))
    publication.save(force_insert=True)
    return publication


def following(last: Publication | None, entry: Entry, *, number: int, salt: str) -> Publication:
    """The publication of an entry after the last one of the record, not saved. No query."""
    at = entry.at.astimezone(UTC).replace(microsecond=0)
    envelope = entry.envelope | {
        "number": number,
        "kind": entry.kind,
        "at": _written(at),
        "note": entry.note,
    }
    publication = Publication(
        seq=last.seq + 1 if last else 1,
        claim_uid=entry.claim_uid,
        number=number,
        kind=entry.kind,
        at=at,
        actor=entry.actor,
        revision=entry.revision,
        review=entry.review,
        content=entry.content,
        envelope=canonical(envelope),
        salt=salt,
        prev=last.hash if last else ZERO_HASH,
    )
    publication.commitment = commitment(publication.salt, publication.content, publication.envelope)
    publication.hash = hash_of(publication)
    return publication


def commitment(salt: str, content: str | None, envelope: str) -> str:
    """What an entry's hash says of its content and envelope."""
    return sha256(salt + canonical({"content": content, "envelope": envelope}))


def hash_of(publication: Publication) -> str:
    """The hash of an entry from its own columns."""
    return sha256(
        canonical(
            {
                "v": LOG_VERSION,
                "seq": publication.seq,
                "prev": publication.prev,
                "at": _written(publication.at),
                "actor": publication.actor,
                "action": publication.kind,
                "object": f"{publication.claim_uid}/{publication.number}",
                "note": json.loads(publication.envelope).get("note", ""),
                "commitment": publication.commitment,
            }
        )
    )


def checkpoint() -> Checkpoint:
    """Where the log ends now; to be kept outside. One query."""
    last = Publication.objects.order_by("-seq").only("seq", "hash").first()
    return Checkpoint(last.seq, last.hash) if last else Checkpoint(0, ZERO_HASH)


def first_fault(checkpoints: tuple[Checkpoint, ...] = ()) -> str | None:
    """The first entry that is wrong, in words, or nothing. Reads the whole log once, in one query."""
    wanted = {point.seq: point.hash for point in checkpoints if point.seq}
    seq, prev = 0, ZERO_HASH
    for publication in Publication.objects.order_by("seq").iterator(chunk_size=500):
        fault = next(_faults(publication, seq + 1, prev), None)
        if fault is None and wanted.pop(publication.seq, publication.hash) != publication.hash:
            fault = "is not the entry that the checkpoint saw"
        if fault is not None:
            return f"Entry {publication.seq} ({publication}) {fault}."
        seq, prev = publication.seq, publication.hash
    if wanted:
        return f"The log ends at entry {seq}, but a checkpoint saw entry {max(wanted)}."
    return None


def _faults(publication: Publication, seq: int, prev: str) -> Iterator[str]:
    if publication.seq != seq:
        yield f"should be entry {seq}: one is missing or out of order"
    if publication.prev != prev:
        yield "does not follow the entry before it"
    try:
        envelope = json.loads(publication.envelope)
        recomputed = hash_of(publication)
    except ValueError:
        yield "has an envelope that cannot be read"
        return
    said = [envelope.get(name) for name in ("number", "kind", "at")]
    if said != [publication.number, publication.kind, _written(publication.at)]:
        yield "has columns that differ from its envelope"
    held = commitment(publication.salt, publication.content, publication.envelope)
    if not hmac.compare_digest(held, publication.commitment):
        yield "has a content or an envelope other than the one it is committed to"
    if not hmac.compare_digest(recomputed, publication.hash):
        yield "has another hash than its content gives"
    if publication.content is not None and json.loads(publication.content).get("uid") != publication.claim_uid:
        yield "holds the document of another claim"


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""The desk's own log: what was done to people's access, by whom, who signed in, and what was imported; one hash chain.

    hash = SHA-256(canonical {v, seq, prev, at, actor, action, person, detail})

Actor and person are the numbers of accounts; the detail names them as they were called. The log cannot be changed by
anybody (`models.rules`), so that nobody gains a right, or writes many claims at once, without a trace.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.judgement.canonical import canonical, sha256
from claims.judgement.vocab import AuditAction
from claims.models import AuditEntry
from claims.models.rules import ZERO_HASH

LOG_VERSION = 1


@transaction.atomic
def note(action: AuditAction, person: User | None, *, actor: User | None, **detail: Any) -> AuditEntry:
    """Add an entry about a person, or about an import; no actor stands for the command line. Three queries.

    Call it in the transaction of what it tells of. It locks the first entry until the end, so that the chain cannot
    fork.
    """
    AuditEntry.objects.select_for_update(of=("self",)).filter(seq=1).first()
    last = AuditEntry.objects.order_by("-seq").only("seq", "hash").first()
    names = {"person": person.username if person else None, "actor": actor.username if actor else None}
    entry = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=timezone.now().replace(microsecond=0),
        actor=actor,
        action=action,
        person=person,
        detail=canonical(names | detail),
        prev=last.hash if last else ZERO_HASH,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


def hash_of(entry: AuditEntry) -> str:
    """The hash of an entry from its own columns."""
    return sha256(
        canonical(
            {
                "v": LOG_VERSION,
                "seq": entry.seq,
                "prev": entry.prev,
                "at": _written(entry.at),
                "actor": entry.actor_id,
                "action": str(entry.action),
                "person": entry.person_id,
                "detail": entry.detail,
            }
        )
    )


def faults() -> Iterator[tuple[int, str]]:
    """Each entry that is wrong, and what is wrong with it. Reads the whole log once, in one query."""
    seq, prev = 0, ZERO_HASH
    for entry in AuditEntry.objects.order_by("seq").iterator(chunk_size=500):
        if entry.seq != seq + 1 or entry.prev != prev:
            yield entry.seq, _("does not follow the entry before it")
        if hash_of(entry) != entry.hash:
            yield entry.seq, _("has another hash than its content gives")
        seq, prev = entry.seq, entry.hash


def last_access(person: User) -> dict[str, Any] | None:
    """What the newest entry about it says that somebody may do; nothing if there is none. One query."""
    told = (AuditAction.ACCOUNT_MADE, AuditAction.ACCESS_CHANGED)
    entry = AuditEntry.objects.filter(person=person, action__in=told).order_by("-seq").first()
    return None if entry is None else dict(detail_of(entry)["after"])


def detail_of(entry: AuditEntry) -> dict[str, Any]:
    """What an entry says beside its columns."""
    return dict(json.loads(entry.detail))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

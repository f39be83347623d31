"""One published claim that has something in every part of its page, and the claims around it."""

import json
from pathlib import Path
from typing import Any

from claims.record.documents import Document
from claims.record.rendering.claim_page import ClaimPage, claim_page
from claims.record.rendering.given import Entry, Head, Neighbour, Published

GOLDEN = Path(__file__).parent / "golden"
SLUG = "around-125-of-ardens-households-have-no-water"


def document() -> Document:
    """A fresh copy of the document."""
    loaded: Document = json.loads((GOLDEN / "document.json").read_text())
    return loaded


def envelope() -> dict[str, Any]:
    """A fresh copy of the envelope: the second publication, by a desk of one."""
    loaded: dict[str, Any] = json.loads((GOLDEN / "envelope.json").read_text())
    return loaded


def published(**changes: Any) -> Published:
    """The claim as the record gives it."""
    given: dict[str, Any] = {
        "uid": "c000000001",
        "slug": SLUG,
        "document": document(),
        "entry": Entry(seq=7, hash="b" * 64, envelope=envelope()),
        "notice": Entry(8, "c" * 64, {"number": 3, "at": "2026-05-04T23:30:00Z", "note": "A new census is out."}),
    }
    return Published(**given | changes)


def head(uid: str, statement: str, french: str = "", **changes: Any) -> Head:
    """Another live claim."""
    titles = {"en": {"statement": statement, "summary": statement}}
    if french:
        titles["fr"] = {"statement": french, "summary": french}
    fields: dict[str, Any] = {
        "uid": uid,
        "slug": "slug",
        "language": "en",
        "titles": titles,
        "scale": 1,
        "rating": "reported",
        "standing": "single_source",
        "changed_at": "2026-01-01T00:00:00+00:00",
    }
    return Head(**fields | changes)


def relation(kind: str, other: str, *, is_subject: bool, resolution: str | None = None) -> dict[str, Any]:
    """A relation as a document states it."""
    return {"kind": kind, "other": other, "is_subject": is_subject, "resolution": resolution, "note": {}}


def neighbours() -> list[Neighbour]:
    """Two live claims that the document names, one of which agrees, and one that only names this claim itself."""
    return [
        Neighbour(
            head("c000000002", "Nearly 20 % have none.", "Près de 20 % n’en ont pas."),
            (relation("contradicts", "c000000001", is_subject=False, resolution="rounding"),),
        ),
        Neighbour(head("c000000003", "Many households of Arden have no water.")),
        Neighbour(head("c000000004", "In 2021 it was 11 %."), (relation("updates", "c000000001", is_subject=True),)),
    ]


def page(language: str = "en", **changes: Any) -> ClaimPage:
    """The page of the claim."""
    return claim_page(published(**changes), neighbours(), language)

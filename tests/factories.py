"""Makers of rows for tests: plain functions with defaults, so that a test names only what it is about."""

import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.desk import permissions, workflow
from claims.finding.search.desk import update_reviews
from claims.judgement.canonical import sha256
from claims.judgement.values import from_json
from claims.models import (
    Capture,
    Claim,
    ClaimRelation,
    Derivation,
    Entity,
    Evidence,
    OutsideReview,
    Property,
    Publication,
    Source,
    Topic,
)

counter = itertools.count(1)

STATEMENT = "Sample for a test; not reviewed by a second person"


def entity(key: str = "", **fields: Any) -> Entity:
    """A person, unless the test says else; the same row for the same key."""
    key = key or f"somebody-{next(counter)}"
    found = Entity.objects.filter(key=key).first()
    return found or Entity.objects.create(
        **{"key": key, "kind": "person", "label": {"en": key.title(), "fr": key.title()}} | fields
    )


def property(key: str = "birth-date", **fields: Any) -> Property:
    """A date that can be only one, unless the test says else; the same row for the same key."""
    found = Property.objects.filter(key=key).first()
    defaults = {"value_type": "date", "cardinality": "single_ever", "label": {"en": key, "fr": key}}
    return found or Property.objects.create(**defaults | {"key": key} | fields)


def topic(key: str = "politics") -> Topic:
    """A subject field; the same row for the same key."""
    return Topic.objects.get_or_create(key=key, defaults={"label": {"en": key, "fr": key}})[0]


def source(title: str = "", *, authors: Iterable[Entity] = (), **fields: Any) -> Source:
    """An article by a publisher of its own."""
    number = next(counter)
    defaults: dict[str, Any] = {
        "title": title or f"Article {number}",
        "language": "en",
        "work_type": "article",
        "url": f"https://paper-{number}.example/article",
    }
    if "publisher" not in fields:
        fields["publisher"] = entity(f"paper-{number}", kind="organisation")
    made = Source.objects.create(**defaults | fields)
    made.authors.set(authors)
    return made


def derivation(source: Source, derived_from: Source, **fields: Any) -> Derivation:
    """A confirmed reprint."""
    defaults = {"kind": "reprint", "status": "confirmed"}
    return Derivation.objects.create(**defaults | {"source": source, "derived_from": derived_from} | fields)


def capture(source: Source, text: str = "She was born in 1975.", *, withheld: bool = False) -> Capture:
    """The text of a source as it was read."""
    return Capture.objects.create(
        source=source,
        sha256=sha256(text),
        length=len(text),
        normaliser="none",
        text=None if withheld else text,
        captured_at=timezone.now(),
    )


def claim(statement: str = "", **fields: Any) -> Claim:
    """A claim about somebody that is ready to be published but for its evidence."""
    number = next(counter)
    statement = statement or f"Somebody did the thing number {number}."
    defaults: dict[str, Any] = {
        "statement": statement,
        "summary": statement[:75],
        "rating_scale": 1,
        "rating": "reported",
        "rating_explanation": "One source says so; nothing else was found.",
    }
    if "subject" not in fields:
        fields["subject"] = entity("ada-lovelace")
    if isinstance(fields.get("value"), dict):
        fields["value"] = from_json(fields["value"])
    topics = fields.pop("topics", ())
    made = Claim.objects.create(**defaults | fields)
    made.topics.set(topics)
    return made


def evidence(claim: Claim, stance: str = "supports", **fields: Any) -> Evidence:
    """A passage of a source of its own that supports the claim, unless the test says else."""
    if "source" not in fields:
        fields["source"] = source()
    if isinstance(fields.get("value"), dict):
        fields["value"] = from_json(fields["value"])
    defaults: dict[str, Any] = {"stance": stance, "is_appearance": stance == "supports"}
    if stance == "contradicts":
        defaults["resolution"] = "unresolved"
    if fields.get("attributed_to") is not None:
        defaults["basis"] = "attributed"
    return Evidence.objects.create(claim=claim, **defaults | fields)


def relation(a: Claim, b: Claim, kind: str = "contradicts", **fields: Any) -> ClaimRelation:
    """A confirmed relation; contradictions are open, and in their one order."""
    if kind in ("contradicts", "same_as") and a.uid > b.uid:
        a, b = b, a
    defaults = {"status": "confirmed", "resolution": "unresolved" if kind == "contradicts" else None}
    return ClaimRelation.objects.create(**defaults | {"a": a, "b": b, "kind": kind} | fields)


def checked_claim(statement: str = "", **fields: Any) -> Claim:
    """A claim with one piece of supporting evidence: the least that can be published."""
    made = claim(statement, **fields)
    evidence(made)
    return made


def outside_review(text: str = "", **fields: Any) -> OutsideReview:
    """Somebody else's fact-check, indexed."""
    number = next(counter)
    defaults: dict[str, Any] = {"feed": "elsewhere", "external_id": f"check-{number}", "imported_at": timezone.now()}
    made = OutsideReview.objects.create(
        **defaults | {"text": text or f"Somebody did the thing number {number}."} | fields
    )
    update_reviews([made])
    return made


def user(name: str, *roles: str, **fields: Any) -> User:
    """Somebody at the desk, with these roles; the same person for the same name."""
    if not Group.objects.exists():
        permissions.put_roles()
    made, created = User.objects.get_or_create(username=name, defaults={"is_staff": True} | fields)
    if created:
        made.set_unusable_password()
        made.save()
    made.groups.add(*Group.objects.filter(name__in=roles))
    return User.objects.get(pk=made.pk)  # afresh: rights are cached on the instance


def publish_sample(*claims: Claim, statement: str = STATEMENT) -> list[Publication]:
    """Publish without review, as the installer does."""
    return workflow.publish_unreviewed(claims, statement=statement)


def publish(claim: Claim, *, editor: User | None = None, reviewer: User | None = None, **fields: Any) -> Publication:
    """Take a claim the whole way: saved and submitted by one person, approved and published by another."""
    editor = editor or user("alice", "editor")
    reviewer = reviewer or user("bob", "reviewer")
    workflow.save_draft(claim, author=editor)
    workflow.submit([claim], actor=editor)
    workflow.approve(claim, actor=reviewer, sha256=claim.revisions.latest("number").sha256)
    [publication] = workflow.publish([claim], actor=reviewer, **fields)
    return publication

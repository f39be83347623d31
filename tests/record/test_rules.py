"""The database's own rules: what the workflow refuses, the tables refuse too, whoever writes and however."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from claims.desk import audit, workflow
from claims.judgement.canonical import sha256
from claims.judgement.vocab import AuditAction
from claims.models import (
    AuditEntry,
    Capture,
    Case,
    Claim,
    Grade,
    Publication,
    PublishedClaim,
    RecordHead,
    Review,
    Revision,
)
from claims.models.checks import triggers_installed
from claims.models.rules import APPEND_ONLY, KEPT, RULES
from claims.models.triggers import GuardedMigration, expected, faults, installed
from tests import factories as make
from tests.databases import attacking

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif("config.getoption('--engine') != 'sqlite'", reason="REPLACE is SQLite's")
on_postgresql = pytest.mark.skipif("config.getoption('--engine') != 'postgresql'", reason="TRUNCATE is PostgreSQL's")


@pytest.fixture(autouse=True)
def attacks_are_meant() -> Iterator[None]:
    with attacking():
        yield


def refused(attack: Callable[[], object], because: str) -> None:
    """Assert that the database refuses, with its sentence, and that nothing has changed."""
    before = everything()
    with pytest.raises(IntegrityError, match=because), transaction.atomic():
        attack()
    assert everything() == before


def everything() -> list[list[dict[str, Any]]]:
    """All rows of all guarded tables."""
    tables: list[Any] = [Publication, Revision, Review, Capture, Grade, Case, PublishedClaim, RecordHead, AuditEntry]
    return [list(table.objects.order_by("pk").values()) for table in tables]


def raw(sql: str, *parameters: Any) -> Callable[[], object]:
    def attack() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    return attack


@pytest.fixture
def in_review() -> Claim:
    """Written by Alice, who is a reviewer as well, and submitted."""
    claim, alice = make.checked_claim(), make.user("alice", "editor", "reviewer")
    workflow.save_draft(claim, author=alice)
    workflow.submit([claim], actor=alice)
    return claim


@pytest.fixture
def published() -> Claim:
    """Published by Bob, with one row in every guarded table."""
    claim = make.checked_claim()
    make.capture(claim.evidence.get().source)
    Grade.objects.create(entity=claim.evidence.get().source.publisher, since="2020", letter="B", rationale="Known")
    make.publish(claim)
    audit.note(AuditAction.ACCOUNT_MADE, make.user("alice"), actor=None)
    return claim


def a_review(claim: Claim, **fields: Any) -> Review:
    revision = claim.revisions.latest("number")
    defaults = {
        "revision": revision,
        "sha256": revision.sha256,
        "reviewer": make.user("alice"),
        "decision": "approve",
        "created_at": timezone.now(),
    }
    return Review(**defaults | fields)


def ways_to_insert(row: Any) -> list[Callable[[], object]]:
    """The same new row by save, bulk_create, raw SQL and, on SQLite, INSERT OR REPLACE."""
    fields = row._meta.local_concrete_fields
    columns = [field for field in fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]
    names, marks = ", ".join(field.column for field in columns), ", ".join(["%s"] * len(columns))
    table = row._meta.db_table
    ways = [
        lambda: row.save(force_insert=True),
        lambda: type(row).objects.bulk_create([row]),
        raw(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values),
    ]
    if connection.vendor == "sqlite":
        ways.append(raw(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *values))
    return ways


def test_approving_a_revision_with_ones_own_edits_is_refused(in_review: Claim) -> None:
    for attack in ways_to_insert(a_review(in_review)):
        refused(attack, "nobody approves a revision that holds their own edits")


def test_somebody_else_may_approve_it(in_review: Claim) -> None:
    a_review(in_review, reviewer=make.user("bob")).save()
    assert Review.objects.count() == 1


def test_approving_after_an_edit_is_refused(in_review: Claim) -> None:
    old = in_review.revisions.latest("number")
    Claim.objects.filter(pk=in_review.pk).update(analysis="Changed")
    workflow.save_draft(in_review, author=make.user("alice"))
    stale = a_review(in_review, revision=old, sha256=old.sha256, reviewer=make.user("bob"))
    for attack in ways_to_insert(stale):
        refused(attack, "only the newest revision can be approved")


def test_approving_other_bytes_is_refused(in_review: Claim) -> None:
    for attack in ways_to_insert(a_review(in_review, reviewer=make.user("bob"), sha256="0" * 64)):
        refused(attack, "a review names the bytes of its revision")


def test_a_peer_review_without_a_person_is_refused(in_review: Claim) -> None:
    for attack in ways_to_insert(a_review(in_review, reviewer=None)):
        refused(attack, "review_by_somebody")


def a_publication(claim: Claim, **fields: Any) -> Publication:
    """The entry that would follow, as an attacker who knows the chain would write it."""
    revision, review = claim.revisions.latest("number"), Review.objects.order_by("-pk").first()
    last = Publication.objects.order_by("-seq").first()
    number = Publication.objects.filter(claim_uid=claim.uid).count() + 1
    defaults = {
        "seq": last.seq + 1 if last else 1,
        "claim_uid": claim.uid,
        "number": number,
        "kind": "first" if number == 1 else "update",
        "at": timezone.now(),
        "actor": "attacker",
        "revision": revision.pk,
        "review": review.pk if review else None,
        "content": revision.content,
        "envelope": '{"review":{"kind":"peer"}}',
        "salt": "0" * 32,
        "commitment": "0" * 64,
        "prev": last.hash if last else "0" * 64,
        "hash": sha256(str(number) + claim.uid),
    }
    return Publication(**defaults | fields)


def test_publishing_without_a_review_is_refused(in_review: Claim) -> None:
    sent_back = a_review(in_review, decision="send_back")
    sent_back.save()
    for review in (sent_back.pk, 0, sent_back.pk + 1):
        for attack in ways_to_insert(a_publication(in_review, review=review)):
            refused(attack, "approved as they are")
    for attack in ways_to_insert(a_publication(in_review, review=None)):
        refused(attack, "approved as they are")


def test_publishing_other_bytes_than_the_approved_ones_is_refused(in_review: Claim) -> None:
    a_review(in_review, reviewer=make.user("bob")).save()
    approved = in_review.revisions.latest("number").content
    for content in (approved.replace("thing", "theft"), approved + " ", None, ""):
        for attack in ways_to_insert(a_publication(in_review, content=content)):
            refused(attack, "approved as they are")
    other = make.checked_claim()
    for attack in ways_to_insert(a_publication(in_review, claim_uid=other.uid)):
        refused(attack, "approved as they are")


def test_publishing_an_approval_that_an_edit_has_voided_is_refused(in_review: Claim) -> None:
    a_review(in_review, reviewer=make.user("bob")).save()
    before = a_publication(in_review)
    Claim.objects.filter(pk=in_review.pk).update(analysis="Changed")
    workflow.save_draft(in_review, author=make.user("alice"))
    for attack in ways_to_insert(before):
        refused(attack, "approved as they are")


def test_calling_an_unreviewed_publication_reviewed_is_refused(in_review: Claim) -> None:
    a_review(in_review, kind="none", reviewer=None).save()
    for attack in ways_to_insert(a_publication(in_review)):
        refused(attack, "approved as they are")
    a_publication(in_review, envelope='{"review":{"kind":"none"}}').save()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"seq": 3},
        {"seq": 1},
        {"prev": "f" * 64},
        {"number": 3},
        {"number": 1, "kind": "first"},
        {"kind": "first"},
    ],
)
def test_an_entry_that_does_not_continue_the_record_is_refused(published: Claim, fields: dict[str, Any]) -> None:
    withheld: dict[str, Any] = {"kind": "notice", "content": None, "revision": None, "review": None}
    for attack in ways_to_insert(a_publication(published, **withheld | fields)):
        refused(attack, "without a gap|exists already|approved as they are")


def test_a_case_cannot_be_approved_or_published_by_hand(in_review: Claim) -> None:
    for state in ("approved", "published"):
        refused(partial(Case.objects.update, state=state), "a case is")
        refused(raw("UPDATE claims_case SET state = %s", state), "a case is")
        other = Case(claim=make.claim(), state=state)
        for attack in ways_to_insert(other):
            refused(attack, "a case is")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_written_once_is_never_changed(published: Claim, table: str) -> None:
    model = model_of(table)
    column = {"claims_grade": "letter", "claims_publication": "envelope", "claims_auditentry": "detail"}.get(
        table, "sha256"
    )
    refused(lambda: model.objects.update(**{column: "F"}), "never changed")
    refused(raw(f"UPDATE {table} SET {column} = %s", "F"), "never changed")


@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
def test_nothing_is_ever_removed(published: Claim, table: str) -> None:
    assert model_of(table).objects.exists()
    refused(lambda: model_of(table).objects.all()._raw_delete("default"), "never removed")
    refused(raw(f"DELETE FROM {table}"), "never removed")


@on_sqlite
@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
def test_nothing_is_replaced(published: Claim, table: str) -> None:
    row = model_of(table).objects.latest("pk")
    fields = row._meta.local_concrete_fields
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    names, marks = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields))
    refused(raw(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *values), "exists already|without a gap")
    refused(raw(f"REPLACE INTO {table} ({names}) VALUES ({marks})", *values), "exists already|without a gap")
    for unique in row._meta.constraints:
        if isinstance(unique, models.UniqueConstraint):  # the same row under another primary key
            values[0] = 1_000_000
            refused(raw(f"REPLACE INTO {table} ({names}) VALUES ({marks})", *values), "exists already|without a gap")


@on_postgresql
@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT])
def test_no_table_is_emptied(published: Claim, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would forbid TRUNCATE too
    for sql in (f"TRUNCATE {table} CASCADE", f"TRUNCATE ONLY {table} CASCADE", "TRUNCATE claims_claim CASCADE"):
        refused(raw(sql), "never removed")


def test_a_page_cannot_stand_where_the_record_does_not_say(published: Claim) -> None:
    make.publish_sample(other := make.checked_claim())
    foreign = Publication.objects.get(claim_uid=other.uid)
    for change in ({"status": "retracted"}, {"content": foreign}, {"notice": foreign}, {"uid": "0000000000"}):
        refused(partial(PublishedClaim.objects.filter(uid=published.uid).update, **change), "a page")


def test_evidence_cannot_quote_the_capture_of_another_source() -> None:
    piece, capture = make.evidence(make.claim()), make.capture(make.source())
    refused(lambda: type(piece).objects.filter(pk=piece.pk).update(capture=capture), "of another source")


def test_a_symmetric_relation_has_one_order() -> None:
    relation = make.relation(make.claim(), make.claim())
    refused(lambda: type(relation).objects.update(a=relation.b, b=relation.a), "stored once")


def model_of(table: str) -> Any:
    from django.apps import apps

    return next(model for model in apps.get_models() if model._meta.db_table == table)


def test_every_rule_is_installed_and_its_name_is_its_own() -> None:
    assert not list(faults(connection))
    assert len(expected(connection.vendor)) >= len(RULES)
    assert installed(connection).keys() == expected(connection.vendor).keys()


def test_the_system_check_names_a_missing_and_a_changed_trigger() -> None:
    triggers = expected(connection.vendor)
    missing = triggers["claims_review_four_eyes"]
    with connection.cursor() as cursor:
        cursor.execute(missing.drop)
    [error] = triggers_installed(None, databases=["default"])
    assert error.id == "claims.E001"
    assert "claims_review_four_eyes (missing)" in error.msg
    with connection.cursor() as cursor:
        cursor.execute(missing.create.replace("nobody approves", "somebody approves"))
    [error] = triggers_installed(None, databases=["default"])
    assert "claims_review_four_eyes (changed)" in error.msg


def test_every_migration_takes_the_triggers_off_and_puts_them_back() -> None:
    loader = MigrationLoader(connection)
    ours = [migration for (app, _name), migration in loader.disk_migrations.items() if app == "claims"]
    assert ours
    assert all(isinstance(migration, GuardedMigration) for migration in ours)

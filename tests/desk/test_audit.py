"""The log of people: what is done to somebody's access leaves an entry that nobody can change."""

import pytest
from django.db import IntegrityError, connection, transaction

from claims.desk import audit, integrity, people
from claims.desk.permissions import Role
from claims.judgement.vocab import AuditAction
from claims.models import AuditEntry
from claims.models.rules import ZERO_HASH
from claims.models.triggers import expected
from tests import factories as make
from tests.databases import attacking

pytestmark = pytest.mark.django_db


def three_entries() -> list[AuditEntry]:
    ada, bob = make.user("ada"), make.user("bob")
    return [
        audit.note(AuditAction.ACCOUNT_MADE, ada, actor=None),
        audit.note(AuditAction.ACCESS_CHANGED, bob, actor=ada, before=[], after=["reviewer"]),
        audit.note(AuditAction.FACTOR_RESET, bob, actor=ada),
    ]


def test_each_entry_follows_the_one_before_it() -> None:
    first, second, third = three_entries()
    assert [entry.seq for entry in (first, second, third)] == [1, 2, 3]
    assert [entry.prev for entry in (first, second, third)] == [ZERO_HASH, first.hash, second.hash]
    assert not list(audit.faults())


def test_an_entry_says_who_did_what_to_whom() -> None:
    _first, second, _third = three_entries()
    said = {"person": "bob", "actor": "ada", "before": [], "after": ["reviewer"]}
    assert audit.detail_of(AuditEntry.objects.get(pk=second.pk)) == said


def test_an_entry_costs_three_queries(django_assert_num_queries) -> None:
    ada = three_entries()[0].person
    with django_assert_num_queries(5):  # with the savepoint and its end
        audit.note(AuditAction.CODES_MADE, ada, actor=ada)


def test_an_import_is_about_nobody_and_everything_else_about_somebody() -> None:
    ada = make.user("ada")
    audit.note(AuditAction.IMPORTED, None, actor=ada)
    for action, person in ((AuditAction.SIGNED_IN, None), (AuditAction.IMPORTED, ada)):
        with pytest.raises(IntegrityError, match="audit_about_a_person"), transaction.atomic():
            audit.note(action, person, actor=ada)
    assert not list(audit.faults())


@pytest.mark.parametrize("column", ["at", "actor_id", "action", "person_id", "detail"])
def test_whoever_takes_the_rules_off_and_changes_an_entry_is_found_out(column: str) -> None:
    _first, second, _third = three_entries()
    other = {
        "at": second.at.replace(year=2001),
        "actor_id": None,
        "action": AuditAction.PASSWORD_SET,
        "person_id": second.actor_id,
        "detail": "{}",
    }
    with connection.cursor() as cursor:
        cursor.execute(expected(connection.vendor)["claims_auditentry_unchanging"].drop)
    with attacking():
        AuditEntry.objects.filter(pk=second.pk).update(**{column: other[column]})
    assert list(audit.faults()) == [(2, "has another hash than its content gives")]


def test_an_entry_that_was_taken_out_is_missed() -> None:
    _first, second, _third = three_entries()
    with connection.cursor() as cursor:
        cursor.execute(expected(connection.vendor)["claims_auditentry_kept"].drop)
    with attacking():
        second.delete()
    assert list(audit.faults()) == [(3, "does not follow the entry before it")]


@pytest.mark.parametrize("fields", [{"seq": 5}, {"prev": "f" * 64}])
def test_the_database_refuses_an_entry_out_of_line(fields: dict[str, object]) -> None:
    last = three_entries()[-1]
    right = {
        "seq": 4,
        "prev": last.hash,
        "at": last.at,
        "action": last.action,
        "person": last.person,
        "detail": "{}",
        "hash": "a" * 64,
    }
    with attacking():
        with pytest.raises(IntegrityError, match="without a gap"), transaction.atomic():
            AuditEntry.objects.create(**right | fields)
        AuditEntry.objects.create(**right)


def test_the_rules_over_many_rows_name_an_entry_that_was_changed() -> None:
    _first, second, _third = three_entries()
    with connection.cursor() as cursor:
        cursor.execute(expected(connection.vendor)["claims_auditentry_unchanging"].drop)
    with attacking():
        AuditEntry.objects.filter(pk=second.pk).update(detail="{}")
    [rule] = [rule for rule in integrity.RULES if rule.name == "log_of_people"]
    assert [breach.row for breach in rule.breaches()] == ["entry 2"]


def test_a_right_that_somebody_got_behind_the_back_of_the_log_is_found() -> None:
    honest = people.make_account("emma", [Role.EDITOR], actor=None).person
    assert not list(people.unlogged())
    [rule] = [rule for rule in integrity.RULES if rule.name == "unlogged_access"]
    make.user("emma", "reviewer")
    assert [breach.row for breach in rule.breaches()] == ["account emma"]
    before = audit.last_access(honest)
    people.note_access(honest, before, actor=None)
    assert not list(rule.breaches())
    make.user("root", is_superuser=True)
    assert [breach.row for breach in rule.breaches()] == ["account root"]

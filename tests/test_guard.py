"""The guard that the whole suite relies on: writes to the guarded tables come through the workflow, or fail."""

import sys
import types

import pytest
from django.apps import apps
from django.db import connection

from tests import guard
from tests.databases import attacking, in_threads

MODELS = ("Case", "Revision", "Review", "Publication", "PublishedClaim", "AuditEntry")

WRITES = [
    "INSERT INTO claims_case (id) VALUES (1)",
    'INSERT INTO "claims_case" ("id") VALUES (1)',
    'INSERT INTO"claims_case" VALUES (1)',
    "insert into claims_CASE values (1)",
    "INSERT OR REPLACE INTO claims_review VALUES (1)",
    "INSERT OR IGNORE INTO `claims_review` VALUES (1)",
    "REPLACE INTO [claims_review] VALUES (1)",
    "UPDATE claims_revision SET sha256 = ''",
    'UPDATE "claims_revision" SET sha256 = 1',
    'UPDATE"claims_revision"SET sha256 = 1',
    "UPDATE OR IGNORE claims_revision SET sha256 = 1",
    "UPDATE ONLY claims_revision SET sha256 = 1",
    'UPDATE "public"."claims_revision" SET sha256 = 1',
    "UPDATE main . claims_revision SET sha256 = 1",
    "DELETE FROM claims_publication",
    "DELETE\n\tFROM\n\tONLY claims_publication",
    "TRUNCATE claims_publishedclaim",
    "TRUNCATE TABLE ONLY claims_publishedclaim CASCADE",
    'TRUNCATE "claims_claim", "claims_publishedclaim"',
    "MERGE INTO claims_case USING x ON true WHEN MATCHED THEN DELETE",
    "COPY claims_case FROM STDIN",
    "  \n -- a comment\n /* and another */ DELETE FROM claims_case",
    "DELETE /* here */ FROM -- and\n claims_case",
    "WITH old AS (SELECT 1) UPDATE claims_case SET version = 2",
    "WITH gone AS (DELETE FROM claims_case RETURNING *) SELECT * FROM gone",
    "SELECT 1; DELETE FROM claims_case",
    "UPDATE claims_auditentry SET detail = ''",
    "SELECT 'it''s'; DELETE FROM claims_case",
    r"SELECT E'it\'s'; DELETE FROM claims_case",
    "SELECT $$it's$$; DELETE FROM claims_case",
    """SELECT "it's" FROM t; DELETE FROM claims_case""",
    "EXPLAIN ANALYZE DELETE FROM claims_case",
]

READS = [
    "SELECT * FROM claims_case",
    'SELECT "claims_case"."id" FROM "claims_case" FOR UPDATE OF "claims_case"',
    "SELECT 'DELETE FROM claims_case'",
    "SELECT $body$ DELETE FROM claims_case $body$",
    "-- DELETE FROM claims_case\nSELECT 1",
    "/* UPDATE claims_case */ SELECT 1",
    "UPDATE claims_claim SET statement = 'UPDATE claims_case'",
    "DELETE FROM claims_claim WHERE id NOT IN (SELECT claim_id FROM claims_case)",
    "INSERT INTO claims_casework VALUES (1)",
    "INSERT INTO old_claims_case VALUES (1)",
    "TRUNCATE claims_claim; SELECT * FROM claims_case",
    "CREATE TRIGGER kept BEFORE TRUNCATE ON claims_case FOR EACH STATEMENT EXECUTE FUNCTION kept()",
    'CREATE TRIGGER t BEFORE UPDATE ON "claims_case" BEGIN SELECT 1; END',
    'ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES "claims_case" (id) ON DELETE CASCADE',
]


@pytest.mark.parametrize("sql", WRITES)
def test_a_write_to_a_guarded_table_is_recognised(sql):
    assert guard.written_table(sql) in guard.DOORS


@pytest.mark.parametrize("sql", READS)
def test_what_writes_to_no_guarded_table_is_let_through(sql):
    assert guard.written_table(sql) is None


def test_the_guarded_tables_are_those_of_the_workflow_and_the_log_of_people():
    assert {apps.get_model("claims", model)._meta.db_table for model in MODELS} == set(guard.DOORS)


def expect_a_violation():
    """Take the one violation that the test provoked off the list, which would fail the test at its end."""
    assert len(guard.violations) == 1
    return guard.violations.pop()


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_orm_cannot_write_by_the_back_door(model):
    rows = apps.get_model("claims", model).objects
    with pytest.raises(guard.UnguardedWriteError, match=r"attacking\(\)"):
        rows.filter(pk=0).update(id=1)
    expect_a_violation()


@pytest.mark.django_db
def test_raw_sql_cannot_write_by_the_back_door():
    with connection.cursor() as cursor:
        with pytest.raises(guard.UnguardedWriteError):
            cursor.execute("UPDATE claims_case SET version = version WHERE id = %s", [0])
        expect_a_violation()
        with pytest.raises(guard.UnguardedWriteError):
            cursor.executemany("UPDATE claims_case SET version = version WHERE id = %s", [[0], [1]])
        expect_a_violation()


@pytest.mark.django_db
def test_a_swallowed_error_is_remembered():
    with connection.cursor() as cursor, pytest.raises(guard.UnguardedWriteError):
        cursor.execute("DELETE FROM claims_case WHERE id = 0")
    assert "DELETE FROM claims_case" in expect_a_violation()


def call_from_module(name, table="claims_case"):
    """Run a write from a function whose module has a certain name, as the guard sees it on the stack."""
    module = types.ModuleType(name)
    source = f"def write(cursor):\n    return cursor.execute('UPDATE {table} SET id = id WHERE id = 0')"
    exec(source, module.__dict__)  # noqa: S102
    with connection.cursor() as cursor:
        module.write(cursor)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "name"), [(table, name) for table, door in guard.DOORS.items() for name in door])
def test_the_module_of_a_table_may_write(table, name):
    call_from_module(name, table)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["claims.desk.workflows", "workflow", "claims.desk.importing.apply", "claims.admin"])
def test_a_module_with_another_name_may_not_write(name):
    with pytest.raises(guard.UnguardedWriteError):
        call_from_module(name)
    expect_a_violation()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("claims_auditentry", "claims.desk.workflow"),
        ("claims_revision", "claims.desk.planning"),
        ("claims_case", "claims.desk.audit"),
    ],
)
def test_a_module_may_not_write_through_the_door_of_another(table, name):
    with pytest.raises(guard.UnguardedWriteError):
        call_from_module(name, table)
    expect_a_violation()


@pytest.mark.django_db
def test_an_attack_on_purpose_is_let_through_and_ends_with_its_block():
    with connection.cursor() as cursor:
        with attacking():
            cursor.execute("UPDATE claims_case SET version = version WHERE id = 0")
        with pytest.raises(guard.UnguardedWriteError):
            cursor.execute("UPDATE claims_case SET version = version WHERE id = 0")
    expect_a_violation()


def test_other_threads_are_guarded_too(throwaway_database):
    def write():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE claims_case SET version = version WHERE id = 0")

    outcomes = in_threads(write, write)
    assert [type(outcome) for outcome in outcomes] == [guard.UnguardedWriteError] * 2
    assert len(guard.violations) == 2
    guard.violations.clear()


def test_the_guard_is_put_on_a_connection_once(throwaway_database):
    connection.ensure_connection()
    connection.close()
    connection.ensure_connection()
    assert connection.execute_wrappers.count(guard.refuse_unguarded_writes) == 1


def test_the_door_is_not_open_by_accident():
    assert all(sys.modules[__name__].__name__ not in door for door in guard.DOORS.values())

"""Migrations and the triggers: SQLite remakes a table to alter it, and its triggers must survive that."""

import pytest
from django.db import DatabaseError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from claims.models import Capture, Case, Grade, Publication, PublishedClaim, Review, Revision
from claims.models.checks import triggers_installed
from claims.models.triggers import GuardedMigration, expected, faults
from tests.databases import attacking


class AltersGuardedTables(GuardedMigration):
    """What a later issue might do: one new column on each guarded table."""

    operations = [
        migrations.AddField(model.__name__, "remark", models.TextField(default="", db_index=True))
        for model in (Publication, Revision, Review, Capture, Grade, Case, PublishedClaim)
    ]


def test_a_migration_that_alters_guarded_tables_leaves_every_trigger_in_place(throwaway_database: None) -> None:
    with attacking():
        migration = AltersGuardedTables("9999_remark", "claims")
        loader = MigrationLoader(connection)
        before = loader.project_state()
        with connection.schema_editor(atomic=True) as editor:
            after = migration.apply(before.clone(), editor)
        assert not list(faults(connection))
        with connection.cursor() as cursor:
            columns = [row.name for row in connection.introspection.get_table_description(cursor, "claims_review")]
        assert "remark" in columns
        with connection.schema_editor(atomic=True) as editor:
            migration.unapply(before, editor)
        assert after is not None
        assert not list(faults(connection))


def test_the_system_check_leaves_it_to_a_migration_that_waits(throwaway_database: None) -> None:
    with attacking(), connection.cursor() as cursor:
        cursor.execute(expected(connection.vendor)["claims_case_kept"].drop)
        assert triggers_installed(None, databases=["default"])
        cursor.execute("DELETE FROM django_migrations WHERE app = 'claims'")
    assert not triggers_installed(None, databases=["default"])


def test_a_plain_migration_would_have_lost_them(throwaway_database: None) -> None:
    """The reason for GuardedMigration, so that nobody removes it for tidiness: SQLite drops them or stumbles."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL alters tables in place and keeps their triggers")
    plain = type("Plain", (migrations.Migration,), {"operations": AltersGuardedTables.operations})("9999", "claims")
    state = MigrationLoader(connection).project_state()
    try:
        with attacking(), connection.schema_editor(atomic=True) as editor:
            plain.apply(state, editor)
    except DatabaseError:
        return
    assert list(faults(connection))

"""The rules that one row cannot state, as triggers on SQLite and PostgreSQL alike.

Each rule is one condition under which the database refuses a write, in SQL that both engines understand, with the
sentence that the refusal gives. `GuardedMigration` takes all triggers off before a migration and puts them back after
it, because SQLite remakes a table to alter it, silently drops its triggers, and stumbles over those of other tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .rules import APPEND_ONLY, KEPT, RULES, Rule


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rule for one event, as an engine wants it: what to create, what to drop, and the body to compare."""

    name: str
    table: str
    create: str
    drop: str
    body: str


def expected(vendor: str) -> dict[str, Trigger]:
    """Every trigger that a database of this vendor must have, by name."""
    return {trigger.name: trigger for trigger in _triggers(vendor)}


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The bodies of the triggers that the database has on our tables, by name. One query."""
    if connection.vendor == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name GLOB 'claims_*'"
    else:
        query = """
            SELECT t.tgname, p.prosrc FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relname ~ '^claims_'
        """
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """The names of triggers that are missing, changed or unknown, each with a word that says which."""
    present = installed(connection)
    wanted = expected(connection.vendor)
    for name, trigger in wanted.items():
        if name not in present:
            yield f"{name} (missing)"
        elif present[name] != trigger.body:
            yield f"{name} (changed)"
    for name in present.keys() - wanted.keys():
        yield f"{name} (unknown)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger on the tables that exist, in place of what was there."""
    remove(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in expected(connection.vendor).values():
            if trigger.table in tables:
                cursor.execute(trigger.create)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take off every trigger that we know or find on our tables."""
    tables = set(connection.introspection.table_names())
    wanted = expected(connection.vendor)
    with connection.cursor() as cursor:
        for trigger in wanted.values():
            if trigger.table in tables:
                cursor.execute(trigger.drop)
        if connection.vendor == "sqlite":
            for name in installed(connection).keys() - wanted.keys():
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


class GuardedMigration(migrations.Migration):
    """The base of every migration of this app: the triggers are off while it runs and all back when it has run."""

    def apply(self, project_state: Any, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> Any:
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        remove(schema_editor.connection)
        state = super().apply(project_state, schema_editor, collect_sql)
        _after_deferred_sql(schema_editor)
        install(schema_editor.connection)
        return state

    def unapply(self, project_state: Any, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False) -> Any:
        if collect_sql:
            return super().unapply(project_state, schema_editor, collect_sql)
        remove(schema_editor.connection)
        state = super().unapply(project_state, schema_editor, collect_sql)
        _after_deferred_sql(schema_editor)
        install(schema_editor.connection)
        return state


def _after_deferred_sql(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Run what the editor holds back (indexes, foreign keys), so that nothing touches a guarded table afterwards."""
    for statement in schema_editor.deferred_sql:
        schema_editor.execute(statement, None)
    schema_editor.deferred_sql.clear()


def _triggers(vendor: str) -> Iterator[Trigger]:
    make = _sqlite if vendor == "sqlite" else _postgresql
    for rule in RULES:
        for event in rule.events:
            yield make(rule, event)
    if vendor == "postgresql":
        for table in (*APPEND_ONLY, *KEPT):
            yield _postgresql(
                Rule(f"{table}_truncate", table, ("truncate",), "true", "rows are never removed"), "truncate"
            )


def _name(rule: Rule, event: str) -> str:
    return rule.name if len(rule.events) == 1 else f"{rule.name}_{event}"


REVIEW_KIND_IN_ENVELOPE = {
    "sqlite": "json_extract(NEW.envelope, '$.review.kind')",
    "postgresql": "NEW.envelope::jsonb #>> '{review,kind}'",
}
"""The one word of the rules that the engines spell differently."""


def _condition(rule: Rule, vendor: str) -> str:
    return rule.refuse_when.replace("{review_kind}", REVIEW_KIND_IN_ENVELOPE[vendor])


def _sqlite(rule: Rule, event: str) -> Trigger:
    name = _name(rule, event)
    condition = _condition(rule, "sqlite")
    create = (
        f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{rule.table}" FOR EACH ROW\nWHEN ({condition})\n'
        f"BEGIN SELECT RAISE(ABORT, '{rule.table}: {rule.because}'); END"
    )
    return Trigger(name, rule.table, create, f'DROP TRIGGER IF EXISTS "{name}"', create)


def _postgresql(rule: Rule, event: str) -> Trigger:
    name = _name(rule, event)
    back = {"insert": "NEW", "update": "NEW", "delete": "OLD", "truncate": "NULL"}[event]
    condition = _condition(rule, "postgresql")
    body = (
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{rule.table}: {rule.because}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END"
    )
    level = "STATEMENT" if event == "truncate" else "ROW"
    create = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$;\n'
        f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{rule.table}" '
        f'FOR EACH {level} EXECUTE FUNCTION "{name}"()'
    )
    drop = f'DROP TRIGGER IF EXISTS "{name}" ON "{rule.table}"; DROP FUNCTION IF EXISTS "{name}"()'
    return Trigger(name, rule.table, create, drop, body)

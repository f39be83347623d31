"""System checks of the database's own rules."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from .triggers import faults


def triggers_installed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """claims.E001: a trigger is missing or changed, so that the database no longer keeps its rules. A few queries.

    Silent while migrations wait, as each puts the triggers of its version in their place: a change of the rules comes
    with a migration, be it an empty one, and `migrate` runs this check before it begins.
    """
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes("claims")):
            continue
        found += [
            Error(
                f"The database {alias!r} lacks a rule: trigger {fault}.",
                hint="Run “manage.py installtriggers”, and find out who took it off.",
                id="claims.E001",
            )
            for fault in faults(connection)
        ]
    return found

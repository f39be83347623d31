"""System checks of the database's own rules."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections

from .record import Publication
from .triggers import faults


def triggers_installed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """claims.E001: a trigger is missing or changed, so that the database no longer keeps its rules. One query."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if Publication._meta.db_table not in connection.introspection.table_names():
            continue  # not migrated yet: the migration installs them
        found += [
            Error(
                f"The database {alias!r} lacks a rule: trigger {fault}.",
                hint="Run “manage.py installtriggers”, and find out who took it off.",
                id="claims.E001",
            )
            for fault in faults(connection)
        ]
    return found

"""System checks of who works at the desk."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from .permissions import Role


def one_person_desk(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """claims.W001: everybody approves their own edits, although a second person could review them. A few queries.

    Silent while migrations wait, as there may be no accounts to look at.
    """
    if settings.FOUR_EYES != "solo" or "default" not in (databases or []):
        return []
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes("claims")):
        return []
    reviewers = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.REVIEWER), is_active=True)
    number = reviewers.distinct().count()
    if number < 2:
        return []
    return [
        Warning(
            f"FOUR_EYES is 'solo', but {number} people may approve claims.",
            hint="Set FOUR_EYES=peer, so that they review each other, or make the accounts of those who left inactive.",
            id="claims.W001",
        )
    ]

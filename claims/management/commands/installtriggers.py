"""Put the triggers back that keep the rules of the record."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections, transaction

from claims.models.triggers import faults, install


class Command(BaseCommand):
    """Installs every trigger anew. Needed only when the system check claims.E001 names one that is missing."""

    help = "Install the database triggers that keep the rules of the record (after check claims.E001)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="default", help="The database to put them in.")

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        connection = connections[database]
        found = list(faults(connection))
        with transaction.atomic(using=database):
            install(connection)
        self.stdout.write("\n".join(f"put right: {fault}" for fault in found) or "Every trigger was in its place.")

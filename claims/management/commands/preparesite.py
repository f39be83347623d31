"""Prepare a site from an empty folder to its first page: what `make run` does before it serves."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from claims.desk.people import make_first_account
from claims.desk.permissions import Role, put_roles
from claims.desk.sample import publish_sample, sample_files

STAFF = (Role.ADMINISTRATOR, Role.EDITOR, Role.REVIEWER)


class Command(BaseCommand):
    """Migrates, makes the roles, imports and publishes the sample dossier, and makes one account for each role.

    Run again, it keeps everything that an editor has changed and adds nothing twice.
    """

    help = "Prepare the database: tables, roles, the sample dossier and a first account for each role."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-sample", action="store_true", help="Leave the desk empty.")

    def handle(self, *args: Any, without_sample: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        put_roles()
        if not without_sample:
            self._put_sample()
        self._make_accounts()

    def _put_sample(self) -> None:
        files = sample_files()
        call_command("importclaims", *map(str, files), stdout=self.stdout, stderr=self.stderr)
        published = publish_sample(files)
        self.stdout.write(f"Published {published.number} claims of the sample dossier.")
        for reason in published.refused:
            self.stdout.write(self.style.WARNING(f"Not published: {reason}"))

    def _make_accounts(self) -> None:
        """One account for each role that nobody has yet; its password is random and shown only now."""
        for role in STAFF:
            if User.objects.filter(groups__name=role).exists() or User.objects.filter(username=role).exists():
                continue
            account = make_first_account(role)
            self.stdout.write(f"Account made: {role.value:<13}  password (shown only now): {account.password}")

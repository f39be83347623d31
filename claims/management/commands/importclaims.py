"""Import fixtures into the desk."""

import sys
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from claims.desk.importing.importer import import_files
from claims.desk.importing.problems import ImportRefused


class Command(BaseCommand):
    """Imports files in Django's fixture format: all of them or nothing. Described in docs/importer/importing.md."""

    help = "Import entities, sources, claims and evidence from fixtures (.json, .jsonl): everything or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="A fixture: a .json list, or .jsonl.")
        parser.add_argument("--dry-run", action="store_true", help="Check and report, but write nothing.")
        parser.add_argument(
            "--overwrite", action="store_true", help="Replace what editors changed since the last import."
        )
        parser.add_argument("--as", dest="username", metavar="USERNAME", help="Who the revisions are by.")

    def handle(
        self, *args: Any, files: list[str], dry_run: bool, overwrite: bool, username: str | None, **options: Any
    ) -> None:
        author = None if username is None else _importer(username)
        try:
            report = import_files(files, dry_run=dry_run, overwrite=overwrite, author=author, track=on_a_terminal)
        except ImportRefused as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            count = len(refusal.problems)
            sentence = ngettext(
                "%(count)s error; nothing was written.", "%(count)s errors; nothing was written.", count
            )
            raise CommandError(sentence % {"count": count}) from refusal
        for line in report.lines():
            self.stdout.write(line)


def _importer(username: str) -> User:
    try:
        user = User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username}) from error
    if not user.has_perm("claims.import_claims"):
        raise CommandError(_("“%(name)s” has not the right to import.") % {"name": username})
    return user


def on_a_terminal(items: Iterable[Any], title: str) -> Iterable[Any]:
    """The progress as a line that disappears at the end; nothing where nobody watches."""
    return tqdm(items, desc=title, leave=False, disable=not sys.stderr.isatty())

"""Import the fact-checks of others into the desk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from claims.desk.importing.problems import ImportRefused
from claims.desk.importing.reviews import FIELDS, Halted, ReviewImport, columns_of

from .importclaims import on_a_terminal

WRONG_COMMAND_LINE = 2


class Command(BaseCommand):
    """Imports a file of any columns, row by row. Described in docs/importer/importing.md."""

    help = "Import the fact-checks of others (.jsonl, .csv, .tsv), to be found when the same claim comes up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="UTF-8: .jsonl, .csv, or .tsv with CSV quoting.")
        parser.add_argument("--feed", required=True, metavar="NAME", help="What the origin of the file is called here.")
        parser.add_argument(
            "--map",
            dest="mapped",
            action="append",
            required=True,
            metavar="FIELD=COLUMN",
            help=f"Our field and their column; once for each. Fields: {', '.join(FIELDS)}. The first two are needed.",
        )
        parser.add_argument("--language", default="en", metavar="CODE", help="Of the claims; en unless given.")

    def handle(self, *args: Any, file: str, feed: str, mapped: list[str], language: str, **options: Any) -> None:
        try:
            columns = columns_of(mapped)
            reviews = ReviewImport(
                file,
                feed=feed,
                columns=columns,
                language=language,
                refuse=lambda problem: self.stderr.write(str(problem)),
            )
            reviews.run(on_a_terminal)
        except ImportRefused as refusal:
            raise CommandError("\n".join(map(str, refusal.problems)), returncode=WRONG_COMMAND_LINE) from refusal
        except Halted as error:
            self._report(reviews)
            raise CommandError(str(error)) from error
        self._report(reviews)
        if reviews.refused:
            sentence = ngettext("%(count)s row was refused.", "%(count)s rows were refused.", reviews.refused)
            raise CommandError(sentence % {"count": reviews.refused})

    def _report(self, reviews: ReviewImport) -> None:
        for line in reviews.report():
            self.stdout.write(line)

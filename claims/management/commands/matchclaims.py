"""Match texts against claims that were already checked."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from claims.desk.outside import keys_of
from claims.finding.matching import matches
from claims.finding.search import desk
from claims.finding.search.record import RECORD, site_languages

from .importclaims import on_a_terminal

CORPORA = {"record": [RECORD], "desk": [desk.CLAIMS, desk.REVIEWS]}


class Command(BaseCommand):
    """Reads a query key and a text a line, and writes the key, what matches, its rank and its score, by tabs.

    What matches is the uid of a claim, or an outside review as feed:identity.
    """

    help = "For each text of a file, print the already checked claims that fit it best."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Tab-separated with CSV quoting: query key, text.")
        parser.add_argument("--top", type=int, default=5, metavar="N", help="How many for each text.")
        parser.add_argument("--corpus", choices=sorted(CORPORA), default="record", help="Where to look.")

    def handle(self, *args: Any, file: Path, top: int, corpus: str, **options: Any) -> None:
        if top < 1:
            raise CommandError(_("--top must be at least 1."))
        rows = _rows(file)
        output = csv.writer(self.stdout, delimiter="\t", lineterminator="\n")
        languages = site_languages()
        for key, text in on_a_terminal(rows, _("Matching")):
            found = matches(CORPORA[corpus], text, languages, top)
            names = keys_of(found)
            for place, match in enumerate(found, start=1):
                output.writerow([key, names[match], place, f"{match.score.value:.4f}"])


def _rows(file: Path) -> list[tuple[str, str]]:
    """The queries of the file. Raises CommandError that names the line of what is wrong."""
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.reader(lines, delimiter="\t", strict=True)
            rows = []
            for row in reader:
                if len(row) != 2:
                    raise CommandError(
                        _("{file}, line {line}: two columns are expected, a key and a text; there are {count}.").format(
                            file=file, line=reader.line_num, count=len(row)
                        )
                    )
                rows.append((row[0], row[1]))
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(_("{file} cannot be read: {error}").format(file=file, error=error)) from error

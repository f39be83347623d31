"""Verify that every quotation stands in the text of its source, word for word, where it says."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.desk.quotations import TextFile, verify


class Command(BaseCommand):
    """Writes a line for each miss and exits 1 if there is one.

    Texts that are withheld are not in the database; whoever has such a file gives it.
    """

    help = "Verify that every quotation stands in the text of its source, where it says (exit 1 if one does not)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--text",
            action="append",
            default=[],
            metavar="UID=FILE",
            help="The file with the text of a source that is withheld here; may be given several times.",
        )

    def handle(self, *args: Any, text: list[str], **options: Any) -> None:
        verified = verify(list(map(_file, text)))
        for miss in verified.misses:
            self.stderr.write(miss)
        sentence = ngettext("{count} quotation compared", "{count} quotations compared", verified.compared)
        summary = sentence.format(count=verified.compared)
        if verified.without_text:
            sentence = ngettext(
                "{count} not, since its text is not at hand",
                "{count} not, since their texts are not at hand",
                verified.without_text,
            )
            summary = f"{summary}, {sentence.format(count=verified.without_text)}"
        if verified.misses:
            misses = ngettext("{count} miss", "{count} misses", len(verified.misses))
            raise CommandError(f"{summary}: {misses.format(count=len(verified.misses))}.")
        verdict = _("all stand where they say") if verified.compared else _("nothing is shown by that")
        self.stdout.write(f"{summary}: {verdict}.")


def _file(argument: str) -> TextFile:
    uid, _equals, name = argument.partition("=")
    if not (uid and name):
        raise CommandError(_("“{argument}” is not UID=FILE.").format(argument=argument))
    try:
        return TextFile(uid, name, Path(name).read_bytes())
    except OSError as error:
        raise CommandError(_("{file} cannot be read: {error}").format(file=name, error=error.strerror)) from error

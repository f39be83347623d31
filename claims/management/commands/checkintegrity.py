"""Check the rules that hold over many rows of the desk."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.desk.integrity import RULES


class Command(BaseCommand):
    """Writes a line for each row that breaks a rule and exits 1 if there is one. Changes nothing."""

    help = "Check the rules that hold over many rows of the desk (exit 1 if one is broken)."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for rule in RULES:
            breaches = list(rule.breaches())
            for breach in breaches:
                self.stderr.write(f"{rule.name}: {breach.row}: {breach.sentence}")
            broken += len(breaches)
            outcome = str(len(breaches)) if breaches else _("holds")
            self.stdout.write(f"{outcome:>6}  {rule.sentence}")
        if broken:
            sentence = ngettext("{count} breach of a rule.", "{count} breaches of rules.", broken)
            raise CommandError(sentence.format(count=broken))

"""Make the search index anew."""

import sys
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.finding.search import desk, index
from claims.finding.search.record import RECORD, everything


class Command(BaseCommand):
    """Needed after a restore from a dump without the index, or when the rules of `claims.text` have changed."""

    help = "Make the search index of the record and of the desk anew."

    def handle(self, *args: Any, **options: Any) -> None:
        record = index.fill({RECORD: _on_a_terminal(everything(), "record")})
        desks = index.fill(
            {
                desk.CLAIMS: _on_a_terminal(desk.claims(), "claims"),
                desk.REVIEWS: _on_a_terminal(desk.reviews(), "outside reviews"),
            }
        )
        self.stdout.write(
            _("Indexed {record} texts of the record and {desk} of the desk.").format(record=record, desk=desks)
        )


def _on_a_terminal(entries: Iterable[index.Entry], title: str) -> Iterable[index.Entry]:
    return tqdm(entries, desc=title, leave=False, disable=not sys.stderr.isatty())

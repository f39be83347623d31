"""Make the search index and the values of facets anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.finding import facet_values
from claims.finding.search import desk, index
from claims.finding.search.record import RECORD, everything

from .importclaims import on_a_terminal


class Command(BaseCommand):
    """Needed after a restore from a dump without the index, or when the rules of `claims.text` have changed."""

    help = "Make the search index of the record and of the desk anew."

    def handle(self, *args: Any, **options: Any) -> None:
        record = index.fill({RECORD: on_a_terminal(everything(), "record")})
        desks = index.fill(
            {
                desk.CLAIMS: on_a_terminal(desk.claims(), "claims"),
                desk.REVIEWS: on_a_terminal(desk.reviews(), "outside reviews"),
            }
        )
        values = facet_values.fill()
        self.stdout.write(
            _("Indexed {record} texts of the record, {values} values of facets, and {desk} texts of the desk.").format(
                record=record, values=values, desk=desks
            )
        )

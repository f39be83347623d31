"""Stored rows that are not written by the import, and that it would leave invalid.

Only claims and evidence have rules that look at another row which can change: their value must fit the property.
"""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.models import Claim, Evidence, Property
from claims.models.content import Content

from .contents import Key
from .problems import Problem, named
from .steps import Step
from .stored import linked


def left_invalid(steps: Iterable[Step]) -> Iterator[Problem]:
    """A problem for each row that would not fit a changed property or claim any more. Three queries if any changes."""
    written = [step for step in steps if step.is_written]
    properties = {step.row.pk: step for step in written if isinstance(step.row, Property) and step.stored is not None}
    claims = {step.row.pk: step for step in written if isinstance(step.row, Claim) and step.stored is not None}
    rows = {pk: step.row for pk, step in claims.items()}
    if properties:
        others = Claim.objects.filter(property__in=properties).exclude(pk__in=_pks(written, Claim))
        for claim in linked(others.order_by("pk")):
            claim.property = properties[claim.property_id].row
            claims[claim.pk], rows[claim.pk] = properties[claim.property_id], claim
            yield from _faults(claims[claim.pk], claim)
    if rows:
        evidence = Evidence.objects.filter(claim__in=rows).exclude(pk__in=_pks(written, Evidence))
        for piece in linked(evidence.order_by("pk")):
            piece.claim = rows[piece.claim_id]
            yield from _faults(claims[piece.claim_id], piece)


def _pks(steps: Iterable[Step], model: type[Content]) -> list[int]:
    return [step.row.pk for step in steps if isinstance(step.row, model)]


def _faults(cause: Step, row: Content) -> Iterator[Problem]:
    try:
        row.clean()
    except ValidationError as error:
        for message in error.messages:
            key: Key = row.natural_key()
            reason = _("This would leave %(object)s invalid, which is in the database: %(why)s") % {
                "object": named(row._meta.label_lower, key),
                "why": message,
            }
            yield cause.entry.problem("", reason)

"""What stands around the quotations of a claim, in the captured texts that are held."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Greatest, Least, Substr

from claims.models import Claim, Evidence

AROUND = 160
"""Most characters that are shown on each side of a quotation."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words right before and after a quotation. `stands` is False where the text reads otherwise at its place."""

    before: str
    after: str
    stands: bool


def surroundings(claim: Claim) -> dict[str, Surroundings]:
    """By the uid of a piece of evidence, where its quotation has a position in a text that is held.

    One query, which reads of each text only what is shown of it.
    """
    placed = Evidence.objects.filter(claim=claim, quote_start__isnull=False, capture__text__isnull=False)
    read = placed.annotate(
        before=Substr("capture__text", Greatest(F("quote_start") - AROUND, 0) + 1, Least(F("quote_start"), AROUND)),
        quoted=Substr("capture__text", F("quote_start") + 1, F("quote_end") - F("quote_start")),
        after=Substr("capture__text", F("quote_end") + 1, AROUND),
    )
    return {
        uid: Surroundings(before, after, stands=quoted == exact)
        for uid, before, quoted, exact, after in read.values_list("uid", "before", "quoted", "quote_exact", "after")
    }

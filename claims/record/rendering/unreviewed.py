"""What pages say of publications that no second person has reviewed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from claims.judgement.vocab import ReviewKind

KNOWN = frozenset(
    {
        gettext_noop(
            "Sample dossier, published by the installer from three documents; not reviewed by a second person"
        ),
        gettext_noop("Published by a one-person desk; not independently reviewed"),
    }
)
"""The sentences that the project itself publishes with; others are shown as they were written."""


def of_the_desk() -> str:
    """What every page says while the desk is one person's (`FOUR_EYES=solo`), in the active language; else empty."""
    if settings.FOUR_EYES != "solo":
        return ""
    return gettext("This desk is one person’s now; what it publishes is not independently reviewed")


def statement_of(envelope: Mapping[str, Any]) -> str:
    """The sentence that a page must show, in the active language; empty where a second person has reviewed."""
    if envelope["review"]["kind"] != ReviewKind.NONE:
        return ""
    return translated(envelope["review"]["statement"]) or str(ReviewKind.NONE.label)


def translated(statement: str) -> str:
    """The sentence in the active language, where the project knows it."""
    return gettext(statement) if statement in KNOWN else statement

"""The frame of public pages, in the language of the address."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import get_language

from claims.record import reading
from claims.record.rendering.frame import Frame, frame
from claims.record.rendering.unreviewed import of_the_desk, statement_of


def language() -> str:
    """The language of the address (`factcheck.middleware.LanguageMiddleware`)."""
    return get_language() or "en"


def at(name: str, *args: object, query: str = "") -> Callable[[], str]:
    """Gives the path of a page in the active language, with its query."""
    return lambda: reverse(name, args=args) + (f"?{query}" if query else "")


def plain_frame(path: Callable[[], str]) -> Frame:
    """A frame that says what the desk is, and nothing of what is up. No query."""
    return frame(language(), path, of_the_desk())


def claim_frame(path: Callable[[], str], statement: str) -> Frame:
    """The frame of a claim, whose own statement of how it was reviewed, if any, stands for the desk's. No query."""
    return frame(language(), path, "" if statement else of_the_desk())


def site_frame(path: Callable[[], str]) -> Frame:
    """A frame that says so while claims are up that nobody has reviewed, or will be. One query."""
    envelope = reading.unreviewed_envelope()
    return frame(language(), path, statement_of(envelope) if envelope else of_the_desk())

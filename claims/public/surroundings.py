"""The frame of public pages, in the language of the address."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import get_language

from claims.record import reading
from claims.record.rendering.frame import Frame, frame
from claims.record.rendering.unreviewed import statement_of


def language() -> str:
    """The language of the address (`factcheck.middleware.LanguageMiddleware`)."""
    return get_language() or "en"


def at(name: str, *args: object, query: str = "") -> Callable[[], str]:
    """Gives the path of a page in the active language, with its query."""
    return lambda: reverse(name, args=args) + (f"?{query}" if query else "")


def plain_frame(path: Callable[[], str]) -> Frame:
    """A frame without the site's banner. No query."""
    return frame(language(), path)


def site_frame(path: Callable[[], str]) -> Frame:
    """A frame that says so while claims are up that nobody has reviewed. One query."""
    envelope = reading.unreviewed_envelope()
    return frame(language(), path, statement_of(envelope) if envelope else "")

"""What stands around every page: the name of the site, the languages, what the whole site has to say of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the site's languages."""

    code: str
    name: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one page. `site` is its address without a slash at its end, empty where that is not set.

    `banner` is what every page has to say while unreviewed claims are up; the page of a claim says its own instead.
    """

    name: str
    site: str
    language: str
    indexed: bool
    languages: tuple[LanguageLink, ...]
    banner: str = ""

    @property
    def path(self) -> str:
        """The page's own path."""
        return next(link.path for link in self.languages if link.is_current)


def frame(language: str, path: Callable[[], str], banner: str = "") -> Frame:
    """The frame of the page that `path` leads to, which is asked once in each language."""
    return Frame(
        name=settings.SITE_NAME,
        site=settings.SITE_URL,
        language=language,
        indexed=settings.SITE_PUBLIC,
        languages=tuple(_link(code, name, path, code == language) for code, name in settings.LANGUAGES),
        banner=banner,
    )


def _link(code: str, name: str, path: Callable[[], str], is_current: bool) -> LanguageLink:
    with translation.override(code):
        return LanguageLink(code, name, path(), is_current)


def to_bytes(template: str, around: Frame, **parts: object) -> bytes:
    """A whole page. The template is given its parts and the frame, and never a request."""
    with translation.override(around.language):
        return render_to_string(template, {"frame": around, **parts}).encode()

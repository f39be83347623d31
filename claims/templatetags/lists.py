"""What lists are put together from: claims, and facets.

Both are remembered, because the same ones stand on many pages; all that each depends on is given.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from claims.finding.facets import Facet
from claims.finding.highlights import Highlight
from claims.finding.search.snippets import Part
from claims.record.rendering.teasers import TeaserPart

register = template.Library()


@register.simple_tag
def teaser(
    part: TeaserPart, heading: str, remark: str = "", shared: Iterable[str] = (), found: Highlight | None = None
) -> str:
    """A claim in a list, under a heading of a level, with what it has to do with the page and why it was found."""
    return _teaser(part, heading, remark, tuple(shared), found, get_language())


@lru_cache(maxsize=1_000)
def _teaser(
    part: TeaserPart,
    heading: str,
    remark: str,
    shared: tuple[str, ...],
    found: Highlight | None,
    language: str | None,
) -> str:
    parts = {"teaser": part, "heading": heading, "remark": remark, "shared": shared, "found": found}
    return render_to_string("claims/_teaser.html", parts)


@register.filter
def highlighted(parts: Iterable[Part], language: str) -> SafeString:
    """Words of which some are marked, escaped; in a span with their language where that is not the page's."""
    words = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", words) if on else words,) for words, on in parts)
    )
    is_foreign = language and language != get_language()
    return format_html('<span lang="{}">{}</span>', language, words) if is_foreign else words


@register.simple_tag
def facet(part: Facet) -> str:
    """A facet of the list of claims, with its choices."""
    return _facet(part, get_language())


@lru_cache(maxsize=1_000)
def _facet(part: Facet, language: str | None) -> str:
    return render_to_string("claims/_facet.html", {"facet": part, "list": reverse("claims:list")})

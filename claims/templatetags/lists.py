"""What lists are put together from: claims, and facets.

Both are remembered, because the same ones stand on many pages; all that each depends on is given.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from claims.finding.facets import Facet
from claims.record.rendering.teasers import TeaserPart

register = template.Library()


@register.simple_tag
def teaser(part: TeaserPart, heading: str, remark: str = "", shared: Iterable[str] = ()) -> str:
    """A claim in a list, under a heading of a level, with what it has to do with the page."""
    return _teaser(part, heading, remark, tuple(shared), get_language())


@lru_cache(maxsize=1_000)
def _teaser(part: TeaserPart, heading: str, remark: str, shared: tuple[str, ...], language: str | None) -> str:
    parts = {"teaser": part, "heading": heading, "remark": remark, "shared": shared}
    return render_to_string("claims/_teaser.html", parts)


@register.simple_tag
def facet(part: Facet) -> str:
    """A facet of the list of claims, with its choices."""
    return _facet(part, get_language())


@lru_cache(maxsize=1_000)
def _facet(part: Facet, language: str | None) -> str:
    return render_to_string("claims/_facet.html", {"facet": part, "list": reverse("claims:list")})

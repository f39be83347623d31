"""Claims in a list: title, verdict, standing, and when the page last changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation

from .dates import Moment, day_of
from .given import Head
from .texts import Text, in_language
from .verdicts import StandingPart, VerdictPart, standing_part, verdict_of


@dataclass(frozen=True, slots=True)
class TeaserPart:
    """A live claim as other pages show it."""

    uid: str
    slug: str
    statement: Text
    summary: Text
    verdict: VerdictPart | None
    standing: StandingPart
    changed: Moment


def teasers(heads: Iterable[Head], language: str) -> tuple[TeaserPart, ...]:
    """Some live claims, in the order given."""
    return tuple(teaser(head, language) for head in heads)


def teaser(head: Head, language: str) -> TeaserPart:
    """A live claim as other pages show it, in a language where it has one."""
    spoken = language if language in head.titles else head.language
    return TeaserPart(
        uid=head.uid,
        slug=head.slug,
        statement=in_language(head.titles[spoken]["statement"], spoken, language),
        summary=in_language(head.titles[spoken]["summary"], spoken, language),
        verdict=_verdict(head.scale, head.rating, language) if head.rating else None,
        standing=_standing(head.standing, language),
        changed=_day(head.changed_at[:10], language),
    )


# The same few stand in every list, and looking up their words takes longer than all else about a teaser.


@lru_cache(maxsize=1_000)
def _verdict(scale: int, slug: str, language: str) -> VerdictPart:
    with translation.override(language):
        return verdict_of(scale, slug)


@lru_cache(maxsize=1_000)
def _standing(slug: str, language: str) -> StandingPart:
    with translation.override(language):
        return standing_part(slug)


@lru_cache(maxsize=1_000)
def _day(day: str, language: str) -> Moment:
    with translation.override(language):
        return day_of(day)

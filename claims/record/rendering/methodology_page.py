"""The methodology: every verdict and every standing with what it means, from the same code that pages use."""

from dataclasses import dataclass

from django.utils import translation

from claims.judgement import ratings
from claims.judgement.vocab import Standing

from .verdicts import StandingPart, VerdictPart, standing_part, verdict_of


@dataclass(frozen=True, slots=True)
class MethodologyPage:
    """The current rating scale, in its order, and the standings from nothing to the strongest."""

    scale: int
    verdicts: tuple[VerdictPart, ...]
    standings: tuple[StandingPart, ...]


def methodology_page(language: str) -> MethodologyPage:
    """The methodology in a language."""
    with translation.override(language):
        return MethodologyPage(
            scale=ratings.CURRENT,
            verdicts=tuple(verdict_of(ratings.CURRENT, slug) for slug in ratings.SCALES[ratings.CURRENT].slugs),
            standings=tuple(standing_part(standing) for standing in Standing),
        )

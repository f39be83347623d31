"""The methodology: every verdict and every standing with what it means, from the same code that pages use."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.judgement import examples, ratings
from claims.judgement.vocab import Standing

from .verdicts import StandingPart, VerdictPart, standing_part, verdict_of


@dataclass(frozen=True, slots=True)
class ExamplePart:
    """A worked example: what there is, what comes out, and how many origins were counted or why, in words."""

    told: str
    outcome: str
    because: str


@dataclass(frozen=True, slots=True)
class MethodologyPage:
    """The current rating scale, in its order, the standings from nothing to the strongest, and worked examples."""

    scale: int
    verdicts: tuple[VerdictPart, ...]
    standings: tuple[StandingPart, ...]
    worked: tuple[ExamplePart, ...]
    compared: tuple[ExamplePart, ...]


def methodology_page(language: str) -> MethodologyPage:
    """The methodology in a language."""
    with translation.override(language):
        return MethodologyPage(
            scale=ratings.CURRENT,
            verdicts=tuple(verdict_of(ratings.CURRENT, slug) for slug in ratings.SCALES[ratings.CURRENT].slugs),
            standings=tuple(standing_part(standing) for standing in Standing),
            worked=tuple(map(_worked, examples.STANDINGS)),
            compared=tuple(map(_compared, examples.COMPARISONS)),
        )


def _worked(example: examples.StandingExample) -> ExamplePart:
    found = example.work_out()
    origins = ngettext("{count} independent origin", "{count} independent origins", found.origins)
    return ExamplePart(_(example.told), str(found.standing.label), origins.format(count=found.origins))


def _compared(example: examples.ComparisonExample) -> ExamplePart:
    found = example.work_out()
    because = str(found.reason.label).format(left=example.left, right=example.right)
    return ExamplePart(_(example.told), str(found.outcome.label), because)

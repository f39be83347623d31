"""The two judgements of a page: the editors' verdict, and the standing that was computed from the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.judgement import ratings
from claims.judgement.vocab import Standing


@dataclass(frozen=True, slots=True)
class VerdictPart:
    """The editors' verdict. `number` is its place from 1 (false) to `best` (true); none where it is not on that line.

    `name` is the slug with hyphens, as class names are written.
    """

    slug: str
    name: str
    label: str
    definition: str
    number: int | None
    best: int
    scale: int


@dataclass(frozen=True, slots=True)
class StandingPart:
    """What the evidence amounts to."""

    slug: str
    name: str
    label: str
    definition: str


DEFINITIONS: dict[Standing, Promise] = {
    Standing.UNSUPPORTED: gettext_lazy("No source that counts supports it, and nothing open contradicts it."),
    Standing.SINGLE_SOURCE: gettext_lazy("One source supports it, and nothing open contradicts it."),
    Standing.MULTIPLE_SOURCES: gettext_lazy(
        "Several sources support it, but fewer than two independent origins are established. "
        "Nothing open contradicts it."
    ),
    Standing.CORROBORATED: gettext_lazy(
        "Support comes from at least two origins that are independent of each other, and nothing open contradicts it."
    ),
    Standing.DISPUTED: gettext_lazy("Sources support it, others contradict it, and that is not settled."),
    Standing.CONTRADICTED: gettext_lazy("Sources contradict it, and none that counts supports it."),
}
"""What each standing means, in one sentence."""


def verdict_part(rating: Mapping[str, Any] | None) -> VerdictPart | None:
    """The verdict that a document holds as `{"scale": 1, "slug": "true"}`, or nothing where there is none."""
    return None if rating is None else verdict_of(rating["scale"], rating["slug"])


def verdict_of(scale: int, slug: str) -> VerdictPart:
    """One rating of one version of the scale, in the words of that version."""
    rating = ratings.rating(scale, slug)
    return VerdictPart(
        slug=slug,
        name=slug.replace("_", "-"),
        label=_(rating.label),
        definition=_(rating.definition),
        number=rating.number,
        best=ratings.SCALES[scale].best,
        scale=scale,
    )


def standing_part(slug: str) -> StandingPart:
    """One standing."""
    standing = Standing(slug)
    return StandingPart(slug, slug.replace("_", "-"), str(standing.label), str(DEFINITIONS[standing]))

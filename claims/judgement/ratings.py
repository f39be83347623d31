"""The editors' verdicts: rating scales, as code.

A scale is versioned and never edited once a claim has been published with it: a published page names the version, and
what a word meant on that day must stay readable. A change is a new scale. Labels and definitions are English and
marked for translation; whoever renders them translates them.
"""

from dataclasses import dataclass

from .words import gettext_noop


class RatingError(ValueError):
    """No such scale, or no such rating on it."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One verdict. `number` is its place between false and true; none where the verdict is not on that line."""

    slug: str
    number: int | None
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Scale:
    """All verdicts that editors could give at one time, in the order in which they are shown."""

    version: int
    ratings: tuple[Rating, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs, in the order in which the ratings are shown."""
        return tuple(rating.slug for rating in self.ratings)

    @property
    def best(self) -> int:
        """The highest number on the scale."""
        return max(rating.number for rating in self.ratings if rating.number is not None)

    @property
    def worst(self) -> int:
        """The lowest number on the scale."""
        return min(rating.number for rating in self.ratings if rating.number is not None)


SCALES: dict[int, Scale] = {
    1: Scale(
        version=1,
        ratings=(
            Rating(
                "true",
                5,
                gettext_noop("True"),
                gettext_noop(
                    "The statement is accurate and leaves out nothing that would change how it is understood."
                ),
            ),
            Rating(
                "mostly_true",
                4,
                gettext_noop("Mostly true"),
                gettext_noop(
                    "The statement is accurate in substance. "
                    "A detail is imprecise or missing, and it does not change what the statement says."
                ),
            ),
            Rating(
                "half_true",
                3,
                gettext_noop("Half true"),
                gettext_noop("One part of the statement is accurate and another part, of similar weight, is not."),
            ),
            Rating(
                "mostly_false",
                2,
                gettext_noop("Mostly false"),
                gettext_noop("The statement contains something accurate, but what it says as a whole is not."),
            ),
            Rating(
                "false",
                1,
                gettext_noop("False"),
                gettext_noop("The statement is not accurate: what is known excludes it."),
            ),
            Rating(
                "misleading",
                None,
                gettext_noop("Misleading"),
                gettext_noop(
                    "The words may be accurate one by one, "
                    "but they lead readers to a conclusion that the facts do not bear out."
                ),
            ),
            Rating(
                "reported",
                None,
                gettext_noop("Reported"),
                gettext_noop("A named source says so; we found nothing against it and have not confirmed it."),
            ),
            Rating(
                "contested",
                None,
                gettext_noop("Contested"),
                gettext_noop("Sources disagree and we have not settled it."),
            ),
            Rating(
                "unproven",
                None,
                gettext_noop("Unproven"),
                gettext_noop("We looked and could not decide."),
            ),
            Rating(
                "outdated",
                None,
                gettext_noop("Outdated"),
                gettext_noop("The statement was accurate once. What it describes has changed since."),
            ),
            Rating(
                "not_checkable",
                None,
                gettext_noop("Not checkable"),
                gettext_noop(
                    "No evidence could decide the statement: it is an opinion, a prediction, or too vague to be tested."
                ),
            ),
        ),
    ),
}
"""Every scale that was ever used, by version."""

CURRENT = 1
"""The version that new verdicts are given on."""


def rating(scale: int, slug: str) -> Rating:
    """The rating `slug` of scale version `scale`. Raises `RatingError`."""
    if scale not in SCALES:
        raise RatingError(f"There is no rating scale {scale}; there are: {', '.join(map(str, sorted(SCALES)))}.")
    for candidate in SCALES[scale].ratings:
        if candidate.slug == slug:
            return candidate
    raise RatingError(f"Rating scale {scale} has no rating “{slug}”; it has: {', '.join(SCALES[scale].slugs)}.")

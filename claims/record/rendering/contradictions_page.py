"""The page of contradictions: each as two sides, in the words of their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from claims.judgement.vocab import RelationKind, Stance

from .evidence import CardPart, ResolutionPart, card_parts, contradiction_part
from .given import Side
from .teasers import TeaserPart, teaser
from .texts import Text, pick

SHOWN = 2
"""Most passages that stand on each side; the page of the claim shows all."""


@dataclass(frozen=True, slots=True)
class SidePart:
    """One side: what it holds, the claim where the two sides are two, and some passages; `more` counts the others."""

    heading: str
    claim: TeaserPart | None
    cards: tuple[CardPart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ContradictionPart:
    """One contradiction. `claim` is the claim that is for or against itself, where the sides are evidence."""

    anchor: str
    claim: TeaserPart | None
    sides: tuple[SidePart, SidePart]
    resolution: ResolutionPart
    note: Text


@dataclass(frozen=True, slots=True)
class ContradictionGroup:
    """The open contradictions, or the settled ones."""

    anchor: str
    heading: str
    contradictions: tuple[ContradictionPart, ...]


def contradiction_groups(pairs: Iterable[tuple[Side, Side]], language: str) -> tuple[ContradictionGroup, ...]:
    """The contradictions of a page, in the order given. Both sides are the same claim where evidence contradicts it."""
    with translation.override(language):
        parts = [_contradiction(one, other, language) for one, other in pairs]
        return tuple(
            ContradictionGroup("open", _("Open contradictions"), tuple(group))
            if is_open
            else ContradictionGroup("settled", _("Settled contradictions"), tuple(group))
            for is_open, group in groupby(parts, lambda part: part.resolution.is_open)
        )


def _contradiction(one: Side, other: Side, language: str) -> ContradictionPart:
    return _within(one, language) if one.head.uid == other.head.uid else _between(one, other, language)


def _within(side: Side, language: str) -> ContradictionPart:
    """Passages for a claim, and passages against it; where one is open, it speaks for all."""
    against = card_parts(side.document, Stance.CONTRADICTS, language)
    resolved = [(card.resolution, card.note) for card in against if card.resolution]
    resolution, note = min(resolved, key=lambda each: not each[0].is_open)
    return ContradictionPart(
        anchor=side.head.uid,
        claim=teaser(side.head, language),
        sides=(
            _side(_("For"), None, card_parts(side.document, Stance.SUPPORTS, language)),
            _side(_("Against"), None, against),
        ),
        resolution=resolution,
        note=resolution.note or note,
    )


def _between(one: Side, other: Side, language: str) -> ContradictionPart:
    relation = _relation(one, other)
    return ContradictionPart(
        anchor=f"{one.head.uid}-{other.head.uid}",
        claim=None,
        sides=(
            _side(_("One side"), teaser(one.head, language), card_parts(one.document, Stance.SUPPORTS, language)),
            _side(
                _("The other side"), teaser(other.head, language), card_parts(other.document, Stance.SUPPORTS, language)
            ),
        ),
        resolution=contradiction_part(relation["resolution"], {}, language),
        note=pick(relation["note"], language),
    )


def _side(heading: str, claim: TeaserPart | None, cards: tuple[CardPart, ...]) -> SidePart:
    return SidePart(heading, claim, cards[:SHOWN], max(0, len(cards) - SHOWN))


def _relation(one: Side, other: Side) -> dict[str, Any]:
    """What the document of the first says of its contradiction with the second."""
    return next(
        dict(relation)
        for relation in one.document["relations"]
        if relation["other"] == other.head.uid and relation["kind"] == RelationKind.CONTRADICTS
    )

"""The evidence on the page of a claim: each piece a card under its stance, with its form where that is open."""

from dataclasses import dataclass
from typing import Any

from claims.desk.surroundings import Surroundings
from claims.record.rendering.evidence import CardPart

from .reading import Reading


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """A piece of evidence as it is saved. `inline` is its form, None where that is not on the page."""

    card: CardPart
    around: Surroundings | None
    inline: Any

    @property
    def is_fresh(self) -> bool:
        """Whether its form has just been opened by a button."""
        formset = self.inline.formset
        return bool(formset.is_bound and not self.inline.form.is_bound)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """The form of a piece that is not saved yet. `is_empty`: the one that is copied for one more."""

    inline: Any
    is_empty: bool


@dataclass(frozen=True, slots=True)
class EvidenceSide:
    """The pieces of one stance, under its heading."""

    stance: str
    heading: str
    cards: tuple[EvidenceCard, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """All evidence of a claim, and the forms of pieces that are not saved: new ones, and the empty one to copy."""

    sides: tuple[EvidenceSide, ...]
    new: tuple[NewEvidence, ...]


def arranged(saved: Reading | None, around: dict[str, Surroundings], inlines: Any) -> Arranged:
    """Forms put to the cards that they belong to. No query."""
    every = list(inlines)
    forms = {each.form.instance.uid: each for each in every if each.original is not None}
    sides = tuple(
        EvidenceSide(
            stance=side.cards[0].stance,
            heading=side.heading,
            cards=tuple(EvidenceCard(card, around.get(card.uid), forms.get(card.uid)) for card in side.cards),
        )
        for side in (saved.sides if saved is not None else ())
    )
    new = (each for each in every if each.original is None)
    return Arranged(sides, tuple(NewEvidence(each, "__prefix__" in each.form.prefix) for each in new))

"""Evidence as cards: the exact words, who printed them, on what they rest, and what they do for the claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.judgement.vocab import Basis, Resolution, Stance
from claims.record.documents import Document

from .sources import SourcePart, source_part
from .texts import NOTHING, Text, entity_name, pick
from .values import ScopePart, ValuePart, scope_part, value_part

EXCLUSIONS = {
    "retracted": gettext_lazy("Not counted: its source, or one that it rests on, has been retracted."),
    "claimant": gettext_lazy("Not counted: it is the claimant’s own word."),
}
"""Why evidence does not count, by the assessment's word for it."""


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Words to the letter. `lang` is always given: a quotation is in the language of its source."""

    words: str
    lang: str
    translation: Text


@dataclass(frozen=True, slots=True)
class ResolutionPart:
    """What became of a contradiction."""

    label: str
    is_open: bool
    note: Text


@dataclass(frozen=True, slots=True)
class CardPart:
    """One piece of evidence. `weight` says in words how it counts; empty where there is nothing to say."""

    uid: str
    anchor: str
    stance: str
    source: SourcePart
    quote: QuotePart | None
    locator: str
    basis: str
    attributed_to: Text
    is_appearance: bool
    value: ValuePart | None
    scope: ScopePart | None
    note: Text
    weight: str
    resolution: ResolutionPart | None


def card_parts(document: Document, stance: Stance, language: str) -> tuple[CardPart, ...]:
    """The cards of one stance, in the order of the document."""
    return tuple(_card(document, piece, language) for piece in document["evidence"] if piece["stance"] == stance)


def evidence_anchor(uid: str) -> str:
    """The place of a piece of evidence on a claim page."""
    return f"evidence-{uid}"


def resolution_part(resolution: str | None, note: Mapping[str, str], language: str) -> ResolutionPart | None:
    """What became of a contradiction, or nothing where there is none."""
    return None if resolution is None else contradiction_part(resolution, note, language)


def contradiction_part(resolution: str, note: Mapping[str, str], language: str) -> ResolutionPart:
    """What became of a contradiction."""
    is_open = resolution == Resolution.UNRESOLVED
    return ResolutionPart(str(Resolution(resolution).label), is_open, pick(note, language))


def _card(document: Document, piece: dict[str, Any], language: str) -> CardPart:
    speaker = piece["attributed_to"]
    return CardPart(
        uid=piece["uid"],
        anchor=evidence_anchor(piece["uid"]),
        stance=piece["stance"],
        source=source_part(document, piece["source"], language),
        quote=_quote(document, piece, language),
        locator=piece["locator"],
        basis="" if speaker else str(Basis(piece["basis"]).label),
        attributed_to=entity_name(document, speaker, language) if speaker else NOTHING,
        is_appearance=piece["is_appearance"],
        value=value_part(piece["value"], document, language),
        scope=scope_part(piece["scope"]),
        note=pick(piece["note"], language),
        weight=_weight(document, piece["uid"]),
        resolution=resolution_part(piece["resolution"], piece["resolution_note"], language),
    )


def _quote(document: Document, piece: dict[str, Any], language: str) -> QuotePart | None:
    if piece["quote"] is None:
        return None
    source_language = document["sources"][piece["source"]]["language"]
    translation = piece["translation"].get(language, "") if language != source_language else ""
    return QuotePart(words=piece["quote"]["exact"], lang=source_language, translation=Text(translation))


def _weight(document: Document, uid: str) -> str:
    assessment = document["assessment"]
    for exclusion in assessment["not_counted"]:
        if exclusion["uid"] == uid:
            return str(EXCLUSIONS[exclusion["why"]])
    if uid in assessment["not_established"]:
        return _("Origin not established: nothing recorded shows on whose knowledge it rests.")
    if uid in assessment["supporting"] and uid not in [origin["evidence"] for origin in assessment["independent"]]:
        return _("Shares its origin with another passage, and is not counted as a second one.")
    return ""

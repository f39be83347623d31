"""A dossier in words for the people at the desk, by the same functions that make the public page of it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from claims.judgement.vocab import ClaimKind, Stance
from claims.models.fields import TRANSLATED
from claims.record.rendering.dates import Moment, moment
from claims.record.rendering.evidence import CardPart, card_parts
from claims.record.rendering.texts import Text, claim_text, entity_name, pick
from claims.record.rendering.values import ScopePart, ValuePart, scope_part, value_part
from claims.record.rendering.verdicts import StandingPart, VerdictPart, standing_part, verdict_part
from claims.record.rendering.working import Point, working

from .widgets import language_name, text_label

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """The claim's own texts in one language of the site: the statement, and the others with what each is called."""

    language: str
    name: str
    statement: Text
    texts: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The evidence of one stance, under its heading."""

    heading: str
    cards: tuple[CardPart, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a dossier says, in the active language; the claim's own texts in every language of the site."""

    wordings: tuple[Wording, ...]
    verdict: VerdictPart | None
    standing: StandingPart
    working: tuple[Point, ...]
    kind: str
    subject: Text
    property: Text
    value: ValuePart | None
    scope: ScopePart | None
    claimant: Text
    claimed: Moment | None
    topics: tuple[Text, ...]
    sides: tuple[Side, ...]


def active_language() -> str:
    """The language of the page that is being made, as a code of the site."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def reading(document: Document) -> Reading:
    """A dossier in words. No query."""
    language, claim = active_language(), document["claim"]
    described = document["property"]
    return Reading(
        wordings=tuple(_wording(document, code) for code, _name in settings.LANGUAGES),
        verdict=verdict_part(claim["rating"]),
        standing=standing_part(document["assessment"]["standing"]),
        working=working(document, language),
        kind=str(ClaimKind(claim["kind"]).label),
        subject=_name(document, claim["subject"], language),
        property=pick(described["label"], language, described["key"]) if described else Text(""),
        value=value_part(claim["value"], document, language),
        scope=scope_part(claim["scope"]),
        claimant=_name(document, claim["claimant"], language),
        claimed=moment(claim["claimed_on"]),
        topics=tuple(pick(label, language, key) for key, label in sorted(document["topics"].items())),
        sides=tuple(
            Side(str(stance.label), cards) for stance in Stance if (cards := card_parts(document, stance, language))
        ),
    )


def _wording(document: Document, code: str) -> Wording:
    return Wording(
        language=code,
        name=language_name(code),
        statement=claim_text(document, "statement", code),
        texts=tuple(
            (text_label(name), text)
            for name in TRANSLATED
            if name != "statement" and (text := claim_text(document, name, code))
        ),
    )


def _name(document: Document, key: str | None, language: str) -> Text:
    return entity_name(document, key, language) if key else Text("")

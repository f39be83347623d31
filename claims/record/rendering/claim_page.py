"""The page of a claim: its document and its envelope, in one language, ready for the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.judgement.vocab import ClaimKind, Stance

from .checking import CheckingPart, NoticePart, checking_part, notice_part
from .dates import Moment, moment
from .evidence import CardPart, card_parts
from .given import Neighbour, Published
from .links import LinkPart, link_parts
from .sources import SourcePart, source_parts
from .texts import NOTHING, Text, claim_text, entity_name, paragraphs, pick
from .values import ScopePart, ValuePart, scope_part, value_part
from .verdicts import StandingPart, VerdictPart, standing_part, verdict_part
from .working import Point, working


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that the claim names and that has a page of its own; `key` stands in its address."""

    key: str
    name: Text
    description: Text = NOTHING


@dataclass(frozen=True, slots=True)
class ClaimedValue:
    """What is claimed of the subject, and the value that is claimed."""

    key: str
    label: Text
    value: ValuePart


@dataclass(frozen=True, slots=True)
class SidePart:
    """All that speaks for the claim, against it, or takes no side: passages, and claims that contradict it.

    `tally` counts both in words, and the sources, because many passages of one source are still one source.
    """

    tally: str
    cards: tuple[CardPart, ...]
    claims: tuple[LinkPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything that the page of a claim shows, in its order."""

    uid: str
    slug: str
    statement: Text
    summary: Text
    notice: NoticePart | None
    verdict: VerdictPart | None
    explanation: tuple[Text, ...]
    standing: StandingPart
    working: tuple[Point, ...]
    claimed_value: ClaimedValue | None
    scope: ScopePart | None
    supporting: SidePart
    contradicting: SidePart
    context: SidePart
    links: tuple[LinkPart, ...]
    sources: tuple[SourcePart, ...]
    analysis: tuple[Text, ...]
    what_would_change_it: tuple[Text, ...]
    checking: CheckingPart
    kind: str
    subject: Named | None
    claimant: Named | None
    claimed: Moment | None
    topics: tuple[Named, ...]


def claim_page(published: Published, neighbours: Iterable[Neighbour], language: str) -> ClaimPage:
    """The page of a live claim. `neighbours` are the live claims that it names or that name it."""
    with translation.override(language):
        return _page(published, neighbours, language)


def _page(published: Published, neighbours: Iterable[Neighbour], language: str) -> ClaimPage:
    document = published.document
    claim = document["claim"]
    links = link_parts(published, neighbours, language)
    opposing = tuple(link for link in links if link.is_contradiction)
    return ClaimPage(
        uid=published.uid,
        slug=published.slug,
        statement=claim_text(document, "statement", language),
        summary=claim_text(document, "summary", language),
        notice=notice_part(published.notice) if published.notice else None,
        verdict=verdict_part(claim["rating"]),
        explanation=paragraphs(claim_text(document, "rating_explanation", language)),
        standing=standing_part(document["assessment"]["standing"]),
        working=working(document, language),
        claimed_value=_claimed_value(document, language),
        scope=scope_part(claim["scope"]),
        supporting=_side(card_parts(document, Stance.SUPPORTS, language)),
        contradicting=_side(card_parts(document, Stance.CONTRADICTS, language), opposing),
        context=_side(card_parts(document, Stance.CONTEXT, language)),
        links=links,
        sources=source_parts(document, language),
        analysis=paragraphs(claim_text(document, "analysis", language)),
        what_would_change_it=paragraphs(claim_text(document, "what_would_change_it", language)),
        checking=checking_part(published),
        kind=str(ClaimKind(claim["kind"]).label),
        subject=_named(document, claim["subject"], language),
        claimant=_named(document, claim["claimant"], language),
        claimed=moment(claim["claimed_on"]),
        topics=tuple(Named(key, pick(label, language, key)) for key, label in sorted(document["topics"].items())),
    )


def _side(cards: tuple[CardPart, ...], claims: tuple[LinkPart, ...] = ()) -> SidePart:
    sources = len({card.source.uid for card in cards})
    counted = []
    if claims:
        counted.append(ngettext("{count} claim", "{count} claims", len(claims)).format(count=len(claims)))
    if cards:
        counted.append(ngettext("{count} passage", "{count} passages", len(cards)).format(count=len(cards)))
    if len(cards) > 1:
        counted.append(ngettext("{count} source", "{count} sources", sources).format(count=sources))
    return SidePart(", ".join(counted) or _("none"), cards, claims)


def _claimed_value(document: dict[str, Any], language: str) -> ClaimedValue | None:
    described = document["property"]
    value = value_part(document["claim"]["value"], document, language)
    if described is None or value is None:
        return None
    return ClaimedValue(described["key"], pick(described["label"], language, described["key"]), value)


def _named(document: dict[str, Any], key: str | None, language: str) -> Named | None:
    if key is None:
        return None
    entity = document["entities"].get(key, {"description": {}})
    return Named(key, entity_name(document, key, language), pick(entity["description"], language))

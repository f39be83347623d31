"""The working of a standing, in sentences: what supports the claim, from how many origins, what speaks against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims.judgement.dates import PartialDate
from claims.judgement.vocab import FindingKind
from claims.record.documents import Document

from .dates import in_words
from .evidence import EXCLUSIONS, evidence_anchor
from .sources import source_anchor, source_title
from .texts import Text, entity_name, in_language
from .values import written_in_words


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a sentence speaks of. `anchor` is its place on the page, empty where it has none."""

    text: Text
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One step of the working: a sentence, and what it speaks of."""

    sentence: str
    items: tuple[Item, ...] = ()


def working(document: Document, language: str) -> tuple[Point, ...]:
    """All steps, in the order in which the standing follows from them; findings are the last."""
    return (
        _support(document, language),
        *_origins(document, language),
        *_rests_on(document, language),
        *_contradictions(document, language),
        *_not_counted(document, language),
        *_findings(document, language),
    )


def _support(document: Document, language: str) -> Point:
    sources = document["assessment"]["supporting_sources"]
    if not sources:
        return Point(_("No source that counts supports the claim."))
    sentence = ngettext(
        "{count} source supports the claim:", "{count} sources support the claim:", len(sources)
    ).format(count=len(sources))
    return Point(sentence, tuple(_source_item(document, uid, language) for uid in sources))


def _origins(document: Document, language: str) -> Iterator[Point]:
    assessment = document["assessment"]
    if not assessment["supporting"]:
        return
    origins = assessment["independent"]
    if origins:
        sentence = ngettext(
            "{count} independent origin is established:", "{count} independent origins are established:", len(origins)
        )
        items = tuple(_origin_item(document, origin, language) for origin in origins)
        yield Point(sentence.format(count=len(origins)), items)
    else:
        yield Point(
            _("No independent origin is established: the sources do not show on whose knowledge their statement rests.")
        )
    unknown = len(assessment["not_established"])
    if origins and unknown:
        sentence = ngettext(
            "For {count} supporting passage the origin is not established, so it adds none.",
            "For {count} supporting passages the origin is not established, so they add none.",
            unknown,
        )
        yield Point(sentence.format(count=unknown))


def _rests_on(document: Document, language: str) -> Iterator[Point]:
    for group in document["assessment"]["rests_on"]:
        names = _listed(entity_name(document, key, language).words for key in group)
        sentence = _("The standing rests on {names}: without what comes from there, it would be another one.")
        yield Point(sentence.format(names=names))


def _contradictions(document: Document, language: str) -> Iterator[Point]:
    assessment = document["assessment"]
    pieces, claims = assessment["open_contradictions"], assessment["opposing_claims"]
    if pieces:
        sentence = ngettext(
            "{count} passage contradicts it, and that is unresolved:",
            "{count} passages contradict it, and that is unresolved:",
            len(pieces),
        )
        yield Point(sentence.format(count=len(pieces)), _evidence_items(document, pieces, language))
    if claims:
        sentence = ngettext(
            "{count} other published claim contradicts it, and that is unresolved.",
            "{count} other published claims contradict it, and that is unresolved.",
            len(claims),
        )
        yield Point(sentence.format(count=len(claims)))
    if not pieces and not claims:
        yield Point(_("There is no open contradiction."))
    settled = assessment["settled_contradictions"]
    if settled or assessment["settled_claims"]:
        count = len(settled) + len(assessment["settled_claims"])
        sentence = ngettext(
            "{count} contradiction has been settled; it stays on this page.",
            "{count} contradictions have been settled; they stay on this page.",
            count,
        )
        yield Point(sentence.format(count=count), _evidence_items(document, settled, language))


def _not_counted(document: Document, language: str) -> Iterator[Point]:
    for exclusion in document["assessment"]["not_counted"]:
        yield Point(str(EXCLUSIONS[exclusion["why"]]), _evidence_items(document, [exclusion["uid"]], language))


def _findings(document: Document, language: str) -> Iterator[Point]:
    for finding in document["assessment"]["findings"]:
        left, right = (_compared(finding, side, document, language) for side in ("left", "right"))
        sentence = str(FindingKind(finding["kind"]).label).format(left=left, right=right)
        yield Point(sentence, _evidence_items(document, finding["evidence"], language))


def _compared(finding: dict[str, Any], side: str, document: Document, language: str) -> str:
    """One of the two things that a finding compares: dates where it is an anachronism, else values."""
    if finding["kind"] == FindingKind.ANACHRONISM:
        return in_words(PartialDate.parse(finding[side]))
    return written_in_words(finding[side], document, language)


def _source_item(document: Document, uid: str, language: str) -> Item:
    return Item(source_title(document, uid, language), source_anchor(uid))


def _origin_item(document: Document, origin: dict[str, Any], language: str) -> Item:
    names = _listed(entity_name(document, key, language).words for key in origin["names"])
    return Item(Text(names), evidence_anchor(origin["evidence"]))


def _evidence_items(document: Document, uids: Iterable[str], language: str) -> tuple[Item, ...]:
    pieces = {piece["uid"]: piece for piece in document["evidence"]}
    return tuple(Item(_called(document, pieces[uid], language), evidence_anchor(uid)) for uid in uids)


def _called(document: Document, piece: dict[str, Any], language: str) -> Text:
    """The beginning of what the passage says, or the title of its source where it is not quoted."""
    if piece["quote"] is None:
        return source_title(document, piece["source"], language)
    words = pgettext("a quotation", "“{words}”").format(words=Truncator(piece["quote"]["exact"]).chars(60))
    return in_language(words, document["sources"][piece["source"]]["language"], language)


def _listed(names: Iterable[str]) -> str:
    return str(get_text_list(list(names), _("and")))

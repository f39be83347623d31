"""The documents that a claim rests on: what they are, what they rest on themselves, and how they were read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from claims.judgement.vocab import DerivationKind, GradeLetter, Normaliser, WorkType
from claims.record.documents import Document

from .dates import Moment, day_of, moment
from .texts import Text, entity_name, entity_names, in_language, pick
from .values import grouped

WEB = ("https://", "http://")

KINDS = {
    DerivationKind.REPRINT: pgettext_lazy("followed by a title", "Reprint of"),
    DerivationKind.TRANSLATION: pgettext_lazy("followed by a title", "Translation of"),
    DerivationKind.PRESS_RELEASE: pgettext_lazy("followed by a title", "Written from the press release"),
    DerivationKind.DATASET: pgettext_lazy("followed by a title", "Taken from the dataset"),
    DerivationKind.CITES: pgettext_lazy("followed by a title", "Cites"),
}
"""How a source rests on the one whose title follows."""


@dataclass(frozen=True, slots=True)
class GradePart:
    """How reliable the publisher has proved, on the Admiralty scale, and since when."""

    label: str
    since: Moment | None


@dataclass(frozen=True, slots=True)
class DerivationPart:
    """A source that this one rests on."""

    kind: str
    anchor: str
    title: Text
    note: Text


@dataclass(frozen=True, slots=True)
class CapturePart:
    """The text of a source as it was read. `length` counts its Unicode code points, in words."""

    sha256: str
    length: str
    normaliser: str
    read_on: Moment
    archived_url: str


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One source. `url` is empty where it is not a web address; `anchor` is its place on the page."""

    uid: str
    anchor: str
    title: Text
    url: str
    work_type: str
    publisher: Text
    grade: GradePart | None
    authors: tuple[Text, ...]
    published: Moment | None
    accessed: Moment | None
    retracted: Moment | None
    retraction_note: Text
    derivations: tuple[DerivationPart, ...]
    captures: tuple[CapturePart, ...]


def source_parts(document: Document, language: str) -> tuple[SourcePart, ...]:
    """All sources of a document: those that are quoted, in the order of the evidence, then those that they rest on."""
    quoted = dict.fromkeys(piece["source"] for piece in document["evidence"])
    behind = (uid for uid in sorted(document["sources"]) if uid not in quoted)
    return tuple(source_part(document, uid, language) for uid in (*quoted, *behind))


def source_part(document: Document, uid: str, language: str) -> SourcePart:
    """One source of a document."""
    source = document["sources"][uid]
    return SourcePart(
        uid=uid,
        anchor=source_anchor(uid),
        title=source_title(document, uid, language),
        url=web_address(source["url"]),
        work_type=str(WorkType(source["work_type"]).label),
        publisher=entity_name(document, source["publisher"], language),
        grade=_grade(source["grade"]),
        authors=entity_names(document, source["authors"], language),
        published=moment(source["published_on"]),
        accessed=moment(source["accessed_on"]),
        retracted=moment(source["retracted_on"]),
        retraction_note=pick(source["retraction_note"], language),
        derivations=tuple(_derivations(document, uid, language)),
        captures=tuple(_captures(document, uid)),
    )


def source_anchor(uid: str) -> str:
    """The place of a source on a claim page."""
    return f"source-{uid}"


def source_title(document: Document, uid: str, language: str) -> Text:
    """The title of a source, in the language of the source."""
    source = document["sources"][uid]
    return in_language(source["title"] or _("Untitled"), source["language"], language)


def web_address(address: str) -> str:
    """The address if a link may lead there: http and https only."""
    return address if address.startswith(WEB) else ""


def _grade(grade: dict[str, str] | None) -> GradePart | None:
    return GradePart(str(GradeLetter(grade["letter"]).label), moment(grade["since"])) if grade else None


def _derivations(document: Document, uid: str, language: str) -> Iterable[DerivationPart]:
    for step in document["derivations"]:
        if step["source"] == uid:
            yield DerivationPart(
                kind=str(KINDS[DerivationKind(step["kind"])]),
                anchor=source_anchor(step["derived_from"]),
                title=source_title(document, step["derived_from"], language),
                note=pick(step["note"], language),
            )


def _captures(document: Document, uid: str) -> Iterable[CapturePart]:
    for sha256, capture in sorted(document["captures"].items()):
        if capture["source"] == uid:
            yield CapturePart(
                sha256=sha256,
                length=ngettext("{count} character", "{count} characters", capture["length"]).format(
                    count=grouped(capture["length"])
                ),
                normaliser=str(Normaliser(capture["normaliser"]).label),
                read_on=day_of(capture["captured_at"]),
                archived_url=web_address(capture["archived_url"]),
            )

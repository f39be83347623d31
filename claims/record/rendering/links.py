"""Relations between claims, read from this end: what the document says, and what claims that name this one say of it.

Titles and verdicts of the others are those of the record now; a claim that is not live is never named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.judgement.vocab import SYMMETRIC_RELATIONS, RelationKind

from .evidence import ResolutionPart, resolution_part
from .given import Neighbour, Published
from .teasers import TeaserPart, teaser
from .texts import Text, pick

SUBJECT = {
    RelationKind.CONTRADICTS: gettext_lazy("This claim contradicts"),
    RelationKind.SAME_AS: gettext_lazy("This claim says the same as"),
    RelationKind.NARROWS: gettext_lazy("This claim is a narrower form of"),
    RelationKind.UPDATES: gettext_lazy("This claim updates"),
    RelationKind.PART_OF: gettext_lazy("This claim is part of"),
    RelationKind.DEPENDS_ON: gettext_lazy("This claim depends on"),
}
"""The beginning of the sentence where this claim is its subject; the other one's title follows."""

OBJECT = {
    RelationKind.NARROWS: pgettext_lazy("followed by a claim", "This claim is a broader form of"),
    RelationKind.UPDATES: pgettext_lazy("followed by a claim", "This claim is updated by"),
    RelationKind.PART_OF: pgettext_lazy("followed by a claim", "This claim has as a part"),
    RelationKind.DEPENDS_ON: pgettext_lazy("followed by a claim", "On this claim depends"),
}
"""The same where this claim is the object. Symmetric relations read the same from both ends."""


@dataclass(frozen=True, slots=True)
class LinkPart:
    """One relation to a live claim. `resolution` belongs to contradictions."""

    kind: str
    sentence: str
    other: TeaserPart
    resolution: ResolutionPart | None
    note: Text

    @property
    def is_contradiction(self) -> bool:
        """Whether the two claims cannot both be right."""
        return self.kind == RelationKind.CONTRADICTS


def link_parts(published: Published, neighbours: Iterable[Neighbour], language: str) -> tuple[LinkPart, ...]:
    """All relations to claims that are live, contradictions first."""
    links = [
        _link(relation, neighbour, language)
        for neighbour in neighbours
        for relation in _relations(published, neighbour)
    ]
    return tuple(sorted(links, key=lambda link: (not link.is_contradiction, link.kind, link.other.uid)))


def _relations(published: Published, neighbour: Neighbour) -> Iterator[Mapping[str, Any]]:
    """The relations between the two, each once; where both documents state one, that of the page is shown."""
    other = neighbour.head.uid
    own = [relation for relation in published.document["relations"] if relation["other"] == other]
    yield from own
    stated = [_sentence(relation) for relation in own]
    for relation in neighbour.relations:
        seen_from_here = {**relation, "other": other, "is_subject": not relation["is_subject"]}
        if relation["other"] == published.uid and _sentence(seen_from_here) not in stated:
            yield seen_from_here


def _sentence(relation: Mapping[str, Any]) -> Any:
    """The beginning of the sentence that the relation makes on this page."""
    kind = RelationKind(relation["kind"])
    return SUBJECT[kind] if relation["is_subject"] or kind in SYMMETRIC_RELATIONS else OBJECT[kind]


def _link(relation: Mapping[str, Any], neighbour: Neighbour, language: str) -> LinkPart:
    return LinkPart(
        kind=relation["kind"],
        sentence=str(_sentence(relation)),
        other=teaser(neighbour.head, language),
        resolution=resolution_part(relation["resolution"], {}, language),
        note=pick(relation["note"], language),
    )

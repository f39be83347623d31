"""The terms of a published claim: what it is found by, and what pages of their own show of that.

Everything follows from the published document. The pages of subjects, sources and topics read nothing but these.
A source that is not quoted, and on which one rests that is, takes no stance.

| kind | key | detail |
|---|---|---|
| subject | key of the entity | its kind, description and `same_as` |
| property, topic, publisher, speaker | their key | nothing |
| year | the year in which it was said, where that is one year | nothing |
| source | uid of the source | `source` and `entities` as in the document, and how often it takes each stance |
| claim | uid of a linked claim | nothing |
| contradiction | uid of the claim that contradicts it; its own where evidence does | whether one of them is `open` |
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from claims.judgement.dates import PartialDate
from claims.judgement.vocab import RelationKind, Resolution, Stance, TermKind

from .documents import Document

Term = tuple[str, str, dict[str, Any], dict[str, Any]]
"""Kind, key, label by language, detail."""


def derive_terms(document: Document) -> list[Term]:
    """The terms of a document; each kind and key once, in a fixed order."""
    terms: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}

    def add(kind: TermKind, key: str | None, label: dict[str, Any], detail: dict[str, Any] | None = None) -> None:
        if key is not None:
            terms[kind.value, key] = label, detail or {}

    claim, entities = document["claim"], document["entities"]
    add(TermKind.SUBJECT, claim["subject"], _label(entities, claim["subject"]), _subject(entities, claim["subject"]))
    add(TermKind.SPEAKER, claim["claimant"], _label(entities, claim["claimant"]))
    if document["property"] is not None:
        add(TermKind.PROPERTY, document["property"]["key"], document["property"]["label"])
    for key, label in document["topics"].items():
        add(TermKind.TOPIC, key, label)
    add(TermKind.YEAR, _year(claim["claimed_on"]), {})
    for uid, source in document["sources"].items():
        add(TermKind.SOURCE, uid, {source["language"]: source["title"]}, _source(document, uid))
    for piece in document["evidence"]:
        publisher = document["sources"][piece["source"]]["publisher"]
        add(TermKind.PUBLISHER, publisher, _label(entities, publisher))
        add(TermKind.SPEAKER, piece["attributed_to"], _label(entities, piece["attributed_to"]))
    for relation in document["relations"]:
        add(TermKind.CLAIM, relation["other"], {})
    for other, is_open in _contradictions(document).items():
        add(TermKind.CONTRADICTION, other, {}, {"open": is_open})
    return [(kind, key, *term) for (kind, key), term in sorted(terms.items(), key=lambda item: item[0])]


def _label(entities: dict[str, Any], key: str | None) -> dict[str, Any]:
    return dict(entities[key]["label"]) if key is not None else {}


def _subject(entities: dict[str, Any], key: str | None) -> dict[str, Any]:
    return {name: entities[key][name] for name in ("kind", "description", "same_as")} if key is not None else {}


def _source(document: Document, uid: str) -> dict[str, Any]:
    source = document["sources"][uid]
    stances = Counter(piece["stance"] for piece in document["evidence"] if piece["source"] == uid)
    return {
        "source": source,
        "entities": {key: document["entities"][key] for key in (source["publisher"], *source["authors"])},
        **{stance: stances[stance] for stance in Stance.values},
    }


def _year(claimed_on: str | None) -> str | None:
    if claimed_on is None:
        return None
    said = PartialDate.parse(claimed_on)
    return f"{said.earliest.year:04}" if said.earliest.year == said.latest.year else None


def _contradictions(document: Document) -> dict[str, bool]:
    """By the uid of the other side, whether a contradiction with it is open."""
    found: dict[str, bool] = {}
    for uid, is_open in _sides(document):
        found[uid] = found.get(uid, False) or is_open
    return found


def open_contradictions(document: Document) -> int:
    """How many pieces of evidence and other claims contradict a claim, and are not settled."""
    return sum(is_open for _uid, is_open in _sides(document))


def _sides(document: Document) -> Iterator[tuple[str, bool]]:
    """Everything that contradicts a claim: the uid of its side, and whether it is open."""
    for piece in document["evidence"]:
        if piece["stance"] == Stance.CONTRADICTS:
            yield document["uid"], _is_open(piece)
    for relation in document["relations"]:
        if relation["kind"] == RelationKind.CONTRADICTS:
            yield relation["other"], _is_open(relation)


def _is_open(contradiction: dict[str, Any]) -> bool:
    return contradiction["resolution"] in (None, Resolution.UNRESOLVED)

"""The differences between two dossiers in words: what each is about, what its fields are called and what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.differences import Difference, Fate, FieldChange, Part, Path, Run, differences, marked
from claims.judgement.vocab import RelationKind, Standing
from claims.models import Capture, Claim, ClaimRelation, Derivation, Entity, Evidence, Property, Source, Topic
from claims.models.fields import LanguageMapField
from claims.record.documents import Document
from claims.record.rendering.sources import source_title
from claims.record.rendering.texts import entity_name
from claims.record.rendering.values import value_part
from claims.record.rendering.verdicts import verdict_part
from claims.record.rendering.working import working

from .reading import active_language
from .widgets import language_name, text_label

MODELS: dict[Part, type[Model]] = {
    Part.CLAIM: Claim,
    Part.PROPERTY: Property,
    Part.TOPIC: Topic,
    Part.EVIDENCE: Evidence,
    Part.RELATION: ClaimRelation,
    Part.SOURCE: Source,
    Part.CAPTURE: Capture,
    Part.DERIVATION: Derivation,
    Part.ENTITY: Entity,
}
"""The table of each part that has one."""

COLUMNS = {"kind": "claim_kind", "quote": "quote_exact"}
"""Fields of a claim and of evidence whose columns have another name."""

ENTITIES = frozenset({"claimant", "subject", "attributed_to", "publisher"})
"""Fields that hold the key of an entity."""

FATES = {
    Fate.ADDED: gettext_lazy("added"),
    Fate.REMOVED: gettext_lazy("removed"),
    Fate.CHANGED: gettext_lazy("changed"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed: what it is called, and both texts in one with the words marked."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that changed: what it is, what became of it, and its fields."""

    heading: str
    fate: str
    fate_label: str
    fields: tuple[Changed, ...]


def things_that_changed(before: Document, after: Document) -> tuple[Thing, ...]:
    """All that differs between two dossiers of one claim, in the active language. No query."""
    return tuple(
        Thing(
            heading=_heading(difference, after if difference.fate is Fate.ADDED else before),
            fate=difference.fate.value,
            fate_label=str(FATES[difference.fate]),
            fields=tuple(_fields(difference, before, after)),
        )
        for difference in differences(before, after)
    )


def _fields(difference: Difference, before: Document, after: Document) -> Iterator[Changed]:
    if difference.part is Part.ASSESSMENT:
        # Its fields are the program's bookkeeping; what they come to is said in the sentences that readers get.
        yield Changed(_("Standing"), marked(_assessed(before), _assessed(after)))
        return
    for change in difference.fields:
        held = _in_words(difference.part, change, change.before, before)
        holds = _in_words(difference.part, change, change.after, after)
        if held or holds:  # what is new says nothing in most of its fields
            yield Changed(_label(difference.part, change.path), marked(held, holds))


def _assessed(document: Document) -> str:
    lines = [str(Standing(document["assessment"]["standing"]).label)]
    for point in working(document, active_language()):
        lines += [point.sentence, *(f"– {item.text.words}" for item in point.items)]
    return "\n".join(lines)


def _heading(difference: Difference, document: Document) -> str:
    if difference.part is Part.ASSESSMENT:
        return _("What the evidence amounts to")
    kind = str(capfirst(MODELS[difference.part]._meta.verbose_name))
    name = _name(difference, document)
    return _("%(kind)s: %(name)s") % {"kind": kind, "name": name} if name else kind


def _name(difference: Difference, document: Document) -> str:
    """What tells one entry of a part from the others, for a reader."""
    language, key = active_language(), difference.key
    match difference.part:
        case Part.CLAIM:
            return ""
        case Part.EVIDENCE:
            [piece] = [piece for piece in document["evidence"] if piece["uid"] == key[0]]
            return f"{_title(document, piece['source'])} ({piece['uid']})"
        case Part.RELATION:
            return f"{RelationKind(key[0]).label} {key[1]}"
        case Part.SOURCE:
            return _title(document, key[0])
        case Part.DERIVATION:
            return " ← ".join(_title(document, uid) for uid in key[:2])
        case Part.ENTITY:
            return entity_name(document, key[0], language).words
        case _:
            return key[0]


def _title(document: Document, uid: str) -> str:
    return source_title(document, uid, active_language()).words if uid in document["sources"] else uid


def _column(part: Part, path: Path) -> "Field[Any, Any] | None":
    """The column that a field of the document comes from, where there is one."""
    model = MODELS[part]
    columns = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
    renamed = COLUMNS.get(path[0], "") if part in (Part.CLAIM, Part.EVIDENCE) else ""
    return next((columns[name] for name in ("_".join(path), renamed, path[0]) if name in columns), None)


def _label(part: Part, path: Path) -> str:
    """What a field is called on forms, with its language where it has one."""
    if path[0] == "translations":
        return f"{text_label(path[2])} ({language_name(path[1])})"
    column = _column(part, path)
    if part is Part.TOPIC:  # its label stands in the document without a field around it
        return language_name(path[0])
    label = str(capfirst(column.verbose_name)) if column is not None else " ".join(path)
    by_language = isinstance(column, LanguageMapField) and len(path) > 1
    return f"{label} ({language_name(path[1])})" if by_language else label


def _in_words(part: Part, change: FieldChange, held: Any, document: Document) -> str:
    """What a field holds, as an editor would say it; empty for nothing."""
    language, name = active_language(), change.path[-1]
    if held is None or held == "":
        return ""
    if change.path == ("value",):
        value = value_part(held, document, language)
        return "" if value is None else f"{value.words.words} {value.reading}".strip()
    if change.path == ("rating",):
        verdict = verdict_part(held)
        return "" if verdict is None else str(verdict.label)
    if change.path == ("grade",):
        return f"{held['letter']} ({held['since']})"
    if name in ENTITIES:
        return entity_name(document, held, language).words
    if part in (Part.EVIDENCE, Part.DERIVATION) and name in ("source", "derived_from"):
        return _title(document, held)
    if isinstance(held, bool):
        return _("yes") if held else _("no")
    if isinstance(held, list):
        return "\n".join(entity_name(document, each, language).words for each in held)
    column = _column(part, change.path)
    choices = dict(column.flatchoices) if column is not None and column.choices else {}
    return str(choices.get(held, held))

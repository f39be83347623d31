"""What differs between two dossiers, field by field and word by word. Pure: two documents in, plain values out.

Whatever has an identity is compared with itself wherever it stands: evidence and sources by uid, entities and topics by
key, captured texts by hash, relations by the other claim and their kind.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from claims.record.documents import Document

Key = tuple[str, ...]
Path = tuple[str, ...]


class Part(StrEnum):
    """What a difference is about. The claim's own words first, then what they rest on, then what follows from it."""

    CLAIM = "claim"
    PROPERTY = "property"
    TOPIC = "topics"
    EVIDENCE = "evidence"
    RELATION = "relations"
    SOURCE = "sources"
    CAPTURE = "captures"
    DERIVATION = "derivations"
    ENTITY = "entities"
    ASSESSMENT = "assessment"


class Fate(StrEnum):
    """What became of something from the one dossier to the other."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with what it holds in each dossier; None where it holds nothing."""

    path: Path
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same in both dossiers. `key` is its identity among its like."""

    part: Part
    key: Key
    fate: Fate
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row of one fate: the same, removed, or added."""

    words: str
    fate: Fate


IDENTITIES: dict[Part, Path] = {
    Part.EVIDENCE: ("uid",),
    Part.RELATION: ("kind", "other", "is_subject"),
    Part.DERIVATION: ("source", "derived_from", "kind"),
}
"""Of parts that are lists, the fields that tell one entry from the others."""

ATOMS = frozenset({"value", "rating", "grade"})
"""Objects that mean one thing, and are compared as one."""

MOST_BY_WORDS = 24_000
"""Two texts of more characters are compared by lines: the time of a comparison can grow with the square."""

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Everything that is not the same in two dossiers of the current shape; nothing for two that say the same."""
    return tuple(difference for part in Part for difference in _of_part(part, before, after))


def _of_part(part: Part, before: Document, after: Document) -> Iterator[Difference]:
    ours, theirs = _entries(part, before), _entries(part, after)
    for key in sorted({*ours, *theirs}):
        fields = tuple(_field_changes(_leaves(ours.get(key, {})), _leaves(theirs.get(key, {}))))
        if key not in ours:
            yield Difference(part, key, Fate.ADDED, fields)
        elif key not in theirs:
            yield Difference(part, key, Fate.REMOVED, fields)
        elif fields:
            yield Difference(part, key, Fate.CHANGED, fields)


def _entries(part: Part, document: Document) -> dict[Key, Mapping[str, Any]]:
    """The entries of a part by their identity; what there is one of has the empty key."""
    held = document[part]
    if part in (Part.CLAIM, Part.ASSESSMENT):
        return {(): held}
    if part is Part.PROPERTY:
        return {(held["key"],): held} if held else {}
    if part in IDENTITIES:
        return {tuple(str(entry[name]) for name in IDENTITIES[part]): entry for entry in held}
    return {(key,): entry for key, entry in held.items()}


def _leaves(entry: Mapping[str, Any], path: Path = ()) -> dict[Path, Any]:
    """The fields of an entry by their path, in its order; what holds nothing is left out."""
    found: dict[Path, Any] = {}
    for name, held in entry.items():
        if isinstance(held, Mapping) and name not in ATOMS:
            found |= _leaves(held, (*path, name))
        elif held is not None:
            found[(*path, name)] = held
    return found


def _field_changes(before: Mapping[Path, Any], after: Mapping[Path, Any]) -> Iterator[FieldChange]:
    for path in {**before, **after}:
        if before.get(path) != after.get(path):
            yield FieldChange(path, before.get(path), after.get(path))


def marked(before: str, after: str) -> tuple[Run, ...]:
    """Two texts in one, with the words that only one of them has marked. Either can be read out of it again."""
    cut = WORDS if len(before) + len(after) <= MOST_BY_WORDS else LINES
    ours, theirs = cut.findall(before), cut.findall(after)
    runs: list[Run] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("".join(ours[start:end]), Fate.SAME))
            continue
        removed, added = "".join(ours[start:end]), "".join(theirs[other_start:other_end])
        runs += [Run(words, fate) for words, fate in ((removed, Fate.REMOVED), (added, Fate.ADDED)) if words]
    return tuple(runs)

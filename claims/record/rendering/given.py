"""What rendering is told of the record: plain values, so that a page follows from them alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.record.documents import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication: its place in the log and its envelope as read."""

    seq: int
    hash: str
    envelope: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """A claim whose page is up: its newest content, and the notice in force, if there is one."""

    uid: str
    slug: str
    document: Document
    entry: Entry
    notice: Entry | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the record knows of a live claim without opening its document. `titles` are by language."""

    uid: str
    slug: str
    language: str
    titles: Mapping[str, Mapping[str, str]]
    scale: int
    rating: str
    standing: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A live claim that is linked to the one shown. `relations` are those of its own document."""

    head: Head
    relations: tuple[Mapping[str, Any], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a list: its label by language, how many claims it has, and on which page of the list it begins."""

    group: str
    label: Mapping[str, str]
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A live claim in a list of groups: its group, and what the record notes of the thing that the list is about."""

    head: Head
    group: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """A live claim with its newest document."""

    head: Head
    document: Document

"""What an import does with each object of the files."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.models.content import Content

from .entries import Entry
from .form import Form, hash_of


class Outcome(StrEnum):
    """What an import does with one object."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    OVERWRITTEN = "overwritten"


WRITTEN = frozenset({Outcome.CREATED, Outcome.UPDATED, Outcome.OVERWRITTEN})


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one entry.

    `row` is the one of the files, with its `lists` of references, and `stored` the one of the database, if there is
    one; `differing` are the fields in which they differ. `form` is the content as the files have it.
    """

    entry: Entry
    outcome: Outcome
    row: Any
    lists: dict[str, list[Content]]
    form: Form
    stored: Any = None
    differing: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether the row of the files goes into the database."""
        return self.outcome in WRITTEN

    @property
    def sha256(self) -> str:
        """What is to be remembered of this import."""
        return hash_of(self.form)

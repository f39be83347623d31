"""What is wrong with a fixture, one line each: where, which object, which field, the value, the reason."""

import json
from dataclasses import dataclass
from typing import Any, Final

LONGEST_VALUE = 60
LONGEST_REASON = 300
"""In characters. Messages of fields repeat the value, and a value can be a book."""


class Absent:
    """The type of `ABSENT`: no value to show, which is not the same as null."""


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files something stands. Objects and lines count from 1; `file` is the path as it was given."""

    file: str
    number: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.number is not None:
            return f"{self.file}:object {self.number} (line {self.line})"
        return self.file if self.line is None else f"{self.file} (line {self.line})"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why nothing is imported. `place` is None where the files as a whole are at fault."""

    reason: str
    place: Place | None = None
    model: str = ""
    key: tuple[str, ...] | None = None
    field: str = ""
    value: Any = ABSENT

    def __str__(self) -> str:
        """The whole message, on one line whatever the fixture holds."""
        parts = [] if self.place is None else [str(self.place)]
        if self.model:
            parts.append(named(self.model, self.key))
        if self.field:
            parts.append(_cut(self.field))
        if self.field and self.value is not ABSENT:
            parts.append(shortened(self.value))
        reason = self.reason if len(self.reason) <= LONGEST_REASON else f"{self.reason[: LONGEST_REASON - 1]}…"
        return on_one_line(": ".join([*parts, reason]))


class ImportRefused(Exception):
    """Nothing was written, because of these problems (at least one)."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def named(model: str, key: tuple[str, ...] | None) -> str:
    """An object by model and natural key, as messages call it."""
    return model if key is None else f"{model} {shortened(', '.join(key))}"


def shortened(value: Any) -> str:
    """A value of a fixture as JSON, cut to `LONGEST_VALUE` characters."""
    if isinstance(value, str):
        return json.dumps(_cut(value), ensure_ascii=False)
    return _cut(json.dumps(value, ensure_ascii=False))


def on_one_line(text: str) -> str:
    """The text with line ends, control characters and all else that a terminal may act upon written as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"

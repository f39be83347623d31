"""Files into objects, each with its place. What the objects mean is for `entries` to find out."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, TypeAlias

from django.utils.translation import gettext as _

from .problems import Place, Problem
from .strict_json import Decoded, NestedTooDeep, StrictDecoder

MAX_BYTES = 200 * 1024 * 1024
"""Of one file. The parser needs several times as much memory."""

_SPACE = " \t\n\r"


@dataclass(frozen=True, slots=True)
class FoundObject:
    """One value of a file's list, or of a line of a JSONL file. A faulty one is looked at no further than its key."""

    place: Place
    data: Any
    faulty: bool


@dataclass(slots=True)
class Reading:
    """What the files hold. `complete` is false when part of a file could not be read, so that objects are missing."""

    objects: list[FoundObject] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True


class Unreadable(Exception):
    """Something in a file cannot be read. `line` counts from 1; None where the whole file is at fault."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


Member: TypeAlias = tuple[int, Decoded] | Unreadable
"""What parsers yield: the line of a value and the value, or why something was passed over."""


def read(paths: Iterable[str]) -> Reading:
    """Read all files, `.json` (a list of objects) and `.jsonl` (an object a line), and collect what is wrong."""
    reading = Reading()
    for path in paths:
        try:
            _read_file(path, reading)
        except Unreadable as error:
            _note(error, path, reading)
    return reading


def _read_file(path: str, reading: Reading) -> None:
    parse = _PARSERS.get(Path(path).suffix.lower())
    if parse is None:
        raise Unreadable(_("The name of a fixture ends in .json or .jsonl."))
    text = _text(Path(path))
    if not text.strip(_SPACE):
        raise Unreadable(_("The file is empty."))
    for number, member in enumerate(parse(text), 1):
        if isinstance(member, Unreadable):
            _note(member, path, reading)
            continue
        line, decoded = member
        place = Place(path, number, line)
        reading.problems += [Problem(fault, place) for fault in decoded.faults]
        reading.objects.append(FoundObject(place, decoded.value, faulty=bool(decoded.faults)))


def _note(error: Unreadable, path: str, reading: Reading) -> None:
    reading.complete = False
    reading.problems.append(Problem(str(error), Place(path, line=error.line)))


def _text(path: Path) -> str:
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > MAX_BYTES:
            raise Unreadable(_("The file has more than %(most)s MiB.") % {"most": MAX_BYTES // 1024**2})
        with unreadable():
            data = file.read()
        return decoded_bytes(data)


def opened(path: Path) -> BinaryIO:
    """An ordinary file, open to be read. Raises Unreadable where it is none."""
    with unreadable():
        if path.is_dir():
            raise Unreadable(_("This is a directory."))
        if not S_ISREG(path.stat().st_mode):
            raise Unreadable(_("This is not an ordinary file."))
        return path.open("rb")


@contextmanager
def unreadable() -> Iterator[None]:
    """Turns what the system says against reading a file into Unreadable."""
    try:
        yield
    except FileNotFoundError as error:
        raise Unreadable(_("There is no such file.")) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise Unreadable(_("The file cannot be read: %(why)s.") % {"why": error}) from error


def decoded_bytes(data: bytes, first_line: int = 1) -> str:
    """A file or a part of it as text, without a byte order mark at the beginning of the file. Raises Unreadable."""
    try:
        return data.decode("utf-8-sig" if first_line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line = first_line + error.object.count(b"\n", 0, error.start)
        raise Unreadable(_("Not UTF-8: byte %(byte)s.") % {"byte": hex(error.object[error.start])}, line) from error


def _list(text: str) -> Iterator[Member]:
    """The members of the one list that the text is. Ends with an Unreadable where it is broken."""
    decoder = StrictDecoder()
    position = _after_space(text, 0)
    if not text.startswith("[", position):
        raise Unreadable(_("A list of objects is expected: [ … ]."), _line(text, position))
    position = _after_space(text, position + 1)
    line, counted = 1, 0
    more = not text.startswith("]", position)
    while more:
        line, counted = line + text.count("\n", counted, position), position
        decoded = _decoded(decoder, text, position)
        yield line, decoded
        position = _after_space(text, decoded.end)
        more = text.startswith(",", position)
        if more:
            position = _after_space(text, position + 1)
        elif not text.startswith("]", position):
            raise _not_json(json.JSONDecodeError("Expecting ',' delimiter", text, position))
    position = _after_space(text, position + 1)
    if position < len(text):
        raise Unreadable(_("Something follows the end of the list."), _line(text, position))


def _lines(text: str) -> Iterator[Member]:
    """The object of each line that is not blank. A broken line is passed over."""
    decoder = StrictDecoder()
    for number, line in enumerate(text.split("\n"), 1):
        try:
            decoded = decoded_line(decoder, line, number)
        except Unreadable as error:
            yield error
        else:
            if decoded is not None:
                yield number, decoded


def decoded_line(decoder: StrictDecoder, line: str, number: int) -> Decoded | None:
    """The one value of a line; None where the line is blank. Raises Unreadable."""
    start = _after_space(line, 0)
    if start == len(line):
        return None
    decoded = _decoded(decoder, line, start, first_line=number)
    end = _after_space(line, decoded.end)
    if end < len(line):
        raise _not_json(json.JSONDecodeError("Extra data", line, end), number)
    return decoded


_PARSERS: dict[str, Callable[[str], Iterator[Member]]] = {".json": _list, ".jsonl": _lines}


def _decoded(decoder: StrictDecoder, text: str, start: int, first_line: int = 1) -> Decoded:
    try:
        return decoder.decode(text, start)
    except json.JSONDecodeError as error:
        raise _not_json(error, first_line) from error
    except NestedTooDeep as error:
        raise Unreadable(_("Nested too deep to be read."), first_line - 1 + _line(text, start)) from error


def _not_json(error: json.JSONDecodeError, first_line: int = 1) -> Unreadable:
    """What the parser says, with its place; the text that it parsed begins at `first_line` of the file."""
    reason = _("Not JSON at column %(column)s: %(why)s.") % {"column": error.colno, "why": error.msg}
    return Unreadable(reason, first_line - 1 + error.lineno)


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1

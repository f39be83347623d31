"""Rows of a file that others wrote, one after the other: .jsonl, .csv, .tsv. Memory does not grow with the file."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from .problems import shortened
from .reading import Unreadable, decoded_bytes, decoded_line, opened, unreadable
from .strict_json import StrictDecoder

LONGEST_LINE = 1024 * 1024
"""In bytes."""

DELIMITERS = {".csv": ",;", ".tsv": "\t"}
"""By the ending of a file's name, what may part its cells: the first with which the header has all columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row has in the columns that were asked for, and a sentence for each of its faults.

    `line` is the one at which the row begins. Cells hold text, numbers as they are written included; of JSON, also
    null, booleans, lists and objects.
    """

    line: int
    cells: dict[str, Any]
    faults: tuple[str, ...] = ()


def rows(path: str, columns: Collection[str]) -> Iterator[Row]:
    """The rows of a file, but for blank lines. Raises Unreadable before the first where it can give none."""
    suffix = Path(path).suffix.lower()
    if suffix != ".jsonl" and suffix not in DELIMITERS:
        raise Unreadable(_("The name of the file ends in .jsonl, .csv or .tsv."))
    with opened(Path(path)) as file:
        if suffix in DELIMITERS:
            yield from _of_table(file, DELIMITERS[suffix], columns)
        else:
            yield from _of_lines(file, columns)


class _Lines:
    """The lines of a file as text. `number` is that of the last one; one that raises Unreadable is passed over."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        with unreadable():
            line = self._file.readline(LONGEST_LINE + 1)
            is_too_long = len(line) > LONGEST_LINE
            while line and is_too_long and not line.endswith(b"\n"):
                line = self._file.readline(LONGEST_LINE)
        if not (line or is_too_long):
            raise StopIteration
        self.number += 1
        if is_too_long:
            raise Unreadable(_("The line has more than %(most)s KiB.") % {"most": LONGEST_LINE // 1024}, self.number)
        return decoded_bytes(line, self.number)


def _of_lines(file: BinaryIO, columns: Collection[str]) -> Iterator[Row]:
    lines, decoder, is_empty = _Lines(file), StrictDecoder(numbers_as_text=True), True
    while True:
        try:
            line = next(lines, None)
            if line is None:
                break
            decoded = decoded_line(decoder, line, lines.number)
        except Unreadable as error:
            is_empty = False
            yield Row(lines.number, {}, (str(error),))
            continue
        if decoded is None:
            continue
        is_empty = False
        if decoded.faults:
            yield Row(lines.number, {}, decoded.faults)
        elif not isinstance(decoded.value, dict):
            yield Row(lines.number, {}, (_("An object is expected: { … }."),))
        else:
            yield Row(lines.number, {name: decoded.value[name] for name in columns if name in decoded.value})
    if is_empty:
        raise Unreadable(_("The file is empty."))


def _of_table(file: BinaryIO, delimiters: str, columns: Collection[str]) -> Iterator[Row]:
    lines, delimiter, header = _begun(file, delimiters, columns)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    places = {name: header.index(name) for name in columns}
    while True:
        start = lines.number + 1
        try:
            cells = next(reader, None)
        except (csv.Error, Unreadable) as error:
            yield Row(start, {}, (_why_passed_over(error, start, lines.number),))
            continue
        if cells is None:
            return
        if cells and len(cells) != len(header):
            sentence = _("%(given)s cells, where the header has %(expected)s.")
            yield Row(start, {}, (sentence % {"given": len(cells), "expected": len(header)},))
        elif cells:
            yield Row(start, {name: cells[place] for name, place in places.items()})


def _begun(file: BinaryIO, delimiters: str, columns: Collection[str]) -> tuple[_Lines, str, list[str]]:
    """The lines after the header, what parts their cells, and the header. Unreadable where columns are missing."""
    headers = []
    for delimiter in delimiters:
        file.seek(0)
        lines = _Lines(file)
        header = _header(lines, delimiter)
        if set(columns) <= set(header):
            break
        headers.append(header)
    else:
        header = max(headers, key=len)
        missing = next(name for name in columns if name not in header)
        sentence = _("There is no column %(name)s; there are: %(columns)s.")
        listed = ", ".join(map(shortened, header))
        raise Unreadable(sentence % {"name": shortened(missing), "columns": listed}, lines.number)
    for name in columns:
        if header.count(name) > 1:
            sentence = _("The column %(name)s is there more than once.")
            raise Unreadable(sentence % {"name": shortened(name)}, lines.number)
    return lines, delimiter, header


def _header(lines: _Lines, delimiter: str) -> list[str]:
    try:
        header = next((cells for cells in csv.reader(lines, delimiter=delimiter) if cells), None)
    except csv.Error as error:
        raise Unreadable(_why_passed_over(error, 1, lines.number), 1) from error
    if header is None:
        raise Unreadable(_("The file is empty."))
    return header


def _why_passed_over(error: Exception, start: int, end: int) -> str:
    reason = _("Not CSV: %(why)s.") % {"why": error} if isinstance(error, csv.Error) else str(error)
    return reason if end <= start else _("Passed over to line %(line)s. %(why)s") % {"line": end, "why": reason}

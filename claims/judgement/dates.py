"""What is known of when something was (`PartialDate`), and how long something lasted (`Span`).

A `PartialDate` is UNCERTAINTY: one moment, known only to lie somewhere inside an interval of days.
A `Span` is EXTENT: a stretch of time that is covered throughout, such as a term of office.

The notation is a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019). Nothing is ever padded:
a year stays a year, and is never turned into its first of January.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from .words import Unfit, gettext_noop

Precision = Literal["day", "month", "year", "decade", "interval"]

MAX_LENGTH = 32
"""Longest accepted notation, in characters; the longest one that means anything has 21."""

WIDENING = 1
"""By how many units of its own precision `~` widens a date, to each side. EDTF says only "approximate": the number
is this project's choice, so that `1999~` is 1998 to 2000, `199X~` 1980 to 2009, and `2016-02~` January to March."""

OPEN = ".."

_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_DECADE = re.compile(r"(?P<decade>[0-9]{3})X")


class DateError(Unfit):
    """A text is not a date in the accepted notation, or a span ends before it starts."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A moment that lies somewhere between two days, both included. Build it with `PartialDate.parse`.

    - `text`: the notation, exactly as it was parsed; it is canonical, so `parse(str(d)) == d`.
    - `earliest`, `latest`: the days between which the moment lies. An open side is `date.min` or `date.max`; an
      approximate date at either end of the calendar is clipped to it.
    - `precision`: the unit that is known; `interval` for anything with a slash.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False
    open_start: bool = False
    open_end: bool = False

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read one date of the EDTF subset; anything else is a `DateError`, and nothing is stripped or guessed.

        `2016`, `2016-02`, `2017-06-18`; approximate `1999~`; decades `199X`; some time between `1980/1984`;
        not before `2025-06/..`; not after `../2025-06`. Years run from 0001 to 9999.
        """
        if not isinstance(text, str):
            raise DateError(gettext_noop('A date is written as text, such as "2012".'))
        if len(text) > MAX_LENGTH:
            raise DateError(
                gettext_noop("{text}… is not a date: it has more than {longest} characters."),
                text=repr(text[:MAX_LENGTH]),
                longest=MAX_LENGTH,
            )
        if "/" in text:
            return cls._parse_interval(text)
        body = text.removesuffix("~")
        approximate = body != text
        precision, earliest, latest = _parse_unit(body, whole=text)
        if approximate:
            earliest, latest = _shift(earliest, precision, -WIDENING), _shift(latest, precision, WIDENING)
        return cls(text, earliest, latest, precision, approximate=approximate)

    @classmethod
    def _parse_interval(cls, text: str) -> Self:
        start, _, end = text.partition("/")
        if start == end == OPEN:
            raise DateError(gettext_noop("{text} is not a date: at least one side must be known."), text=repr(text))
        earliest = date.min if start == OPEN else _parse_point(start, whole=text)[1]
        latest = date.max if end == OPEN else _parse_point(end, whole=text)[2]
        if earliest > latest:
            raise DateError(
                gettext_noop("{text} is not a date: its start {start} lies after its end {end}."),
                text=repr(text),
                start=start,
                end=end,
            )
        return cls(text, earliest, latest, "interval", open_start=start == OPEN, open_end=end == OPEN)

    def __str__(self) -> str:
        return self.text


def _parse_unit(text: str, *, whole: str) -> tuple[Precision, date, date]:
    """Precision, first and last day of a day, month, year or decade."""
    if match := _DECADE.fullmatch(text):
        first = int(match["decade"]) * 10
        # There is no year 0, so the first decade of the calendar has nine years.
        return "decade", date(max(first, date.min.year), 1, 1), date(first + 9, 12, 31)
    return _parse_point(text, whole=whole)


def _parse_point(text: str, *, whole: str) -> tuple[Precision, date, date]:
    """Precision, first and last day of a day, month or year; `whole` is the notation that it is part of."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(
            gettext_noop(
                "{text} is not a date: "
                "write 2016, 2016-02, 2017-06-18, 1999~, 199X, 1980/1984, 2025-06/.. or ../2025-06."
            ),
            text=repr(whole),
        )
    year, month, day = int(match["year"]), match["month"], match["day"]
    if year < date.min.year:
        raise DateError(gettext_noop("{text} is not a date: years run from 0001 to 9999."), text=repr(whole))
    if month is None:
        return "year", date(year, 1, 1), date(year, 12, 31)
    if not 1 <= int(month) <= 12:
        raise DateError(gettext_noop("{text} is not a date: there is no month {month}."), text=repr(whole), month=month)
    days = monthrange(year, int(month))[1]
    if day is None:
        return "month", date(year, int(month), 1), date(year, int(month), days)
    if not 1 <= int(day) <= days:
        raise DateError(
            gettext_noop("{text} is not a date: {month} has no day {day}."),
            text=repr(whole),
            month=f"{match['year']}-{month}",
            day=day,
        )
    exact = date(year, int(month), int(day))
    return "day", exact, exact


def _shift(edge: date, precision: Precision, units: int) -> date:
    """The first or last day of a unit, moved to the same edge of another unit; clipped to the calendar."""
    if precision == "day":
        ordinal = edge.toordinal() + units
        return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
    months = {"month": 1, "year": 12, "decade": 120}[precision] * units
    year, month = divmod(edge.year * 12 + edge.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, 1 if edge.day == 1 else monthrange(year, month + 1)[1])


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that is covered throughout, from its start to its end, both included.

    A missing side is not known (it is not "for ever"); with neither side the scope is unknown. A span is never empty:
    a start that surely lies after the end is a `DateError`.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start.earliest > self.end.latest:
            raise DateError(
                gettext_noop("The span starts at {start}, after its end at {end}."), start=self.start, end=self.end
            )

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all is known of the extent."""
        return self.start is None and self.end is None

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read `{"start": "2012", "end": null}`; a key may be left out, and `None` is the unknown span."""
        if data is None:
            return cls()
        if not isinstance(data, dict):
            raise DateError(gettext_noop('A span is written {{"start": …, "end": …}} or null.'))
        unknown = sorted(str(key) for key in data.keys() - {"start", "end"})
        if unknown:
            raise DateError(
                gettext_noop("A span has no key {key}; its keys are start and end."), key=repr(unknown[0][:MAX_LENGTH])
            )
        return cls(start=_bound_from_json(data, "start"), end=_bound_from_json(data, "end"))

    def to_json(self) -> dict[str, str | None] | None:
        """The inverse of `from_json`: both keys, or `None` when the span is unknown."""
        if self.is_unknown:
            return None
        return {
            "start": None if self.start is None else str(self.start),
            "end": None if self.end is None else str(self.end),
        }


def _bound_from_json(data: dict[str, object], key: str) -> PartialDate | None:
    text = data.get(key)
    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except DateError as error:
        raise DateError(gettext_noop("{key}: {reason}"), key=key, reason=error) from error


def surely_overlap(a: Span, b: Span) -> bool:
    """Whether there is surely a moment that both spans cover, however their uncertain ends are read.

    They do when each has surely begun before the other can have ended. Unknown spans never surely overlap.
    """
    return _surely_begun(a, b) and _surely_begun(b, a)


def surely_apart(a: Span, b: Span) -> bool:
    """Whether the two spans cannot share a moment. A missing side never proves it."""
    return _surely_before(a, b) or _surely_before(b, a)


def _surely_begun(a: Span, b: Span) -> bool:
    """Whether the latest day on which `a` can begin is no later than the earliest on which `b` can end.

    A span is never empty, so it begins no later than it ends, and one that has only one date covers at least that.
    """
    begins = [date.latest for date in (a.start, a.end) if date is not None]
    ends = [date.earliest for date in (b.start, b.end) if date is not None]
    return bool(begins and ends) and min(begins) <= max(ends)


def _surely_before(a: Span, b: Span) -> bool:
    return a.end is not None and b.start is not None and a.end.latest < b.start.earliest

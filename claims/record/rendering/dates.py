"""Dates in words, as precise as they are known: a year stays a year, and an open bound stays open.

The sentences follow the languages' grammar through gettext; the active language decides.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.judgement.dates import OPEN, PartialDate


@dataclass(frozen=True, slots=True)
class Moment:
    """A date to be shown: in words, and as HTML's `datetime` where that can express it (empty where not)."""

    words: str
    machine: str = ""


def moment(notation: str | None) -> Moment | None:
    """An EDTF date of a document in words, or nothing for no date."""
    if notation is None:
        return None
    partial = PartialDate.parse(notation)
    plain = partial.precision in ("day", "month", "year") and not partial.approximate
    return Moment(in_words(partial), notation if plain else "")


def day_of(timestamp: str) -> Moment:
    """The day (UTC) of a time such as `2026-05-03T10:00:00Z`."""
    day = datetime.fromisoformat(timestamp).date()
    return Moment(_day(day), day.isoformat())


def month_after(timestamp: str, days: int) -> Moment | None:
    """The month in which a number of days after a time is over, or nothing beyond the calendar's end."""
    try:
        due = datetime.fromisoformat(timestamp).date() + timedelta(days=days)
    except OverflowError:
        return None
    return Moment(_month(due), f"{due:%Y-%m}")


def in_words(partial: PartialDate) -> str:
    """A partial date in words: `1975`, `June 2025`, `around 1999`, `the 1990s`, `not before June 2025`."""
    if partial.precision == "interval":
        return _interval(*partial.text.split("/"))
    if partial.approximate:
        return _("around {date}").format(date=_within(PartialDate.parse(partial.text.removesuffix("~"))))
    return _plain(partial)


def _interval(start: str, end: str) -> str:
    if end == OPEN:
        return _("not before {date}").format(date=_within(PartialDate.parse(start)))
    if start == OPEN:
        return _("not after {date}").format(date=_within(PartialDate.parse(end)))
    first, last = _within(PartialDate.parse(start)), _within(PartialDate.parse(end))
    return _("between {first} and {last}").format(first=first, last=last)


def _within(partial: PartialDate) -> str:
    """A date as it reads inside of a sentence: French wants an article before a day, and before nothing else."""
    words = _plain(partial)
    return pgettext("a day within a sentence", "{date}").format(date=words) if partial.precision == "day" else words


def _plain(partial: PartialDate) -> str:
    match partial.precision:
        case "day":
            return _day(partial.earliest)
        case "month":
            return _month(partial.earliest)
        case "decade":
            return pgettext("a decade", "the {year}s").format(year=partial.latest.year // 10 * 10)
        case _:
            return str(partial.earliest.year)


def _day(day: date) -> str:
    number = pgettext("the first day of a month", "1") if day.day == 1 else str(day.day)
    return pgettext("a day", "{day} {month} {year}").format(day=number, month=MONTHS[day.month], year=day.year)


def _month(day: date) -> str:
    return pgettext("a month", "{month} {year}").format(month=MONTHS[day.month], year=day.year)

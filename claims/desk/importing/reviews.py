"""Fact-checks of others from their file to the desk: row by row, in small transactions, and again without harm."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.finding.search.desk import update_reviews
from claims.models import OutsideReview

from .building import refuse_other_json
from .importer import untracked
from .planning import Track
from .problems import ABSENT, ImportRefused, Place, Problem, shortened
from .reading import Unreadable
from .report import counted
from .rows import Row, rows
from .steps import Outcome

REQUIRED = ("external_id", "text")
FIELDS = (
    *REQUIRED,
    "title",
    "subtitle",
    "claimant",
    "publisher",
    "url",
    "rating",
    "claimed_on",
    "reviewed_on",
)
"""What a column can be mapped to."""

AT_ONCE = 500
"""Most rows in one transaction."""

CHARACTERS_AT_ONCE = 100_000
"""Most in one transaction, and so in one row: locks are held while they are indexed, which takes a second. PostgreSQL
indexes no text with more than a mebibyte of words."""


class Halted(Exception):
    """The database refused a chunk. What was imported before stays, and running the import again finishes it."""


class ReviewImport:
    """One import of one file. `columns` are theirs by our field; `refuse` is told what is wrong, as it is found."""

    def __init__(
        self, path: str, *, feed: str, columns: Mapping[str, str], language: str, refuse: Callable[[Problem], None]
    ) -> None:
        self._path = path
        self._feed = _checked("feed", feed)
        self._language = _checked("language", language)
        self._columns = columns
        self._names = (*columns, "language")
        self._refuse = refuse
        self._nowhere = dict.fromkeys(columns.values())
        self._counts: Counter[Outcome] = Counter()
        self.refused = 0

    def run(self, track: Track = untracked) -> None:
        """Import the file. Raises ImportRefused where it cannot be read, and Halted."""
        try:
            with closing(_Seen()) as seen:
                found = track(rows(self._path, list(self._nowhere)), _("Importing"))
                for reviews in _chunks(filter(None, (self._judged(row, seen) for row in found))):
                    self._write(reviews)
        except Unreadable as error:
            raise ImportRefused([Problem(str(error), Place(self._path, line=error.line))]) from error
        except DatabaseError as error:
            raise Halted(_("The database refused the import: %(why)s") % {"why": error}) from error

    def report(self) -> Iterator[str]:
        """The report for people, line by line."""
        for name in self._nowhere:
            yield _("No row has the column %(name)s.") % {"name": shortened(name)}
        yield counted(self._counts) + ", " + _("%(refused)s refused") % {"refused": self.refused}

    def _judged(self, row: Row, seen: "_Seen") -> OutsideReview | None:
        """The review of a row; None where it was refused."""
        for name in row.cells:
            self._nowhere.pop(name, None)
        place = Place(self._path, line=row.line)
        review = OutsideReview(feed=self._feed, language=self._language, imported_at=timezone.now())
        problems = [Problem(fault, place) for fault in row.faults]
        if not problems:
            problems += self._filled(review, row, place)
            if all(problem.field != "external_id" for problem in problems):
                problems += self._repeated(review, place, seen.first(review.external_id, row.line))
        for problem in problems:
            self._refuse(problem)
        self.refused += bool(problems)
        return None if problems else review

    def _repeated(self, review: OutsideReview, place: Place, first: int) -> Iterator[Problem]:
        if first != place.line:
            sentence = _("The same object stands at %(place)s.") % {"place": Place(self._path, line=first)}
            yield Problem(sentence, place, field="external_id", value=review.external_id)

    def _filled(self, review: OutsideReview, row: Row, place: Place) -> Iterator[Problem]:
        """Put the cells into a review, and tell what is wrong with them."""
        wrong = {}
        for name, column in self._columns.items():
            cell = row.cells.get(column)
            try:
                if cell is not None:
                    refuse_other_json(_field(name), cell)
                setattr(review, name, "" if cell is None else cell)
            except ValidationError as error:
                wrong[name] = error.messages
        try:
            # There are no rules but those of the fields; that a review is there once, `_write` sees to.
            review.full_clean(exclude=wrong, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            wrong |= error.message_dict
        for name, messages in wrong.items():
            value = row.cells.get(self._columns.get(name, ""), ABSENT)
            yield from (Problem(message, place, field=name, value=value) for message in messages)
        if not wrong and _length(review) > CHARACTERS_AT_ONCE:
            yield Problem(_("The row has more than %(most)s characters.") % {"most": CHARACTERS_AT_ONCE}, place)

    def _write(self, reviews: list[OutsideReview]) -> None:
        with transaction.atomic():
            known = OutsideReview.objects.filter(
                feed=self._feed, external_id__in=[review.external_id for review in reviews]
            )
            stored = {review.external_id: review for review in known.select_for_update()}
            created = [review for review in reviews if review.external_id not in stored]
            changed = []
            for review in reviews:
                old = stored.get(review.external_id)
                if old is not None and self._taken_over(old, review):
                    changed.append(old)
            if written := [*created, *changed]:
                OutsideReview.objects.bulk_create(created)
                OutsideReview.objects.bulk_update(changed, [*self._names, "imported_at"])
                update_reviews(written)
        self._counts[Outcome.CREATED] += len(created)
        self._counts[Outcome.UPDATED] += len(changed)
        self._counts[Outcome.UNCHANGED] += len(reviews) - len(created) - len(changed)

    def _taken_over(self, old: OutsideReview, new: OutsideReview) -> bool:
        """Whether the new review says otherwise; the old one then says so too. What is not mapped stays."""
        differing = [name for name in self._names if getattr(old, name) != getattr(new, name)]
        for name in [*differing, "imported_at"] if differing else ():
            setattr(old, name, getattr(new, name))
        return bool(differing)


class _Seen:
    """At which line each identity stood first; in a temporary file, since there can be any number."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = off")
        self._database.execute("CREATE TABLE seen (external_id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def first(self, external_id: str, line: int) -> int:
        """The line of the first one; this line, if it is."""
        if self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (external_id, line)).rowcount:
            return line
        found: tuple[int] = self._database.execute(
            "SELECT line FROM seen WHERE external_id = ?", (external_id,)
        ).fetchone()
        return found[0]

    def close(self) -> None:
        """Remove the file."""
        self._database.close()


def columns_of(mapped: Iterable[str]) -> dict[str, str]:
    """Their columns by our fields, out of `field=column`. Raises ImportRefused."""
    columns: dict[str, str] = {}
    for each in mapped:
        name, equals, column = each.partition("=")
        if not (equals and column):
            raise _wrong(_("A mapping is written FIELD=COLUMN."), "--map", each)
        if name not in FIELDS:
            raise _wrong(_("There is no such field.") + " " + _known(), "--map", name)
        if name in columns:
            raise _wrong(_("The field is mapped twice."), "--map", name)
        columns[name] = column
    for name in REQUIRED:
        if name not in columns:
            raise _wrong(_("%(name)s must be mapped.") % {"name": name}, "--map")
    return columns


def _field(name: str) -> Any:
    return OutsideReview._meta.get_field(name)


def _checked(name: str, value: str) -> str:
    try:
        return str(_field(name).clean(value, None))
    except ValidationError as error:
        raise _wrong(" ".join(error.messages), f"--{name}", value) from error


def _known() -> str:
    return _("Fields are: %(fields)s.") % {"fields": ", ".join(FIELDS)}


def _wrong(reason: str, option: str, value: Any = ABSENT) -> ImportRefused:
    return ImportRefused([Problem(reason, field=option, value=value)])


def _length(review: OutsideReview) -> int:
    return sum(len(getattr(review, name)) for name in FIELDS)


def _chunks(reviews: Iterable[OutsideReview]) -> Iterator[list[OutsideReview]]:
    """The reviews in lists for one transaction each."""
    some: list[OutsideReview] = []
    characters = 0
    for review in reviews:
        length = _length(review)
        if len(some) == AT_ONCE or characters + length > CHARACTERS_AT_ONCE:
            yield some
            some, characters = [], 0
        some.append(review)
        characters += length
    if some:
        yield some

"""An import from beginning to end: read, check everything, write everything or nothing."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from claims.desk import audit, refusals
from claims.judgement.vocab import AuditAction

from .dependents import left_invalid
from .entries import entries_of
from .planning import Planner, Track
from .problems import ImportRefused, Problem, on_one_line
from .reading import read
from .report import Report
from .steps import WRITTEN, Step
from .stored import stored_marks, stored_rows
from .writing import write

MOST_OBJECTS = 10_000
"""In one import, which is one transaction and holds all rows in memory."""


def untracked(items: Iterable[Any], title: str) -> Iterable[Any]:
    """No display of progress."""
    return items


def import_files(
    paths: Sequence[str],
    *,
    dry_run: bool = False,
    overwrite: bool = False,
    author: User | None = None,
    track: Track = untracked,
) -> Report:
    """Import fixtures in one transaction, and report what became of each object.

    Raises ImportRefused with every problem that could be found, and nothing written. `overwrite` replaces what editors
    changed since the last import; `author` is who the revisions are by; `dry_run` writes nothing at all. An import
    that writes something is entered into the log of people.
    """
    reading = read(paths)
    problems = reading.problems
    if len(reading.objects) > MOST_OBJECTS:
        sentence = _("%(given)s objects are more than the %(most)s of one import; divide the files.")
        raise ImportRefused([Problem(sentence % {"given": len(reading.objects), "most": MOST_OBJECTS})])
    entries = entries_of(reading)
    try:
        with transaction.atomic():
            rows = stored_rows(entries)
            marks = stored_marks(rows)
            planner = Planner(rows, marks, problems, complete=reading.complete, overwrite=overwrite)
            steps = planner.plan(entries, track)
            problems += left_invalid(steps)
            if problems:
                raise ImportRefused(_in_order(problems, paths))
            if not dry_run:
                write(steps, marks, author=author, track=track)
                _log(paths, steps, author)
    except DatabaseError as error:
        sentence = _("The database refused the import: %(why)s")
        raise ImportRefused([Problem(sentence % {"why": error})]) from error
    except refusals.Refused as error:
        raise ImportRefused([Problem(str(error))]) from error
    return Report(steps, dry_run)


def _log(paths: Iterable[str], steps: Iterable[Step], author: User | None) -> None:
    """Enter an import into the log if it writes something: its files by name, how many objects had which outcome."""
    counts = Counter(step.outcome.value for step in steps)
    if any(counts[outcome.value] for outcome in WRITTEN):
        # A name is whatever its file system allows; the log takes text in its one form.
        files = [unicodedata.normalize("NFC", on_one_line(Path(path).name)) for path in paths]
        audit.note(AuditAction.IMPORTED, None, actor=author, files=files, objects=dict(counts))


def _in_order(problems: Iterable[Problem], paths: Sequence[str]) -> list[Problem]:
    """The problems as somebody who goes through the files meets them."""

    def position(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        return (0, 0, 0) if place is None else (paths.index(place.file), place.line or 0, place.number or 0)

    return sorted(problems, key=position)

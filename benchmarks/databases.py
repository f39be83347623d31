"""The databases that are measured: one for each engine and size, made once and used again while it would come out
the same.
"""

import ast
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import start_postgresql
from tests.live import ROOT

FOLLOWS_FROM = (
    "benchmarks/generating/*.py",
    "claims/desk/assessment.py",
    "claims/desk/dossier.py",
    "claims/desk/envelope.py",
    "claims/desk/gate.py",
    "claims/desk/material.py",
    "claims/finding/facet_values.py",
    "claims/finding/search/corpora.py",
    "claims/finding/search/desk.py",
    "claims/finding/search/index.py",
    "claims/finding/search/record.py",
    "claims/judgement/*.py",
    "claims/migrations/*.py",
    "claims/models/*.py",
    "claims/record/*.py",
    "claims/text/*.py",
)
"""What decides what is in a database, beside its size and the seed."""


@dataclass(frozen=True, slots=True)
class Database:
    """A filled database, and what processes that use it run with."""

    claims: int
    engine: str
    url: str
    folder: Path
    """For whatever belongs to it and can be made again."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that uses it."""
        return environment(self.url)

    @property
    def path(self) -> Path:
        """The file of a database of SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))


def environment(url: str) -> dict[str, str]:
    """Settings for a local site on a database. The key signs sessions that nobody else can reach."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DATABASE_URL": url,
        "ENV_FILE": "",
        "LOG_LEVEL": "ERROR",
        "PROFILE": "local",
        "SECRET_KEY": "only for benchmarks, and long enough for the checks of Django",
    }


def fingerprint(claims: int, seed: int) -> str:
    """The same for databases that would come out the same."""
    digest = hashlib.sha256(f"{claims}/{seed}".encode())
    for pattern in FOLLOWS_FROM:
        files = sorted(ROOT.glob(pattern))
        if not files:
            raise FileNotFoundError(f"{pattern} names no file; correct benchmarks.databases.FOLLOWS_FROM")
        for file in files:
            digest.update(ast.dump(ast.parse(file.read_text(encoding="utf-8"))).encode())  # without comments
    return digest.hexdigest()[:12]


def sqlite(folder: Path, claims: int, seed: int, processes: int) -> Database:
    """The database of SQLite with so many claims; made where there is none yet."""
    home = folder / f"sqlite-{claims}-{fingerprint(claims, seed)}"
    finished = home / "claims.sqlite3"
    if not finished.exists():
        home.mkdir(parents=True, exist_ok=True)
        partial = home / "partial.sqlite3"
        for leftover in home.glob(f"{partial.name}*"):
            leftover.unlink()
        _fill(f"sqlite:///{partial}", claims, seed, processes)
        partial.rename(finished)
    return Database(claims, "SQLite", f"sqlite:///{finished}", home)


@contextmanager
def postgresql(folder: Path, claims: int, seed: int, processes: int) -> Iterator[Database]:
    """The database of PostgreSQL with so many claims, on a server of its own that stops when Python exits."""
    home = folder / f"postgresql-{claims}-{fingerprint(claims, seed)}"
    home.mkdir(parents=True, exist_ok=True)
    url, finished = start_postgresql(home), home / "finished"
    if not finished.exists():
        _recreate(url)
        _fill(url, claims, seed, processes)
        finished.touch()
    yield Database(claims, "PostgreSQL", url, home)


def version_of(database: Database) -> str:
    """The version of a PostgreSQL server."""
    import psycopg

    with psycopg.connect(database.url) as connection:
        number = connection.info.server_version
    return f"{number // 10_000}.{number % 10_000}"


def _recreate(url: str) -> None:
    import psycopg

    server = url.replace("/factcheck?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS factcheck")
        connection.execute("CREATE DATABASE factcheck")


def _fill(url: str, claims: int, seed: int, processes: int) -> None:
    print(f"making {claims:,} claims …", flush=True)
    command = [sys.executable, "-m", "benchmarks.generating", "--claims", str(claims), "--seed", str(seed)]
    command += ["--processes", str(processes)]
    subprocess.run(
        command, cwd=ROOT, env=environment(url) | {"STATEMENT_TIMEOUT": "0", "LOCK_TIMEOUT": "0"}, check=True
    )

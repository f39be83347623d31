"""One door: during the whole suite, only `claims.desk.workflow` may write to the guarded tables, and
`claims.desk.planning`, which says who works on what.

Every statement of every connection is looked at, raw SQL included. A write that has no frame of the workflow on its
stack raises, and is remembered, so that the test fails even if the code under test swallows the error.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

GUARDED_TABLES = (
    "claims_case",
    "claims_revision",
    "claims_review",
    "claims_publication",
    "claims_publishedclaim",
)

MODULES_THAT_MAY_WRITE = (
    "claims.desk.workflow",
    "claims.desk.planning",
    # Migrations copy rows from a table to its remade successor, and clean up after themselves.
    "django.db.migrations.executor",
)

violations: list[str] = []
"""Every forbidden write since the list was last emptied."""

_attackers = 0


class UnguardedWriteError(AssertionError):
    """A write to a guarded table that did not come through the workflow."""


@contextmanager
def attacking() -> Iterator[None]:
    """Lift the guard, in all threads, for a test that attacks the database on purpose."""
    global _attackers
    _attackers += 1
    try:
        yield
    finally:
        _attackers -= 1


def install() -> None:
    """Put the guard on every connection that is opened from now on: other threads' and other databases' too."""
    from django.db.backends.signals import connection_created

    connection_created.connect(_put_on, dispatch_uid="tests.guard")


def _put_on(connection: Any, **kwargs: Any) -> None:
    # The signal comes at each reconnect; the list of wrappers stays.
    if refuse_unguarded_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_unguarded_writes)


def refuse_unguarded_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Django's `execute_wrapper`: run the statement, unless it is a write that has to come through the workflow."""
    statement = sql if isinstance(sql, str) else sql.as_string(context["cursor"].connection)
    table = written_table(statement)
    if table and not _attackers and not _comes_through_the_door():
        violations.append(f"{table}: {statement}")
        raise UnguardedWriteError(
            f"{table} is written to without {MODULES_THAT_MAY_WRITE[0]} on the stack: {statement}\n"
            "Call the workflow, or attack on purpose: `with tests.databases.attacking(): …`"
        )
    return execute(sql, params, many, context)


def _comes_through_the_door() -> bool:
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") in MODULES_THAT_MAY_WRITE:
            return True
        frame = frame.f_back
    return False


# What SQL may hold without doing it: comments and texts. Quoted names are matched so that a quote mark in one of them
# does not begin a text; they are kept.
_NOT_CODE = re.compile(
    r"""
      (?P<name>"(?:[^"]|"")*" | `[^`]*`)
    | --[^\n]*
    | /\*.*?\*/
    | \b[eE]'(?:\\.|''|[^'\\])*'
    | '(?:''|[^'])*'
    | (?P<dollar>\$\w*\$).*?(?P=dollar)
    """,
    re.VERBOSE | re.DOTALL,
)

_TABLES = "|".join(GUARDED_TABLES)
_NAME = rf"""(?:["`\[]?\w+["`\]]?\s*\.\s*)?["`\[]?(?<!\w)(?P<table>{_TABLES})(?!\w)"""
_WRITE = re.compile(
    rf"""
    (?<!\w)
    (?: INSERT \s+ (?:OR\s+\w+\s+)? INTO \s*
      | REPLACE \s+ INTO \s*
      | UPDATE \s+ (?:OR\s+\w+\s+)? (?:ONLY\s+)?
      | UPDATE (?=["`\[])
      | DELETE \s+ FROM \s* (?:ONLY\s+)?
      | MERGE \s+ INTO \s* (?:ONLY\s+)?
      | COPY \s+
      | (?<!BEFORE\s) TRUNCATE \s+ [^;]*?  # "BEFORE TRUNCATE ON …" is how a trigger begins
    )
    {_NAME}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def written_table(sql: str) -> str | None:
    """Return the first guarded table that a text of SQL statements writes to, if any."""
    lowered = sql.lower()
    if not any(table in lowered for table in GUARDED_TABLES):
        return None  # nearly every statement
    code = _NOT_CODE.sub(lambda found: found["name"] or " ", sql)
    match = _WRITE.search(code)
    return match["table"].lower() if match else None

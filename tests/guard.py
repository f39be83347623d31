"""Each guarded table has its door: during the whole suite, only `claims.desk.workflow` may write to those of the
workflow, `claims.desk.planning` to the plan in a case, and `claims.desk.audit` to the log of people.

Every statement of every connection is looked at, raw SQL included. A write that has no frame of such a module on its
stack raises, and is remembered, so that the test fails even if the code under test swallows the error.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

WORKFLOW = "claims.desk.workflow"

DOORS = {
    "claims_case": (WORKFLOW, "claims.desk.planning"),
    "claims_revision": (WORKFLOW,),
    "claims_review": (WORKFLOW,),
    "claims_publication": (WORKFLOW,),
    "claims_publishedclaim": (WORKFLOW,),
    "claims_auditentry": ("claims.desk.audit",),
}
"""By guarded table, the modules that may write to it."""

MIGRATIONS = "django.db.migrations.executor"
"""They copy rows from a table to its remade successor, and clean up after themselves."""

violations: list[str] = []
"""Every forbidden write since the list was last emptied."""

_attackers = 0


class UnguardedWriteError(AssertionError):
    """A write to a guarded table that did not come through its door."""


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
    """Django's `execute_wrapper`: run the statement, unless it is a write that has to come through another module."""
    statement = sql if isinstance(sql, str) else sql.as_string(context["cursor"].connection)
    table = written_table(statement)
    if table and not _attackers and not _comes_through(DOORS[table]):
        violations.append(f"{table}: {statement}")
        raise UnguardedWriteError(
            f"{table} is written to without {DOORS[table][0]} on the stack: {statement}\n"
            "Call that module, or attack on purpose: `with tests.databases.attacking(): …`"
        )
    return execute(sql, params, many, context)


def _comes_through(door: tuple[str, ...]) -> bool:
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") in (*door, MIGRATIONS):
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

_TABLES = "|".join(DOORS)
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
    if not any(table in lowered for table in DOORS):
        return None  # nearly every statement
    code = _NOT_CODE.sub(lambda found: found["name"] or " ", sql)
    match = _WRITE.search(code)
    return match["table"].lower() if match else None

"""Whether the database was busy: it refused to wait longer for another transaction, and nothing is wrong with it."""

from django.db import OperationalError

BUSY = frozenset(
    {
        "SQLITE_BUSY",
        "SQLITE_BUSY_SNAPSHOT",
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available: LOCK_TIMEOUT
        "57014",  # query_canceled: STATEMENT_TIMEOUT
    }
)
"""What SQLite and PostgreSQL call it. Who asks again later may well be answered."""


def is_busy(error: OperationalError) -> bool:
    """Whether an error of the database says that others were in the way for too long."""
    cause = error.__cause__
    return bool({getattr(cause, "sqlite_errorname", None), getattr(cause, "sqlstate", None)} & BUSY)

"""The check constraints of a table, asked of rows that are not yet written: the database itself evaluates them.

Django's own validation of constraints asks one query for each constraint of each row. Here the rows are listed in the
query, and the conditions of the table's constraints are asked of the whole list at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, cast

from django.db import connection
from django.db.models import CharField, CheckConstraint, Field, Q, TextField
from django.db.models.sql.query import Query

from claims.models.content import Content

from .stored import chunks


def violations(model: type[Content], rows: Iterable[Content]) -> Iterator[tuple[Content, str]]:
    """The rows that the table would refuse, each with the sentence of the constraint. One query for 500 rows."""
    checks = [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    if not checks:
        return
    for some in chunks(rows):
        for position, *answers in _refused(model, checks, some):
            for check, holds in zip(checks, answers, strict=True):
                if holds is not None and not holds:  # NULL passes, as it does in the table
                    yield some[position], str(check.get_violation_error_message())


def _refused(model: type[Content], checks: Sequence[CheckConstraint], rows: Sequence[Content]) -> list[tuple[Any, ...]]:
    """The position of each row with a violation, and what each condition says of it."""
    conditions = [_condition(model, check) for check in checks]
    asked = ", ".join(sql for sql, _params in conditions)
    all_hold = " AND ".join(sql for sql, _params in conditions)
    quoted = {connection.ops.quote_name(str(field.column)): field for field in model._meta.concrete_fields}
    fields = {column: field for column, field in quoted.items() if column in asked}
    listed = ", ".join([f"(CAST(%s AS integer), {', '.join(map(_typed, fields.values()))})"] * len(rows))
    # Nothing of a row stands in the text of the query: all values are parameters.
    query = (
        f"WITH candidate (position, {', '.join(fields)}) AS (VALUES {listed}) "  # noqa: S608
        f"SELECT position, {asked} FROM candidate WHERE NOT ({all_hold})"
    )
    values = [[position, *(_value(field, row) for field in fields.values())] for position, row in enumerate(rows)]
    params = list(chain.from_iterable(params for _sql, params in conditions))
    with connection.cursor() as cursor:
        cursor.execute(query, [*chain.from_iterable(values), *params, *params])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _condition(model: type[Content], check: CheckConstraint) -> tuple[str, Sequence[Any]]:
    """The condition as SQL over bare column names, as Django writes it into the table."""
    query = Query(model, alias_cols=False)
    where = query.build_where(cast(Q, check.condition))
    sql, params = where.as_sql(query.get_compiler(connection=connection), connection)
    return f"({sql})", params


def _typed(field: "Field[Any, Any]") -> str:
    """A placeholder with the type of the column, without its length, which would cut the text."""
    text = isinstance(field, CharField | TextField)
    return f"CAST(%s AS {'text' if text else field.cast_db_type(connection)})"


def _value(field: "Field[Any, Any]", row: Content) -> Any:
    return field.get_db_prep_save(field.value_from_object(row), connection)

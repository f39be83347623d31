"""Narrowing a long list by what is in another table, without a look at every row of either."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

FEW = 10_000


def among(rows: QuerySet[Any], key: str, others: QuerySet[Any], column: str) -> QuerySet[Any]:
    """The rows whose `key` stands in a `column` of some others. One query, which counts no more than `FEW`.

    Few others are looked up among the rows. Of many, each row is asked whether it is among them, the newest first: a
    page of a list is soon full.
    """
    if others[: FEW + 1].count() <= FEW:
        return rows.filter(**{f"{key}__in": others.values(column)})
    return rows.filter(Exists(others.filter(**{column: OuterRef(key)})))

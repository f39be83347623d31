"""Pages of lists that hold any number of rows."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core import paginator
from django.db.models import QuerySet

if TYPE_CHECKING:  # the stubs want to know what is paged; Django's class takes no parameter
    Paginator = paginator.Paginator[Any]
else:
    from django.core.paginator import Paginator

COUNTED = 10_000
"""Rows that are counted. Of a longer list these can be paged through, and the page says that there are more."""


class BoundedPaginator(Paginator):
    """Pages of a list that is counted only so far, since nobody reads on and counting costs what is counted."""

    @cached_property
    def _found(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by()[: COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through. One query, which looks at no more than it counts."""
        return min(self._found, COUNTED)

    @property
    def has_more(self) -> bool:
        """Whether there are rows beyond the last page."""
        return self._found > COUNTED

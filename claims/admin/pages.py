"""Pages of lists that hold any number of rows."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core import paginator
from django.db.models import QuerySet

if TYPE_CHECKING:  # the stubs want to know what is paged; Django's classes take no parameter
    Page = paginator.Page[Any]
    Paginator = paginator.Paginator[Any]
else:
    from django.core.paginator import Page, Paginator

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


class GlimpsedPage(Page):
    """A page of which it is only known whether another one follows."""

    def __init__(self, rows: list[Any], number: int, paginator: Paginator) -> None:
        """`rows` has one more than the page where another one follows."""
        super().__init__(rows[: paginator.per_page], number, paginator)
        self.is_followed = len(rows) > paginator.per_page

    def has_next(self) -> bool:
        return self.is_followed


class GlimpsingPaginator(Paginator):
    """Pages of what somebody who types is shown: one query for each, which counts nothing and looks one row ahead."""

    def page(self, number: int | str) -> GlimpsedPage:
        """One page. Raises EmptyPage for one before the first."""
        number = int(number)
        if number < 1:
            raise paginator.EmptyPage
        start = (number - 1) * self.per_page
        return GlimpsedPage(list(self.object_list[start : start + self.per_page + 1]), number, self)

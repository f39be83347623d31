"""Lists in pages, by number. Nothing is counted past `LONGEST`, however long the list is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

PER_PAGE = 50
LONGEST = 10_000
"""How far a list can be leafed through; who looks for more narrows it down."""


@dataclass(frozen=True, slots=True)
class PageOfList(Generic[Row]):
    """Some rows of a list. `total` is exact unless `is_longer`, and then there are more than that."""

    rows: list[Row]
    number: int
    last: int
    total: int
    is_longer: bool

    @property
    def before(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the page after, if there is one."""
        return self.number + 1 if self.number < self.last else None


def page_of_list(listed: QuerySet[Row], number: int, per_page: int = 0) -> PageOfList[Row] | None:
    """One page of a list, or nothing where it does not reach so far; the first page is always there. Two queries."""
    per_page = per_page or PER_PAGE
    counted = listed[: LONGEST + 1].count()
    total = min(counted, LONGEST)
    last = max(1, -(-total // per_page))
    if not 1 <= number <= last:
        return None
    rows = list(listed[(number - 1) * per_page : number * per_page])
    return PageOfList(rows, number, last, total, counted > LONGEST)

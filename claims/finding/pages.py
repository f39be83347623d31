"""Lists in pages, by number. Nothing is counted past `LONGEST`, however long the list is."""

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.models.record import PublishedClaim

PER_PAGE = 50
LONGEST = 10_000
"""How far a list can be leafed through; who looks for more narrows it down."""

LAST_NUMBER = LONGEST // PER_PAGE


@dataclass(frozen=True, slots=True)
class PageOfList:
    """Some rows of a list. `total` is exact unless `is_longer`, and then there are more than that."""

    heads: list[PublishedClaim]
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


def page_of_list(heads: QuerySet[PublishedClaim], number: int) -> PageOfList | None:
    """One page of a list, or nothing where it does not reach so far; the first page is always there. Two queries."""
    counted = heads[: LONGEST + 1].count()
    total = min(counted, LONGEST)
    last = max(1, -(-total // PER_PAGE))
    if not 1 <= number <= last:
        return None
    rows = list(heads[(number - 1) * PER_PAGE : number * PER_PAGE])
    return PageOfList(rows, number, last, total, counted > LONGEST)

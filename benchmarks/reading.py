"""What a page says, whoever made it: the claims that it lists, in their order, and how many it counts.

This is what is compared before anything is timed.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """The uids (or, in an admin, the primary keys) of one page, and the number of all rows, where it says one."""

    rows: tuple[str, ...]
    total: int | None


def product(body: str) -> Content:
    """A list of the product."""
    count = re.search(r'<p class="count"[^>]*>(?P<number>\d[\d,]*)(?P<more>\+)?', body)
    total = None if count is None or count["more"] else _number(count["number"])
    return Content(_unique(re.findall(r'href="/claims/([0-9a-z]{10})/', body)), total)


def naive(body: str) -> Content:
    """A list of the naive view."""
    count = re.search(r'<p class="count">(\d+)', body)
    return Content(_unique(re.findall(r'href="/claims/([0-9a-z]{10})/', body)), int(count[1]) if count else None)


def datasette(body: str) -> Content:
    """A table of Datasette."""
    count = re.search(r"<h3>\s*([\d,]+) rows?", body)
    return Content(
        _unique(re.findall(r'<td class="col-uid[^"]*">([0-9a-z]{10})</td>', body)),
        _number(count[1]) if count else None,
    )


def admin(body: str) -> Content:
    """A changelist of any admin."""
    paginator = re.search(r'<p class="paginator">.*?</p>', body, re.DOTALL)
    count = re.search(r"(?P<number>\d[\d,]*)(?P<more>\+)?\s+claims?\b", paginator[0] if paginator else "")
    rows = re.findall(r'href="/admin/claims/claim/(\d+)/change/', body)
    return Content(_unique(rows), _number(count["number"]) if count and not count["more"] else None)


def _unique(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def difference(ours: Content, theirs: Content, *, ordered: bool) -> str | None:
    """In what two pages differ, in words, or nothing.

    The totals are compared where both say one. Where the order is each one's own, the claims are compared if the page
    has all of them.
    """
    if ours.total is not None and theirs.total is not None and ours.total != theirs.total:
        return f"{ours.total} and {theirs.total} claims"
    if len(ours.rows) != len(theirs.rows) or not ours.rows:
        return f"{len(ours.rows)} and {len(theirs.rows)} rows"
    if ordered:
        return None if ours.rows == theirs.rows else "other claims, or in another order"
    return "other claims" if ours.total == len(ours.rows) and set(ours.rows) != set(theirs.rows) else None

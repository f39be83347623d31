"""What a benchmark compares before it times anything: it sees when two pages do not say the same."""

import pytest
from django.test import Client

from benchmarks import reading
from benchmarks.bars import Bar, Ratio
from benchmarks.client import percentile
from benchmarks.reading import Content, difference
from benchmarks.scale import Key
from claims.models import PublishedClaim
from tests import factories as make

ONE, TWO, THREE = "c000000001", "c000000002", "c000000003"


@pytest.mark.django_db
def test_the_list_of_the_product_is_read(client: Client) -> None:
    make.publish_sample(*(make.checked_claim() for _claim in range(3)))
    body = client.get("/claims/").content.decode()
    newest_first = PublishedClaim.objects.order_by("-pk").values_list("uid", flat=True)
    assert reading.product(body) == Content(tuple(newest_first), 3)


def test_a_number_that_is_no_longer_counted_is_no_total() -> None:
    assert reading.product('<p class="count" role="status">10,000+ claims</p>').total is None
    assert reading.product('<p class="count" role="status">1,234 claims</p>').total == 1234


def test_a_table_of_datasette_is_read() -> None:
    body = f'<h3>1,234 rows\n where</h3><tr><td class="col-uid type-str">{ONE}</td></tr>'
    assert reading.datasette(body) == Content((ONE,), 1234)


def test_a_changelist_is_read() -> None:
    row = '<a href="/admin/claims/claim/7/change/">Seven claims</a>'
    assert reading.admin(f'{row}<p class="paginator">\n<a href="?p=2">2</a>\n\n1,234 claims\n</p>').total == 1234
    assert reading.admin(f'{row}<p class="paginator">\n 10,000+ claims</p> 12 claims') == Content(("7",), None)


@pytest.mark.parametrize(
    ("ours", "theirs", "ordered", "expected"),
    [
        (Content((ONE, TWO), 2), Content((ONE, TWO), 2), True, None),
        (Content((ONE, TWO), 2), Content((TWO, ONE), 2), True, "other claims, or in another order"),
        (Content((ONE, TWO), 2), Content((TWO, ONE), 2), False, None),
        (Content((ONE, TWO), 2), Content((ONE, THREE), 2), False, "other claims"),
        (Content((ONE, TWO), 2), Content((ONE, TWO), 3), False, "2 and 3 claims"),
        (Content((ONE, TWO), 9), Content((ONE, THREE), 9), False, None),
        (Content((ONE, TWO), 9), Content((ONE,), 9), True, "2 and 1 rows"),
        (Content((ONE, TWO), None), Content((ONE, TWO), 9), True, None),
        (Content((), 0), Content((), 0), True, "0 and 0 rows"),
    ],
)
def test_a_difference_is_said_in_words(ours: Content, theirs: Content, ordered: bool, expected: str | None) -> None:
    assert difference(ours, theirs, ordered=ordered) == expected


def test_a_percentile_is_one_of_the_figures() -> None:
    figures = [float(figure) for figure in range(100, 0, -1)]
    assert percentile(figures, 0.5) == 50
    assert percentile(figures, 0.95) == 95
    assert percentile([7.0], 0.95) == 7


def test_a_ratio_is_taken_round_by_round() -> None:
    slow, fast = Key("SQLite", 10, "list", "naive"), Key("SQLite", 10, "list", "product")
    figures = {slow: [[10.0], [40.0]], fast: [[1.0], [2.0]]}
    bar = Bar("list", Ratio(slow, fast, 0.5), at_least=15)
    assert bar.ratio.rounds(figures) == [10, 20]
    assert bar.is_reached(15)
    assert not bar.is_reached(14.9)
    assert Ratio(slow, Key("SQLite", 10, "list", "nobody"), 0.5).rounds(figures) == []

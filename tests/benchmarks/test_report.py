"""The page that a benchmark writes says what was measured, kept or not, and nothing else."""

import pytest

from benchmarks import report
from benchmarks.bars import bars
from benchmarks.scale import Key, Measured

FULL, BASE = 1_000_000, 10_000


def measured(full: int = FULL, naive: float = 100.0) -> Measured:
    """A run of two rounds in which everything takes a millisecond, but for the naive list."""
    figures = {
        Key("SQLite", size, "list", server): [[naive if server == "naive" else 1.0] * 4] * 2
        for size in (BASE, full)
        for server in ("product", "naive")
    }
    return Measured(figures, ["list: naive has the same claims"], ["nginx is not installed"])


def row(lines: list[str], beginning: str) -> str:
    [found] = [line for line in lines if line.startswith(f"| {beginning}")]
    return found


def lines_of(run: Measured) -> list[str]:
    return list(report._lines(run, [("cores", "2")]))


@pytest.mark.parametrize(("naive", "outcome"), [(100.0, "| reached |"), (39.0, "| **not reached** |")])
def test_a_promise_is_reached_or_not(naive: float, outcome: str) -> None:
    assert row(lines_of(measured(naive=naive)), "list: the naive view").endswith(outcome)


def test_a_promise_about_more_claims_than_were_measured_stays_open() -> None:
    lines = lines_of(measured(full=100_000))
    assert row(lines, "list: the naive view").endswith("| as promised at 100,000 |")
    assert any("so they are open" in line for line in lines)


def test_what_was_not_measured_has_no_figure() -> None:
    assert row(lines_of(measured()), "admin search: the stock one") == (
        "| admin search: the stock one takes so many times as long (p50) | ≥ 20 | | | | not measured |"
    )


def test_the_figures_of_all_rounds_are_given() -> None:
    assert row(lines_of(measured()), "list | naive | SQLite | 1,000,000 | 8").endswith("| 100 | 100 |")


def test_what_was_compared_and_what_is_missing_is_said() -> None:
    lines = lines_of(measured())
    assert "- list: naive has the same claims" in lines
    assert "\nNot measured: nginx is not installed." in lines


def test_each_promise_is_made_once() -> None:
    sentences = [bar.sentence for bar in bars(FULL, BASE, 100_000)]
    assert len(sentences) == len(set(sentences))

"""The report of the full figures counts what the suite said."""

import pytest

from tests.verification import read_counts, report

JUNIT = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3" time="12.6" /></testsuites>'


def test_errors_count_as_failures_and_skipped_tests_as_nothing():
    assert read_counts(JUNIT) == {"passed": 4, "failed": 3, "skipped": 3, "seconds": 13}


def test_a_report_without_a_suite_counts_nothing():
    assert read_counts("<testsuites />")["passed"] == 0


@pytest.mark.parametrize("row", ["| sqlite | 1,234 | 0 | 8 | 600 |", "| postgresql | 1,242 | 0 | 0 | 700 |"])
def test_the_report_has_a_row_for_each_engine(monkeypatch, row):
    monkeypatch.setattr("tests.verification.commit", lambda: "abc1234")
    text = report(
        {
            "sqlite": {"passed": 1234, "failed": 0, "skipped": 8, "seconds": 600},
            "postgresql": {"passed": 1242, "failed": 0, "skipped": 0, "seconds": 700},
        }
    )
    assert row in text.splitlines()
    assert "commit abc1234;" in text

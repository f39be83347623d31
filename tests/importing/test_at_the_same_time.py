"""Imports by several people at once, on connections of their own."""

import pytest

from claims.desk.importing.importer import import_files
from claims.desk.importing.problems import ImportRefused
from claims.desk.importing.report import Report
from claims.desk.importing.steps import Outcome
from claims.models import Claim, Revision
from tests.databases import in_threads

from .example import as_json, everything, example


@pytest.mark.usefixtures("throwaway_database")
def test_two_imports_of_one_file_at_once_write_it_once(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    outcomes = in_threads(*[lambda: import_files([path])] * 2)
    assert Claim.objects.count() == Revision.objects.count() == 3
    done = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, ImportRefused)]
    assert len(done) + len(refused) == 2
    assert max(report.count(Outcome.CREATED) for report in done) == len(example())
    assert all(str(problem).startswith("The database refused") for found in refused for problem in found.problems)
    before = everything()
    assert import_files([path]).count(Outcome.UNCHANGED) == len(example())
    assert everything() == before

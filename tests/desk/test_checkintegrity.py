"""The command that checks the rules over many rows: what it prints, how it ends, and that it only looks."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk.integrity import RULES
from claims.desk.sample import sample_files
from tests import factories as make

pytestmark = pytest.mark.django_db

ALL_HOLD = [f" holds  {rule.sentence}" for rule in RULES]


def check() -> tuple[str, list[str], list[str]]:
    """What `checkintegrity` failed with, its lines on standard output and those on its error output."""
    out, err, failure = StringIO(), StringIO(), ""
    try:
        call_command("checkintegrity", stdout=out, stderr=err)
    except CommandError as error:
        failure = str(error)
    return failure, out.getvalue().splitlines(), err.getvalue().splitlines()


def test_the_command_has_a_line_for_each_rule_and_each_breach_and_says_how_many_there_are() -> None:
    assert check() == ("", ALL_HOLD, [])
    make.entity("nobody")
    line = "orphaned_entity: entity nobody: nothing names it"
    assert check() == ("1 breach of a rule.", ["     1  Every entity is named by something.", *ALL_HOLD[1:]], [line])
    make.entity("noone", label={"en": "No one"})
    failure, out, err = check()
    assert failure == "3 breaches of rules."
    assert [row.split()[0] for row in out] == ["2" if n == 0 else "1" if n == 8 else "holds" for n in range(len(RULES))]
    assert err == [line, line.replace("nobody", "noone"), "no_translation: entity noone: no name in “fr”"]


def test_the_command_writes_nothing() -> None:
    make.entity("nobody")
    make.evidence(make.claim(), value={"type": "date", "date": "1975"})
    with CaptureQueriesContext(connection) as context:
        assert check()[0]
    assert {query["sql"].split()[0] for query in context.captured_queries} <= {"SELECT", "DECLARE"}


def test_the_shipped_dossier_keeps_every_rule() -> None:
    call_command("importclaims", *map(str, sample_files()), stdout=StringIO())
    assert check() == ("", ALL_HOLD, [])

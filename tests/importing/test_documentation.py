"""The page for importers: its example imports, and the reasons that it lists are those that the import gives."""

import re
from pathlib import Path

import pytest
from django.core.management.base import BaseCommand

from claims.desk import importing
from claims.desk.importing.contents import BY_LABEL
from claims.desk.importing.importer import MOST_OBJECTS
from claims.desk.importing.reviews import FIELDS
from claims.desk.importing.steps import Outcome
from claims.management.commands import importclaims, importreviews

from . import example

PAGE = (Path(__file__).parents[2] / "docs" / "importer" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_example_of_the_page_is_a_whole_fixture(tmp_path):
    [fixture] = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "example.json"
    path.write_text(fixture, encoding="utf-8")
    assert example.total(example.importclaims(str(path))) == "6 created, 0 updated, 0 unchanged"


def test_the_reasons_of_the_page_are_in_the_code():
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(importing.__path__[0]).glob("*.py"))
    said = re.sub(r"%\(\w+\)s", "…", sources).replace("\\\\", "\\")
    tables = [table.partition("##")[0] for table in PAGE.split("| reason | meaning |")[1:]]
    lines = [line for table in tables for line in table.splitlines()]
    reasons = [reason for line in lines for reason in re.findall(r"`([^`]+)`", line.split(" | ")[0])]
    assert len(tables) == 2
    assert len(reasons) > 40
    for reason in reasons:
        pieces = [piece for piece in re.split("…", reason) if piece.strip(" .:[]")]
        assert all(piece in said for piece in pieces), reason


def options_of(command: BaseCommand) -> set[str]:
    """The long options of a command."""
    actions = command.create_parser("manage.py", "the command")._actions
    return {option for action in actions for option in action.option_strings if option.startswith("--")}


def usage_of(name: str) -> str:
    """The line of the page that shows how a command is written."""
    return PAGE.partition(f"    manage.py {name} ")[2].partition("\n\n")[0]


@pytest.mark.parametrize("module", [importclaims, importreviews])
def test_the_page_names_every_option(module):
    usage = usage_of(module.__name__.rpartition(".")[2])
    assert set(re.findall(r"--[a-z-]+", usage)) == options_of(module.Command()) - options_of(BaseCommand())


def test_the_page_names_every_model_outcome_and_field():
    for label in BY_LABEL:
        assert f"`{label}`" in PAGE
    for outcome in Outcome:
        assert f"| {outcome} |" in PAGE
    assert f"{MOST_OBJECTS:,} objects" in PAGE
    for name in FIELDS:
        assert f"`{name}`" in PAGE.partition("## Fact-checks of others")[2]

"""The page for importers: its example imports, and the reasons that it lists are those that the import gives."""

import re
from pathlib import Path

import pytest
from django.core.management.base import BaseCommand

from claims.desk import importing
from claims.desk.importing.contents import BY_LABEL
from claims.desk.importing.importer import MOST_OBJECTS
from claims.desk.importing.steps import Outcome
from claims.management.commands.importclaims import Command

from .example import importclaims, total

PAGE = (Path(__file__).parents[2] / "docs" / "importer" / "importing.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_example_of_the_page_is_a_whole_fixture(tmp_path):
    [example] = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "example.json"
    path.write_text(example, encoding="utf-8")
    assert total(importclaims(str(path))) == "6 created, 0 updated, 0 unchanged"


def test_the_reasons_of_the_page_are_in_the_code():
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(importing.__path__[0]).glob("*.py"))
    said = re.sub(r"%\(\w+\)s", "…", sources).replace("\\\\", "\\")
    table = PAGE.partition("| reason | meaning |")[2].partition("##")[0]
    reasons = [reason for line in table.splitlines() for reason in re.findall(r"`([^`]+)`", line.split(" | ")[0])]
    assert len(reasons) > 30
    for reason in reasons:
        pieces = [piece for piece in re.split("…", reason) if piece.strip(" .:[]")]
        assert all(piece in said for piece in pieces), reason


def options_of(command: BaseCommand) -> set[str]:
    """The long options of a command."""
    actions = command.create_parser("manage.py", "importclaims")._actions
    return {option for action in actions for option in action.option_strings if option.startswith("--")}


def test_the_page_names_every_option_model_and_outcome():
    usage = PAGE.partition("manage.py importclaims")[2].partition("\n")[0]
    assert set(re.findall(r"--[a-z-]+", usage)) == options_of(Command()) - options_of(BaseCommand())
    for label in BY_LABEL:
        assert f"`{label}`" in PAGE
    for outcome in Outcome:
        assert f"| {outcome} |" in PAGE
    assert f"{MOST_OBJECTS:,} objects" in PAGE

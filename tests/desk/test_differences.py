"""Two dossiers side by side: every field that differs is named, nothing else is, and words are marked."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.differences import MOST_BY_WORDS, Difference, Fate, FieldChange, Part, Run, differences, marked

GOLDEN = Path(__file__).parents[1] / "golden" / "dossier-1.json"


@pytest.fixture
def document() -> dict:
    return json.loads(GOLDEN.read_text())


def test_a_dossier_does_not_differ_from_itself(document: dict) -> None:
    assert differences(document, copy.deepcopy(document)) == ()


def test_a_changed_field_is_named_with_both_of_its_values(document: dict) -> None:
    after = copy.deepcopy(document)
    after["claim"]["translations"]["fr"]["statement"] = "Ada naquit en 1975."
    change = FieldChange(("translations", "fr", "statement"), "Ada est née en 1975.", "Ada naquit en 1975.")
    assert differences(document, after) == (Difference(Part.CLAIM, (), Fate.CHANGED, (change,)),)


def test_evidence_is_the_same_by_its_uid_wherever_it_stands(document: dict) -> None:
    after = copy.deepcopy(document)
    after["evidence"].reverse()
    assert differences(document, after) == ()
    removed = after["evidence"].pop()
    [difference] = differences(document, after)
    assert (difference.part, difference.key, difference.fate) == (Part.EVIDENCE, (removed["uid"],), Fate.REMOVED)
    assert all(change.after is None for change in difference.fields)
    assert [each.fate for each in differences(after, document)] == [Fate.ADDED]


def test_a_value_is_one_thing_and_its_fields_are_not_listed(document: dict) -> None:
    after = copy.deepcopy(document)
    after["claim"]["value"] = {"type": "date", "date": "1976"}
    [difference] = differences(document, after)
    assert [change.path for change in difference.fields] == [("value",)]


def _places(held: object, path: tuple = ()) -> list[tuple]:
    """The way to every text, number and truth value of a document."""
    if isinstance(held, dict):
        return [place for key, entry in held.items() for place in _places(entry, (*path, key))]
    if isinstance(held, list):
        return [place for index, entry in enumerate(held) for place in _places(entry, (*path, index))]
    return [path]


IN_EACH_THE_SAME = [("uid",), ("dossier",)]
"""Two revisions of one claim have the same uid, and are read in one shape."""


@pytest.mark.parametrize(
    "place", [place for place in _places(json.loads(GOLDEN.read_text())) if place not in IN_EACH_THE_SAME], ids=str
)
def test_no_field_changes_without_a_difference(document: dict, place: tuple) -> None:
    after = copy.deepcopy(document)
    held = after
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = "something else"
    found = differences(document, after)
    assert {each.part for each in found} == {Part(place[0])}


TEXTS = st.text(st.sampled_from("ab é.\n"), max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_marked_one(before: str, after: str) -> None:
    runs = marked(before, after)
    assert "".join(run.words for run in runs if run.fate is not Fate.ADDED) == before
    assert "".join(run.words for run in runs if run.fate is not Fate.REMOVED) == after
    assert all(run.words for run in runs)


def test_only_the_words_that_changed_are_marked() -> None:
    assert marked("He won the prize.", "He won no prize.") == (
        Run("He won ", Fate.SAME),
        Run("the", Fate.REMOVED),
        Run("no", Fate.ADDED),
        Run(" prize.", Fate.SAME),
    )


def test_very_long_texts_are_compared_by_lines() -> None:
    line = "A line of some words.\n"
    before = line * (MOST_BY_WORDS // len(line))
    runs = marked(before + "The end.", before + "The very end.")
    assert [run.words for run in runs[1:]] == ["The end.", "The very end."]

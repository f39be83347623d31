"""Files that cannot be read, or not as they stand: the right message with its place, and nothing written."""

import os
from pathlib import Path

import pytest

from claims.desk.importing import reading
from claims.models import Entity

from .example import as_json, entity, example, importclaims, refusal

pytestmark = pytest.mark.django_db

ENTITY = '{"model": "claims.entity", "fields": {"key": "a", "kind": "other", "label": {"en": "A"}%s}}'
GOOD = ENTITY % ""

BROKEN = {
    "nothing": ("", ": The file is empty."),
    "white space": (" \n\n", ": The file is empty."),
    "an object alone": (GOOD, " (line 1): A list of objects is expected: [ … ]."),
    "a text": ('\n\n"a"', " (line 3): A list of objects is expected: [ … ]."),
    "no JSON": (
        "[\n  {model: 1}\n]",
        " (line 2): Not JSON at column 4: Expecting property name enclosed in double quotes.",
    ),
    "a list without an end": (f"[\n{GOOD}", f" (line 2): Not JSON at column {len(GOOD) + 1}: Expecting ',' delimiter."),
    "a comma too many": (f"[\n{GOOD},\n]", " (line 3): Not JSON at column 1: Expecting value."),
    "no comma": (f"[{GOOD}\n{GOOD}]", " (line 2): Not JSON at column 1: Expecting ',' delimiter."),
    "two lists": (f"[{GOOD}]\n[]", " (line 2): Something follows the end of the list."),
    "a control character": ('[\n"\t"]', " (line 2): Not JSON at column 2: Invalid control character at."),
    "nesting without end": ("[" + "[" * 100_000, " (line 1): Nested too deep to be read."),
    "half a character": (b"[\n\xc3]", " (line 2): Not UTF-8: byte 0xc3."),
    "another encoding": (f"[{GOOD}]".encode("utf-16"), " (line 1): Not UTF-8: byte 0xff."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_list_of_json_is_named_with_the_line(name, tmp_path):
    content, message = BROKEN[name]
    path = tmp_path / "bad.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert refusal(str(path)) == [f"{path}{message}"]


BROKEN_LINES = {
    "no JSON": ("{", "Not JSON at column 2: Expecting property name enclosed in double quotes."),
    "two objects": (f"{GOOD} {GOOD}", f"Not JSON at column {len(GOOD) + 2}: Extra data."),
    "nesting without end": ('{"a":' * 100_000, "Nested too deep to be read."),
}


@pytest.mark.parametrize("name", BROKEN_LINES)
def test_each_broken_line_is_named(name, tmp_path):
    line, message = BROKEN_LINES[name]
    path = tmp_path / "bad.jsonl"
    path.write_text(f"\n{line}\n{GOOD}\n{line}\n", encoding="utf-8")
    assert refusal(str(path)) == [f"{path} (line 2): {message}", f"{path} (line 4): {message}"]


def test_a_list_on_a_line_is_no_object(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text(f"[{GOOD}]\n", encoding="utf-8")
    assert refusal(str(path)) == [f"{path}:object 1 (line 1): An object is expected: {{ … }}."]


LAX = {
    "a key twice": (GOOD.replace('"label"', '"kind"'), "The key “kind” stands twice in one JSON object."),
    "a float": (ENTITY % ', "aliases": [1.5]', '1.5: only whole numbers; write a decimal as a text, such as "5.5".'),
    "an exponent": (
        ENTITY % ', "aliases": [1e400]',
        '1e400: only whole numbers; write a decimal as a text, such as "5.5".',
    ),
    "not a number": (
        ENTITY % ', "aliases": [NaN]',
        'NaN: only whole numbers; write a decimal as a text, such as "5.5".',
    ),
    "infinity": (
        ENTITY % ', "aliases": -Infinity',
        '-Infinity: only whole numbers; write a decimal as a text, such as "5.5".',
    ),
    "a number of 21 digits": (ENTITY % (', "aliases": ' + "9" * 21), "A number has more than 20 digits."),
    "a number of 5000 digits": (ENTITY % (', "aliases": -' + "9" * 5000), "A number has more than 20 digits."),
    "33 lists in each other": (ENTITY % (', "aliases": ' + "[" * 31 + "]" * 31), "Nested more than 32 deep."),
    "900 lists in each other": (ENTITY % (', "aliases": ' + "[" * 900 + "]" * 900), "Nested more than 32 deep."),
    "half of a surrogate pair": (
        ENTITY % r', "aliases": ["\ud83d"]',
        r"A text holds half of a surrogate pair (\ud800 to \udfff).",
    ),
    "half of a surrogate pair in a key": (
        ENTITY % r', "\udead": 1',
        r"A text holds half of a surrogate pair (\ud800 to \udfff).",
    ),
}


STRANGE_KEYS = [r"\u0000", r"\ud800", r"\uffff", "é", "x" * 100_000, "%s", "' OR 1=1 --"]


@pytest.mark.parametrize("key", STRANGE_KEYS)
def test_a_key_that_no_engine_takes_is_an_error_line(key, tmp_path):
    path = tmp_path / "bad.jsonl"
    relation = '{"model": "claims.claimrelation", "fields": {"a": ["KEY"], "b": ["KEY"], "kind": "KEY"}}'
    path.write_text(
        f"{GOOD}\n{GOOD}\n{relation}\n".replace('"a", "kind"', '"KEY", "kind"').replace("KEY", key), "utf-8"
    )
    assert len(refusal(str(path))) >= 3


@pytest.mark.parametrize("name", LAX)
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_what_json_leaves_open_is_refused_with_the_object(name, suffix, tmp_path):
    text, message = LAX[name]
    other = GOOD.replace('"a"', '"b"')
    grade = '{"model": "claims.grade", "fields": {"entity": ["a"], "since": "2020", "letter": "A", "rationale": "X"}}'
    path = tmp_path / f"bad{suffix}"
    path.write_text(
        f"[{other},\n{text},\n{grade}]" if suffix == ".json" else f"{other}\n{text}\n{grade}", encoding="utf-8"
    )
    assert refusal(str(path)) == [f"{path}:object 2 (line 2): {message}"]


def test_thirty_two_levels_are_no_fault_of_the_file(tmp_path):
    path = tmp_path / "deep.json"
    aliases = ', "aliases": ' + "[" * 29 + "]" * 29
    path.write_text(f"[{ENTITY % aliases}]", encoding="utf-8")
    [error] = refusal(str(path))
    assert error.endswith("A list of texts is expected.")


def test_a_file_that_is_not_there_a_directory_and_another_kind_of_name_are_refused(tmp_path):
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    other = as_json(tmp_path / "all.yaml", example())
    paths = [str(tmp_path / "none.json"), str(tmp_path / "folder.json"), str(tmp_path / "pipe.json"), other]
    assert refusal(*paths) == [
        f"{paths[0]}: There is no such file.",
        f"{paths[1]}: This is a directory.",
        f"{paths[2]}: This is not an ordinary file.",
        f"{paths[3]}: The name of a fixture ends in .json or .jsonl.",
    ]


def test_names_of_files_that_no_system_has_are_refused(tmp_path):
    for path in ("a\0b.json", f"{tmp_path}/{'a' * 5000}.json"):
        [error] = refusal(path)
        assert "The file cannot be read: " in error


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1024**2)
    path = tmp_path / "big.json"
    path.write_text(" " * (1024**2 + 1), encoding="utf-8")
    assert refusal(str(path)) == [f"{path}: The file has more than 1 MiB."]


def test_the_same_file_twice_is_the_same_objects_twice(tmp_path):
    path = as_json(tmp_path / "one.json", [entity("a", "other", "A")])
    assert refusal(path, path) == [
        f'{path}:object 1 (line 2): claims.entity "a": The same object stands at {path}:object 1 (line 2).'
    ]


def test_the_ending_of_a_name_may_be_in_capitals(tmp_path):
    importclaims(as_json(tmp_path / "ONE.JSON", [entity("a", "other", "A")]))
    assert Entity.objects.get().key == "a"
    assert Path(tmp_path / "ONE.JSON").exists()

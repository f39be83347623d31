"""What `importreviews` refuses, with its place and reason, while the other rows are imported."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.desk.importing import rows
from claims.management.commands.importreviews import Command
from claims.models import OutsideReview

from .feeds import BRIDGE, COLUMNS, MAPPED, RIVER, as_lines, as_table, run, stored

pytestmark = pytest.mark.django_db

GOOD = '{"id": "b-1", "said": "It is so.", "headline": "", "link": ""}'

BAD_LINES = {
    "no JSON": ("{id: 1}", "Not JSON at column 2: Expecting property name enclosed in double quotes."),
    "two objects": (f"{GOOD} {GOOD}", f"Not JSON at column {len(GOOD) + 2}: Extra data."),
    "a list": (f"[{GOOD}]", "An object is expected: { … }."),
    "a key twice": ('{"id": "x", "id": "y"}', "The key “id” stands twice in one JSON object."),
    "not a number": ('{"id": "x", "other": NaN}', "NaN is no number."),
    "infinity": ('{"id": "x", "other": [-Infinity]}', "-Infinity is no number."),
    "too deep": ('{"id": ' + "[" * 40 + "]" * 40 + "}", "Nested more than 32 deep."),
    "much too deep": ('{"id": ' * 100_000, "Nested too deep to be read."),
    "half a character": ('{"id": "\\ud83d"}', "A text holds half of a surrogate pair (\\ud800 to \\udfff)."),
    "no identity": ('{"said": "It is."}', "external_id: This field cannot be blank."),
    "no text": ('{"id": "x", "said": null}', "text: null: This field cannot be blank."),
    "a text of nothing that is kept": (
        '{"id": "x", "said": " \\u0000\\n"}',
        'text: " \\u0000\\n": This field cannot be blank.',
    ),
    "true": ('{"id": true, "said": "It is."}', "external_id: true: A text is expected."),
    "an object": ('{"id": "x", "said": {"en": "It is."}}', 'text: {"en": "It is."}: A text is expected.'),
    "a broken address": (
        '{"id": "x", "said": "It is.", "link": "checks.example/1"}',
        'url: "checks.example/1": Enter a valid URL.',
    ),
    "a long identity": (
        '{"id": "%s", "said": "It is."}' % ("x" * 201),
        f'external_id: "{"x" * 59}…": Ensure this value has at most 200 characters (it has 201).',
    ),
    "a long row": ('{"id": "x", "said": "%s"}' % ("x" * 100_000), "The row has more than 100000 characters."),
    "a long line": ('{"other": "%s"}' % ("x" * rows.LONGEST_LINE), "The line has more than 1024 KiB."),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_refused_with_its_place_and_the_others_are_imported(tmp_path, name):
    line, reason = BAD_LINES[name]
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{line}\n{GOOD}\n", encoding="utf-8")
    code, lines, errors = run(path)
    assert errors == [f"{path} (line 2): {reason}"]
    assert (code, lines[-1]) == (1, "1 created, 0 updated, 0 unchanged, 1 refused")
    assert stored() == {"b-1"}


def test_a_row_with_two_mistakes_is_one_row_and_two_lines(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("", "It is.", "", "nowhere")])
    _code, lines, errors = run(path)
    assert lines == ["0 created, 0 updated, 0 unchanged, 1 refused"]
    assert [error.partition("): ")[2] for error in errors] == [
        'external_id: "": This field cannot be blank.',
        'url: "nowhere": Enter a valid URL.',
    ]


def test_numbers_are_taken_as_they_are_written(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 123456789012345678901234567890, "said": 4.50, "headline": -1e400}\n', encoding="utf-8")
    code, _lines, errors = run(path)
    assert (code, errors) == (0, [])
    review = OutsideReview.objects.get()
    assert (review.external_id, review.text, review.title) == ("123456789012345678901234567890", "4.50", "-1e400")


def test_an_identity_that_comes_again_is_refused_with_the_line_of_the_first(tmp_path):
    path = as_table(tmp_path / "a.csv", [RIVER, BRIDGE, (" r-1", "Another.", "", ""), BRIDGE])
    code, lines, errors = run(path)
    assert errors == [
        f'{path} (line 5): external_id: "r-1": The same object stands at {path} (line 2).',
        f'{path} (line 6): external_id: "b-1": The same object stands at {path} (line 4).',
    ]
    assert (code, lines) == (1, ["2 created, 0 updated, 0 unchanged, 2 refused"])
    assert OutsideReview.objects.get(external_id="r-1").text == RIVER[1]


def test_an_identity_counts_even_if_its_first_row_was_refused(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("b-1", "", "", ""), BRIDGE])
    _code, lines, errors = run(path)
    assert lines == ["0 created, 0 updated, 0 unchanged, 2 refused"]
    assert errors[1].endswith(f"The same object stands at {path} (line 1).")


def test_a_broken_row_of_a_table_is_refused_with_the_line_of_its_start(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        'id,said,headline,link\n"a\nb","It\nis.",,\nx,too few\n"x"y,It is.,,\n"x,It\nis,"no,,\nb-1,It is so.,,\n"end',
        encoding="utf-8",
    )
    code, lines, errors = run(path)
    assert [error.removeprefix(f"{path} ") for error in errors] == [
        "(line 5): 2 cells, where the header has 4.",
        "(line 6): Not CSV: ',' expected after '\"'.",
        "(line 7): Passed over to line 8. Not CSV: ',' expected after '\"'.",
        "(line 10): Not CSV: unexpected end of data.",
    ]
    assert (code, lines) == (1, ["2 created, 0 updated, 0 unchanged, 4 refused"])
    assert stored() == {"a b", "b-1"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_in_another_encoding_is_refused_and_the_next_is_read(tmp_path, name):
    path = tmp_path / name
    as_lines(path, [RIVER, BRIDGE]) if name == "a.jsonl" else as_table(path, [RIVER, BRIDGE])
    path.write_bytes(path.read_bytes().replace(b"r-1", b"r-\xe9"))
    code, _lines, errors = run(path)
    assert code == 1
    assert errors[0].endswith(": Not UTF-8: byte 0xe9.")
    assert stored() == {"b-1"}


WRONG = {
    "an unknown field": ({"verdict": "id"}, [], '--map: "verdict": There is no such field. Fields are: external_id,'),
    "no text": ({"external_id": "id"}, [], "--map: text must be mapped."),
    "no identity": ({"text": "said"}, [], "--map: external_id must be mapped."),
    "a field twice": (MAPPED, ["--map=text=id"], '--map: "text": The field is mapped twice.'),
    "no equals sign": (MAPPED, ["--map=text"], '--map: "text": A mapping is written FIELD=COLUMN.'),
    "no column": (MAPPED, ["--map=rating="], '--map: "rating=": A mapping is written FIELD=COLUMN.'),
    "a feed that is no slug": (MAPPED, ["--feed=the gazette"], '--feed: "the gazette": Enter a valid “slug”'),
    "a feed without a name": (MAPPED, ["--feed="], '--feed: "": This field cannot be blank.'),
    "a long feed": (MAPPED, [f"--feed={'x' * 41}"], f'--feed: "{"x" * 41}": Ensure this value has at most 40'),
    "no language": (MAPPED, ["--language=english"], '--language: "english": A language code such as en or fr.'),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_command_line_ends_with_two_and_writes_nothing(tmp_path, name):
    mapped, options, message = WRONG[name]
    code, lines, [error] = run(as_table(tmp_path / "a.csv", [BRIDGE]), *options, mapped=mapped)
    assert (code, lines) == (2, [])
    assert error.startswith(message)
    assert not OutsideReview.objects.exists()


def test_a_header_without_a_column_or_with_one_twice_is_a_wrong_command_line(tmp_path):
    path = as_table(tmp_path / "a.csv", [BRIDGE], ";")
    assert run(path, mapped=MAPPED | {"rating": "Rating"}) == (
        2,
        [],
        [f'{path} (line 1): There is no column "Rating"; there are: "id", "said", "headline", "link".'],
    )
    as_table(path, [(*BRIDGE, "x")], columns=(*COLUMNS, "id"))
    assert run(path) == (2, [], [f'{path} (line 1): The column "id" is there more than once.'])
    assert not OutsideReview.objects.exists()


def test_files_that_cannot_be_read_are_a_wrong_command_line(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("empty.csv", "empty.jsonl", "blank.jsonl", "a.xlsx"):
        (tmp_path / name).write_text("\n \n" if name.startswith("blank") else "", encoding="utf-8")
    (tmp_path / "wide.tsv").write_bytes("id\tsaid".encode("utf-16"))
    (tmp_path / "mac.csv").write_bytes(b"id,said\rx,y\r")
    for name, reason in {
        "none.csv": "There is no such file.",
        "folder.csv": "This is a directory.",
        "pipe.csv": "This is not an ordinary file.",
        "empty.csv": "The file is empty.",
        "empty.jsonl": "The file is empty.",
        "blank.jsonl": "The file is empty.",
        "a.xlsx": "The name of the file ends in .jsonl, .csv or .tsv.",
        "wide.tsv": "(line 1): Not UTF-8: byte 0xff.",
        "mac.csv": "(line 1): Not CSV: new-line character seen in unquoted field",
    }.items():
        code, lines, [error] = run(tmp_path / name)
        assert (code, lines) == (2, [])
        assert error.startswith(f"{tmp_path / name}{' ' if reason[0] == '(' else ': '}{reason}")


def test_a_file_of_a_header_alone_imports_nothing(tmp_path):
    code, lines, errors = run(as_table(tmp_path / "a.csv", []))
    assert (code, lines[-1], errors) == (0, "0 created, 0 updated, 0 unchanged, 0 refused", [])


def test_errors_are_one_line_whatever_the_file_holds(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("x", "It is.", "", "http://\x1b[31m\n\u202e")])
    _code, _lines, [error] = run(path)
    assert error.isprintable()


def test_the_last_line_of_standard_error_counts_what_was_refused(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", [("", "It is.", "", ""), ("", "It is.", "", "")])
    maps = [f"--map={ours}={theirs}" for ours, theirs in MAPPED.items()]
    with pytest.raises(Exception, match=r"^2 rows were refused\.$"):
        call_command(Command(), str(path), "--feed=a", *maps, stdout=StringIO(), stderr=StringIO())


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)] * 4)
    ),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_table_is_read_as_it_was_written(tmp_path, written, delimiter):
    path = as_table(tmp_path / ("a.tsv" if delimiter == "\t" else "a.csv"), written, delimiter)
    read = [tuple(row.cells[name] for name in COLUMNS) for row in rows.rows(str(path), COLUMNS)]
    assert read == written

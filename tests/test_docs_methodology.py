"""The methodology is what the program does: its examples are run, its tables are those of the judgement."""

import re

import pytest

from claims.desk.gate import BLOCKING, CHECKS
from claims.judgement.dates import PartialDate
from claims.judgement.ratings import SCALES
from claims.judgement.values import NumberValue, read
from claims.judgement.vocab import Agreement, FindingKind, Resolution, Standing, ValueType
from tests.documentation import code_of, page
from tests.worked_examples import KINDS, ExampleError, Property, run

METHODOLOGY = page("docs/methodology.md")
EXAMPLES = [(kind, text) for kind in KINDS for text in METHODOLOGY.blocks(f"example {kind}")]


def first_words(title):
    """The code in the first column of the tables under a heading."""
    return [code_of(row[0])[0] for row in METHODOLOGY.rows(title)]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_a_worked_example_comes_out_as_it_says(kind, text):
    run(kind, text)


def test_every_block_is_an_example_that_is_run():
    assert len(EXAMPLES) == len(METHODOLOGY.blocks()) > 25


def test_the_examples_show_every_standing_and_every_outcome():
    shown = {
        word for _kind, text in EXAMPLES for word in re.findall(r"^(?:standing|outcome): (\w+)$", text, re.MULTILINE)
    }
    assert shown == {*Standing.values, *Agreement.values}


SOUND = "source: morning, published by morning-post\nsupports: morning, first hand\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("standing", SOUND + "standing: corroborated"),
        ("standing", SOUND + "origins: 2"),
        ("standing", SOUND),
        ("standing", SOUND + "weather: fine\nstanding: single_source"),
        ("standing", SOUND + "supports: morning, by hearsay\nstanding: single_source"),
        ("standing", SOUND + "supports: morning, first hand, loudly\nstanding: single_source"),
        ("standing", "no colon"),
        ("compare", "property: date, single_ever\nleft: 1975\nright: 1976\noutcome: agree"),
        ("compare", "property: date, single_ever\nleft: 1975\nright: 1976\nafterwards: 1977\noutcome: conflict"),
        ("prophecy", SOUND),
    ],
)
def test_an_example_that_does_not_hold_is_found(kind, text):
    with pytest.raises(ExampleError):
        run(kind, text)


def test_the_sound_part_of_those_examples_holds():
    run("standing", SOUND + "standing: single_source\norigins: 1")


def test_every_notation_of_a_date_is_one():
    notations = first_words("Dates")
    assert [str(PartialDate.parse(each)) for each in notations] == notations
    assert len(notations) == 9


@pytest.mark.parametrize("row", METHODOLOGY.rows("Numbers"), ids=lambda row: row[0])
def test_a_number_stands_for_the_interval_that_the_table_says(row):
    value = read(code_of(row[0])[0], ValueType.QUANTITY, "people", Property.parse("date, many, tolerance 1").tolerance)
    assert isinstance(value, NumberValue)
    words = re.match(r"(\d+)(?: to (\d+)| or (more|less))?(?:,|$)", row[1])
    lower, upper = words[1], words[2] or words[1]
    if words[3]:
        lower, upper = (words[1], None) if words[3] == "more" else (None, words[1])
    assert [each and str(each) for each in (value.lower, value.upper)] == [lower, upper]


def test_there_is_a_row_for_each_way_to_word_a_number():
    assert len(METHODOLOGY.rows("Numbers")) == 7


def test_the_table_of_standings_is_that_of_the_judgement():
    assert [code_of(row[0])[0] for row in METHODOLOGY.rows("The standing") if row[0].strip("`") in Standing.values] == (
        Standing.values
    )


def test_the_outcomes_and_findings_are_those_of_the_judgement():
    assert first_words("How two values compare") == Agreement.values
    assert first_words("What the working shows") == FindingKind.values


def test_every_way_to_settle_a_contradiction_is_named():
    named = re.findall(r"`(\w+)`", METHODOLOGY.section("Contradictions").split("```")[0])
    assert named == Resolution.values


def test_the_verdicts_are_those_of_the_scale():
    rows = [(code_of(slug)[0], number, definition) for slug, number, definition in METHODOLOGY.rows("The verdict")]
    scale = SCALES[1].ratings
    assert rows == [(each.slug, str(each.number or "–"), each.definition) for each in scale]
    assert len(SCALES) == 1, "a new scale needs its table in the methodology"


def test_the_checks_are_those_of_the_gate_and_the_blocking_ones_come_first():
    checks = first_words("Who checks")
    assert checks == [check.value for check in CHECKS]
    blocking = len(BLOCKING)
    assert set(checks[:blocking]) == {check.value for check in BLOCKING}
    assert blocking == 6
    assert "The first six must hold" in METHODOLOGY.section("Who checks")

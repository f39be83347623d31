"""Values as JSON and as people write them: what was printed reads the same, and all else is refused by name."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.dates import PartialDate
from claims.judgement.decimals import format_decimal, parse_decimal, shown
from claims.judgement.values import (
    BooleanValue,
    DateValue,
    EntityValue,
    InvalidValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Tolerance,
    Value,
    build_number,
    from_json,
    read,
    to_json,
    write,
)
from claims.judgement.vocab import Approximation, Snak, ValueType

from .strategies import decimals, tolerances, values

ONE = Tolerance.parse("1")


def around(amount: str, lower: str | None, upper: str | None) -> NumberValue:
    low, high = (None if bound is None else Decimal(bound) for bound in (lower, upper))
    return NumberValue(ValueType.PERCENTAGE, Decimal(amount), "percent", Approximation.AROUND, low, high)


def exactly(amount: str, type: ValueType = ValueType.PERCENTAGE, unit: str = "percent") -> NumberValue:
    return build_number(type, Decimal(amount), unit, Approximation.EXACT, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (DateValue(PartialDate.parse("1975-10")), {"type": "date", "date": "1975-10"}),
        (EntityValue("merci-patron"), {"type": "entity", "entity": "merci-patron"}),
        (TextValue("a film"), {"type": "text", "text": "a film"}),
        (BooleanValue(True), {"type": "boolean", "boolean": True}),
        (SpecialValue(ValueType.MONEY, Snak.UNKNOWN), {"type": "money", "snak": "somevalue"}),
        (
            around("5.0", "4", None),
            {
                "type": "percentage",
                "amount": "5",
                "unit": "percent",
                "approximation": "around",
                "lower": "4",
                "upper": None,
            },
        ),
    ],
)
def test_a_value_has_one_form_in_json(value: Value, expected: dict[str, object]) -> None:
    assert to_json(value) == expected
    assert from_json(expected) == value


@given(values)
def test_a_value_printed_as_json_reads_the_same(value: Value) -> None:
    printed = json.dumps(to_json(value), allow_nan=False)
    assert from_json(json.loads(printed)) == value
    assert to_json(from_json(json.loads(printed))) == to_json(value)


@given(values)
def test_json_holds_no_floats(value: Value) -> None:
    assert all(part is None or isinstance(part, str | bool) for part in to_json(value).values())


def test_a_number_in_json_is_exact_unless_it_says_otherwise() -> None:
    assert from_json({"type": "quantity", "amount": "74", "unit": "people"}) == exactly(
        "74", ValueType.QUANTITY, "people"
    )


def test_a_whole_number_may_be_a_json_integer() -> None:
    assert from_json({"type": "quantity", "amount": -74, "unit": "1"}) == exactly("-74", ValueType.QUANTITY, "1")


def test_bounds_that_are_left_out_come_from_the_tolerance() -> None:
    data = {"type": "percentage", "amount": "5", "unit": "percent", "approximation": "around"}
    assert from_json(data, ONE) == around("5", "4", "6")
    with pytest.raises(InvalidValue, match="needs the tolerance of the property"):
        from_json(data)


def test_bounds_that_are_given_are_kept_whatever_the_tolerance() -> None:
    data = {"type": "percentage", "amount": "5", "unit": "percent", "approximation": "around", "lower": 3, "upper": 6}
    assert from_json(data, ONE) == around("5", "3", "6")


def a_number(**changes: object) -> dict[str, object]:
    return {"type": "quantity", "amount": "5", "unit": "1"} | changes


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (None, "A value is a JSON object, not null."),
        (True, "A value is a JSON object, not true."),
        ([], "A value is a JSON object, not a list."),
        ("1975", "A value is a JSON object, not '1975'."),
        ({}, "type: missing."),
        ({"type": 5}, "type: a text is needed, not 5."),
        ({"type": []}, "type: a text is needed, not a list."),
        ({"type": "year"}, "type: 'year' is none of date, quantity, percentage, money, entity, text, boolean."),
        ({"type": "date"}, "date: missing."),
        ({"type": "date", "date": 1975}, "date: A date is written as text"),
        ({"type": "date", "date": "1975-13"}, "date: '1975-13' is not a date: there is no month 13."),
        ({"type": "date", "date": "1975", "era": "ad"}, "'era': this sort of value has no such key; it has date."),
        ({"type": "date", "text": "1975"}, "'text': this sort of value has no such key"),
        ({"type": "date", 3: "1975"}, "3: this sort of value has no such key"),
        ({"type": "date", "snak": "value"}, "snak: 'value' is none of somevalue, novalue."),
        ({"type": "date", "snak": None}, "snak: a text is needed, not null."),
        ({"type": "date", "snak": "novalue", "date": "1975"}, "'date': this sort of value has no such key"),
        ({"type": "entity", "entity": 7}, "entity: a text is needed, not 7."),
        ({"type": "entity", "entity": "two words"}, "entity: 'two words' is not the key of an entity."),
        ({"type": "text", "text": {}}, "text: a text is needed, not an object."),
        ({"type": "text", "text": ""}, "text: '' is empty"),
        ({"type": "boolean", "boolean": "yes"}, "boolean: true or false is needed, not 'yes'."),
        ({"type": "boolean", "boolean": 1}, "boolean: true or false is needed, not 1."),
        ({"type": "boolean"}, "boolean: missing."),
        ({"type": "quantity", "unit": "1"}, "amount: missing."),
        ({"type": "quantity", "amount": "5"}, "unit: missing."),
        (a_number(unit=1), "unit: a text is needed, not 1."),
        (a_number(amount=5.5), "amount: a number is written as a text of digits, such as"),
        (a_number(amount=5.5), "not as the floating-point number 5.5."),
        (a_number(amount=float("nan")), "not as the floating-point number nan."),
        (a_number(amount=True), "not as true."),
        (a_number(amount=None), "amount: a number is written as a text of digits"),
        (a_number(amount=10**5000), "not as a number of more than 20 digits."),
        (a_number(amount=Decimal(5)), "not as a Decimal."),
        (a_number(amount="NaN"), "amount: 'NaN' is not a number"),
        (a_number(amount="5,5"), "amount: '5,5' is not a number: write digits with a point"),
        (a_number(amount="1e3"), "amount: '1e3' is not a number"),
        (a_number(amount="+5"), "amount: '+5' is not a number"),
        (a_number(amount="05"), "amount: '05' is not a number"),
        (a_number(amount="5."), "amount: '5.' is not a number"),
        (a_number(amount="٥"), "amount: '٥' is not a number"),
        (a_number(amount="5\n"), "is not a number"),
        (a_number(amount="1" * 21), "amount: '111111111111111111111' has more than 20 digits."),
        (a_number(approximation="roughly"), "approximation: 'roughly' is none of exact, around"),
        (a_number(approximation=None), "approximation: a text is needed, not null."),
        (a_number(lower="4"), "upper: missing."),
        (a_number(upper="6"), "lower: missing."),
        (a_number(lower=4.5, upper="6"), "lower: a number is written as a text of digits"),
        (a_number(lower="4", upper="x"), "upper: 'x' is not a number"),
        (a_number(lower="6", upper="7"), "lower: 6 is more than the amount 5."),
        (a_number(lower=None, upper=None), "lower, upper: at least one of the two must be known."),
        (a_number(type="money", unit="euro"), "unit: 'euro' is not a currency code"),
        (a_number(precision="0"), "no such key; it has amount, approximation, lower, unit, upper."),
    ],
)  # fmt: skip
def test_bad_json_is_refused_with_the_name_of_the_key(data: object, complaint: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        from_json(data)
    assert complaint in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_refusal_shows_the_start_of_a_long_text_only() -> None:
    assert shown("x" * 40) == repr("x" * 40)
    assert shown("x" * 41) == shown("x" * 100_000) == repr("x" * 39 + "…")


def test_only_a_value_has_a_form_in_json() -> None:
    with pytest.raises(InvalidValue, match="5 is not a value"):
        to_json(5)  # type: ignore[arg-type]


json_leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.sampled_from(["type", "date", "amount", "unit", "approximation", "lower", "upper", "entity", "text", "snak"])
words = st.sampled_from(["date", "quantity", "money", "text", "boolean", "somevalue", "around", "5", "EUR", "1975"])


@given(json_leaves | st.dictionaries(keys | st.text(max_size=3), json_leaves | words | st.lists(words), max_size=7))
def test_whatever_json_holds_is_a_value_or_refused(data: object) -> None:
    try:
        value = from_json(data, ONE)
    except InvalidValue:
        return
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("-" + "1" * 20, "-" + "1" * 20),
        ("5.00", "5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-0", "0"),
        ("0E+30", "0"),
        ("0.50", "0.5"),
        ("-12.5", "-12.5"),
    ],
)
def test_a_decimal_has_one_plain_form(number: str, text: str) -> None:
    assert format_decimal(Decimal(number)) == text


@given(decimals)
def test_a_decimal_that_was_printed_reads_the_same(number: Decimal) -> None:
    assert parse_decimal(format_decimal(number)) == number


@pytest.mark.parametrize(
    ("value", "tolerance", "written"),
    [
        (DateValue(PartialDate.parse("1975-10")), None, "1975-10"),
        (exactly("5"), None, "5"),
        (exactly("5"), ONE, "5"),
        (around("5", "4", "6"), ONE, "around 5"),
        (around("5", "4", "6"), None, "around 5 [4, 6]"),
        (around("5", "3", "6"), ONE, "around 5 [3, 6]"),
        (around("5", None, "6"), ONE, "around 5 [.., 6]"),
        (around("5", "4", None), ONE, "around 5 [4, ..]"),
        (build_number(ValueType.PERCENTAGE, Decimal(10), "percent", Approximation.AT_LEAST, None), None, "at_least 10"),
        (EntityValue("merci-patron"), None, "merci-patron"),
        (TextValue("a film"), None, "a film"),
        (TextValue("unknown"), None, '"unknown"'),
        (TextValue("none"), None, '"none"'),
        (TextValue("None"), None, "None"),
        (TextValue('"Merci" he said'), None, '""Merci" he said"'),
        (TextValue('he said "Merci"'), None, '"he said "Merci""'),
        (TextValue('"'), None, '"""'),
        (BooleanValue(True), None, "yes"),
        (BooleanValue(False), None, "no"),
        (SpecialValue(ValueType.TEXT, Snak.UNKNOWN), None, "unknown"),
        (SpecialValue(ValueType.PERCENTAGE, Snak.NONE), None, "none"),
    ],
)
def test_a_value_has_a_written_form(value: Value, tolerance: Tolerance | None, written: str) -> None:
    assert write(value, tolerance) == written
    assert read(written, value.type, "percent", tolerance) == value


@given(values, st.none() | tolerances)
def test_a_value_that_was_written_reads_the_same(value: Value, tolerance: Tolerance | None) -> None:
    unit = value.unit if isinstance(value, NumberValue) else ""
    assert read(write(value, tolerance), value.type, unit, tolerance) == value


@given(decimals, st.sampled_from(Approximation), tolerances)
def test_bounds_that_the_tolerance_gives_are_not_written(
    amount: Decimal, approximation: Approximation, tolerance: Tolerance
) -> None:
    value = build_number(ValueType.QUANTITY, amount, "1", approximation, tolerance)
    assert "[" not in write(value, tolerance)


def test_only_a_percentage_needs_no_unit_in_a_form() -> None:
    assert read("5", ValueType.PERCENTAGE) == exactly("5")
    with pytest.raises(InvalidValue, match="unit: '' is empty"):
        read("5", ValueType.QUANTITY)


def test_an_unbalanced_quote_is_part_of_the_text() -> None:
    assert read('"Merci patron!', ValueType.TEXT) == TextValue('"Merci patron!')
    assert read('Merci patron!"', ValueType.TEXT) == TextValue('Merci patron!"')
    assert read('"', ValueType.TEXT) == TextValue('"')


@pytest.mark.parametrize(
    ("text", "type", "complaint"),
    [
        ("1975-13", ValueType.DATE, "there is no month 13"),
        ("", ValueType.DATE, "is not a date"),
        ("Unknown", ValueType.DATE, "'Unknown' is not a date"),
        ("", ValueType.QUANTITY, "'' is not a number: write 5, around 5"),
        ("about 5", ValueType.QUANTITY, "'about' is none of exact, around, nearly"),
        ("around  5", ValueType.QUANTITY, "is not a number"),
        ("around five", ValueType.QUANTITY, "'five' is not a number"),
        ("around 5", ValueType.QUANTITY, "needs the tolerance of the property"),
        ("5 people", ValueType.QUANTITY, "'5 people' is not a number"),
        ("5 [3]", ValueType.QUANTITY, "is not a number"),
        ("5 [3, x]", ValueType.QUANTITY, "'x' is not a number"),
        ("5 [.., ..]", ValueType.QUANTITY, "at least one of the two must be known"),
        ("5 [6, 7]", ValueType.QUANTITY, "lower: 6 is more than the amount 5"),
        ("two words", ValueType.ENTITY, "is not the key of an entity"),
        ("", ValueType.TEXT, "text: '' is empty"),
        ('""', ValueType.TEXT, "text: '' is empty"),
        ("true", ValueType.BOOLEAN, "'true' is neither yes nor no"),
        ("", ValueType.BOOLEAN, "'' is neither yes nor no"),
    ],
)
def test_anything_else_that_is_typed_is_refused(text: str, type: ValueType, complaint: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        read(text, type, "1")
    assert complaint in str(refusal.value)


@given(st.text(max_size=12), st.sampled_from(ValueType))
def test_whatever_is_typed_is_a_value_or_refused(text: str, type: ValueType) -> None:
    try:
        value = read(text, type, "EUR", ONE)
    except InvalidValue:
        return
    assert read(write(value, ONE), type, "EUR", ONE) == value

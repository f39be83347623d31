"""What each sort of value may hold, and the interval that a number stands for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.values import (
    EntityValue,
    InvalidValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Tolerance,
    build_number,
)
from claims.judgement.vocab import Approximation, Snak, ValueType

from .strategies import decimals, tolerances


def percent(
    amount: str, approximation: Approximation = Approximation.EXACT, tolerance: str | None = None
) -> NumberValue:
    parsed = Tolerance.parse(tolerance) if tolerance else None
    return build_number(ValueType.PERCENTAGE, Decimal(amount), "percent", approximation, parsed)


@pytest.mark.parametrize(
    ("approximation", "lower", "upper"),
    [
        (Approximation.EXACT, "180", "180"),
        (Approximation.AROUND, "171", "189"),
        (Approximation.NEARLY, "171", "180"),
        (Approximation.OVER, "180", "189"),
        (Approximation.AT_LEAST, "180", None),
        (Approximation.AT_MOST, None, "180"),
    ],
)
@pytest.mark.parametrize("tolerance", ["9", "5%"])
def test_the_wording_of_a_number_decides_its_interval(
    approximation: Approximation, lower: str | None, upper: str | None, tolerance: str
) -> None:
    number = percent("180", approximation, tolerance)
    assert number.lower == (None if lower is None else Decimal(lower))
    assert number.upper == (None if upper is None else Decimal(upper))
    assert number.amount == 180


@pytest.mark.parametrize("approximation", [Approximation.AROUND, Approximation.NEARLY, Approximation.OVER])
def test_an_approximate_number_needs_a_tolerance(approximation: Approximation) -> None:
    with pytest.raises(InvalidValue, match=f"approximation: '{approximation.value}' needs the tolerance"):
        percent("5", approximation)


@pytest.mark.parametrize("approximation", [Approximation.EXACT, Approximation.AT_LEAST, Approximation.AT_MOST])
def test_other_numbers_need_no_tolerance(approximation: Approximation) -> None:
    assert percent("5", approximation) == percent("5", approximation, "1")


@given(decimals, tolerances, st.sampled_from(Approximation))
def test_a_built_number_always_holds_its_amount(
    amount: Decimal, tolerance: Tolerance, approximation: Approximation
) -> None:
    number = build_number(ValueType.QUANTITY, amount, "1", approximation, tolerance)
    assert number.lower is None or number.lower <= amount
    assert number.upper is None or amount <= number.upper


def test_the_tolerance_of_a_negative_number_reaches_to_both_sides_too() -> None:
    number = percent("-50", Approximation.AROUND, "10%")
    assert (number.lower, number.upper) == (Decimal(-55), Decimal(-45))


def test_bounds_are_exact_whatever_their_size() -> None:
    number = percent("9999999999999999.9", Approximation.AROUND, "0.1")
    assert (number.lower, number.upper) == (Decimal("9999999999999999.8"), Decimal(10**16))


def test_bounds_that_are_too_long_to_write_are_refused() -> None:
    with pytest.raises(InvalidValue, match="more than 20 digits"):
        percent("12345678901234567890", Approximation.AROUND, "0.1")


@pytest.mark.parametrize(("text", "size", "relative"), [("1", "1", False), ("10%", "10", True), ("0.50%", "0.5", True)])
def test_a_tolerance_is_absolute_or_relative(text: str, size: str, relative: bool) -> None:
    assert Tolerance.parse(text) == Tolerance(Decimal(size), relative)


@given(tolerances)
def test_a_tolerance_that_was_printed_reads_the_same(tolerance: Tolerance) -> None:
    assert Tolerance.parse(str(tolerance)) == tolerance


@pytest.mark.parametrize("text", ["0", "0%", "-1", "", "%", "10%%", "10 %", "ten", "1e3", "NaN"])
def test_a_tolerance_is_a_number_above_zero(text: str) -> None:
    with pytest.raises(InvalidValue):
        Tolerance.parse(text)


@pytest.mark.parametrize(
    ("type", "unit", "complaint"),
    [
        (ValueType.PERCENTAGE, "%", "the unit of a percentage is 'percent', not '%'"),
        (ValueType.MONEY, "euro", "'euro' is not a currency code"),
        (ValueType.MONEY, "eur", "'eur' is not a currency code"),
        (ValueType.MONEY, "EUR\n", "not a currency code"),
        (ValueType.QUANTITY, "", "unit: '' is empty"),
        (ValueType.QUANTITY, " people", "white space at an end"),
        (ValueType.QUANTITY, "peo\x00ple", r"control character U\+0000"),
        (ValueType.QUANTITY, "e\u0301lus", "not in Unicode normal form C"),
        (ValueType.QUANTITY, "p" * 33, "more than 32 characters"),
        (ValueType.DATE, "1", "type: 'date' is not a sort of number"),
    ],
)
def test_a_number_has_the_unit_of_its_type(type: ValueType, unit: str, complaint: str) -> None:
    with pytest.raises(InvalidValue, match=complaint):
        build_number(type, Decimal(1), unit, Approximation.EXACT, None)


@pytest.mark.parametrize(
    ("amount", "lower", "upper", "complaint"),
    [
        ("5", "6", "7", "lower: 6 is more than the amount 5"),
        ("5", "3", "4", "upper: 4 is less than the amount 5"),
        ("5", None, None, "at least one of the two must be known"),
        ("NaN", "1", None, "NaN is not a number"),
        ("5", "-Infinity", "6", "-Infinity is not a number"),
        ("1E+25", None, "1E+25", "'1E.25' has more than 20 digits"),
        ("1E-25", None, "1", "'1E-25' has more than 20 digits"),
        ("1234567890.12345678901", None, "1234567891", "has more than 20 digits"),
    ],
)
def test_the_bounds_of_a_number_hold_its_amount(
    amount: str, lower: str | None, upper: str | None, complaint: str
) -> None:
    low, high = (None if bound is None else Decimal(bound) for bound in (lower, upper))
    with pytest.raises(InvalidValue, match=complaint):
        NumberValue(ValueType.QUANTITY, Decimal(amount), "1", Approximation.AROUND, low, high)


@pytest.mark.parametrize("key", ["", " ", "a b", "a\tb", 'a"b', "unknown", "none", "k" * 201, "a\u202eb"])
def test_an_entity_is_named_by_one_word_that_means_nothing_else(key: str) -> None:
    with pytest.raises(InvalidValue, match="entity: "):
        EntityValue(key)


@pytest.mark.parametrize(
    "text", ["", " Fakir", "Fakir\n", "two\nlines", "a\u2028b", "a\ud800b", "\ufeffFakir", "t" * 1001]
)
def test_a_text_value_is_one_trimmed_line(text: str) -> None:
    with pytest.raises(InvalidValue, match="text: "):
        TextValue(text)


def test_a_text_value_has_up_to_a_thousand_characters() -> None:
    assert TextValue("t" * 1000).text == "t" * 1000


def test_a_text_value_is_kept_in_unicode_nfc() -> None:
    assert TextValue("Franc\u0327ois") == TextValue("François")
    assert TextValue("Franc\u0327ois").text == "François"


def test_a_special_value_is_unknown_or_none() -> None:
    with pytest.raises(InvalidValue, match="snak: 'value' is neither somevalue nor novalue"):
        SpecialValue(ValueType.DATE, Snak.VALUE)

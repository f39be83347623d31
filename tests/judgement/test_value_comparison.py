"""When two values agree, refine each other, exclude each other or cannot be compared."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.dates import PartialDate, Span
from claims.judgement.values import (
    BooleanValue,
    Comparison,
    DateValue,
    EntityValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Tolerance,
    Value,
    agree,
    build_number,
    compare,
    disjoint,
    refines,
)
from claims.judgement.vocab import Agreement, Approximation, Cardinality, Reason, Snak, ValueType

from .strategies import nested_values, several_values, spans, values, values_of

MIRRORED = {"left": "right", "right": "left", None: None}
EVER, AT_A_TIME, MANY = Cardinality.SINGLE_EVER, Cardinality.SINGLE_AT_A_TIME, Cardinality.MANY
TERM = Span(PartialDate.parse("2017-06-18"), PartialDate.parse("2022-06-19"))
NEXT_TERM = Span(PartialDate.parse("2022-06-20"), PartialDate.parse("2024-06-09"))
SOME_TIME = Span()


def on(text: str) -> DateValue:
    return DateValue(PartialDate.parse(text))


def percent(
    amount: str, approximation: Approximation = Approximation.EXACT, tolerance: str | None = None
) -> NumberValue:
    parsed = Tolerance.parse(tolerance) if tolerance else None
    return build_number(ValueType.PERCENTAGE, Decimal(amount), "percent", approximation, parsed)


def euros(amount: str, unit: str = "EUR") -> NumberValue:
    return build_number(ValueType.MONEY, Decimal(amount), unit, Approximation.EXACT, None)


def special(snak: Snak, type: ValueType = ValueType.DATE) -> SpecialValue:
    return SpecialValue(type, snak)


@pytest.mark.parametrize(
    ("finer", "coarser"),
    [
        (on("1975-10-18"), on("1975")),
        (on("1975"), on("197X")),
        (on("1975"), on("1975~")),
        (on("2025-07"), on("2025-06/..")),
        (percent("5"), percent("5", Approximation.AROUND, "1")),
        (percent("5", Approximation.NEARLY, "1"), percent("5", Approximation.AROUND, "1")),
        (percent("12"), percent("10", Approximation.AT_LEAST)),
        (percent("12", Approximation.AT_LEAST), percent("10", Approximation.AT_LEAST)),
        (on("1975"), special(Snak.UNKNOWN)),
        (TextValue("quarterly"), special(Snak.UNKNOWN, ValueType.TEXT)),
        (EntityValue("whirlpool"), special(Snak.UNKNOWN, ValueType.ENTITY)),
        (BooleanValue(False), special(Snak.UNKNOWN, ValueType.BOOLEAN)),
    ],
)
def test_a_value_refines_the_one_whose_interval_holds_it(finer: Value, coarser: Value) -> None:
    assert refines(finer, coarser)
    assert not refines(coarser, finer)
    assert agree(finer, coarser)
    assert not disjoint(finer, coarser)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (on("1975"), on("1975")),
        (on("1975"), on("1975/1975")),
        (percent("5"), percent("5.0")),
        (TextValue("Monthly"), TextValue("monthly")),
        (TextValue("Straße"), TextValue("STRASSE")),
        (TextValue("once  a year"), TextValue("once a year")),
        (EntityValue("fakir"), EntityValue("fakir")),
        (BooleanValue(True), BooleanValue(True)),
        (special(Snak.UNKNOWN), special(Snak.UNKNOWN)),
        (special(Snak.NONE), special(Snak.NONE)),
    ],
)
def test_the_same_value_agrees_and_refines_nothing(one: Value, other: Value) -> None:
    assert agree(one, other)
    assert not refines(one, other)
    assert not refines(other, one)
    assert not disjoint(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (on("1975"), on("1976")),
        (on("1975-10-18"), on("1975-10-19")),
        (percent("5"), percent("5.1")),
        (percent("5", Approximation.AROUND, "1"), percent("10", Approximation.AT_LEAST)),
        (EntityValue("whirlpool"), EntityValue("ecopla")),
        (BooleanValue(True), BooleanValue(False)),
        (special(Snak.NONE), on("1975")),
        (special(Snak.NONE), special(Snak.UNKNOWN)),
        (special(Snak.NONE, ValueType.TEXT), TextValue("none")),
        (special(Snak.NONE, ValueType.MONEY), euros("5")),
    ],
)
def test_values_without_common_ground_are_disjoint(one: Value, other: Value) -> None:
    assert disjoint(one, other)
    assert disjoint(other, one)
    assert not agree(one, other)
    assert not refines(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (on("1975"), TextValue("1975")),
        (percent("5"), euros("5")),
        (euros("5"), euros("5", "USD")),
        (special(Snak.NONE, ValueType.DATE), special(Snak.NONE, ValueType.TEXT)),
        (TextValue("monthly"), TextValue("every month")),
    ],
)
def test_what_cannot_be_compared_neither_agrees_nor_excludes(one: Value, other: Value) -> None:
    assert not agree(one, other)
    assert not disjoint(one, other)
    assert not refines(one, other)


@pytest.mark.parametrize(
    ("left", "right", "cardinality", "scopes", "outcome", "reason", "finer"),
    [
        (on("1975"), TextValue("1975"), EVER, (TERM, TERM), "incomparable", "different_types", None),
        (euros("5"), euros("5", "USD"), AT_A_TIME, (TERM, NEXT_TERM), "incomparable", "different_units", None),
        (percent("5"), percent("5"), AT_A_TIME, (TERM, NEXT_TERM), "incomparable", "different_time", None),
        (percent("5"), percent("7"), MANY, (TERM, NEXT_TERM), "incomparable", "different_time", None),
        (on("1975"), on("1975"), EVER, (TERM, NEXT_TERM), "agree", "same", None),
        (on("1975"), on("1975/1975"), EVER, (TERM, NEXT_TERM), "agree", "same", None),
        (on("1975"), on("1976"), EVER, (TERM, NEXT_TERM), "conflict", "disjoint", None),
        (on("1975"), on("1976"), EVER, (SOME_TIME, SOME_TIME), "conflict", "disjoint", None),
        (on("1975-10-18"), on("1975"), EVER, (SOME_TIME, SOME_TIME), "refine", "finer", "left"),
        (on("1975"), on("1975-10-18"), EVER, (SOME_TIME, SOME_TIME), "refine", "finer", "right"),
        (on("1975~"), on("1976~"), EVER, (SOME_TIME, SOME_TIME), "agree", "overlap", None),
        (percent("5"), percent("7"), MANY, (TERM, TERM), "incomparable", "several_values", None),
        (TextValue("one"), TextValue("two"), MANY, (TERM, TERM), "incomparable", "several_values", None),
        (percent("5"), special(Snak.NONE, ValueType.PERCENTAGE), MANY, (TERM, TERM), "conflict", "disjoint", None),
        (
            percent("5"),
            special(Snak.NONE, ValueType.PERCENTAGE),
            MANY,
            (TERM, Span()),
            "possible_conflict",
            "scope_unknown",
            None,
        ),
        (TextValue("one"), TextValue("two"), EVER, (TERM, TERM), "possible_conflict", "wording", None),
        (TextValue("one"), TextValue("two"), AT_A_TIME, (TERM, SOME_TIME), "possible_conflict", "wording", None),
        (TextValue("One"), TextValue("one"), AT_A_TIME, (TERM, SOME_TIME), "agree", "same", None),
        (percent("5"), percent("7"), AT_A_TIME, (TERM, SOME_TIME), "possible_conflict", "scope_unknown", None),
        (percent("5"), percent("7"), AT_A_TIME, (TERM, TERM), "conflict", "disjoint", None),
        (special(Snak.NONE), on("1975"), EVER, (SOME_TIME, SOME_TIME), "conflict", "disjoint", None),
    ],
)
def test_the_first_rule_that_fits_decides(
    left: Value,
    right: Value,
    cardinality: Cardinality,
    scopes: tuple[Span, Span],
    outcome: str,
    reason: str,
    finer: Literal["left", "right"] | None,
) -> None:
    comparison = compare(left, right, cardinality=cardinality, left_scope=scopes[0], right_scope=scopes[1])
    assert comparison == Comparison(Agreement(outcome), Reason(reason), finer)


@given(several_values(2), st.sampled_from(Cardinality), spans, spans)
def test_comparison_is_symmetric(
    pair: tuple[Value, Value], cardinality: Cardinality, left_scope: Span, right_scope: Span
) -> None:
    left, right = pair
    there = compare(left, right, cardinality=cardinality, left_scope=left_scope, right_scope=right_scope)
    back = compare(right, left, cardinality=cardinality, left_scope=right_scope, right_scope=left_scope)
    assert (there.outcome, there.reason) == (back.outcome, back.reason)
    assert there.finer == MIRRORED[back.finer]
    assert agree(left, right) == agree(right, left)
    assert disjoint(left, right) == disjoint(right, left)


@given(values, st.sampled_from(Cardinality), spans)
def test_every_value_is_the_same_as_itself(value: Value, cardinality: Cardinality, scope: Span) -> None:
    comparison = compare(value, value, cardinality=cardinality, left_scope=scope, right_scope=scope)
    assert comparison == Comparison(Agreement.AGREE, Reason.SAME)


@given(several_values(2) | nested_values(2))
def test_refinement_implies_agreement(pair: tuple[Value, Value]) -> None:
    one, other = pair
    assert agree(one, other) or not refines(one, other)
    assert not (refines(one, other) and refines(other, one))


@given(several_values(3) | nested_values(3))
def test_refinement_is_transitive(triple: tuple[Value, Value, Value]) -> None:
    finest, middle, coarsest = triple
    assert refines(finest, coarsest) or not (refines(finest, middle) and refines(middle, coarsest))


@given(nested_values(2), st.data())
def test_what_is_disjoint_from_a_value_is_disjoint_from_all_that_refine_it(
    pair: tuple[Value, Value], data: st.DataObject
) -> None:
    finer, coarser = pair
    stranger = data.draw(values_of(coarser.type))
    assert disjoint(stranger, finer) or not (refines(finer, coarser) and disjoint(stranger, coarser))


@given(several_values(2))
def test_nothing_both_agrees_and_excludes(pair: tuple[Value, Value]) -> None:
    one, other = pair
    assert not (agree(one, other) and disjoint(one, other))


@given(several_values(2), st.sampled_from(Cardinality), spans, spans)
def test_only_disjoint_values_conflict(
    pair: tuple[Value, Value], cardinality: Cardinality, left_scope: Span, right_scope: Span
) -> None:
    left, right = pair
    comparison = compare(left, right, cardinality=cardinality, left_scope=left_scope, right_scope=right_scope)
    assert disjoint(left, right) or comparison.outcome != Agreement.CONFLICT
    none = special(Snak.NONE, left.type)
    assert cardinality != Cardinality.MANY or none in pair or comparison.outcome != Agreement.CONFLICT

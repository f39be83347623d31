"""How two values stand to each other. Every value is an interval, and comparing them is comparing intervals.

`1975` is [1975-01-01, 1975-12-31], and `18 October 1975` is one day inside it: it refines it. This module is also where
the rest of the project imports everything about values from: their shapes (value_types.py), their JSON
(values_json.py) and their written form (values_text.py).
"""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .dates import Span, surely_apart, surely_overlap
from .decimals import InvalidValue, Tolerance
from .value_types import (
    BooleanValue,
    DateValue,
    EntityValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Value,
    build_number,
)
from .values_json import from_json, to_json
from .values_text import read, write
from .vocab import Agreement, Cardinality, Reason, Snak

__all__ = [
    "BooleanValue",
    "Comparison",
    "DateValue",
    "EntityValue",
    "InvalidValue",
    "NumberValue",
    "SpecialValue",
    "TextValue",
    "Tolerance",
    "Value",
    "agree",
    "build_number",
    "compare",
    "disjoint",
    "from_json",
    "read",
    "refines",
    "to_json",
    "write",
]

Interval = tuple[Decimal, Decimal]
"""First and last point, both included; days count as their ordinal, an open side is an infinity."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two values stand to each other, and why. `finer` names the more precise one when the outcome is `refine`."""

    outcome: Agreement
    reason: Reason
    finer: Literal["left", "right"] | None = None


def refines(finer: Value, coarser: Value) -> bool:
    """Whether the one says the same as the other, more precisely: its interval lies inside and is not equal.

    Every stated value refines the unknown value of its type.
    """
    if _difference(finer, coarser) is not None or isinstance(finer, SpecialValue):
        return False
    if isinstance(coarser, SpecialValue):
        return coarser.snak == Snak.UNKNOWN
    inner, outer = _interval(finer), _interval(coarser)
    if inner is None or outer is None or inner == outer:
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def agree(a: Value, b: Value) -> bool:
    """Whether both can be right at once: the intervals have common ground. Different types or units never agree."""
    if _difference(a, b) is not None:
        return False
    return _same(a, b) or refines(a, b) or refines(b, a) or _intersect(a, b)


def disjoint(a: Value, b: Value) -> bool:
    """Whether the two surely exclude each other.

    Different types or units do not, and neither do different words: they may mean the same. No value excludes every
    value, and the unknown one.
    """
    if _difference(a, b) is not None or (isinstance(a, TextValue) and isinstance(b, TextValue)):
        return False
    return not agree(a, b)


def compare(left: Value, right: Value, *, cardinality: Cardinality, left_scope: Span, right_scope: Span) -> Comparison:
    """Compare two values of one property, each with the time for which it is stated.

    The rules in their order; the first that fits decides. Swapping the two sides changes nothing but `finer`. The value
    of a `single_ever` property cannot change, so its scopes are not looked at. There can be several values of a `many`
    property, but not one beside "no value".
    """
    if (difference := _difference(left, right)) is not None:
        return Comparison(Agreement.INCOMPARABLE, difference)
    if cardinality != Cardinality.SINGLE_EVER and surely_apart(left_scope, right_scope):
        return Comparison(Agreement.INCOMPARABLE, Reason.DIFFERENT_TIME)
    if _same(left, right):
        return Comparison(Agreement.AGREE, Reason.SAME)
    if refines(left, right):
        return Comparison(Agreement.REFINE, Reason.FINER, finer="left")
    if refines(right, left):
        return Comparison(Agreement.REFINE, Reason.FINER, finer="right")
    if agree(left, right):
        return Comparison(Agreement.AGREE, Reason.OVERLAP)
    if cardinality == Cardinality.MANY and not (_is_none(left) or _is_none(right)):
        return Comparison(Agreement.INCOMPARABLE, Reason.SEVERAL_VALUES)
    if not disjoint(left, right):
        return Comparison(Agreement.POSSIBLE_CONFLICT, Reason.WORDING)
    if cardinality != Cardinality.SINGLE_EVER and not surely_overlap(left_scope, right_scope):
        return Comparison(Agreement.POSSIBLE_CONFLICT, Reason.SCOPE_UNKNOWN)
    return Comparison(Agreement.CONFLICT, Reason.DISJOINT)


def _is_none(value: Value) -> bool:
    return isinstance(value, SpecialValue) and value.snak == Snak.NONE


def _difference(a: Value, b: Value) -> Literal[Reason.DIFFERENT_TYPES, Reason.DIFFERENT_UNITS] | None:
    """Why two values cannot be compared at all, or None when they can. Special values have a type but no unit."""
    if a.type != b.type:
        return Reason.DIFFERENT_TYPES
    if isinstance(a, NumberValue) and isinstance(b, NumberValue) and a.unit != b.unit:
        return Reason.DIFFERENT_UNITS
    return None


def _same(a: Value, b: Value) -> bool:
    """Whether two comparable values stand for the same, however they are written."""
    if isinstance(a, TextValue) and isinstance(b, TextValue):
        return _caseless(a.text) == _caseless(b.text)
    interval = _interval(a)
    return a == b or (interval is not None and interval == _interval(b))


def _intersect(a: Value, b: Value) -> bool:
    one, other = _interval(a), _interval(b)
    return one is not None and other is not None and max(one[0], other[0]) <= min(one[1], other[1])


def _interval(value: Value) -> Interval | None:
    """The interval of a date or number; None for values that have no order."""
    match value:
        case DateValue():
            return Decimal(value.date.earliest.toordinal()), Decimal(value.date.latest.toordinal())
        case NumberValue():
            lower = Decimal("-Infinity") if value.lower is None else value.lower
            upper = Decimal("Infinity") if value.upper is None else value.upper
            return lower, upper
        case _:
            return None


def _caseless(text: str) -> str:
    """Canonical caseless matching (Unicode Standard, 3.13, D145), with white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold()).split())

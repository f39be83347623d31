"""Values as JSON: what fixtures, the database and dossiers hold. No floats; decimals are plain strings.

`{"type": "date", "date": "1975-10"}`, `{"type": "percentage", "amount": "5", "unit": "percent",
"approximation": "around", "lower": "4", "upper": "6"}`, `{"type": "entity", "entity": "…"}`,
`{"type": "text", "text": "…"}`, `{"type": "boolean", "boolean": true}`, `{"type": "date", "snak": "novalue"}`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from .dates import DateError, PartialDate
from .decimals import MAX_DIGITS, InvalidValue, Tolerance, format_decimal, parse_decimal, shown
from .value_types import (
    NUMBER_TYPES,
    BooleanValue,
    DateValue,
    EntityValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Value,
    build_number,
)
from .vocab import Approximation, Snak, ValueType
from .words import gettext_noop

Json: TypeAlias = dict[str, str | bool | None]

_NUMBER_KEYS = frozenset({"amount", "unit", "approximation", "lower", "upper"})


def to_json(value: Value) -> Json:
    """The canonical JSON object of a value; `from_json` is its inverse. Whatever is no value is an `InvalidValue`."""
    match value:
        case DateValue():
            return {"type": value.type.value, "date": str(value.date)}
        case NumberValue():
            return {
                "type": value.type.value,
                "amount": format_decimal(value.amount),
                "unit": value.unit,
                "approximation": value.approximation.value,
                "lower": None if value.lower is None else format_decimal(value.lower),
                "upper": None if value.upper is None else format_decimal(value.upper),
            }
        case EntityValue():
            return {"type": value.type.value, "entity": value.key}
        case TextValue():
            return {"type": value.type.value, "text": value.text}
        case BooleanValue():
            return {"type": value.type.value, "boolean": value.true}
        case SpecialValue():
            return {"type": value.type.value, "snak": value.snak.value}
        case _:
            raise InvalidValue(gettext_noop("{found} is not a value."), found=shown(value))


def from_json(data: object, tolerance: Tolerance | None = None) -> Value:
    """Read a value from a JSON object, or raise an `InvalidValue` that names the key.

    A number may leave out `approximation` (then it is exact), and `lower` and `upper` together (then they are resolved
    from the approximation and the tolerance). A whole amount may be a JSON integer.
    """
    if not isinstance(data, Mapping):
        raise InvalidValue(gettext_noop("A value is a JSON object, not {found}."), found=shown(data))
    type = ValueType(_choice(data, "type", ValueType.values))
    if "snak" in data:
        _check_keys(data, frozenset({"snak"}))
        return SpecialValue(type, Snak(_choice(data, "snak", [Snak.UNKNOWN.value, Snak.NONE.value])))
    if type in NUMBER_TYPES:
        _check_keys(data, _NUMBER_KEYS)
        return _number_from_json(type, data, tolerance)
    _check_keys(data, frozenset({type.value}))
    match type:
        case ValueType.DATE:
            return DateValue(_date(data))
        case ValueType.ENTITY:
            return EntityValue(_text(data, "entity"))
        case ValueType.TEXT:
            return TextValue(_text(data, "text"))
        case _:
            return BooleanValue(_boolean(data))


def _number_from_json(type: ValueType, data: Mapping[str, object], tolerance: Tolerance | None) -> NumberValue:
    amount, unit = _decimal(data, "amount"), _text(data, "unit")
    approximation = Approximation.EXACT
    if "approximation" in data:
        approximation = Approximation(_choice(data, "approximation", Approximation.values))
    if "lower" not in data and "upper" not in data:
        return build_number(type, amount, unit, approximation, tolerance)
    lower = None if _required(data, "lower") is None else _decimal(data, "lower")
    upper = None if _required(data, "upper") is None else _decimal(data, "upper")
    return NumberValue(type, amount, unit, approximation, lower, upper)


def _check_keys(data: Mapping[str, object], allowed: frozenset[str]) -> None:
    for key in data:
        if key != "type" and key not in allowed:
            raise InvalidValue(
                gettext_noop("{key}: this sort of value has no such key; it has {keys}."),
                key=shown(key),
                keys=", ".join(sorted(allowed)),
            )


def _required(data: Mapping[str, object], key: str) -> object:
    if key not in data:
        raise InvalidValue(gettext_noop("{key}: missing."), key=key)
    return data[key]


def _text(data: Mapping[str, object], key: str) -> str:
    text = _required(data, key)
    if not isinstance(text, str):
        raise InvalidValue(gettext_noop("{key}: a text is needed, not {found}."), key=key, found=shown(text))
    return text


def _choice(data: Mapping[str, object], key: str, choices: list[str]) -> str:
    word = _text(data, key)
    if word not in choices:
        raise InvalidValue(
            gettext_noop("{key}: {word} is none of {choices}."), key=key, word=shown(word), choices=", ".join(choices)
        )
    return word


def _boolean(data: Mapping[str, object]) -> bool:
    answer = _required(data, "boolean")
    if not isinstance(answer, bool):
        raise InvalidValue(gettext_noop("boolean: true or false is needed, not {found}."), found=shown(answer))
    return answer


def _date(data: Mapping[str, object]) -> PartialDate:
    try:
        return PartialDate.parse(_required(data, "date"))
    except DateError as error:
        raise InvalidValue(gettext_noop("{key}: {reason}"), key="date", reason=error) from error


def _decimal(data: Mapping[str, object], key: str) -> Decimal:
    number = _required(data, key)
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 10**MAX_DIGITS:
        return Decimal(number)
    if not isinstance(number, str):
        raise InvalidValue(
            gettext_noop('{key}: a number is written as a text of digits, such as "5.5", not as {found}.'),
            key=key,
            found=shown(number),
        )
    try:
        return parse_decimal(number)
    except InvalidValue as error:
        raise InvalidValue(gettext_noop("{key}: {reason}"), key=key, reason=error) from error

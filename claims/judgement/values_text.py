"""The written form of values: what editors type into forms and what findings show.

`1975-10`; `5`, `around 5`, `at_least 10`; `around 5 [3, 6]` where the bounds are not those of the tolerance;
`yes`, `no`; the key of an entity; free text; `unknown` and `none` for the special values.
"""

import re
from decimal import Decimal

from .dates import DateError, PartialDate
from .decimals import InvalidValue, Tolerance, format_decimal, parse_decimal, shown
from .value_types import (
    NUMBER_TYPES,
    PERCENT,
    SPECIAL_WORDS,
    BooleanValue,
    DateValue,
    EntityValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Value,
    build_number,
)
from .vocab import Approximation, ValueType
from .words import gettext_noop

OPEN = ".."
QUOTE = '"'

_ANSWERS = {"yes": True, "no": False}
_NUMBER = re.compile(
    r"(?:(?P<approximation>[a-z_]+) )?(?P<amount>[^ \[\]]+)(?: \[(?P<lower>[^ ,\[\]]+), (?P<upper>[^ ,\[\]]+)\])?"
)


def write(value: Value, tolerance: Tolerance | None = None) -> str:
    """The written form. `read` with the same type, unit and tolerance gives the same value again.

    Bounds are written out when the tolerance does not give them; without a tolerance, `around 5` shows them always.
    """
    match value:
        case DateValue():
            return str(value.date)
        case NumberValue():
            return _write_number(value, tolerance)
        case EntityValue():
            return value.key
        case TextValue():
            return _write_text(value.text)
        case BooleanValue():
            return "yes" if value.true else "no"
        case _:
            return SPECIAL_WORDS[value.snak]


def read(text: str, type: ValueType, unit: str = "", tolerance: Tolerance | None = None) -> Value:
    """Read the written form of a value of a known type; anything else is an `InvalidValue`.

    `unit` is that of the property, and matters to numbers only; a percentage needs none.
    """
    for snak, word in SPECIAL_WORDS.items():
        if text == word:
            return SpecialValue(type, snak)
    if type in NUMBER_TYPES:
        return _read_number(text, type, unit, tolerance)
    match type:
        case ValueType.DATE:
            return DateValue(_read_date(text))
        case ValueType.ENTITY:
            return EntityValue(text)
        case ValueType.TEXT:
            return TextValue(_read_text(text))
        case _:
            return BooleanValue(_read_answer(text))


def _write_number(value: NumberValue, tolerance: Tolerance | None) -> str:
    amount = format_decimal(value.amount)
    words = amount if value.approximation == Approximation.EXACT else f"{value.approximation.value} {amount}"
    if _is_implied(value, tolerance):
        return words
    return f"{words} [{_write_bound(value.lower)}, {_write_bound(value.upper)}]"


def _is_implied(value: NumberValue, tolerance: Tolerance | None) -> bool:
    """Whether the tolerance alone gives the bounds of the value.

    It gives none where the wording needs a tolerance and there is none, or where they would be too long to write.
    """
    try:
        return value == build_number(value.type, value.amount, value.unit, value.approximation, tolerance)
    except InvalidValue:
        return False


def _write_bound(bound: Decimal | None) -> str:
    return OPEN if bound is None else format_decimal(bound)


def _read_number(text: str, type: ValueType, unit: str, tolerance: Tolerance | None) -> NumberValue:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise InvalidValue(
            gettext_noop("{text} is not a number: write 5, around 5, at_least 10 or around 5 [3, 6]."), text=shown(text)
        )
    word = match["approximation"] or Approximation.EXACT.value
    if word not in Approximation.values:
        raise InvalidValue(
            gettext_noop("{word} is none of {choices}."), word=shown(word), choices=", ".join(Approximation.values)
        )
    amount = parse_decimal(match["amount"])
    if type == ValueType.PERCENTAGE and not unit:
        unit = PERCENT
    if match["lower"] is None:
        return build_number(type, amount, unit, Approximation(word), tolerance)
    return NumberValue(
        type, amount, unit, Approximation(word), _read_bound(match["lower"]), _read_bound(match["upper"])
    )


def _read_bound(text: str) -> Decimal | None:
    return None if text == OPEN else parse_decimal(text)


def _read_date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except DateError as error:
        raise InvalidValue(error.sentence, **error.parts) from error


def _read_answer(text: str) -> bool:
    if text not in _ANSWERS:
        raise InvalidValue(gettext_noop("{text} is neither yes nor no."), text=shown(text))
    return _ANSWERS[text]


def _write_text(text: str) -> str:
    """The text itself, in double quotes where it would be read as something else."""
    if text in SPECIAL_WORDS.values() or text.startswith(QUOTE) or text.endswith(QUOTE):
        return f"{QUOTE}{text}{QUOTE}"
    return text


def _read_text(text: str) -> str:
    quoted = len(text) > 1 and text.startswith(QUOTE) and text.endswith(QUOTE)
    return text[1:-1] if quoted else text

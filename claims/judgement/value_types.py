"""What a property can hold. Every value stands for an interval; these are its shapes (compared in values.py).

A number carries the interval that it stands for, resolved once, when it is built: what "around 5" means does not
change when somebody changes the property's tolerance later.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeAlias

from .dates import PartialDate
from .decimals import EXACTLY, InvalidValue, Tolerance, format_decimal, shown
from .vocab import Approximation, Snak, ValueType
from .words import gettext_noop

NUMBER_TYPES = frozenset({ValueType.QUANTITY, ValueType.PERCENTAGE, ValueType.MONEY})
PERCENT = "percent"
MAX_UNIT = 32
MAX_KEY = 200
MAX_TEXT = 1000
"""Longest unit, entity key and text value, in characters."""

SPECIAL_WORDS = {Snak.UNKNOWN: "unknown", Snak.NONE: "none"}
"""How the special values are written in forms; no entity can have one of these words as its key."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A moment, as precisely as it is known."""

    type: ClassVar[ValueType] = ValueType.DATE

    date: PartialDate


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A quantity, percentage or sum of money: the amount as stated, and the interval that it stands for.

    `lower` and `upper` are included in the interval; None is unbounded, and at most one of them is. The unit of a
    percentage is `percent`, that of money an ISO 4217 code, that of a quantity any short word (`1` for a pure number).
    """

    type: ValueType
    amount: Decimal
    unit: str
    approximation: Approximation
    lower: Decimal | None
    upper: Decimal | None

    def __post_init__(self) -> None:
        _check_unit(self.type, self.unit)
        for number in (self.amount, self.lower, self.upper):
            if number is not None:
                format_decimal(number)
        if self.lower is None and self.upper is None:
            raise InvalidValue(gettext_noop("lower, upper: at least one of the two must be known."))
        if self.lower is not None and self.lower > self.amount:
            raise InvalidValue(
                gettext_noop("lower: {lower} is more than the amount {amount}."),
                lower=f"{self.lower:f}",
                amount=f"{self.amount:f}",
            )
        if self.upper is not None and self.upper < self.amount:
            raise InvalidValue(
                gettext_noop("upper: {upper} is less than the amount {amount}."),
                upper=f"{self.upper:f}",
                amount=f"{self.amount:f}",
            )


@dataclass(frozen=True, slots=True)
class EntityValue:
    """Somebody or something with an entry of its own, named by its key."""

    type: ClassVar[ValueType] = ValueType.ENTITY

    key: str

    def __post_init__(self) -> None:
        _check_line("entity", self.key, MAX_KEY)
        if len(self.key.split()) != 1 or '"' in self.key or self.key in SPECIAL_WORDS.values():
            raise InvalidValue(gettext_noop("entity: {key} is not the key of an entity."), key=shown(self.key))


@dataclass(frozen=True, slots=True)
class TextValue:
    """A line of words, kept in Unicode NFC."""

    type: ClassVar[ValueType] = ValueType.TEXT

    text: str

    def __post_init__(self) -> None:
        if len(self.text) <= MAX_TEXT:
            object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))
        _check_line("text", self.text, MAX_TEXT)


@dataclass(frozen=True, slots=True)
class BooleanValue:
    """Yes or no."""

    type: ClassVar[ValueType] = ValueType.BOOLEAN

    true: bool


@dataclass(frozen=True, slots=True)
class SpecialValue:
    """Wikibase's "unknown value" (there is one, but which is not known) or "no value", for a property of `type`."""

    type: ValueType
    snak: Snak

    def __post_init__(self) -> None:
        if self.snak not in SPECIAL_WORDS:
            raise InvalidValue(
                gettext_noop("snak: {word} is neither {unknown} nor {none}."),
                word=shown(self.snak.value),
                unknown=Snak.UNKNOWN.value,
                none=Snak.NONE.value,
            )


Value: TypeAlias = DateValue | NumberValue | EntityValue | TextValue | BooleanValue | SpecialValue


def build_number(
    type: ValueType, amount: Decimal, unit: str, approximation: Approximation, tolerance: Tolerance | None
) -> NumberValue:
    """Build a number and resolve its interval from how it was worded and the tolerance of its property.

    Raises `InvalidValue` when the wording needs a tolerance and there is none, or the bounds need too many digits.
    """
    return NumberValue(type, amount, unit, approximation, *_bounds(amount, approximation, tolerance))


def _bounds(
    amount: Decimal, approximation: Approximation, tolerance: Tolerance | None
) -> tuple[Decimal | None, Decimal | None]:
    if approximation == Approximation.EXACT:
        return amount, amount
    if approximation == Approximation.AT_LEAST:
        return amount, None
    if approximation == Approximation.AT_MOST:
        return None, amount
    if tolerance is None:
        raise InvalidValue(
            gettext_noop("approximation: {word} needs the tolerance of the property, or its own lower and upper."),
            word=repr(approximation.value),
        )
    reach = tolerance.around(amount)
    below, above = EXACTLY.subtract(amount, reach), EXACTLY.add(amount, reach)
    if approximation == Approximation.NEARLY:
        return below, amount
    if approximation == Approximation.OVER:
        return amount, above
    return below, above


def _check_unit(type: ValueType, unit: str) -> None:
    """Raise `InvalidValue` when numbers of this type cannot be counted in this unit."""
    if type not in NUMBER_TYPES:
        raise InvalidValue(gettext_noop("type: {type} is not a sort of number."), type=shown(type.value))
    if type == ValueType.PERCENTAGE and unit != PERCENT:
        raise InvalidValue(
            gettext_noop("unit: the unit of a percentage is {percent}, not {unit}."),
            percent=repr(PERCENT),
            unit=shown(unit),
        )
    if type == ValueType.MONEY and _CURRENCY.fullmatch(unit) is None:
        raise InvalidValue(
            gettext_noop("unit: {unit} is not a currency code of three capitals, such as EUR."), unit=shown(unit)
        )
    _check_line("unit", unit, MAX_UNIT)


def _check_line(name: str, text: str, longest: int) -> None:
    """Raise `InvalidValue` unless the text is one trimmed line of visible characters in Unicode NFC."""
    if len(text) > longest:
        raise InvalidValue(
            gettext_noop("{name}: {text} has more than {longest} characters."),
            name=name,
            text=shown(text),
            longest=longest,
        )
    if text != text.strip() or not text:
        raise InvalidValue(
            gettext_noop("{name}: {text} is empty or has white space at an end."), name=name, text=shown(text)
        )
    if hidden := _HIDDEN.search(text):
        raise InvalidValue(
            gettext_noop("{name}: {text} holds the control character {character}."),
            name=name,
            text=shown(text),
            character=f"U+{ord(hidden[0]):04X}",
        )
    if not unicodedata.is_normalized("NFC", text):
        raise InvalidValue(gettext_noop("{name}: {text} is not in Unicode normal form C."), name=name, text=shown(text))

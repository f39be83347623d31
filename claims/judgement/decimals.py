"""Decimal numbers as the project writes them, and how far "around" reaches.

A number is written plainly: digits, perhaps a point, perhaps a minus; no exponent, no grouping, no float.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Self

from .words import Phrase, Unfit, gettext_noop

MAX_DIGITS = 20
"""Most digits that a written number may have, before and after the point together."""

EXACTLY = Context(prec=100)
"""Arithmetic that never rounds: the product of two numbers of `MAX_DIGITS` digits has at most 80."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class InvalidValue(Unfit):
    """A value, or a part of one, is not what its type allows. The message names the bad part."""


def parse_decimal(text: str) -> Decimal:
    """Read a plain decimal such as `-12.5`; anything else is an `InvalidValue`."""
    if _PLAIN.fullmatch(text) is None:
        raise InvalidValue(
            gettext_noop('{text} is not a number: write digits with a point, such as "1200.5".'), text=shown(text)
        )
    if len(text) - text.count("-") - text.count(".") > MAX_DIGITS:
        raise _too_long(text)
    return Decimal(text)


def format_decimal(number: Decimal) -> str:
    """The canonical plain form: no exponent, no zeros at the end, no minus zero. The inverse of `parse_decimal`.

    Raises `InvalidValue` for infinities, NaN and numbers that need more than `MAX_DIGITS` digits.
    """
    if not number.is_finite():
        raise InvalidValue(gettext_noop("{text} is not a number."), text=number)
    if number.is_zero():
        return "0"
    if abs(number.adjusted()) > MAX_DIGITS:
        raise _too_long(str(number))
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    if len(text) - text.count("-") - text.count(".") > MAX_DIGITS:
        raise _too_long(text)
    return text


def _too_long(text: str) -> InvalidValue:
    return InvalidValue(gettext_noop("{text} has more than {most} digits."), text=shown(text), most=MAX_DIGITS)


def shown(value: object) -> str | Phrase:
    """A short picture of any value for a message, whatever it holds."""
    match value:
        case str():
            return repr(value if len(value) <= 40 else value[:39] + "…")
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) < 10**MAX_DIGITS:
                return str(value)
            return Phrase(gettext_noop("a number of more than {most} digits"), most=MAX_DIGITS)
        case float():
            return Phrase(gettext_noop("the floating-point number {number}"), number=value)
        case dict():
            return Phrase(gettext_noop("an object"))
        case list() | tuple():
            return Phrase(gettext_noop("a list"))
        case _:
            return Phrase(gettext_noop("a {type}"), type=type(value).__name__)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far `around`, `nearly` and `over` reach: in the property's own unit, or in percent of the amount."""

    size: Decimal
    relative: bool = False

    def __post_init__(self) -> None:
        if self.size <= 0:
            raise InvalidValue(
                gettext_noop("A tolerance must be more than zero, not {size}."), size=format_decimal(self.size)
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1` (one unit of the property) or `10%` (of the amount)."""
        number = text.removesuffix("%")
        return cls(parse_decimal(number), relative=number != text)

    def __str__(self) -> str:
        return format_decimal(self.size) + ("%" if self.relative else "")

    def around(self, amount: Decimal) -> Decimal:
        """The distance that this tolerance allows to either side of an amount; never negative."""
        if not self.relative:
            return self.size
        return EXACTLY.multiply(amount.copy_abs(), self.size).scaleb(-2, EXACTLY)

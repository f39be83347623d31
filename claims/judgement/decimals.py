"""Decimal numbers as the project writes them, and how far "around" reaches.

A number is written plainly: digits, perhaps a point, perhaps a minus; no exponent, no grouping, no float.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Self

MAX_DIGITS = 20
"""Most digits that a written number may have, before and after the point together."""

EXACTLY = Context(prec=100)
"""Arithmetic that never rounds: the product of two numbers of `MAX_DIGITS` digits has at most 80."""

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class InvalidValue(ValueError):
    """A value, or a part of one, is not what its type allows. The message names the bad part."""


def parse_decimal(text: str) -> Decimal:
    """Read a plain decimal such as `-12.5`; anything else is an `InvalidValue`."""
    if _PLAIN.fullmatch(text) is None:
        raise InvalidValue(f'{shown(text)} is not a number: write digits with a point, such as "1200.5".')
    if len(text) - text.count("-") - text.count(".") > MAX_DIGITS:
        raise InvalidValue(f"{shown(text)} has more than {MAX_DIGITS} digits.")
    return Decimal(text)


def format_decimal(number: Decimal) -> str:
    """The canonical plain form: no exponent, no zeros at the end, no minus zero. The inverse of `parse_decimal`.

    Raises `InvalidValue` for infinities, NaN and numbers that need more than `MAX_DIGITS` digits.
    """
    if not number.is_finite():
        raise InvalidValue(f"{number} is not a number.")
    if number.is_zero():
        return "0"
    if abs(number.adjusted()) > MAX_DIGITS:
        raise InvalidValue(f"{shown(str(number))} has more than {MAX_DIGITS} digits.")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    if len(text) - text.count("-") - text.count(".") > MAX_DIGITS:
        raise InvalidValue(f"{shown(text)} has more than {MAX_DIGITS} digits.")
    return text


def shown(value: object) -> str:
    """A short picture of any value for a message, whatever it holds."""
    match value:
        case str():
            return repr(value if len(value) <= 40 else value[:39] + "…")
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**MAX_DIGITS else f"a number of more than {MAX_DIGITS} digits"
        case float():
            return f"the floating-point number {value}"
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__}"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far `around`, `nearly` and `over` reach: in the property's own unit, or in percent of the amount."""

    size: Decimal
    relative: bool = False

    def __post_init__(self) -> None:
        if self.size <= 0:
            raise InvalidValue(f"A tolerance must be more than zero, not {format_decimal(self.size)}.")

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

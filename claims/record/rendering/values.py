"""Values and scopes in words, with the numbers of the active language."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims.judgement.decimals import InvalidValue, format_decimal
from claims.judgement.values import (
    BooleanValue,
    DateValue,
    EntityValue,
    NumberValue,
    SpecialValue,
    TextValue,
    Value,
    from_json,
    read,
)
from claims.judgement.vocab import Approximation, Snak, ValueType
from claims.record.documents import Document

from .dates import Moment, in_words, moment
from .texts import Text, entity_name

BILLION, MILLION = Decimal(10**9), Decimal(10**6)
PURE_NUMBER = "1"


@dataclass(frozen=True, slots=True)
class ValuePart:
    """A value: as it was stated, and the interval that it is read as, where the words alone do not say it."""

    words: Text
    reading: str = ""


@dataclass(frozen=True, slots=True)
class ScopePart:
    """The time for which something holds, each end as precise as it is known; a missing end is not known.

    `whole` stands in place of both ends where they are written alike.
    """

    start: Moment | None = None
    end: Moment | None = None
    whole: Moment | None = None


def value_part(data: dict[str, Any] | None, document: Document, language: str) -> ValuePart | None:
    """A value of a document in words, or nothing for none."""
    if data is None:
        return None
    value = from_json(data)
    if isinstance(value, NumberValue):
        return ValuePart(Text(_number(value)), _reading(value))
    if isinstance(value, EntityValue):
        return ValuePart(entity_name(document, value.key, language))
    return ValuePart(Text(_words(value)))


def scope_part(data: dict[str, str | None] | None) -> ScopePart | None:
    """The scope of a claim or of evidence in words, or nothing where it is unknown."""
    if data is None:
        return None
    if data["start"] == data["end"]:
        return ScopePart(whole=moment(data["start"]))
    return ScopePart(start=moment(data["start"]), end=moment(data["end"]))


def written_in_words(written: str, document: Document, language: str) -> str:
    """A value of the claim's property in words, from the written form that findings keep (`around 5`, `1975-10`)."""
    try:
        value = read(written, ValueType(document["property"]["value_type"]), document["property"]["unit"])
    except InvalidValue:
        return written
    if isinstance(value, EntityValue):
        return entity_name(document, value.key, language).words
    return _number(value) if isinstance(value, NumberValue) else _words(value)


def _words(value: Value) -> str:
    match value:
        case DateValue():
            return in_words(value.date)
        case TextValue():
            return value.text
        case BooleanValue():
            return _("Yes") if value.true else _("No")
        case SpecialValue():
            return str(Snak(value.snak).label)
        case _:
            raise TypeError(f"{type(value).__name__} has words of its own")


def _number(value: NumberValue) -> str:
    amount = _amount(value, value.amount)
    match value.approximation:
        case Approximation.AROUND:
            return pgettext("a number", "around {amount}").format(amount=amount)
        case Approximation.NEARLY:
            return pgettext("a number", "nearly {amount}").format(amount=amount)
        case Approximation.OVER:
            return pgettext("a number", "just over {amount}").format(amount=amount)
        case Approximation.AT_LEAST:
            return pgettext("a number", "at least {amount}").format(amount=amount)
        case Approximation.AT_MOST:
            return pgettext("a number", "at most {amount}").format(amount=amount)
        case _:
            return amount


def _reading(value: NumberValue) -> str:
    """The interval in words, unless it is the number itself or "at least" has said it already."""
    if value.lower is None or value.upper is None or value.lower == value.upper:
        return ""
    lower, upper = _amount(value, value.lower), _amount(value, value.upper)
    return _("read as {lower} to {upper}").format(lower=lower, upper=upper)


def _amount(value: NumberValue, amount: Decimal) -> str:
    if value.type == ValueType.PERCENTAGE:
        return pgettext("percentage", "{number}%").format(number=grouped(amount))
    if value.unit == PURE_NUMBER:
        return _large(amount)
    return pgettext("a number and its unit", "{number} {unit}").format(number=_large(amount), unit=value.unit)


def _large(amount: Decimal) -> str:
    """Millions and billions as words, where that loses nothing."""
    if _is_round(amount, BILLION):
        scaled = amount / BILLION
        return ngettext("{number} billion", "{number} billion", int(abs(scaled))).format(number=grouped(scaled))
    if _is_round(amount, MILLION):
        scaled = amount / MILLION
        return ngettext("{number} million", "{number} million", int(abs(scaled))).format(number=grouped(scaled))
    return grouped(amount)


def _is_round(amount: Decimal, unit: Decimal) -> bool:
    return abs(amount) >= unit and amount % (unit / 100) == 0


def grouped(number: Decimal | int) -> str:
    """A number with the separators of the active language."""
    return str(number_format(Decimal(format_decimal(Decimal(number))), use_l10n=True, force_grouping=True))

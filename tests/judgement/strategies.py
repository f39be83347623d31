"""Hypothesis strategies for dates, spans and values. Years are few, so that drawn values often meet."""

from decimal import Decimal

from hypothesis import strategies as st

from claims.judgement.dates import PartialDate, Span
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
)
from claims.judgement.vocab import Approximation, Snak, ValueType

NUMBER_UNITS = {ValueType.QUANTITY: ["1", "people"], ValueType.PERCENTAGE: ["percent"], ValueType.MONEY: ["EUR", "USD"]}

years = st.integers(1998, 2002) | st.sampled_from([1, 2, 9, 10, 9990, 9998, 9999])


@st.composite
def points(draw: st.DrawFn) -> str:
    """A day, month or year in EDTF."""
    day = st.dates().map(lambda d: d.replace(year=draw(years)) if (d.month, d.day) != (2, 29) else d)
    return draw(day).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """A closed or half-open interval in EDTF."""
    start, end = sorted([draw(points()), draw(points())], key=lambda point: PartialDate.parse(point).earliest)
    return draw(st.sampled_from([f"{start}/{end}", f"../{end}", f"{start}/.."]))


decades = st.sampled_from(["000X", "001X", "198X", "199X", "200X", "999X"])
notations = st.builds("{}{}".format, points() | decades, st.sampled_from(["", "~"])) | intervals()
dates = notations.map(PartialDate.parse)


def span(start: PartialDate | None, end: PartialDate | None) -> Span:
    """The span between two dates, whichever comes first."""
    if start and end and start.earliest > end.latest:
        start, end = end, start
    return Span(start, end)


spans = st.builds(span, st.none() | dates, st.none() | dates)

decimals = st.integers(-50, 50).map(Decimal) | st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=4
)
# Small enough that no bound of a drawn number needs more digits than can be written.
tolerances = st.builds(Tolerance, st.decimals("0.01", 200, places=2), st.booleans())
approximations = st.sampled_from(Approximation)


@st.composite
def numbers(draw: st.DrawFn, type: ValueType | None = None) -> NumberValue:
    """A number with any bounds that hold its amount, at least one of them known."""
    type = type or draw(st.sampled_from(sorted(NUMBER_UNITS)))
    lower, amount, upper = sorted([draw(decimals), draw(decimals), draw(decimals)])
    known = draw(st.sampled_from(["both", "lower", "upper"]))
    return NumberValue(
        type,
        amount,
        draw(st.sampled_from(NUMBER_UNITS[type])),
        draw(approximations),
        None if known == "upper" else lower,
        None if known == "lower" else upper,
    )


def _is_text_value(text: str) -> bool:
    try:
        TextValue(text)
    except InvalidValue:
        return False
    return True


texts = (
    st.sampled_from(["Fakir", "FAKIR", "fakir  ", "unknown", "none", '"', '""', '"unknown"', "le  Figaro", "Le Figaro"])
    .map(str.strip)
    .filter(_is_text_value)
    | st.text(min_size=1, max_size=12).filter(_is_text_value)
).map(TextValue)


def special(type: ValueType) -> st.SearchStrategy[SpecialValue]:
    """The unknown value or no value, of one type."""
    return st.builds(SpecialValue, st.just(type), st.sampled_from([Snak.UNKNOWN, Snak.NONE]))


def values_of(type: ValueType) -> st.SearchStrategy[Value]:
    """Every sort of value that a property of this type can hold."""
    return _stated(type) | special(type)


def _stated(type: ValueType) -> st.SearchStrategy[Value]:
    match type:
        case ValueType.DATE:
            return st.builds(DateValue, dates)
        case ValueType.ENTITY:
            return st.sampled_from(["whirlpool", "ecopla", "francois-ruffin"]).map(EntityValue)
        case ValueType.TEXT:
            return texts
        case ValueType.BOOLEAN:
            return st.booleans().map(BooleanValue)
        case _:
            return numbers(type)


value_types = st.sampled_from(ValueType)
values = value_types.flatmap(values_of)


def several_values(count: int) -> st.SearchStrategy[tuple[Value, ...]]:
    """So many values, mostly of one type."""
    alike = value_types.flatmap(lambda type: st.tuples(*[values_of(type)] * count))
    return alike | st.tuples(*[values] * count)


@st.composite
def nested_dates(draw: st.DrawFn) -> list[Value]:
    """The same moment told ever less precisely, finest first."""
    day = draw(st.dates()).isoformat()
    told = [day, day[:7], day[:4], day[:3] + "X", day[:3] + "X~", f"../{day[:3]}9"]
    return [*(DateValue(PartialDate.parse(text)) for text in told), SpecialValue(ValueType.DATE, Snak.UNKNOWN)]


@st.composite
def nested_numbers(draw: st.DrawFn) -> list[Value]:
    """Numbers of one unit whose bounds hold each other, tightest first; neighbours may be equal."""
    type = draw(st.sampled_from(sorted(NUMBER_UNITS)))
    points = sorted(draw(st.lists(decimals, min_size=7, max_size=7)))
    unit, approximation = draw(st.sampled_from(NUMBER_UNITS[type])), draw(approximations)
    bounds = [*((points[3 - width], points[3 + width]) for width in range(4)), (points[0], None)]
    told = [NumberValue(type, points[3], unit, approximation, lower, upper) for lower, upper in bounds]
    return [*told, SpecialValue(type, Snak.UNKNOWN)]


def nested_values(count: int) -> st.SearchStrategy[tuple[Value, ...]]:
    """So many values, of which each but the first is coarser than, or the same as, the one before it."""
    chains = nested_dates() | nested_numbers()
    return chains.flatmap(
        lambda chain: st.lists(st.integers(0, len(chain) - 1), min_size=count, max_size=count).map(
            lambda places: tuple(chain[place] for place in sorted(places))
        )
    )

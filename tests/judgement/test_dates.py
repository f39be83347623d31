"""Partial dates keep exactly the precision they were given; spans say only what is sure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judgement.dates import DateError, PartialDate, Span, surely_apart, surely_overlap

from .strategies import dates, notations, spans


def between(text: str) -> tuple[str, str]:
    parsed = PartialDate.parse(text)
    return parsed.earliest.isoformat(), parsed.latest.isoformat()


def a_span(start: str | None = None, end: str | None = None) -> Span:
    return Span.from_json({"start": start, "end": end})


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2016", "2016-01-01", "2016-12-31", "year"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2017-02", "2017-02-01", "2017-02-28", "month"),
        ("2017-06-18", "2017-06-18", "2017-06-18", "day"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("1980/1984", "1980-01-01", "1984-12-31", "interval"),
        ("1980-03/1980-03-05", "1980-03-01", "1980-03-05", "interval"),
        ("2025-06/..", "2025-06-01", "9999-12-31", "interval"),
        ("../2025-06", "0001-01-01", "2025-06-30", "interval"),
    ],
)
def test_a_date_is_the_interval_of_days_in_which_it_lies(text: str, earliest: str, latest: str, precision: str) -> None:
    assert between(text) == (earliest, latest)
    assert PartialDate.parse(text).precision == precision
    assert not PartialDate.parse(text).approximate


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1999~", "1998-01-01", "2000-12-31"),
        ("2016-02~", "2016-01-01", "2016-03-31"),
        ("2016-01~", "2015-12-01", "2016-02-29"),
        ("2016-12~", "2016-11-01", "2017-01-31"),
        ("2017-03-01~", "2017-02-28", "2017-03-02"),
        ("199X~", "1980-01-01", "2009-12-31"),
    ],
)
def test_an_approximate_date_is_wider_by_one_unit_on_each_side(text: str, earliest: str, latest: str) -> None:
    assert between(text) == (earliest, latest)
    assert PartialDate.parse(text).approximate


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("0001~", "0001-01-01", "0002-12-31"),
        ("0001-01~", "0001-01-01", "0001-02-28"),
        ("0001-01-01~", "0001-01-01", "0001-01-02"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("000X~", "0001-01-01", "0019-12-31"),
        ("9999~", "9998-01-01", "9999-12-31"),
        ("9999-12~", "9999-11-01", "9999-12-31"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
        ("999X~", "9980-01-01", "9999-12-31"),
    ],
)
def test_a_date_is_clipped_at_the_ends_of_the_calendar(text: str, earliest: str, latest: str) -> None:
    assert between(text) == (earliest, latest)


def test_open_sides_are_told_from_the_ends_of_the_calendar() -> None:
    since, until = PartialDate.parse("2025-06/.."), PartialDate.parse("../2025-06")
    closed = PartialDate.parse("0001/9999")
    assert (since.open_start, since.open_end) == (False, True)
    assert (until.open_start, until.open_end) == (True, False)
    assert (closed.open_start, closed.open_end) == (False, False)
    assert (closed.earliest, closed.latest) == (until.earliest, since.latest) == (date.min, date.max)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is not a date: write 2016"),
        (" 2016", "is not a date: write 2016"),
        ("2016\n", "is not a date: write 2016"),
        ("16", "is not a date: write 2016"),
        ("12016", "is not a date: write 2016"),
        ("٢٠١٦", "is not a date: write 2016"),
        ("2016-2", "is not a date: write 2016"),
        ("18/10/1975", "is not a date: write 2016"),
        ("2016?", "is not a date: write 2016"),
        ("1999~~", "is not a date: write 2016"),
        ("~", "is not a date: write 2016"),
        ("199x", "is not a date: write 2016"),
        ("19XX", "is not a date: write 2016"),
        ("1980/1984/1990", "is not a date: write 2016"),
        ("1980/", "is not a date: write 2016"),
        ("/1984", "is not a date: write 2016"),
        ("1980~/1984", "is not a date: write 2016"),
        ("198X/..", "is not a date: write 2016"),
        ("..", "is not a date: write 2016"),
        ("0000", "years run from 0001 to 9999"),
        ("2016-00", "there is no month 00"),
        ("2016-13", "there is no month 13"),
        ("2016-02-00", "2016-02 has no day 00"),
        ("2017-02-29", "2017-02 has no day 29"),
        ("../2017-02-29", "'../2017-02-29' is not a date: 2017-02 has no day 29"),
        ("1984/1980", "its start 1984 lies after its end 1980"),
        ("../..", "at least one side must be known"),
        ("2016" * 8, "is not a date: write 2016"),
        ("2016" * 8 + "~", "more than 32 characters"),
        (2016, "written as text"),
        (None, "written as text"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: object, complaint: str) -> None:
    with pytest.raises(DateError) as refusal:
        PartialDate.parse(text)
    assert complaint in str(refusal.value)


def test_a_refusal_shows_the_start_of_a_long_text_only() -> None:
    with pytest.raises(DateError) as refusal:
        PartialDate.parse("9" * 100_000)
    assert len(str(refusal.value)) < 120


@given(st.text(max_size=12) | st.from_regex(r"[0-9X]{4}(-[0-9]{2}){0,2}~?", fullmatch=True))
def test_whatever_is_typed_is_a_date_or_a_date_error(text: str) -> None:
    try:
        parsed = PartialDate.parse(text)
    except DateError:
        return
    assert str(parsed) == text


@given(notations)
def test_a_date_that_was_printed_reads_the_same(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert str(parsed) == text
    assert PartialDate.parse(str(parsed)) == parsed


@given(dates)
def test_a_date_never_ends_before_it_begins(parsed: PartialDate) -> None:
    assert date.min <= parsed.earliest <= parsed.latest <= date.max


@given(notations.filter(lambda text: "/" not in text))
def test_precision_is_never_padded(text: str) -> None:
    parsed = PartialDate.parse(text)
    longest = {"day": timedelta(1), "month": timedelta(31), "year": timedelta(366), "decade": timedelta(3653)}
    length = parsed.latest - parsed.earliest + timedelta(1)
    units = {"day": 10, "month": 7, "year": 4, "decade": 4}
    assert len(str(parsed).rstrip("~")) == units[parsed.precision]
    assert length <= longest[parsed.precision] * (3 if parsed.approximate else 1)
    assert (parsed.precision == "day") == (length == timedelta(1)) or parsed.approximate


@given(notations.filter(lambda text: "/" not in text and not text.endswith("~")))
def test_an_approximate_date_holds_the_exact_one(text: str) -> None:
    exact, approximate = PartialDate.parse(text), PartialDate.parse(text + "~")
    assert approximate.earliest <= exact.earliest <= exact.latest <= approximate.latest
    assert (approximate.earliest, approximate.latest) != (exact.earliest, exact.latest)


def test_a_span_cannot_start_after_its_end() -> None:
    with pytest.raises(DateError, match="starts at 2017, after its end at 2016-12-31"):
        a_span("2017", "2016-12-31")


def test_a_span_may_start_and_end_in_the_same_year() -> None:
    assert a_span("2017-06", "2017").to_json() == {"start": "2017-06", "end": "2017"}


def test_the_unknown_span_is_null() -> None:
    assert Span().is_unknown
    assert Span().to_json() is None
    assert Span.from_json(None) == Span.from_json({}) == a_span(None, None) == Span()
    assert not a_span("2017").is_unknown
    assert not a_span(None, "2017").is_unknown


@given(spans)
def test_a_span_that_was_printed_reads_the_same(span: Span) -> None:
    assert Span.from_json(span.to_json()) == span


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("2012/2017", "A span is written"),
        ([], "A span is written"),
        ({"from": "2012"}, "no key 'from'"),
        ({3: "2012"}, "no key '3'"),
        ({"start": 2012}, "start: A date is written as text"),
        ({"start": "2012", "end": "2017-02-30"}, "end: '2017-02-30' is not a date"),
        ({"start": ""}, "start: '' is not a date"),
    ],
)
def test_anything_else_is_no_span(data: object, complaint: str) -> None:
    with pytest.raises(DateError) as refusal:
        Span.from_json(data)
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a_span("2017-06-18", "2022-06-19"), a_span("2020", "2024"), True),
        (a_span("2017", "2022"), a_span("2019", "2020"), True),
        (a_span("2017", "2022"), a_span("2022", "2024"), False),
        (a_span("2012", "2012"), a_span("2012", "2012"), False),
        (a_span("2017-06-18", "2017-06-18"), a_span("2017-06-18", "2017-06-18"), True),
        (a_span("2017-06-18"), a_span("2017", "2018"), False),
        (a_span("2017-06-18"), a_span("2016", "2018"), True),
        (a_span(None, "2017-06-18"), a_span("2016", "2018"), True),
        (a_span("2017"), a_span("2016", "2018"), True),
        (a_span("2012", "2012"), a_span("2010", "2014"), True),
        (a_span("2017"), a_span("2017"), False),
        (a_span("2010", "2012"), a_span("2014", "2016"), False),
        (a_span("../2010", "2020/.."), a_span("2012-01-01", "2012-01-02"), True),
        (a_span("2010/..", "2020"), a_span("2012-01-01", "2012-01-02"), False),
        (a_span(), a_span("2016", "2018"), False),
        (a_span("2016", "2018"), a_span(), False),
        (a_span(), a_span(), False),
    ],
)
def test_spans_surely_overlap_when_what_they_surely_cover_does(one: Span, other: Span, expected: bool) -> None:
    assert surely_overlap(one, other) is surely_overlap(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a_span("2010", "2012"), a_span("2014", "2016"), True),
        (a_span(None, "2012"), a_span("2014", None), True),
        (a_span("2010", "2012"), a_span("2012", "2016"), False),
        (a_span("2010", "2012-05-05"), a_span("2012-05-05", "2016"), False),
        (a_span("2010", "2012-05-05"), a_span("2012-05-06", "2016"), True),
        (a_span("2010", None), a_span("2014", "2016"), False),
        (a_span("2010", "2012/.."), a_span("2014", "2016"), False),
        (a_span("2010", "2012~"), a_span("2013", "2016"), False),
        (a_span(), a_span("2014", "2016"), False),
        (a_span(), a_span(), False),
    ],
)
def test_spans_are_surely_apart_when_one_ends_before_the_other_can_start(
    one: Span, other: Span, expected: bool
) -> None:
    assert surely_apart(one, other) is surely_apart(other, one) is expected


@given(spans, spans)
def test_spans_are_never_both_surely_overlapping_and_surely_apart(one: Span, other: Span) -> None:
    assert not (surely_overlap(one, other) and surely_apart(one, other))
    assert surely_overlap(one, other) == surely_overlap(other, one)
    assert surely_apart(one, other) == surely_apart(other, one)


@given(spans, spans, st.data())
def test_what_is_sure_holds_for_every_way_to_read_the_dates(one: Span, other: Span, data: st.DataObject) -> None:
    readings = []
    for span in (one, other):
        first = data.draw(_reading(span.start, low=date.min, high=span.end.latest if span.end else date.max))
        last = data.draw(_reading(span.end, low=max(first, span.end.earliest if span.end else first), high=date.max))
        readings.append((first, last))
    shared = max(first for first, _ in readings) <= min(last for _, last in readings)
    assert shared or not surely_overlap(one, other)
    assert not shared or not surely_apart(one, other)


def _reading(known: PartialDate | None, *, low: date, high: date) -> st.SearchStrategy[date]:
    """A day that the date may stand for, between `low` and `high`; any day where nothing is known."""
    if known:
        low, high = max(low, known.earliest), min(high, known.latest)
    return st.dates(low, high) | st.sampled_from([low, high])

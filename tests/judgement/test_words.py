"""Sentences with parts: in English by themselves, in another language for whoever translates them."""

import copy
import pickle

import pytest

from claims.judgement.dates import DateError, PartialDate, Span
from claims.judgement.decimals import InvalidValue, shown
from claims.judgement.values import Value, from_json, read
from claims.judgement.vocab import ValueType
from claims.judgement.words import Marked, Phrase, Unfit, gettext_noop

TO_FRENCH = {
    "{key}: {reason}": "{key} : {reason}",
    "{text} is not a date: there is no month {month}.": "Pas de mois {month}, donc {text} n’est pas une date.",
    "A value is a JSON object, not {found}.": "Pas {found} : une valeur est un objet JSON.",
    "a list": "une liste",
}


def read_date(text: str) -> Value:
    return read(text, ValueType.DATE)


def in_french(error: Phrase) -> str:
    return error.in_words(lambda sentence: TO_FRENCH[sentence])


def test_a_phrase_is_english_until_it_is_translated() -> None:
    phrase = Phrase(gettext_noop("{number} of {total}"), number=3, total="four")
    assert str(phrase) == "3 of four"
    assert phrase.in_words(lambda sentence: {"{number} of {total}": "{total}/{number}"}[sentence]) == "four/3"


def test_a_phrase_without_parts_writes_its_braces_twice() -> None:
    assert str(Phrase(gettext_noop('{{"start": …}}'))) == '{"start": …}'


def test_what_somebody_typed_is_no_template() -> None:
    assert str(Phrase(gettext_noop("{text} is wrong."), text="{text} {0} %s")) == "{text} {0} %s is wrong."


def test_a_part_may_have_any_name() -> None:
    assert str(Phrase(gettext_noop("{sentence}, {self}"), sentence=1, self=2)) == "1, 2"


@pytest.mark.parametrize(
    ("read", "text", "french"),
    [
        (PartialDate.parse, "2017-13", "Pas de mois 13, donc '2017-13' n’est pas une date."),
        (read_date, "2017-13", "Pas de mois 13, donc '2017-13' n’est pas une date."),
        (Span.from_json, {"end": "2017-13"}, "end : Pas de mois 13, donc '2017-13' n’est pas une date."),
        (
            from_json,
            {"type": "date", "date": "2017-13"},
            "date : Pas de mois 13, donc '2017-13' n’est pas une date.",
        ),
        (from_json, [], "Pas une liste : une valeur est un objet JSON."),
        (from_json, "x", "Pas 'x' : une valeur est un objet JSON."),
    ],
    ids=["date", "written value", "bound of a span", "value", "phrase within a sentence", "text within a sentence"],
)
def test_a_refusal_is_translated_with_all_its_parts(read, text, french) -> None:
    with pytest.raises((DateError, InvalidValue)) as refused:
        read(text)
    assert in_french(refused.value) == french


def test_what_is_not_a_word_is_shown_alike_in_all_languages() -> None:
    assert [shown(value) for value in (None, True, False, 5, "x")] == ["null", "true", "false", "5", "'x'"]


def pickled(error: Unfit) -> Unfit:
    return pickle.loads(pickle.dumps(error))  # noqa: S301


@pytest.mark.parametrize("duplicate", [copy.copy, pickled], ids=["copied", "pickled"])
def test_a_refusal_keeps_its_parts_when_it_is_copied(duplicate) -> None:
    copied = duplicate(InvalidValue(Marked("{text} is wrong."), text="x"))
    assert (type(copied), str(copied)) == (InvalidValue, "x is wrong.")


def test_a_refusal_is_still_a_value_error() -> None:
    assert issubclass(Unfit, ValueError)
    assert issubclass(DateError, Unfit)
    assert issubclass(InvalidValue, Unfit)

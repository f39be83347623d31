"""The check constraints, asked before the write, say what Django's own validation says of each row."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, CharField, CheckConstraint, IntegerField, JSONField, TextField
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.importing.conditions import violations
from claims.desk.importing.contents import CONTENT
from claims.judgement.values import BooleanValue
from claims.models import Claim, Entity
from claims.models.fields import PartialDateField, ValueField

pytestmark = pytest.mark.django_db


def anything(field: Any) -> st.SearchStrategy[Any]:
    """Values that a column can be given, and words that mean something to a constraint."""
    words = [word for word, _label in field.choices or ()]
    match field:
        case PartialDateField():
            return st.none()
        case ValueField():
            return st.sampled_from([None, BooleanValue(True)])
        case JSONField():
            return st.just({})
        case BooleanField():
            return st.booleans()
        case CharField() | TextField():
            text = st.sampled_from([*words, "", "x" * 10, "opened", "y" * 76, "'%s"])
            return st.none() | text if field.null else text
        case IntegerField():
            return st.none() | st.integers(0, 20) if field.null else st.integers(0, 20)
        case _:
            return st.none()


@st.composite
def rows(draw: st.DrawFn) -> Any:
    """A row of any table, however wrong."""
    row = draw(st.sampled_from(CONTENT))()
    for field in row._meta.concrete_fields:
        value = st.sampled_from([None, -1, -2]) if field.is_relation else anything(field)
        setattr(row, field.attname, draw(value))
    return row


def said_by_django(row: Any) -> set[str]:
    """What each check constraint says of a row when Django validates it, one by one."""
    said = set()
    for constraint in row._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                constraint.validate(type(row), row)
            except ValidationError as error:
                said |= set(error.messages)
    return said


@given(st.lists(rows(), min_size=1, max_size=4))
def test_the_database_says_the_same_of_many_rows_as_of_each(found):
    for model in CONTENT:
        some = [row for row in found if type(row) is model]
        said = [(id(row), sentence) for row, sentence in violations(model, some)]
        expected = [(id(row), sentence) for row in some for sentence in said_by_django(row)]
        assert set(said) == set(expected)


def test_a_thousand_rows_cost_two_queries(django_assert_num_queries):
    claims = [Claim(uid="x", summary="fine", claim_kind="fact") for _number in range(1000)]
    with django_assert_num_queries(2):
        assert [row for row, _sentence in violations(Claim, claims)] == claims


def test_no_rows_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(violations(Entity, [])) == []

"""The system check of who works at the desk."""

import pytest
from pytest_django import Settings

from claims.desk.checks import one_person_desk
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_desk_of_one_person_is_one(settings: Settings) -> None:
    settings.FOUR_EYES = "solo"
    make.user("alice", "editor", "reviewer")
    make.user("emma", "editor")
    make.user("gone", "reviewer", is_active=False)
    assert one_person_desk(None, databases=["default"]) == []
    make.user("bob", "reviewer")
    [warning] = one_person_desk(None, databases=["default"])
    assert warning.id == "claims.W001"
    assert "2 people" in warning.msg
    assert warning.hint
    assert one_person_desk(None) == []  # nobody asked for a look into the database


def test_a_desk_of_several_may_have_several_reviewers(settings: Settings) -> None:
    settings.FOUR_EYES = "peer"
    make.user("alice", "reviewer")
    make.user("bob", "reviewer")
    assert one_person_desk(None, databases=["default"]) == []

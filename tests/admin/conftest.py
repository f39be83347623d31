"""People at their desks: each fixture is the browser of somebody who is signed in."""

import pytest
from django.test import Client


def at_the_desk(name: str, *roles: str, **fields: object) -> Client:
    """The browser of somebody with these roles."""
    from tests import factories as make  # not before Django is set up

    client = Client()
    client.force_login(make.user(name, *roles, **fields), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def viewer(db: None) -> Client:
    return at_the_desk("victor", "viewer")


@pytest.fixture
def editor(db: None) -> Client:
    return at_the_desk("alice", "editor")


@pytest.fixture
def other_editor(db: None) -> Client:
    return at_the_desk("emma", "editor", first_name="Emma", last_name="Example")


@pytest.fixture
def reviewer(db: None) -> Client:
    return at_the_desk("bob", "reviewer")


@pytest.fixture
def administrator(db: None) -> Client:
    return at_the_desk("ada", "administrator")


@pytest.fixture
def superuser(db: None) -> Client:
    return at_the_desk("root", is_superuser=True)

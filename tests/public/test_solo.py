"""A desk of one person: every page says so, public and at the desk, in both languages."""

import pytest
from pytest_django import Settings

from claims.desk import workflow
from tests import factories as make
from tests.pages import READABLE, set_stage

pytestmark = pytest.mark.django_db

OF_THE_DESK = "This desk is one person’s now; what it publishes is not independently reviewed."


@pytest.fixture
def one_person(settings: Settings) -> None:
    settings.FOUR_EYES = "solo"


def published(*, reviewer: str) -> str:
    """The address of a claim that Alice has written and somebody has approved."""
    claim, alice = make.checked_claim("A claim"), make.user("alice", "editor", "reviewer")
    make.publish(claim, editor=alice, reviewer=make.user(reviewer, "reviewer"))
    return f"/claims/{claim.uid}/a-claim/"


@pytest.mark.usefixtures("one_person")
def test_every_public_page_says_it(client) -> None:
    stage = set_stage()
    for page in READABLE:
        markup = client.get(stage.path(page)).content.decode()
        assert 'class="unreviewed"' in markup, page


@pytest.mark.usefixtures("one_person")
def test_a_claim_by_one_person_says_it_once_and_is_not_called_reviewed(client) -> None:
    markup = client.get(published(reviewer="alice")).content.decode()
    assert markup.count('class="unreviewed"') == 1
    assert f"{workflow.SOLO}." in markup
    assert "Reviewed by a second person" not in markup


def test_a_claim_that_a_second_person_had_reviewed_keeps_saying_so(client, settings: Settings) -> None:
    address = published(reviewer="bob")
    assert OF_THE_DESK not in client.get(address).content.decode()
    settings.FOUR_EYES = "solo"
    markup = client.get(address).content.decode()
    assert OF_THE_DESK in markup
    assert "Reviewed by a second person" in markup
    assert OF_THE_DESK in client.get("/").content.decode()


@pytest.mark.usefixtures("one_person")
def test_every_page_of_the_desk_says_it(client, admin_user) -> None:
    assert OF_THE_DESK in client.get("/admin/login/").content.decode()
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    claim = make.checked_claim()
    for path in ("/admin/", "/admin/claims/claim/", f"/admin/claims/claim/{claim.pk}/change/", "/admin/second-factor/"):
        assert OF_THE_DESK in client.get(path).content.decode(), path


def test_a_desk_of_several_says_nothing_of_it(client, admin_user) -> None:
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/", "/admin/", published(reviewer="bob")):
        assert OF_THE_DESK not in client.get(path).content.decode()

"""Signing in outside the local profile: those who decide what is published need a second factor."""

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from pytest_django import Settings

from tests import factories as make

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
TOKENS = ("firsttoken", "secondtoken")


@pytest.fixture(autouse=True)
def real_site(settings: Settings) -> None:
    settings.TOTP_REQUIRED = True


def person(name: str, *roles: str, devices: int = 0, **fields: object) -> None:
    made = make.user(name, *roles, **fields)
    made.set_password(PASSWORD)
    made.save()
    for number in range(devices):
        device = StaticDevice.objects.create(user=made, name=f"codes {number}")
        for token in TOKENS:
            device.token_set.create(token=f"{token}{number}")


def sign_in(name: str, **typed: str):
    client = Client()
    answer = client.post("/admin/login/?next=/admin/", {"username": name, "password": PASSWORD} | typed)
    return client, answer


@pytest.mark.parametrize("roles", [("reviewer",), ("administrator",), ("editor", "reviewer")])
def test_a_role_that_decides_does_not_enter_without_a_code(roles: tuple[str, ...]) -> None:
    person("bob", *roles, devices=1)
    client, answer = sign_in("bob")
    assert answer.status_code == 200
    assert client.get("/admin/").status_code == 302
    client, answer = sign_in("bob", otp_token="firsttoken0")
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_superuser_needs_a_code_as_well(db: None) -> None:
    person("root", devices=1, is_superuser=True)
    assert sign_in("root")[1].status_code == 200
    assert sign_in("root", otp_token="firsttoken0")[1].status_code == 302


@pytest.mark.parametrize("roles", [("viewer",), ("editor",)])
def test_others_enter_with_their_password(roles: tuple[str, ...]) -> None:
    person("alice", *roles)
    client, answer = sign_in("alice")
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_who_has_a_second_factor_is_asked_for_it_whatever_their_role(db: None) -> None:
    person("alice", "editor", devices=1)
    assert sign_in("alice")[1].status_code == 200
    assert sign_in("alice", otp_token="firsttoken0")[1].status_code == 302


def test_a_wrong_code_opens_nothing_and_a_used_one_neither(db: None) -> None:
    person("bob", "reviewer", devices=1)
    client, answer = sign_in("bob", otp_token="guess")
    assert answer.status_code == 200
    assert "This code is not right" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_code_opens_once(db: None) -> None:
    person("bob", "reviewer", devices=1)
    assert sign_in("bob", otp_token="firsttoken0")[1].status_code == 302
    assert sign_in("bob", otp_token="firsttoken0")[1].status_code == 200


def test_a_wrong_password_says_nothing_of_second_factors(db: None) -> None:
    person("bob", "reviewer")
    answer = Client().post("/admin/login/", {"username": "bob", "password": "wrong", "otp_token": "123456"})
    assert "code" not in answer.context["form"].non_field_errors().as_text()


def test_a_session_without_the_second_factor_loses_its_room_when_the_role_changes(db: None) -> None:
    person("alice", "editor")
    client, _answer = sign_in("alice")
    assert client.get("/admin/").status_code == 200
    make.user("alice", "reviewer")
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/claims/claim/transitions/publish/").status_code == 302


def test_the_local_profile_asks_for_no_code(settings: Settings) -> None:
    settings.TOTP_REQUIRED = False
    person("bob", "reviewer", devices=1)
    client, answer = sign_in("bob")
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert 'name="otp_token"' not in Client().get("/admin/login/").content.decode()

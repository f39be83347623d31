"""Signing in, staying signed in, and being locked out."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from claims.models import AuditEntry
from factcheck.proxy import client_address
from factcheck.sessions import LAST_SEEN_COOKIE

pytestmark = pytest.mark.django_db

HOUR = 3600
PASSWORD = "correct horse battery staple"


@pytest.fixture
def editor(django_user_model):
    """Somebody who may enter the admin, though not see anything in it."""
    return django_user_model.objects.create_user("editor", password=PASSWORD, is_staff=True, last_name="Montgomery")


@pytest.fixture
def clock(monkeypatch):
    """Moves time on: `clock(seconds)`."""
    offset = 0
    now = time.time

    def advance(seconds):
        nonlocal offset
        offset += seconds

    monkeypatch.setattr(time, "time", lambda: now() + offset)
    return advance


def sign_in(client, password=PASSWORD, **environ):
    return client.post("/admin/login/?next=/admin/", {"username": "editor", "password": password}, **environ)


def is_signed_in(client):
    return client.get("/admin/").status_code == 200


def test_the_right_password_opens_the_admin(client, editor):
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_the_log_of_people_keeps_who_signed_in_and_not_who_did_not(client, editor):
    sign_in(client, password="wrong")
    assert not AuditEntry.objects.exists()
    sign_in(client)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.person, entry.actor) == ("signed_in", editor, editor)
    client.get("/admin/")
    client.get("/admin/login/")
    assert AuditEntry.objects.count() == 1


def test_who_works_stays_signed_in_for_twelve_hours_and_no_longer(client, editor, clock):
    sign_in(client)
    for _ in range(12):
        clock(HOUR - 1)
        assert is_signed_in(client)
    clock(13)
    assert not is_signed_in(client)


def test_who_does_nothing_for_two_hours_is_signed_out(client, editor, clock):
    sign_in(client)
    clock(HOUR)
    assert is_signed_in(client)
    clock(2 * HOUR + 1)
    assert not is_signed_in(client)
    assert not Session.objects.exists()


def test_without_the_marker_the_time_of_signing_in_counts(client, editor, clock):
    sign_in(client)
    clock(2 * HOUR - 1)
    assert is_signed_in(client)
    del client.cookies[LAST_SEEN_COOKIE]
    clock(2)
    assert not is_signed_in(client)


def test_a_marker_of_another_session_is_worth_nothing(editor, clock):
    client, other = Client(), Client()
    sign_in(client)
    clock(2 * HOUR + 1)
    sign_in(other)
    client.cookies[LAST_SEEN_COOKIE] = other.cookies[LAST_SEEN_COOKIE].value
    assert is_signed_in(other)
    assert not is_signed_in(client)


def test_a_forged_marker_is_worth_nothing(client, editor, clock):
    sign_in(client)
    clock(2 * HOUR + 1)
    client.cookies[LAST_SEEN_COOKIE] = "seen:zzzzzz:forged"
    assert not is_signed_in(client)


def test_reading_in_the_admin_writes_nothing(client, editor):
    sign_in(client)
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(client)
    statements = [query["sql"] for query in queries]
    assert statements
    assert all(statement.startswith("SELECT") for statement in statements)


def test_the_cookies_are_for_the_admin_alone_and_not_for_scripts(client, editor, settings):
    sign_in(client)
    for name in (settings.SESSION_COOKIE_NAME, LAST_SEEN_COOKIE):
        cookie = client.cookies[name]
        assert (cookie["path"], bool(cookie["httponly"]), cookie["samesite"]) == ("/admin/", True, "Lax")


def test_ten_wrong_passwords_lock_one_account_at_one_address(client, editor):
    for _ in range(9):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client, "wrong").status_code == 429
    assert sign_in(client).status_code == 429
    assert not is_signed_in(client)
    # Somebody who does not know the password cannot keep the one who does out.
    assert sign_in(Client(), REMOTE_ADDR="127.0.0.2").status_code == 302


def test_a_lock_opens_after_a_quarter_of_an_hour(client, editor, settings):
    from axes.models import AccessAttempt

    for _ in range(10):
        sign_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - settings.AXES_COOLOFF_TIME)
    assert sign_in(client).status_code == 302


def test_the_right_password_takes_back_the_wrong_ones_before_it(client, editor):
    for _ in range(2):
        for _ in range(9):
            sign_in(client, "wrong")
        assert sign_in(client).status_code == 302


def test_a_locked_door_tells_other_sites_nothing(client, editor):
    for _ in range(10):
        answer = sign_in(client, "wrong", headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 429
    assert answer["Access-Control-Allow-Origin"] == "null"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (False, "198.51.100.1", "192.0.2.7"),
        (True, "198.51.100.1", "198.51.100.1"),
        (True, "a made-up one, 198.51.100.1", "198.51.100.1"),
        (True, "", "192.0.2.7"),
        (True, None, "192.0.2.7"),
    ],
)
def test_only_a_trusted_proxy_says_where_a_client_is(settings, trusted, forwarded, address):
    settings.TRUSTED_PROXY = trusted
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.7")) == address


@pytest.mark.parametrize("weak", ["montgomery-12", "elevenchars", "password1234", "123456789012345"])
def test_a_weak_password_is_refused(editor, weak):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        validate_password(weak, editor)

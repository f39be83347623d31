"""Registering a second factor oneself, at the first sign-in; recovery codes; taking another's away."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from claims.judgement.vocab import AuditAction
from claims.models import AuditEntry
from tests import factories as make

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
PAGE = "/admin/second-factor/"
IMAGE = f"{PAGE}code.svg"
CODES = f"{PAGE}recovery-codes/"


@pytest.fixture(autouse=True)
def real_site(settings: Settings) -> None:
    settings.TOTP_REQUIRED = True


@pytest.fixture(autouse=True)
def the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a code is the same at the end of a test as at its beginning."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.fixture
def bob(db: None) -> User:
    """A reviewer, who must have a second factor and has none."""
    person = make.user("bob", "reviewer")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(name: str = "bob", **typed: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/admin/login/?next=/admin/", {"username": name, "password": PASSWORD} | typed)


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows now, or shows some steps of half a minute later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def registered(name: str = "bob") -> tuple[Client, TOTPDevice]:
    client, _answer = sign_in(name)
    client.get(PAGE)
    device = TOTPDevice.objects.get(user__username=name)
    assert client.post(PAGE, {"code": code_of(device)}).status_code == 302
    device.refresh_from_db()
    return client, device


def actions() -> list[str]:
    """What was done to people's access; who signed in is another matter."""
    return [entry.action for entry in AuditEntry.objects.exclude(action=AuditAction.SIGNED_IN)]


def test_whoever_needs_a_factor_and_has_none_is_led_to_register_one_from_everywhere(bob: User) -> None:
    client, answer = sign_in()
    assert answer.status_code == 302
    for address in ("/admin/", "/admin/claims/claim/", f"/admin/auth/user/{bob.pk}/change/"):
        assert client.get(address, follow=True).redirect_chain[-1][0] == PAGE
    assert client.post("/admin/claims/claim/transitions/publish/").status_code == 302


def test_the_page_shows_the_key_as_an_image_and_as_text(bob: User) -> None:
    client, _answer = sign_in()
    page = client.get(PAGE).content.decode()
    device = TOTPDevice.objects.get(user=bob)
    from claims.desk.second_factor import key_of

    assert key_of(device) in page
    assert len(key_of(device).replace("-", "")) == 32
    image = client.get(IMAGE)
    assert image["Content-Type"] == "image/svg+xml"
    assert image["Cache-Control"] == "private, no-store"
    assert b"<svg" in image.content


def test_the_key_on_the_page_stays_until_it_is_registered(bob: User) -> None:
    client, _answer = sign_in()
    assert client.get(PAGE).context["key"] == client.get(PAGE).context["key"]
    assert TOTPDevice.objects.count() == 1


def test_a_code_of_the_app_registers_it_and_opens_the_desk(bob: User) -> None:
    client, device = registered()
    assert device.confirmed
    assert client.get("/admin/").status_code == 200
    assert actions() == ["factor_enrolled", "codes_made"]
    assert {entry.actor for entry in AuditEntry.objects.all()} == {bob}


def test_the_code_that_registered_the_app_does_not_open_the_desk_again(bob: User) -> None:
    _client, device = registered()
    assert sign_in(otp_token=code_of(device))[1].status_code == 200
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert sign_in(otp_token=code_of(device, 1))[1].status_code == 302


def test_a_wrong_code_registers_nothing(bob: User) -> None:
    client, _answer = sign_in()
    client.get(PAGE)
    wrong = str((int(code_of(TOTPDevice.objects.get())) + 1) % 10**6).zfill(6)
    for code in ("", "word", wrong):
        TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
        assert "This code is not right" in client.post(PAGE, {"code": code}).content.decode()
    assert not TOTPDevice.objects.get().confirmed
    assert client.get("/admin/").status_code == 302
    assert not actions()


def test_ten_recovery_codes_are_shown_until_they_are_kept_and_then_never_again(bob: User) -> None:
    client, _device = registered()
    codes = client.get(CODES).context["codes"]
    assert len(set(codes)) == 10
    assert client.get(CODES).context["codes"] == codes  # a double click, or the way back, loses none
    assert client.post(CODES, {"kept": "yes"}).status_code == 302
    page = client.get(CODES)
    assert page.context["codes"] == []
    assert codes[0] not in page.content.decode()
    assert "10 recovery codes left" in page.content.decode()


def test_a_recovery_code_opens_the_desk_once_however_it_is_typed(bob: User) -> None:
    client, _device = registered()
    first, second, *_rest = client.get(CODES).context["codes"]
    client, answer = sign_in(otp_token=f" {first.upper()} ")
    assert answer.status_code == 302
    assert "That was a recovery code; you have 9 left." in client.get("/admin/").content.decode()
    assert sign_in(otp_token=first)[1].status_code == 200
    StaticDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert sign_in(otp_token=second.replace("-", " "))[1].status_code == 302
    assert actions()[2:] == ["code_used", "code_used"]
    assert StaticToken.objects.count() == 8


def test_new_codes_take_the_place_of_the_old_ones(bob: User) -> None:
    client, _device = registered()
    old = client.get(CODES).context["codes"]
    client.post(CODES, {"make": "yes"})
    new = client.get(CODES).context["codes"]
    assert len(new) == 10
    assert set(new).isdisjoint(old)
    assert sign_in(otp_token=old[0])[1].status_code == 200


def test_wrong_codes_are_answered_ever_more_slowly(bob: User) -> None:
    client, device = registered()
    spare = client.get(CODES).context["codes"][0]
    wrong = str((int(code_of(device)) + 1) % 10**6).zfill(6)
    assert "This code is not right" in sign_in(otp_token=wrong)[1].content.decode()
    assert TOTPDevice.objects.get().throttling_failure_count == 1
    TOTPDevice.objects.update(throttling_failure_count=7)
    answer = sign_in(otp_token=code_of(device, 1))[1]
    assert answer.status_code == 200
    assert re.search(r"Try again in (6\d|5\d) seconds", answer.content.decode())
    # The app is closed for a while; the recovery codes are not.
    assert sign_in(otp_token=spare)[1].status_code == 302


def test_wrong_recovery_codes_are_slowed_down_too(bob: User) -> None:
    client, _device = registered()
    spare = client.get(CODES).context["codes"][0]
    assert "This code is not right" in sign_in(otp_token="aaaa-aaaa")[1].content.decode()
    assert StaticDevice.objects.get().throttling_failure_count == 1
    StaticDevice.objects.update(throttling_failure_count=7)
    assert "Try again in" in sign_in(otp_token=spare)[1].content.decode()
    assert StaticToken.objects.count() == 10


def test_a_session_that_was_opened_without_the_factor_cannot_register_another(bob: User) -> None:
    early, _answer = sign_in()
    early.get(PAGE)
    _client, device = registered()
    assert early.get(PAGE).status_code == 302
    assert early.post(PAGE, {"code": code_of(device, 1)}).status_code == 302
    assert early.get(CODES).status_code == 302
    assert early.get(IMAGE).status_code == 302
    assert TOTPDevice.objects.get() == device


def test_an_editor_who_signed_in_before_they_had_a_factor_cannot_change_it_from_there(db: None) -> None:
    alice = make.user("alice", "editor")
    alice.set_password(PASSWORD)
    alice.save()
    early, _answer = sign_in("alice")
    _client, device = registered("alice")
    assert "Log out" in early.get(PAGE).content.decode()
    assert b'name="code"' not in early.get(PAGE).content
    early.post(PAGE, {"code": code_of(device, 1)})
    assert early.get(IMAGE).status_code == 403
    assert early.get(CODES).status_code == 302
    early.post(CODES, {"make": "yes"})
    assert actions() == ["factor_enrolled", "codes_made"]
    assert TOTPDevice.objects.get() == device


def test_whoever_knows_only_the_password_never_sees_the_key_that_the_owner_registers(bob: User) -> None:
    thief, _answer = sign_in()
    seen = thief.get(PAGE).context["key"]
    owner, _answer = sign_in()
    assert owner.get(PAGE).context["key"] != seen
    device = TOTPDevice.objects.get()
    owner.post(PAGE, {"code": code_of(device)})
    assert TOTPDevice.objects.get() == device
    assert thief.get("/admin/").status_code == 302


def test_another_telephone_takes_the_place_of_the_first(bob: User) -> None:
    client, first = registered()
    assert client.get(PAGE).context["replaces"]
    second = TOTPDevice.objects.get(confirmed=False)
    assert client.post(PAGE, {"code": code_of(second)}).status_code == 302
    assert TOTPDevice.objects.get() == second != first
    assert sign_in(otp_token=code_of(first, 1))[1].status_code == 200


def test_an_administrator_takes_anothers_factor_away_and_cannot_register_one_for_them(
    administrator: Client, bob: User, settings: Settings
) -> None:
    client, _device = registered()
    settings.TOTP_REQUIRED = False  # the administrator is signed in by the test, without a factor
    address = f"/admin/auth/user/{bob.pk}/second-factor/"
    assert administrator.get(address).status_code == 200
    assert TOTPDevice.objects.count() == 1
    assert administrator.post(address).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    last = AuditEntry.objects.latest("seq")
    assert (last.action, last.person, last.actor) == ("factor_reset", bob, User.objects.get(username="ada"))
    settings.TOTP_REQUIRED = True
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == PAGE  # the open session has lost its room
    administrator.get(PAGE)
    assert not TOTPDevice.objects.filter(user=bob, confirmed=True).exists()


def test_nobody_takes_their_own_factor_or_a_superusers_away(administrator: Client, settings: Settings) -> None:
    settings.TOTP_REQUIRED = False
    ada, root = User.objects.get(username="ada"), make.user("root", is_superuser=True)
    for person in (ada, root):
        assert administrator.post(f"/admin/auth/user/{person.pk}/second-factor/").status_code == 403
    assert administrator.get("/admin/auth/user/0/second-factor/").status_code == 404


def test_somebody_who_is_not_of_the_desk_registers_nothing(db: None) -> None:
    outsider = make.user("outsider", is_staff=False)
    client = Client()
    for _who in ("nobody", "outsider"):
        assert client.get(PAGE).status_code == 302
        assert client.get(IMAGE).status_code == 302
        client.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")
    assert not TOTPDevice.objects.exists()

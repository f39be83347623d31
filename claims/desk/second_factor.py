"""The second factor of somebody's sign-in: registering it oneself, recovery codes, and taking it away.

A factor is an app that makes codes of six digits (TOTP), with ten recovery codes for when it is lost. Whoever has one
registers it alone: an administrator can take it away, and no one can register it for somebody else. Wrong codes are
answered ever more slowly, by device. Each function is one transaction and leaves an entry in the log of people.
"""

import re
from base64 import b32encode
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp import user_has_device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from claims.judgement.vocab import AuditAction

from . import audit
from .permissions import SECOND_FACTOR

CODES = 10
"""Recovery codes that are made at once; each opens once."""

Device = Any
"""A device of django-otp, which has no types."""

SIX_DIGITS = re.compile(r"[0-9]{6}")


class CodeRefused(Exception):
    """The code is wrong, was used, or comes too soon after wrong ones. The message is for the person who typed it."""


def is_needed(person: User) -> bool:
    """Whether somebody may only work here after a second factor. One query, none in the local profile.

    Superusers have every right, so they need what any role needs.
    """
    if not settings.TOTP_REQUIRED:
        return False
    return person.is_superuser or person.groups.filter(name__in=SECOND_FACTOR).exists()


def is_registered(person: User) -> bool:
    """Whether somebody has a second factor. Two queries at most."""
    return bool(user_has_device(person))


def must_register(person: User) -> bool:
    """Whether somebody needs a second factor and has none yet. Three queries at most."""
    return is_needed(person) and not is_registered(person)


@transaction.atomic
def pending(person: User, pk: int | None) -> Device:
    """The device that a session is registering, by its primary key; a new one if there is none, or no more.

    Each session has its own: whoever has only the password must not see the key that its owner will register. The
    newest one is the one that counts.
    """
    unconfirmed = TOTPDevice.objects.filter(user=person, confirmed=False)
    device = unconfirmed.filter(pk=pk).first()
    if device is None:
        unconfirmed.delete()
        device = TOTPDevice.objects.create(user=person, confirmed=False, name="app")
    return device


def key_of(device: Device) -> str:
    """The secret of a device as it is typed into an app, in groups of four."""
    return _grouped(b32encode(device.bin_key).decode())


def register(person: User, pk: int, code: str) -> Device:
    """Confirm a pending device by a code that it made; it takes the place of the one before.

    Raises CodeRefused. Ten recovery codes are made with it.
    """
    with transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False, pk=pk)
        device, refusal = _tried(list(devices), _typed(code))
        if device is not None:
            device.confirmed = True
            device.save()
            TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
            audit.note(AuditAction.FACTOR_ENROLLED, person, actor=person)
            make_codes(person)
    if device is None:
        raise CodeRefused(refusal)
    return device


def verify(person: User, code: str) -> Device:
    """The device whose code this is: of six digits an app, else a recovery code, which is used up.

    Raises CodeRefused. Only devices of that kind are tried, so that a wrong code slows down no other.
    """
    typed = _typed(code)
    kind = TOTPDevice if SIX_DIGITS.fullmatch(typed) else StaticDevice
    with transaction.atomic():
        devices = kind.objects.devices_for_user(person, confirmed=True).select_for_update().order_by("pk")
        device, refusal = _tried(list(devices), typed)
        if device is not None and is_of_recovery(device):
            audit.note(AuditAction.CODE_USED, person, actor=person, left=codes_left(person))
    if device is None:
        raise CodeRefused(refusal)
    return device


def is_of_recovery(device: Device) -> bool:
    """Whether it was a recovery code that a device has taken."""
    return isinstance(device, StaticDevice)


@transaction.atomic
def make_codes(person: User) -> list[str]:
    """Make ten recovery codes in the place of those that somebody had."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    StaticToken.objects.bulk_create(StaticToken(device=device, token=StaticToken.random_token()) for _n in range(CODES))
    audit.note(AuditAction.CODES_MADE, person, actor=person)
    return codes_of(person)


def codes_of(person: User) -> list[str]:
    """The recovery codes that somebody has left, as they are shown. One query."""
    tokens = StaticToken.objects.filter(device__user=person).order_by("pk").values_list("token", flat=True)
    return [_grouped(token) for token in tokens]


def codes_left(person: User) -> int:
    """How many recovery codes somebody has left. One query."""
    return int(StaticToken.objects.filter(device__user=person).count())


@transaction.atomic
def reset(person: User, *, actor: User | None) -> None:
    """Take somebody's second factor away, recovery codes included: they register another at their next sign-in.

    Sessions that it had opened lose what needs it at once.
    """
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    audit.note(AuditAction.FACTOR_RESET, person, actor=actor)


def _tried(devices: list[Device], code: str) -> tuple[Device | None, str]:
    """The first device that takes the code, or none and why. Counts a wrong code; the caller must not roll back."""
    refusal = _("This code is not right, or it was used already.")
    for device in devices:
        allowed, why = device.verify_is_allowed()
        if not allowed:
            seconds = max(1, round((why["locked_until"] - timezone.now()).total_seconds()))
            refusal = ngettext(
                "There were wrong codes before this one. Try again in %(seconds)d second.",
                "There were wrong codes before this one. Try again in %(seconds)d seconds.",
                seconds,
            ) % {"seconds": seconds}
        elif device.verify_token(code):
            return device, ""
    return None, refusal


def _typed(code: str) -> str:
    """What somebody meant who typed a code as it was shown, in groups."""
    return re.sub(r"[\s-]", "", code).lower()


def _grouped(text: str) -> str:
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))

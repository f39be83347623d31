"""People at the desk: making an account and giving roles, each with its entry in the log of people.

An account is one person's: its name is nobody else's in whatever case, and no role's, so that the log says who did
something and not only what they were.
"""

import secrets
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims.judgement.vocab import AuditAction

from . import audit
from .permissions import Role, put_roles

NOBODY_IN_PARTICULAR = frozenset({*Role.values, "admin", "desk", "guest", "root", "staff", "superuser", "test", "user"})
"""Names that several people would share."""

PASSWORD_BYTES = 12
"""Of chance, in a password that is made here: sixteen characters."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was just made, and its password, which nothing else knows."""

    person: User
    password: str


@transaction.atomic
def make_account(name: str, roles: Collection[Role], *, full_name: str = "", actor: User | None) -> Account:
    """Make an account with some roles and a random password. No actor stands for the command line.

    Raises ValidationError, with nothing made, for a name that is taken, that has signs which names do not have, or
    that is no person's.
    """
    name = unicodedata.normalize("NFKC", name.strip())
    if name.lower() in NOBODY_IN_PARTICULAR:
        raise ValidationError(_("“%(name)s” is no person’s name; an account is for one person.") % {"name": name})
    return _make(name, roles, full_name=full_name, actor=actor)


@transaction.atomic
def make_first_account(role: Role) -> Account:
    """Make an account that is called like its role: whoever sets a site up begins with it."""
    return _make(role.value, [role], full_name="", actor=None)


def access(person: User) -> dict[str, Any]:
    """What somebody may do at the desk, as the log tells it. Two queries."""
    direct = person.user_permissions.values_list("content_type__app_label", "codename")
    return {
        "roles": sorted(person.groups.values_list("name", flat=True)),
        "active": person.is_active,
        "staff": person.is_staff,
        "superuser": person.is_superuser,
        "permissions": sorted(f"{app}.{codename}" for app, codename in direct),
    }


def note_access(person: User, before: dict[str, Any] | None, *, actor: User | None) -> None:
    """Log what somebody may do now, if it differs from `before`; without a before, that the account was made.

    Call it in the transaction that changes the account.
    """
    after = access(User.objects.get(pk=person.pk))
    if before is None:
        audit.note(AuditAction.ACCOUNT_MADE, person, actor=actor, after=after)
    elif before != after:
        audit.note(AuditAction.ACCESS_CHANGED, person, actor=actor, before=before, after=after)


def unlogged() -> Iterator[User]:
    """The accounts that may do something else than the log of people says. Three queries for each account."""
    for person in User.objects.order_by("username"):
        if access(person) != audit.last_access(person):
            yield person


def _make(name: str, roles: Collection[Role], *, full_name: str, actor: User | None) -> Account:
    taken = User.objects.filter(username__iexact=name).values_list("username", flat=True).first()
    if taken is not None:
        raise ValidationError(_("There is an account “%(name)s” already.") % {"name": taken})
    first, _space, last = full_name.strip().partition(" ")
    person = User(username=name, first_name=first, last_name=last.strip(), is_staff=True)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    put_roles()
    person.groups.set(Group.objects.filter(name__in=roles))
    note_access(person, None, actor=actor)
    return Account(person, password)

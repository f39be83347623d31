"""Accounts: `manage.py createeditor`, and what the log of people keeps of them."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.desk import audit, people
from claims.desk.permissions import Role
from claims.models import AuditEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("createeditor", *arguments, stdout=out)
    return out.getvalue()


def test_an_account_has_its_role_its_name_and_the_password_that_is_printed() -> None:
    printed = create("emma", "--role", "editor", "--full-name", "Emma van Dyk")
    emma = User.objects.get(username="emma")
    [password] = [line.split()[-1] for line in printed.splitlines() if "Password" in line]
    assert emma.check_password(password)
    assert emma.get_full_name() == "Emma van Dyk"
    assert [group.name for group in emma.groups.all()] == ["editor"]
    assert emma.is_staff
    assert not emma.is_superuser
    assert "second factor" not in printed


def test_somebody_can_have_several_roles_and_is_told_of_the_second_factor() -> None:
    printed = create("emma", "--role", "editor", "--role", "reviewer", "--full-name", "Emma")
    roles = User.objects.get(username="emma").groups.values_list("name", flat=True)
    assert sorted(roles) == ["editor", "reviewer"]
    assert "second factor" in printed
    assert "credits" not in printed


def test_passwords_differ() -> None:
    emma, carl = (people.make_account(name, [Role.VIEWER], actor=None) for name in ("emma", "carl"))
    assert emma.password != carl.password


@pytest.mark.parametrize("name", ["emma", "Emma", " EMMA "])
def test_a_name_that_is_taken_is_refused_in_whatever_case(name: str) -> None:
    make.user("emma")
    with pytest.raises(CommandError, match="There is an account “emma” already"):
        create(name, "--role", "editor")
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["editor", "Reviewer", "admin", "root", "user"])
def test_a_name_that_is_no_persons_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="an account is for one person"):
        create(name, "--role", "editor")
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "two words", "semi;colon", "x" * 151])
def test_a_name_with_other_signs_than_names_have_is_refused(name: str) -> None:
    with pytest.raises(CommandError):
        create(name, "--role", "editor")
    assert not User.objects.exists()


@pytest.mark.parametrize("roles", [[], ["--role", "boss"]])
def test_a_role_must_be_given_and_be_one(roles: list[str]) -> None:
    with pytest.raises(CommandError, match="role"):
        create("emma", *roles)


def test_the_log_says_that_an_account_was_made_and_with_which_roles() -> None:
    create("emma", "--role", "reviewer")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.person) == ("account_made", None, User.objects.get(username="emma"))
    assert audit.detail_of(entry)["after"]["roles"] == ["reviewer"]


def test_the_log_keeps_no_password() -> None:
    account = people.make_account("emma", [Role.EDITOR], actor=None)
    assert account.password not in AuditEntry.objects.get().detail


def test_what_did_not_change_is_not_logged() -> None:
    emma = make.user("emma", "editor")
    people.note_access(emma, people.access(emma), actor=None)
    assert not AuditEntry.objects.exists()

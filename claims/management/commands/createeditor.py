"""Make an account for somebody at the desk."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from claims.desk.people import make_account
from claims.desk.permissions import SECOND_FACTOR, Role


class Command(BaseCommand):
    """Makes one account with one or several roles and prints its password, which is shown nowhere else.

    Refuses a name that is taken or that is no person's, and then makes nothing.
    """

    help = "Make an account for somebody at the desk, and print its password once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="What the person signs in with.")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=Role.values,
            dest="roles",
            help="What the person is at the desk; may be given several times.",
        )
        parser.add_argument("--full-name", default="", help="The name under which the person is credited in public.")

    def handle(self, *args: Any, name: str, roles: list[str], full_name: str, **options: Any) -> None:
        given = [Role(role) for role in dict.fromkeys(roles)]
        try:
            account = make_account(name, given, full_name=full_name, actor=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        labels = ", ".join(str(role.label) for role in given)
        self.stdout.write(_("Account made: %(name)s (%(roles)s)") % {"name": account.person.username, "roles": labels})
        self.stdout.write(_("Password (shown only now): %(password)s") % {"password": account.password})
        if not SECOND_FACTOR.isdisjoint(given):
            self.stdout.write(_("At the first sign-in a second factor is registered, for which a telephone is needed."))
        if not full_name:
            self.stdout.write(
                self.style.WARNING(_("Without a full name, the public record credits this person by a key."))
            )

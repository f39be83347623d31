"""Who may do what, as data: the four roles and their rights.

Roles are Django groups, so that people can hold several. What depends on the object is no role's business: that nobody
approves their own edits is the workflow's (`workflow.is_anothers_to_approve`) and the database's.
"""

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

CONTENT = (
    "entity",
    "grade",
    "property",
    "topic",
    "source",
    "derivation",
    "capture",
    "claim",
    "evidence",
    "claimrelation",
)
APPEND_ONLY = ("grade", "capture")
"""Content that can be added but never changed."""


class Role(TextChoices):
    """What somebody is at the desk."""

    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


_VIEW = frozenset(
    f"claims.view_{model}"
    for model in (*CONTENT, "case", "revision", "review", "publication", "outsidereview", "auditentry")
)
_PEOPLE = frozenset(f"auth.{action}_{model}" for action in ("view", "add", "change") for model in ("user",)) | {
    "auth.view_group"
}

RIGHTS: dict[Role, frozenset[str]] = {
    Role.VIEWER: _VIEW,
    Role.EDITOR: _VIEW
    | {f"claims.add_{model}" for model in CONTENT}
    | {f"claims.change_{model}" for model in CONTENT if model not in APPEND_ONLY}
    | {"claims.delete_evidence", "claims.submit_case", "claims.import_claims"}
    | {"claims.assign_case", "claims.add_reviewnote"},
    Role.REVIEWER: _VIEW
    | {"claims.approve_case", "claims.publish_case", "claims.retract_case"}
    | {"claims.assign_case", "claims.add_reviewnote"},
    Role.ADMINISTRATOR: _VIEW | _PEOPLE,
}
"""The rights of each role, by their Django names."""

SECOND_FACTOR = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
"""Roles that must sign in with a second factor, except in the local profile."""


def put_roles() -> None:
    """Make the groups and give each exactly its rights; run again, it changes nothing."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, rights in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[right] for right in sorted(rights)])


def require(actor: User, right: str) -> None:
    """Raise PermissionDenied unless the actor is active and has the right (`claims.approve_case`)."""
    if not actor.has_perm(right):
        raise PermissionDenied(_("You have not the right to do this (%(right)s).") % {"right": right})


def actor_key(actor: User) -> str:
    """Who it was, for the public log: the same for the same person, and neither name nor number of an account."""
    return "editor-" + salted_hmac("claims.actor", str(actor.pk), algorithm="sha256").hexdigest()[:12]


def credit(actor: User) -> str:
    """The name under which somebody is credited in public; without a full name, the key of the log."""
    return actor.get_full_name() or actor_key(actor)

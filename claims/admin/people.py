"""Accounts and roles. Administrators appoint people; only a superuser touches a superuser."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .site import site

WRITTEN_BY_DJANGO = ("last_login", "date_joined")

BEYOND_ADMINISTRATORS = ("is_superuser", "user_permissions")
"""What an administrator sees of an account and does not change: rights come from roles."""


@admin.register(User, site=site)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """The people of the desk."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "is_staff")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("At the desk"),
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser", "user_permissions"),
                "description": _(
                    "Rights come from roles. Somebody who leaves is made inactive; accounts are not deleted."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        """The names of the person's groups."""
        return ", ".join(sorted(group.name for group in person.groups.all()))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if request.user.is_superuser:
            return WRITTEN_BY_DJANGO
        return (*WRITTEN_BY_DJANGO, *BEYOND_ADMINISTRATORS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never above one's own rights."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: revisions and reviews name them."""
        return False


@admin.register(Group, site=site)
class RoleAdmin(GroupAdmin):
    """The roles, which are data in `desk.permissions`: to be read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: roles are code."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: roles are code."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: roles are code."""
        return False

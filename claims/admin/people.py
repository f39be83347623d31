"""Accounts and roles. Administrators appoint people; only a superuser touches a superuser.

What is changed here is kept in the log of people, which everybody at the desk can read.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk import audit, people, second_factor
from claims.judgement.vocab import AuditAction
from claims.models import AuditEntry

from . import second_factor_pages
from .cases import ReadOnly, indented
from .site import site

NOT_WRITTEN_HERE = ("last_login", "date_joined", "second_factor")

BEYOND_ADMINISTRATORS = ("is_superuser", "user_permissions")
"""What an administrator sees of an account and does not change: rights come from roles."""


@admin.register(User, site=site)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """The people of the desk."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "is_staff")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "second_factor")}),
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
            return NOT_WRITTEN_HERE
        return (*NOT_WRITTEN_HERE, *BEYOND_ADMINISTRATORS)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save the account, and remember on its form what it might do before."""
        form.access_before = people.access(User.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the roles, and log what has changed; one's own included."""
        super().save_related(request, form, formsets, change)
        people.note_access(form.instance, form.access_before, actor=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.second_factor_page)
        return [path("<int:pk>/second-factor/", page, name="auth_user_second_factor"), *super().get_urls()]

    def second_factor_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take another's second factor away. One's own is replaced, on a page of one's own."""
        person = get_object_or_404(User, pk=pk)
        if person == request.user or not self.has_change_permission(request, person):
            raise PermissionDenied
        return second_factor_pages.reset(self.admin_site, request, person)

    @admin.display(description=_("second factor"))
    def second_factor(self, person: User) -> str:
        """Whether the person has one, and where it is taken away."""
        if not second_factor.is_registered(person):
            return gettext("none")
        address = reverse("admin:auth_user_second_factor", args=[person.pk])
        return format_html('{} – <a href="{}">{}</a>', _("registered"), address, _("Take it away"))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Set somebody's password, and log that it was not they who did."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                audit.note(AuditAction.PASSWORD_SET, User.objects.get(pk=id), actor=request.user)  # type: ignore[arg-type]
        return answer

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


@admin.register(AuditEntry, site=site)
class AuditEntryAdmin(ReadOnly):
    """Who was given what, and by whom; who signed in, and who imported: to be read, by everybody at the desk."""

    list_display = ("seq", "at", "person", "action", "actor")
    list_filter = ("action",)
    list_select_related = ("person", "actor")
    search_fields = ("person__username__iexact", "actor__username__iexact")
    date_hierarchy = "at"
    ordering = ("-seq",)
    fieldsets = (
        (
            None,
            {
                "fields": ("seq", "at", "actor", "action", "person", "readable_detail"),
                "description": _(
                    "What was done to somebody’s access to the desk, who signed in, and what was imported. "
                    "It is hash-chained and never changed."
                ),
            },
        ),
        (_("The chain"), {"fields": ("prev", "hash")}),
    )

    @admin.display(description=_("detail"))
    def readable_detail(self, entry: AuditEntry) -> SafeString:
        """What the entry says beside its columns, readable."""
        return indented(entry.detail)

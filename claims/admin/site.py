"""The admin site of the project: its name, who may enter, and how its index is ordered."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.desk import audit, second_factor
from claims.judgement.vocab import AuditAction
from claims.record.rendering.unreviewed import of_the_desk

from . import second_factor_pages
from .busy_page import never_in_vain
from .dashboard import dashboard
from .pages import GlimpsingPaginator
from .signing_in import SignInForm

GROUPS = (
    (_("Claims"), ("Claim", "Evidence", "ClaimRelation")),
    (_("Sources"), ("Source", "Derivation", "Capture")),
    (_("Vocabulary"), ("Entity", "Grade", "Property", "Topic")),
    (_("Workflow (to read)"), ("Case", "Revision", "Review")),
    (_("Record (to read)"), ("Publication", "PublishedClaim")),
    (_("Found elsewhere (to read)"), ("OutsideReview",)),
    (_("People"), ("User", "Group", "AuditEntry")),
)
"""The tables under their headings, in the order of the index."""


class Suggestions(AutocompleteJsonView):
    """What an autocomplete offers. Searched once, since a search may look at every row, and not once more to count."""

    def get_paginator(self, *what: Any, **options: Any) -> GlimpsingPaginator:
        return GlimpsingPaginator(*what, **options)


class DeskSite(AdminSite):
    """Where editors work. Outside the local profile those who decide what is published enter with a second factor."""

    site_header = format_lazy("{} – {}", settings.SITE_NAME, _("the desk"))
    site_title = settings.SITE_NAME
    index_title = _("The desk")
    enable_nav_sidebar = False
    login_template = "admin/login.html"

    @property
    def login_form(self) -> type[AuthenticationForm]:  # type: ignore[override]
        """With a code outside the local profile."""
        return SignInForm if settings.TOTP_REQUIRED else AdminAuthenticationForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the request's user may enter at all."""
        if not super().has_permission(request):
            return False
        return request.user.is_verified() or not second_factor.is_needed(request.user)  # type: ignore[union-attr, arg-type]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With what every page says at a desk of one person."""
        return {**super().each_context(request), "of_the_desk": of_the_desk()}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As in Django; whoever waits in vain is told so, whatever they asked."""
        return super().admin_view(never_in_vain(self, view), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sign in, which the log keeps. Who is, and must register a second factor first, is led there from anywhere."""
        person: Any = request.user
        is_staff = person.is_active and person.is_staff
        if request.method == "GET" and is_staff and second_factor.must_register(person):
            return HttpResponseRedirect(reverse("admin:second_factor"))
        return never_in_vain(self, self._signed_in)(request, extra_context)

    def _signed_in(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer = super().login(request, extra_context)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
            audit.note(AuditAction.SIGNED_IN, request.user, actor=request.user)  # type: ignore[arg-type]
        return answer

    def get_urls(self) -> list[Any]:
        """With the pages of one's own second factor, which open before anything else does."""
        own = [
            path("second-factor/", partial(second_factor_pages.register, self), name="second_factor"),
            path("second-factor/code.svg", partial(second_factor_pages.image, self), name="second_factor_image"),
            path(
                "second-factor/recovery-codes/",
                partial(second_factor_pages.recovery_codes, self),
                name="recovery_codes",
            ),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What there is to do, and all tables."""
        lists = {"lists": dashboard(request.user)}  # type: ignore[arg-type]
        return super().index(request, lists | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """The rows that somebody may mean who types."""
        return Suggestions.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables that somebody may see, by what they are about rather than by app."""
        apps = super().get_app_list(request, app_label)
        tables = {table["object_name"]: (app, table) for app in apps for table in app["models"]}
        groups = []
        for title, names in GROUPS:
            found = [tables[name] for name in names if name in tables]
            if found:
                groups.append({**found[0][0], "name": title, "models": [table for _app, table in found]})
        return groups


site = DeskSite()

"""Case, revision and review: to be read. They are written by the workflow alone."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Case, Review, Revision

from .content import Listed
from .site import site


class ReadOnly(Listed):
    """A table that nobody writes by hand, administrators included."""

    change_form_template = "admin/claims/change_form.html"

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


def indented(canonical: str | None) -> SafeString:
    """Canonical JSON for the eye, one key a line."""
    if canonical is None:
        return SafeString("–")
    shown = json.dumps(json.loads(canonical), ensure_ascii=False, indent=2)
    return format_html('<pre class="document" tabindex="0">{}</pre>', shown)


@admin.register(Case, site=site)
class CaseAdmin(ReadOnly):
    """Where the working copies stand."""

    list_display = ("claim", "state", "version", "assignee", "assigned_at", "priority", "due", "checked_at")
    list_filter = ("state", "priority")
    list_select_related = ("claim", "assignee")
    search_fields = ("claim__summary", "claim__uid")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "claim",
                    "state",
                    "version",
                    ("assignee", "assigned_at"),
                    ("priority", "due"),
                    "checked_at",
                ),
                "description": _("Where the working copy of a claim stands; moved by its transitions."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("claim", "assignee")


@admin.register(Revision, site=site)
class RevisionAdmin(ReadOnly):
    """The dossiers of claims after each save that changed something."""

    list_display = ("claim", "number", "author", "created_at", "short_sha256")
    list_filter = ("author",)
    list_select_related = ("claim", "author")
    search_fields = ("claim__summary", "claim__uid", "sha256")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    fieldsets = (
        (
            None,
            {
                "fields": ("claim", "number", "author", "created_at", "sha256", "document"),
                "description": _("One dossier of a claim, exactly as a review approves it. Never changed."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("claim", "author")

    @admin.display(description="SHA-256")
    def short_sha256(self, revision: Revision) -> str:
        """Enough of the hash to compare by eye."""
        return revision.sha256[:12]

    @admin.display(description=_("content"))
    def document(self, revision: Revision) -> SafeString:
        """The dossier, readable."""
        return indented(revision.content)


@admin.register(Review, site=site)
class ReviewAdmin(ReadOnly):
    """What reviewers decided."""

    list_display = ("revision", "decision", "kind", "reviewer", "created_at")
    list_filter = ("decision", "kind", "reviewer")
    list_select_related = ("revision__claim", "reviewer")
    search_fields = ("revision__claim__summary", "revision__claim__uid", "note", "sha256")
    ordering = ("-pk",)
    fieldsets = (
        (
            None,
            {
                "fields": ("revision", "decision", "kind", "reviewer", "note", "sha256", "created_at"),
                "description": _("One decision about exactly the bytes of one revision. Never changed."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("revision__claim", "reviewer").defer("revision__content")

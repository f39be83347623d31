"""The public record: to be read. It is written by the workflow alone."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.finding.search.record import RECORD
from claims.models import Publication, PublishedClaim

from .cases import ReadOnly, indented
from .searched import Searched
from .site import site


@admin.register(Publication, site=site)
class PublicationAdmin(ReadOnly):
    """The entries of the public log."""

    list_display = ("seq", "claim_uid", "number", "kind", "at", "actor")
    list_filter = ("kind",)
    search_fields = ("claim_uid", "hash")
    date_hierarchy = "at"
    ordering = ("-seq",)
    fieldsets = (
        (
            None,
            {
                "fields": ("seq", "claim_uid", "number", "kind", "at", "actor"),
                "description": _("One entry of the public record. It is hash-chained and never changed."),
            },
        ),
        (_("What was published"), {"fields": ("readable_content", "readable_envelope")}),
        (_("The chain"), {"fields": ("revision", "review", "salt", "commitment", "prev", "hash")}),
    )

    @admin.display(description=_("content"))
    def readable_content(self, publication: Publication) -> SafeString:
        """The approved bytes, readable."""
        return indented(publication.content)

    @admin.display(description=_("envelope"))
    def readable_envelope(self, publication: Publication) -> SafeString:
        """What was known only at publication, readable."""
        return indented(publication.envelope)


@admin.register(PublishedClaim, site=site)
class PublishedClaimAdmin(Searched, ReadOnly):
    """The public pages as they stand."""

    corpus = RECORD
    list_display = ("title", "uid", "status", "rating", "standing", "review_kind", "changed_at")
    list_filter = ("status", "rating", "standing", "review_kind", "claim_kind")
    search_fields = ("uid__exact", "slug__exact")
    fieldsets = (
        (
            None,
            {
                "fields": ("uid", "slug", "status", "content", "notice"),
                "description": _("Where the page of one claim stands, as its newest publications say."),
            },
        ),
        (
            _("What lists filter by"),
            {"fields": ("rating", "standing", "claim_kind", "review_kind", "first_published_at", "changed_at")},
        ),
    )

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may see publications may see what they amount to."""
        return request.user.has_perm("claims.view_publication")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("content", "notice")
        return rows.defer("content__content")

    @admin.display(description=_("claim"))
    def title(self, head: PublishedClaim) -> str:
        """The summary in the language in which the claim was written."""
        return str(head.titles.get(head.language, {}).get("summary", head.slug))

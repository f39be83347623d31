"""The admin of claims as Django makes it from a few declarations."""

from django.contrib import admin

from claims.models import Claim

site = admin.AdminSite()


@admin.register(Claim, site=site)
class ClaimAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The columns, filters and search of the product's list, as far as declarations go."""

    list_display = ("summary", "subject", "claim_kind", "rating")
    list_filter = ("case__state", "rating", "claim_kind", "topics", "property")
    search_fields = ("uid", "summary", "statement")
    list_per_page = 25  # as many as the product shows

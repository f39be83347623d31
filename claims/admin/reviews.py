"""The fact-checks of others: to be found and read. They are written by imports alone."""

from django.contrib import admin
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext_lazy as _

from claims.finding.search.desk import REVIEWS
from claims.models import OutsideReview

from .cases import ReadOnly
from .searched import Searched
from .site import site


@admin.register(OutsideReview, site=site)
class OutsideReviewAdmin(Searched, ReadOnly):
    """What others have checked."""

    corpus = REVIEWS
    list_display = ("short_text", "rating", "publisher", "reviewed_on", "feed")
    list_filter = ("feed",)
    search_fields = ("external_id__exact",)
    fieldsets = (
        (
            None,
            {
                "fields": ("text", "language", "claimant", "claimed_on"),
                "description": _("A fact-check of somebody else, as it was imported. It is not part of the record."),
            },
        ),
        (_("The fact-check"), {"fields": ("title", "subtitle", "publisher", "url", "rating", "reviewed_on")}),
        (_("Where it comes from"), {"fields": ("feed", "external_id", "imported_at")}),
    )

    @admin.display(description=_("claim"))
    def short_text(self, review: OutsideReview) -> str:
        """The claim that was checked, or its beginning."""
        return truncatechars(review.text, 120)

"""Somebody else's fact-checks, kept at the desk to be found, and what searching the desk needs."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from .claims import Claim
from .fields import LanguageMapField, LineField, ProseField, WebAddressField
from .searching import SearchText, SearchWord
from .sources import LANGUAGE_CODE


class OutsideReview(models.Model):
    """Somebody else's fact-check, as its feed gave it. Found when the same claim comes up; public only by an editor."""

    feed = models.SlugField(_("feed"), max_length=40, help_text=_("Where it was imported from."))
    external_id = LineField(_("identity"), max_length=200, help_text=_("What the feed calls it."))
    text = ProseField(_("claim"), help_text=_("The claim that was checked."))
    language = models.CharField(_("language"), max_length=8, default="en", validators=[LANGUAGE_CODE])
    title = ProseField(_("title"), blank=True)
    subtitle = ProseField(_("subtitle"), blank=True)
    claimant = LineField(_("claimant"), max_length=500, blank=True)
    publisher = LineField(_("publisher"), max_length=500, blank=True)
    url = WebAddressField(_("address"))
    rating = LineField(_("rating"), max_length=200, blank=True, help_text=_("As its publisher wrote it."))
    claimed_on = LineField(_("claimed on"), max_length=60, blank=True, help_text=_("As the feed gives it."))
    reviewed_on = LineField(_("reviewed on"), max_length=60, blank=True, help_text=_("As the feed gives it."))
    imported_at = models.DateTimeField(_("imported at"))

    class Meta:
        ordering = ["-id"]
        verbose_name = _("outside review")
        verbose_name_plural = _("outside reviews")
        constraints = [UniqueConstraint(fields=["feed", "external_id"], name="outside_review_once")]

    def __str__(self) -> str:
        return f"{self.feed}:{self.external_id}"


class DismissedReview(models.Model):
    """That an outside review does not say what a claim says, as an editor found; it is not shown beside it again."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="dismissed", verbose_name=_("claim"))
    review = models.ForeignKey(
        OutsideReview, on_delete=models.CASCADE, related_name="dismissed", verbose_name=_("outside review")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dismissed", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    note = LanguageMapField(_("note"))

    class Meta:
        verbose_name = _("dismissed outside review")
        verbose_name_plural = _("dismissed outside reviews")
        constraints = [UniqueConstraint(fields=["claim", "review"], name="dismissed_review_once")]

    def __str__(self) -> str:
        return f"{self.claim} – {self.review}"


class ClaimText(SearchText):
    """The searchable text of a claim at the desk in one language, drafts included."""

    owner = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="search_texts")

    class Meta:
        constraints = [UniqueConstraint(fields=["owner", "language"], name="claim_text_once_a_language")]

    def __str__(self) -> str:
        return f"{self.owner_id} ({self.language})"


class ReviewText(SearchText):
    """The searchable text of an outside review."""

    owner = models.ForeignKey(OutsideReview, on_delete=models.CASCADE, related_name="search_texts")

    class Meta:
        constraints = [UniqueConstraint(fields=["owner", "language"], name="review_text_once_a_language")]

    def __str__(self) -> str:
        return f"{self.owner_id} ({self.language})"


class DeskWord(SearchWord):
    """In how many texts of the desk a term stands: claims and outside reviews together, so that scores compare."""

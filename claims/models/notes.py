"""What people at the desk say to each other, or to themselves, about a claim. Never published, never in a fixture."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from .cases import Revision
from .fields import ProseField


class ReviewNote(models.Model):
    """A remark on one revision of a claim, open until somebody has dealt with it; a private one is its author's."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="notes", verbose_name=_("revision"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes", verbose_name=_("author")
    )
    text = ProseField(_("note"))
    is_private = models.BooleanField(_("private"), default=False, help_text=_("Only you see it."))
    created_at = models.DateTimeField(_("created at"))
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resolved_notes",
        verbose_name=_("resolved by"),
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            CheckConstraint(condition=~Q(text=""), name="review_note_says_something"),
            CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="review_note_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} – {self.author}"

"""The desk's own log of people: who was given what, and by whom; who signed in, and who imported."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from claims.judgement.vocab import AuditAction

from .content import one_of


class AuditEntry(models.Model):
    """One thing that was done to somebody's access to the desk; that somebody signed in; or an import.

    Append-only and hash-chained (`desk.audit`), apart from the public record, which knows nobody's account.
    """

    seq = models.PositiveBigIntegerField(_("sequence number"), unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty for what was done at the command line."),
    )
    action = models.CharField(_("action"), max_length=20, choices=AuditAction.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_entries",
        verbose_name=_("person"),
        help_text=_("Empty for an import."),
    )
    detail = models.TextField(_("detail"), help_text=_("Canonical JSON."))
    prev = models.CharField(_("hash of the entry before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("entry of the log of people")
        verbose_name_plural = _("log of people")
        constraints = [
            one_of("action", AuditAction, "audit_action_known"),
            CheckConstraint(
                condition=Q(action=AuditAction.IMPORTED, person=None)
                | (~Q(action=AuditAction.IMPORTED) & Q(person__isnull=False)),
                name="audit_about_a_person_but_for_imports",
            ),
            CheckConstraint(condition=Exact(Length(F("hash")), 64), name="audit_hash_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.actor or '–'}: {self.get_action_display()}"

"""The workflow of a claim at the desk. Never in a fixture; written by `desk.workflow` alone."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from claims.judgement.vocab import CaseState, Priority, ReviewDecision, ReviewKind

from .claims import Claim
from .content import one_of
from .fields import ProseField

UNDER_WAY = [CaseState.APPROVED.value, CaseState.DRAFT.value, CaseState.IN_REVIEW.value]
"""The states of a working copy with which there is something to do."""


class Case(models.Model):
    """Where the working copy of a claim stands. A claim without a case is a draft that was never saved by the desk."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="case", verbose_name=_("claim"))
    state = models.CharField(_("state"), max_length=20, choices=CaseState.choices, default=CaseState.DRAFT)
    version = models.PositiveIntegerField(
        _("version"),
        default=0,
        help_text=_("Counts the saves that changed something; a form is stale when it differs."),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("assigned to"),
    )
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL, help_text=_("The higher comes first.")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["state", "claim"], name="case_by_state"),
            models.Index(fields=["assignee", "due"], name="case_by_assignee"),
            models.Index(fields=["checked_at"], name="case_by_check"),
            models.Index(
                fields=["claim"],
                name="case_published_and_changed",
                condition=Q(checked_at__isnull=False, state__in=UNDER_WAY),
            ),
        ]
        constraints = [
            one_of("state", CaseState, "case_state_known"),
            CheckConstraint(condition=Q(priority__in=Priority.values), name="case_priority_known"),
            CheckConstraint(
                condition=Q(assignee=None, assigned_at=None) | Q(assignee__isnull=False, assigned_at__isnull=False),
                name="case_assigned_since_a_moment",
            ),
        ]
        permissions = [
            ("submit_case", _("Can submit claims for review")),
            ("approve_case", _("Can approve claims of others")),
            ("publish_case", _("Can publish approved claims")),
            ("retract_case", _("Can retract published claims and put notices on them")),
            ("assign_case", _("Can say who works on a claim, and until when")),
            ("import_claims", _("Can import claims")),
        ]

    def __str__(self) -> str:
        return f"{self.claim} ({self.get_state_display()})"


class Revision(models.Model):
    """One dossier of a claim, as it was after a save that changed its content. Immutable."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("claim"))
    number = models.PositiveIntegerField(_("number"))
    content = models.TextField(_("content"), help_text=_("Canonical JSON."))
    sha256 = models.CharField("SHA-256", max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("author"),
        help_text=_("Empty for imports at the command line."),
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering = ["claim", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            UniqueConstraint(fields=["claim", "number"], name="revision_numbered_once"),
            CheckConstraint(condition=Exact(Length(F("sha256")), 64), name="revision_sha256_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} r{self.number}"


class Review(models.Model):
    """One decision about exactly the bytes of one revision. Immutable."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("revision"))
    sha256 = models.CharField("SHA-256", max_length=64)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    decision = models.CharField(_("decision"), max_length=20, choices=ReviewDecision.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=ReviewKind.choices, default=ReviewKind.PEER)
    note = ProseField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            one_of("decision", ReviewDecision, "review_decision_known"),
            one_of("kind", ReviewKind, "review_kind_known"),
            CheckConstraint(
                condition=Q(kind=ReviewKind.NONE) | Q(reviewer__isnull=False),
                name="review_by_somebody",
                violation_error_message=_("A review by a second person names that person."),
            ),
            CheckConstraint(condition=Exact(Length(F("sha256")), 64), name="review_sha256_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_decision_display()}"

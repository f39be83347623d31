"""Evidence: what one passage of one source says of one claim."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _

from claims.judgement.quotes import stands_at
from claims.judgement.vocab import Basis, Resolution, Stance

from .claims import Claim, Scoped, refuse_foreign_value
from .content import one_of
from .entities import Entity
from .fields import LanguageMapField, LineField, QuoteField, UidField, ValueField
from .sources import Capture, Source

QUOTE_NOT_FOUND = Q(quote_start=None, capture__isnull=False) & ~Q(quote_exact="")
"""Where a quotation was not found in the captured text, or not in one place only."""


class Evidence(Scoped):
    """One passage of one source, and what it does for one claim.

    The quotation is a Web Annotation TextQuoteSelector and TextPositionSelector at once: exact words, positions in
    Unicode code points of the captured text (end exclusive), prefix and suffix only where the words are not unique.
    """

    uid = UidField(_("uid"))
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("source"))
    capture = models.ForeignKey(
        Capture,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("captured text"),
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance.choices)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices, default=Basis.UNSTATED)
    attributed_to = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        verbose_name=_("attributed to"),
        help_text=_("Whom the source quotes or follows for it: that speaker is the origin, whoever prints it."),
    )
    is_appearance = models.BooleanField(_("appearance"), default=False, help_text=_("The claim was made here."))
    quote_exact = QuoteField(_("quotation"), blank=True, help_text=_("The shortest words that carry it, verbatim."))
    quote_start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    quote_end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    quote_prefix = QuoteField(_("words before"), blank=True)
    quote_suffix = QuoteField(_("words after"), blank=True)
    locator = LineField(_("place"), max_length=200, blank=True, help_text=_("Page, time code, row."))
    translation = LanguageMapField(_("our translation"), help_text=_("Of a quotation in another language."))
    value = ValueField(_("asserted value"), help_text=_("What the passage says the value is."))
    note = LanguageMapField(_("note"))
    resolution = models.CharField(
        _("resolution"),
        max_length=30,
        choices=Resolution.choices,
        null=True,
        blank=True,
        help_text=_("Only for contradictions: how it was settled."),
    )
    resolution_note = LanguageMapField(_("note on the resolution"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        indexes = [
            models.Index(fields=["claim"], name="evidence_open_contradiction", condition=Q(resolution="unresolved")),
            models.Index(fields=["claim"], name="evidence_quote_not_found", condition=QUOTE_NOT_FOUND),
        ]
        constraints = [
            CheckConstraint(
                condition=Exact(Length(F("uid")), 10),
                name="evidence_uid_ten_characters",
                violation_error_message=_("A uid has ten characters."),
            ),
            CheckConstraint(
                condition=Q(quote_start=None, quote_end=None)
                | (
                    Q(quote_start__isnull=False, quote_end__isnull=False, capture__isnull=False)
                    & GreaterThan(F("quote_end"), F("quote_start"))
                    & Exact(Length(F("quote_exact")), F("quote_end") - F("quote_start"))
                ),
                name="evidence_quote_fits_its_position",
                violation_error_message=_(
                    "A position needs start, end and a captured text, and the quotation must be as long as it says."
                ),
            ),
            CheckConstraint(
                condition=~Q(quote_exact="") | Q(quote_start=None, quote_prefix="", quote_suffix=""),
                name="evidence_position_of_a_quote",
                violation_error_message=_("A position needs the quotation that stands there."),
            ),
            CheckConstraint(
                condition=Q(stance=Stance.CONTRADICTS, resolution__isnull=False)
                | (~Q(stance=Stance.CONTRADICTS) & Q(resolution=None)),
                name="evidence_resolution_of_contradictions",
                violation_error_message=_("A contradiction has a resolution (perhaps “unresolved”); nothing else has."),
            ),
            CheckConstraint(
                condition=Q(attributed_to=None) | Q(basis=Basis.ATTRIBUTED),
                name="evidence_speaker_means_attributed",
                violation_error_message=_("What is attributed to somebody has the basis “attributed”."),
            ),
            one_of("stance", Stance, "evidence_stance_known"),
            one_of("basis", Basis, "evidence_basis_known"),
            one_of("resolution", Resolution, "evidence_resolution_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"

    def clean(self) -> None:
        """Rules that need another row: the capture's source, the text at the position, the value's property."""
        super().clean()
        if self.resolution == "":
            self.resolution = None
        if self.stance == Stance.CONTRADICTS and self.resolution is None:
            self.resolution = Resolution.UNRESOLVED
        if self.resolution not in (None, Resolution.UNRESOLVED) and not self.resolution_note:
            raise ValidationError({"resolution_note": _("Say why the contradiction is settled.")}, code="reason")
        if self.capture is not None and self.source_id is not None:
            self._refuse_foreign_capture(self.capture)
        if self.value is not None and self.claim_id is not None:
            self.refuse_foreign_value()

    def _refuse_foreign_capture(self, capture: Capture) -> None:
        if capture.source_id != self.source_id:
            raise ValidationError({"capture": _("This text was captured from another source.")}, code="capture")
        if self.quote_start is None or self.quote_end is None:
            return
        if self.quote_end > capture.length:
            raise ValidationError({"quote_end": _("The position lies beyond the end of the text.")}, code="position")
        if capture.text is not None and not stands_at(capture.text, self.quote_exact, self.quote_start, self.quote_end):
            raise ValidationError({"quote_exact": _("These words do not stand at this position.")}, code="position")

    def refuse_foreign_value(self) -> None:
        """Raise a ValidationError unless the value is one of the claim's property."""
        if self.claim.property is None:
            raise ValidationError({"value": _("The claim has no property whose value this could be.")}, code="value")
        refuse_foreign_value(self.claim.property, self.value, "value")

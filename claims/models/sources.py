"""Documents: sources, what they rest on, and their texts as they were read."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from claims.judgement.canonical import sha256
from claims.judgement.vocab import DerivationKind, DerivationStatus, Normaliser, WorkType

from .content import Content, one_of
from .entities import Entity
from .fields import LanguageMapField, LineField, PartialDateField, UidField, VerbatimField, WebAddressField

LANGUAGE_CODE = RegexValidator(r"\A[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?\Z", _("A language code such as en or fr."))
SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", _("64 hexadecimal digits, lower case."))


class Source(Content):
    """One document: an article, a book, a recording, a table."""

    uid = UidField(_("uid"))
    title = LineField(_("title"), max_length=500)
    publisher = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="published_sources",
        verbose_name=_("publisher"),
        help_text=_("“Unknown publisher” is an honest answer; such a source establishes no origin."),
    )
    authors = models.ManyToManyField(Entity, blank=True, related_name="written_sources", verbose_name=_("authors"))
    url = WebAddressField(_("address"))
    published_on = PartialDateField(_("published on"), help_text=_("As precise as known: 2017, 2017-06, 2017-06-17."))
    accessed_on = PartialDateField(_("read on"))
    language = models.CharField(_("language"), max_length=8, validators=[LANGUAGE_CODE])
    work_type = models.CharField(_("kind of work"), max_length=20, choices=WorkType.choices)
    retracted_on = PartialDateField(_("retracted on"), help_text=_("Since when its publisher no longer stands by it."))
    retraction_note = LanguageMapField(_("note on the retraction"))

    class Meta:
        ordering = ["title", "uid"]
        indexes = [
            models.Index(fields=["title", "uid"], name="source_by_title"),
            models.Index(fields=["uid"], name="source_retracted", condition=Q(retracted_on__isnull=False)),
        ]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            CheckConstraint(
                condition=Exact(Length(F("uid")), 10),
                name="source_uid_ten_characters",
                violation_error_message=_("A uid has ten characters."),
            ),
            one_of("work_type", WorkType, "source_work_type_known"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Derivation(Content):
    """This source rests on that one."""

    NATURAL_KEY = ("source__uid", "derived_from__uid", "kind")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="derivations", verbose_name=_("source"))
    derived_from = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="derivatives", verbose_name=_("rests on")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DerivationKind.choices)
    status = models.CharField(
        _("status"), max_length=20, choices=DerivationStatus.choices, default=DerivationStatus.SUGGESTED
    )
    note = LanguageMapField(_("note"))

    class Meta:
        ordering = ["source", "derived_from", "kind"]
        verbose_name = _("derivation")
        verbose_name_plural = _("derivations")
        constraints = [
            UniqueConstraint(fields=["source", "derived_from", "kind"], name="derivation_once"),
            CheckConstraint(
                condition=~Q(source=F("derived_from")),
                name="derivation_of_another",
                violation_error_message=_("A source cannot rest on itself."),
            ),
            one_of("kind", DerivationKind, "derivation_kind_known"),
            one_of("status", DerivationStatus, "derivation_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ← {self.derived_from}"


class Capture(Content):
    """A source's text as it was read. Immutable; the text may be withheld and its hash still published."""

    NATURAL_KEY = ("source__uid", "sha256")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="captures", verbose_name=_("source"))
    sha256 = models.CharField("SHA-256", max_length=64, validators=[SHA256])
    captured_at = models.DateTimeField(_("read at"))
    length = models.PositiveIntegerField(_("length"), help_text=_("In Unicode code points."))
    normaliser = models.CharField(_("normaliser"), max_length=20, choices=Normaliser.choices)
    text = VerbatimField(_("text"), null=True, blank=True, help_text=_("Empty where it is withheld."))
    archived_url = WebAddressField(_("archived at"))

    class Meta:
        ordering = ["source", "captured_at"]
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [
            UniqueConstraint(fields=["source", "sha256"], name="capture_once"),
            one_of("normaliser", Normaliser, "capture_normaliser_known"),
            CheckConstraint(
                condition=Q(text=None) | Q(Exact(Length(F("text")), F("length"))),
                name="capture_length_true",
                violation_error_message=_("The length is not that of the text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.sha256[:12]})"

    def clean(self) -> None:
        """A text that is held must have the hash it is filed under."""
        super().clean()
        if self.text == "":
            self.text = None
        if self.text is not None and sha256(self.text) != self.sha256:
            raise ValidationError({"sha256": _("This is not the SHA-256 of the text.")}, code="hash")

"""Claims, and how they stand to each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.judgement import ratings
from claims.judgement.dates import DateError, Span
from claims.judgement.vocab import (
    SYMMETRIC_RELATIONS,
    ClaimKind,
    RelationKind,
    RelationOrigin,
    RelationStatus,
    Resolution,
)

from .content import Content, one_of
from .entities import Entity, Property, Topic
from .fields import LanguageMapField, LineField, PartialDateField, ProseField, TranslationsField, UidField, ValueField
from .sources import LANGUAGE_CODE


class Scoped(Content):
    """Something that holds for an extent of time, as far as that is known."""

    scope_start = PartialDateField(_("from"), help_text=_("Since when it holds; empty where that is not known."))
    scope_end = PartialDateField(_("until"))

    class Meta:
        abstract = True

    @property
    def scope(self) -> Span:
        """The extent of time as one value; unknown when both ends are empty."""
        return Span(self.scope_start, self.scope_end)

    def clean(self) -> None:
        """An extent does not end before it begins."""
        super().clean()
        try:
            Span(self.scope_start, self.scope_end)
        except DateError as error:
            raise ValidationError({"scope_end": error.in_words(gettext)}, code="scope") from error


class ValueStart(Func):
    """The beginning of a value as it is stored: what an index can hold of it, however long a text it is."""

    template = "SUBSTR(%(expressions)s, 1, 100)"
    output_field = models.TextField()


class Claim(Scoped):
    """One proposition that somebody makes and that can be checked."""

    uid = UidField(_("uid"))
    statement = ProseField(_("statement"), help_text=_("The claim in one neutral sentence of our own."))
    summary = LineField(
        _("summary"),
        max_length=75,
        help_text=_("The claim in at most 75 characters, without the verdict."),
    )
    language = models.CharField(_("language"), max_length=8, default="en", validators=[LANGUAGE_CODE])
    translations = TranslationsField(_("translations"))
    claim_kind = models.CharField(_("kind of claim"), max_length=20, choices=ClaimKind.choices, default=ClaimKind.FACT)
    claimant = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_made",
        verbose_name=_("claimant"),
        help_text=_("Who makes the claim; empty when nobody in particular does."),
    )
    claimed_on = PartialDateField(_("claimed on"), help_text=_("When it was said, not when we checked it."))
    subject = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_about",
        verbose_name=_("subject"),
        help_text=_("Who or what the claim is about; for reported speech, the speaker."),
    )
    property = models.ForeignKey(
        Property, on_delete=models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("property")
    )
    value = ValueField(_("value"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims", verbose_name=_("topics"))
    rating_scale = models.PositiveSmallIntegerField(_("rating scale"), null=True, blank=True)
    rating = models.SlugField(_("rating"), max_length=30, blank=True, help_text=_("The editors' verdict."))
    rating_explanation = ProseField(
        _("explanation"), blank=True, help_text=_("Why this verdict, in one or two sentences; what is missing.")
    )
    analysis = ProseField(_("analysis"), blank=True, help_text=_("The working at length, in Markdown."))
    what_would_change_it = ProseField(_("what would change it"), blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index("subject", "property", ValueStart("value"), name="claim_comparable"),
            models.Index(fields=["claim_kind"], name="claim_by_kind"),
        ]
        constraints = [
            CheckConstraint(
                condition=Exact(Length(F("uid")), 10),
                name="claim_uid_ten_characters",
                violation_error_message=_("A uid has ten characters."),
            ),
            CheckConstraint(
                condition=LessThanOrEqual(Length(F("summary")), 75),
                name="claim_summary_short",
                violation_error_message=_("A summary has at most 75 characters."),
            ),
            CheckConstraint(
                condition=Q(property=None, value=None) | Q(property__isnull=False, value__isnull=False),
                name="claim_value_of_a_property",
                violation_error_message=_("A value needs its property, and a property its value."),
            ),
            CheckConstraint(
                condition=Q(property=None) | Q(subject__isnull=False),
                name="claim_property_of_a_subject",
                violation_error_message=_("A property needs the subject whose property it is."),
            ),
            CheckConstraint(
                condition=Q(rating="", rating_scale=None) | (~Q(rating="") & Q(rating_scale__isnull=False)),
                name="claim_rating_on_a_scale",
                violation_error_message=_("A rating needs its scale, and a scale its rating."),
            ),
            CheckConstraint(
                condition=~Q(claim_kind=ClaimKind.REPORTED_SPEECH) | Q(claimant=None),
                name="claim_reported_speech_has_no_claimant",
                violation_error_message=_("For reported speech the speaker is the subject; leave the claimant empty."),
            ),
            one_of("claim_kind", ClaimKind, "claim_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.summary)

    def clean(self) -> None:
        """Rules that need another row or the rating scale: the value's type and unit, the rating's slug."""
        super().clean()
        if self.property is not None and self.value is not None:
            refuse_foreign_value(self.property, self.value, "value")
        if self.rating and self.rating_scale is not None:
            try:
                ratings.rating(self.rating_scale, self.rating)
            except ValueError as error:
                raise ValidationError({"rating": str(error)}, code="rating") from error


class ClaimRelation(Content):
    """How one claim stands to another. Symmetric kinds are stored once, with the smaller uid as `a`."""

    NATURAL_KEY = ("a__uid", "b__uid", "kind")

    a = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations_from", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind.choices)
    b = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations_to", verbose_name=_("other claim"))
    origin = models.CharField(_("origin"), max_length=20, choices=RelationOrigin.choices, default=RelationOrigin.EDITOR)
    status = models.CharField(
        _("status"), max_length=20, choices=RelationStatus.choices, default=RelationStatus.CONFIRMED
    )
    resolution = models.CharField(
        _("resolution"),
        max_length=30,
        choices=Resolution.choices,
        null=True,
        blank=True,
        help_text=_("Only for contradictions: how it was settled."),
    )
    note = LanguageMapField(_("note"))

    class Meta:
        ordering = ["a", "kind", "b"]
        verbose_name = _("relation between claims")
        verbose_name_plural = _("relations between claims")
        indexes = [models.Index(fields=["status", "kind", "resolution"], name="relation_by_status")]
        constraints = [
            UniqueConstraint(fields=["a", "b", "kind"], name="relation_once"),
            CheckConstraint(
                condition=~Q(a=F("b")),
                name="relation_to_another",
                violation_error_message=_("A claim has no relation to itself."),
            ),
            CheckConstraint(
                condition=Q(kind=RelationKind.CONTRADICTS, resolution__isnull=False)
                | (~Q(kind=RelationKind.CONTRADICTS) & Q(resolution=None)),
                name="relation_resolution_of_contradictions",
                violation_error_message=_("A contradiction has a resolution (perhaps “unresolved”); nothing else has."),
            ),
            one_of("kind", RelationKind, "relation_kind_known"),
            one_of("origin", RelationOrigin, "relation_origin_known"),
            one_of("status", RelationStatus, "relation_status_known"),
            one_of("resolution", Resolution, "relation_resolution_known"),
        ]

    def __str__(self) -> str:
        return f"{self.a} – {self.get_kind_display()} – {self.b}"

    def clean(self) -> None:
        """Put a symmetric relation in its one order, and ask a reason for what is settled or dismissed.

        That two claims do not say the same needs no reason: whoever reads both sees it.
        """
        super().clean()
        if self.resolution == "":
            self.resolution = None
        if self.kind == RelationKind.CONTRADICTS and self.resolution is None:
            self.resolution = Resolution.UNRESOLVED
        if self.a_id and self.b_id and self.kind in SYMMETRIC_RELATIONS and self.a.uid > self.b.uid:
            self.a, self.b = self.b, self.a
        settled = self.resolution is not None and self.resolution != Resolution.UNRESOLVED
        dismissed = self.status == RelationStatus.DISMISSED and self.kind != RelationKind.SAME_AS
        if (settled or dismissed) and not self.note:
            raise ValidationError({"note": _("Say why.")}, code="reason")


def refuse_foreign_value(property: Property, value: object, field: str) -> None:
    """Raise a ValidationError when a value has not the type or the unit of its property."""
    kind = getattr(value, "type", None)
    if kind != property.value_type:
        raise ValidationError(
            {
                field: _("The property takes values of the type “%(wanted)s”, not “%(given)s”.")
                % {"wanted": property.value_type, "given": kind}
            },
            code="type",
        )
    unit = getattr(value, "unit", None)
    if unit is not None and property.unit and unit != property.unit:
        raise ValidationError(
            {
                field: _("The property is counted in “%(wanted)s”, not “%(given)s”.")
                % {"wanted": property.unit, "given": unit}
            },
            code="unit",
        )

"""Who and what claims are about: entities, the grades of publishers, properties and topics."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from claims.judgement.decimals import InvalidValue, Tolerance
from claims.judgement.vocab import Cardinality, EntityKind, GradeLetter, ValueType

from .content import Content, one_of
from .fields import KeyField, LanguageMapField, LineField, LinesField, PartialDateField, ProseField, WebAddressField


class Labelled(Content):
    """Something with a key and a name in each language."""

    NATURAL_KEY = ("key",)

    key = KeyField(_("key"), help_text=_("Readable identity in addresses and fixtures, never changed."))
    label = LanguageMapField(_("label"), blank=False, help_text=_("The name, by language."))

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        """The name in the active language, else in any language, else the key."""
        language = (get_language() or "en").split("-")[0]
        return str(self.label.get(language) or next(iter(self.label.values()), self.key))


class Entity(Labelled):
    """Someone or something that claims are about, or who speaks, writes or publishes."""

    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind.choices)
    aliases = LinesField(_("other names"), help_text=_("Names under which it also appears."))
    description = LanguageMapField(_("description"), help_text=_("A few words that tell it from its namesakes."))
    same_as = WebAddressField(_("same as"), help_text=_("An address that identifies it, such as a Wikidata page."))
    domain = LineField(_("domain"), max_length=253, blank=True, help_text=_("A publisher's web domain."))

    class Meta(Labelled.Meta):
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = [one_of("kind", EntityKind, "entity_kind_known")]


class Grade(Content):
    """How reliable a publisher has proved, from a date on. Rows are added, never changed."""

    NATURAL_KEY = ("entity__key", "since")

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="grades", verbose_name=_("publisher"))
    since = PartialDateField(_("since"), null=False, blank=False)
    letter = models.CharField(_("grade"), max_length=1, choices=GradeLetter.choices)
    rationale = ProseField(_("rationale"), help_text=_("What the grade rests on."))

    class Meta:
        ordering = ["entity", "since"]
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [
            UniqueConstraint(fields=["entity", "since"], name="grade_once_a_date"),
            one_of("letter", GradeLetter, "grade_letter_known"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} ({self.since})"


class Property(Labelled):
    """What is claimed of a subject (Wikibase's word). Only where claims could share it or their values compare."""

    value_type = models.CharField(_("type of value"), max_length=20, choices=ValueType.choices)
    unit = LineField(
        _("unit"),
        max_length=30,
        blank=True,
        help_text=_("For numbers: the unit; money: the three-letter currency code."),
    )
    cardinality = models.CharField(_("cardinality"), max_length=20, choices=Cardinality.choices)
    tolerance = models.CharField(
        _("tolerance"),
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"\A[0-9]{1,15}(\.[0-9]{1,5})?%?\Z", _("A number such as 1, or a share such as 10%%."))
        ],
        help_text=_("How far “around” reaches: a number in the unit (1), or a share of the amount (10%)."),
    )
    recheck_after_days = models.PositiveIntegerField(
        _("check again after (days)"), null=True, blank=True, help_text=_("For what changes with time.")
    )

    class Meta(Labelled.Meta):
        verbose_name = _("property")
        verbose_name_plural = _("properties")
        constraints = [
            one_of("value_type", ValueType, "property_value_type_known"),
            one_of("cardinality", Cardinality, "property_cardinality_known"),
            CheckConstraint(
                condition=~Q(value_type__in=[ValueType.QUANTITY, ValueType.MONEY]) | ~Q(unit=""),
                name="property_number_has_unit",
                violation_error_message=_("A quantity or an amount of money needs its unit."),
            ),
        ]

    def clean(self) -> None:
        """A tolerance that could not be read would make every value of the property unreadable in forms."""
        super().clean()
        try:
            if self.tolerance:
                Tolerance.parse(self.tolerance)
        except InvalidValue as error:
            raise ValidationError({"tolerance": error.in_words(gettext)}, code="invalid") from error


class Topic(Labelled):
    """A subject field, such as labour or elections."""

    class Meta(Labelled.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

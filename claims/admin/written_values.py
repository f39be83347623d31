"""Values in forms: editors type the written form ("around 5", "1975-10"), and the property says how it is read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.judgement.decimals import InvalidValue, Tolerance
from claims.judgement.values import EntityValue, Value, read, write
from claims.judgement.vocab import ValueType
from claims.models import Entity, Property

from .bases import ModelForm


def tolerance_of(property: Property | None) -> Tolerance | None:
    """How far “around” reaches for values of a property, if it says so."""
    return Tolerance.parse(property.tolerance) if property is not None and property.tolerance else None


def written(value: Value | None, property: Property | None) -> str:
    """The written form of a value of a property; empty for none."""
    return "" if value is None else write(value, tolerance_of(property))


def read_written(text: str, property: Property | None) -> Value | None:
    """The value that was typed; None for nothing. ValidationError says what is wrong with it.

    One query for a value that names an entity, which must exist.
    """
    if not text:
        return None
    if property is None:
        raise ValidationError(_("Choose the property whose value this is."), code="property")
    try:
        value = read(text, ValueType(property.value_type), property.unit, tolerance_of(property))
    except InvalidValue as error:
        raise ValidationError(error.in_words(_), code="invalid") from error
    if isinstance(value, EntityValue) and not Entity.objects.filter(key=value.key).exists():
        raise ValidationError(
            _("No entity has the key “%(key)s”. Add it first, or use the key of another one."),
            code="entity",
            params={"key": value.key},
        )
    return value


class WrittenValueForm(ModelForm):
    """A form with a field `value`, which is read once it is known whose value it is."""

    def property_of_value(self) -> Property | None:
        """The property that the form was filled in for; asked after the other fields were cleaned."""
        raise NotImplementedError

    def write_initial_value(self, property: Property | None) -> None:
        """Show the value of the instance in its written form."""
        self.initial["value"] = written(self.instance.value, property)

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if "value" in self.cleaned_data:
            try:
                self.cleaned_data["value"] = read_written(self.cleaned_data["value"], self.property_of_value())
            except ValidationError as error:
                self.add_error("value", error)
        return self.cleaned_data

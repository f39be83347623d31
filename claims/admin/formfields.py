"""Form fields for the project's own columns, and which column gets which.

Each turns what a browser sends into what the column stores, so that a form that is opened and saved unchanged has
changed nothing: line ends are put back, text is cleaned before it is compared, dates and values are read.
"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims import text
from claims.judgement.dates import DateError, PartialDate
from claims.models.fields import (
    LanguageMapField,
    LineField,
    LinesField,
    PartialDateField,
    ProseField,
    TranslationsField,
    ValueField,
    VerbatimField,
)

from .widgets import TextByLanguage, Translations, in_lf

DATE_NOTATION = _("Written as 2016, 2016-02, 2017-06-18, 199X, 1999~ (about), 2025-06/.. (not before).")
"""How a date is written, as precise as it is known."""


VALUE_NOTATION = _(
    "A date: 1975-10. A number: 5, around 5, nearly 5, at_least 5, around 5 [3, 6]. Else yes or no, the key of an "
    "entity, or a text; unknown or none where that is so."
)
"""How a value is written, by the type of its property."""


NOT_COMPARED_WITH_DEFAULT = {"show_hidden_initial": False}
"""Columns whose default is a function ask for a hidden copy of it; an empty map or list needs none."""


def _with(help_text: Any, notation: Any) -> Any:
    """What a column says of itself, and how it is written."""
    return format_lazy("{} {}", help_text, notation) if help_text else notation


class ProseFormField(forms.CharField):
    """Clean text of any number of lines."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return text.clean(value) if isinstance(value, str) else value


class LineFormField(forms.CharField):
    """One line of clean text."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return text.clean(value, single_line=True) if isinstance(value, str) else value


class VerbatimFormField(forms.CharField):
    """Somebody else's words to the letter: only the line ends of the browser are undone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"strip": False})

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return in_lf(value) if isinstance(value, str) else value


class PartialDateFormField(forms.Field):
    """A date as precise as it is known, in its notation."""

    widget = AdminTextInputWidget

    def __init__(
        self, *, max_length: int | None = None, empty_value: Any = None, help_text: Any = "", **options: Any
    ) -> None:
        super().__init__(help_text=_with(help_text, DATE_NOTATION), **options)

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        value = text.clean(value or "", single_line=True)
        try:
            return PartialDate.parse(value) if value else None
        except DateError as error:
            raise ValidationError(error.in_words(gettext), code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != text.clean(data or "", single_line=True)


class ValueFormField(forms.CharField):
    """The written form of a value ("around 5", "1975-10"). The form reads it, since that needs the property."""

    def __init__(self, *, help_text: Any = "", **options: Any) -> None:
        super().__init__(help_text=_with(help_text, VALUE_NOTATION), **options)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return text.clean(value, single_line=True) if isinstance(value, str) else value


class LanguageMapFormField(forms.Field):
    """One text per language; languages without a text are left out."""

    widget: type[forms.Widget] = TextByLanguage

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **options: Any) -> None:
        super().__init__(**options | NOT_COMPARED_WITH_DEFAULT)

    def to_python(self, value: Any) -> dict[str, Any]:
        cleaned = {language: text.clean(entry) for language, entry in (value or {}).items()}
        return {language: entry for language, entry in cleaned.items() if entry}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class TranslationsFormField(LanguageMapFormField):
    """The translated texts of a claim, by language and field."""

    widget = Translations

    def to_python(self, value: Any) -> dict[str, Any]:
        clean = super().to_python
        cleaned = {language: clean(texts) for language, texts in (value or {}).items()}
        return {language: texts for language, texts in cleaned.items() if texts}


class LinesFormField(forms.Field):
    """A list of texts, one a line."""

    widget = AdminTextareaWidget

    def __init__(self, *, encoder: Any = None, decoder: Any = None, help_text: Any = "", **options: Any) -> None:
        super().__init__(help_text=_with(help_text, _("One a line.")), **options | NOT_COMPARED_WITH_DEFAULT)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list) else in_lf(value or "").split("\n")
        cleaned = [text.clean(line, single_line=True) for line in lines]
        return [line for line in cleaned if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


FORMFIELDS: dict[type[Any], dict[str, Any]] = {
    ProseField: {"form_class": ProseFormField, "widget": AdminTextareaWidget(attrs={"rows": 3})},
    LineField: {"form_class": LineFormField, "widget": AdminTextInputWidget},
    VerbatimField: {"form_class": VerbatimFormField, "widget": AdminTextareaWidget(attrs={"rows": 2})},
    PartialDateField: {"form_class": PartialDateFormField},
    ValueField: {"form_class": ValueFormField, "widget": AdminTextInputWidget},
    LanguageMapField: {"form_class": LanguageMapFormField},
    TranslationsField: {"form_class": TranslationsFormField},
    LinesField: {"form_class": LinesFormField, "widget": AdminTextareaWidget(attrs={"rows": 4})},
}
"""For `formfield_overrides`: by column type, what the admin makes of it."""

"""Column types: what every entrance to the desk has in common.

Text is cleaned here, once, so that forms, imports, commands and the shell all store the same characters. Values and
partial dates are stored as canonical text and read back as the pure types of `claims.judgement`.
"""

import json
import re
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims import text
from claims.judgement import values
from claims.judgement.canonical import canonical
from claims.judgement.dates import DateError, PartialDate
from claims.judgement.decimals import InvalidValue
from claims.judgement.value_types import SPECIAL_WORDS

if TYPE_CHECKING:  # the stubs want to know what a column takes and gives; Django's classes take no parameters
    CharField = models.CharField[Any, Any]
    TextField = models.TextField[Any, Any]
    URLField = models.URLField[Any, Any]
    JSONField = models.JSONField[Any, Any]
else:
    from django.db.models import CharField, JSONField, TextField, URLField

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")
TRANSLATED = ("statement", "summary", "rating_explanation", "analysis", "what_would_change_it")

NOT_QUOTABLE = {
    "nul": pgettext_lazy("character", "nul"),
    "control": pgettext_lazy("character", "control"),
    "surrogate": pgettext_lazy("character", "surrogate"),
    "bidi": pgettext_lazy("character", "bidi"),
}
"""What an editor reads of a character that no quotation may hold, by what `text.Fault` calls it."""


def new_uid() -> str:
    """Ten random characters of Crockford's base32, lower case: 50 bits, enough that nobody guesses a draft's."""
    return "".join(secrets.choice(CROCKFORD) for _position in range(10))


class UidField(CharField):
    """The public identity of a row: given in fixtures, random elsewhere, never changed."""

    default_validators = [
        RegexValidator(rf"\A[{CROCKFORD}]{{10}}\Z", _("Ten characters of Crockford's base32, lower case."))
    ]

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 10, "unique": True, "default": new_uid, "editable": False}
        super().__init__(verbose_name, **(defaults | options))


def refuse_special_word(key: str) -> None:
    """Refuse the words with which a form writes the unknown value and no value."""
    if key in SPECIAL_WORDS.values():
        raise ValidationError(_("“%(key)s” has a meaning of its own in values."), code="word", params={"key": key})


class KeyField(CharField):
    """A readable identity in fixtures and addresses: `francois-ruffin`."""

    default_validators = [
        RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Lower-case letters, digits and single hyphens only.")),
        refuse_special_word,
    ]

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        super().__init__(verbose_name, **({"max_length": 80, "unique": True} | options))


class LineField(CharField):
    """One line of clean text."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return text.clean(value, single_line=True) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))


class ProseField(TextField):
    """Clean text of any number of lines."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return text.clean(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))


class VerbatimField(TextField):
    """Somebody else's words to the letter: never cleaned, refused where they cannot be stored or shown as they are."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        fault = text.verbatim_fault(value) if value else None
        if fault is not None:
            raise ValidationError(
                _("Character %(position)s cannot stand in a quotation (%(what)s)."),
                code="verbatim",
                params={"position": fault.position, "what": NOT_QUOTABLE[fault.what]},
            )

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"strip": False} | options)


class QuoteField(VerbatimField):
    """A quotation. It becomes part of the dossier, which is in NFC: a text that is not is captured as `nfc-lf-1`."""

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and not unicodedata.is_normalized("NFC", value):
            raise ValidationError(
                _("The quotation is not in Unicode normal form C; capture its source with the normaliser nfc-lf-1."),
                code="nfc",
            )


def refuse_credentials(address: str) -> None:
    """Refuse `https://user:password@host/`: it leaks, and it can look like another host."""
    if "@" in address.split("://", 1)[-1].split("/", 1)[0]:
        raise ValidationError(_("An address may not hold a user name or password."), code="credentials")


class WebAddressField(URLField):
    """An http or https address with a host and without user name or password."""

    default_validators = [URLValidator(["http", "https"]), refuse_credentials]

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        super().__init__(verbose_name, **({"max_length": 2000, "blank": True} | options))

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https"} | options)


class PartialDateField(CharField):
    """A date as precise as it is known, stored as its EDTF text and read as a PartialDate."""

    description = _("Date as precise as known: 2016, 2016-02, 2017-06-18, 1999~, 199X, 2025-06/..")

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        super().__init__(verbose_name, **({"max_length": 32, "null": True, "blank": True} | options))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(value)
        except DateError as error:
            raise ValidationError(error.in_words(gettext), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None or value == "" else str(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> Any:
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value is not None else None)


class ValueField(TextField):
    """A typed value, stored as canonical JSON text and read as one of the classes of `judgement.values`."""

    description = _("Typed value")

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        super().__init__(verbose_name, **({"null": True, "blank": True} | options))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> values.Value | None:
        return values.from_json(json.loads(value)) if value else None

    def to_python(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str):
                value = json.loads(value)
            return values.from_json(value) if isinstance(value, dict) else self._a_value(value)
        except RecursionError as error:
            raise ValidationError(_("The value is nested too deeply."), code="invalid") from error
        except InvalidValue as error:
            raise ValidationError(error.in_words(gettext), code="invalid") from error
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    @staticmethod
    def _a_value(value: Any) -> Any:
        values.to_json(value)  # raises for what is not a value
        return value

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return None if value is None else canonical(values.to_json(value))

    def value_to_string(self, obj: models.Model) -> Any:
        return self.get_prep_value(self.value_from_object(obj))


class LanguageMapField(JSONField):
    """One text per language, `{"en": …, "fr": …}`; a language that has none is left out."""

    description = _("Text by language")

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        defaults: dict[str, Any] = {"default": dict, "blank": True}
        super().__init__(verbose_name, **(defaults | options))

    def to_python(self, value: Any) -> Any:
        return self._cleaned(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self._cleaned(value))

    @staticmethod
    def _cleaned(value: Any) -> Any:
        if not isinstance(value, dict):
            return value or {}
        return {k: text.clean(v) if isinstance(v, str) else v for k, v in value.items() if v not in ("", None)}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict):
            raise ValidationError(_("A map of texts by language is expected."), code="map")
        for language, content in value.items():
            if not LANGUAGE.fullmatch(language):
                raise ValidationError(_("“%(code)s” is no language code."), code="map", params={"code": language})
            self.validate_entry(language, content)

    def validate_entry(self, language: str, content: Any) -> None:
        """What a language may hold: here, one text."""
        if not isinstance(content, str):
            raise ValidationError(_("%(code)s: a text is expected."), code="map", params={"code": language})


class TranslationsField(LanguageMapField):
    """The translated texts of a claim, `{"fr": {"statement": …, "summary": …}}`."""

    description = _("Translations")

    @staticmethod
    def _cleaned(value: Any) -> Any:
        if not isinstance(value, dict):
            return value or {}
        return {k: LanguageMapField._cleaned(v) for k, v in value.items() if v not in ("", None, {})}

    def validate_entry(self, language: str, content: Any) -> None:
        if not isinstance(content, dict):
            raise ValidationError(_("%(code)s: a map of texts is expected."), code="map", params={"code": language})
        for field, translation in content.items():
            if field not in TRANSLATED or not isinstance(translation, str):
                raise ValidationError(
                    _("%(code)s: “%(field)s” is not a text that is translated (%(known)s)."),
                    code="map",
                    params={"code": language, "field": field, "known": ", ".join(TRANSLATED)},
                )
        if len(content.get("summary", "")) > 75:
            raise ValidationError(_("%(code)s: a summary has at most 75 characters."), params={"code": language})


class LinesField(JSONField):
    """A list of one-line texts, such as other names."""

    description = _("List of texts")

    def __init__(self, verbose_name: Any = None, **options: Any) -> None:
        defaults: dict[str, Any] = {"default": list, "blank": True}
        super().__init__(verbose_name, **(defaults | options))

    def to_python(self, value: Any) -> Any:
        return self._cleaned(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self._cleaned(value))

    @staticmethod
    def _cleaned(value: Any) -> Any:
        if not isinstance(value, list):
            return value or []
        return [text.clean(line, single_line=True) if isinstance(line, str) else line for line in value]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(line, str) and line for line in value):
            raise ValidationError(_("A list of texts is expected."), code="list")

"""Widgets for what Django has none for: one text per language, translations of a claim, known choices.

Their templates are in templates/admin/widgets/. A language is part of the name of its input: `note__fr`,
`translations__fr__statement`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from claims.models import Claim
from claims.models.fields import LANGUAGE, TRANSLATED

from .bases import ModelForm

LINE_ENDS_OF_BROWSERS = re.compile("\r\n?")


def in_lf(text: str) -> str:
    """The text with the line ends that were typed; browsers send CRLF for each (HTML, 4.10.22)."""
    return LINE_ENDS_OF_BROWSERS.sub("\n", text)


def language_name(code: str) -> str:
    """A language's own name for itself; the code where Django does not know it."""
    try:
        return str(capfirst(get_language_info(code)["name_local"]))
    except KeyError:
        return code


def text_label(name: str) -> str:
    """What one of the translated texts of a claim is called."""
    field = Claim._meta.get_field(name)
    return str(capfirst(field.verbose_name)) if isinstance(field, Field) else name


class _ByLanguage(forms.Widget):
    """Inputs for the languages of the site and for any other language that the value has."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The value as a map; of several inputs of one name the last one counts, as everywhere in Django."""
        found: dict[str, Any] = {}
        prefix = f"{name}__"
        for key in data:
            if key.startswith(prefix):
                language, _, rest = key.removeprefix(prefix).partition("__")
                if LANGUAGE.fullmatch(language):
                    self.put(found, language, rest, in_lf(data[key]))
        return found

    def put(self, found: dict[str, Any], language: str, rest: str, text: str) -> None:
        """Add what one input holds; `rest` is what follows the language in its name."""
        raise NotImplementedError

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}__") for key in data)

    def id_for_label(self, id_: str) -> str:
        """None: each input has a label of its own, and the group a legend."""
        return ""

    def languages(self, value: Mapping[str, Any]) -> list[str]:
        """The languages to show, those of the site first."""
        of_site = [code for code, _name in settings.LANGUAGES]
        return [*of_site, *sorted(value.keys() - set(of_site))]

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # Django's form renderer does not look into the project's own folder of templates.
        return render_to_string(template_name, context)


class TextByLanguage(_ByLanguage):
    """One text per language. Its value is a map, `{"en": …, "fr": …}`."""

    template_name = "admin/widgets/text_by_language.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 2) -> None:
        """`rows` is the height of each input; 1 makes it a line."""
        super().__init__(attrs)
        self.rows = rows

    def put(self, found: dict[str, Any], language: str, rest: str, text: str) -> None:
        found[language] = text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, dict) else {}
        context["rows"] = self.rows
        context["inputs"] = [
            {
                "language": code,
                "label": language_name(code),
                "name": f"{name}__{code}",
                "id": f"{context['widget']['attrs'].get('id', name)}__{code}",
                "text": value.get(code, ""),
            }
            for code in self.languages(value)
        ]
        return context


class Translations(_ByLanguage):
    """The translated texts of a claim, by language and field, each beside its original.

    `original` is the language that is none of them, and `texts` are in it, by field. `outdated` are the translations,
    by language and field, whose originals have changed since.
    """

    template_name = "admin/widgets/translations.html"
    original = settings.LANGUAGE_CODE
    texts: Mapping[str, str] = {}
    outdated: Set[tuple[str, str]] = frozenset()

    def put(self, found: dict[str, Any], language: str, rest: str, text: str) -> None:
        found.setdefault(language, {})[rest] = text

    def languages(self, value: Mapping[str, Any]) -> list[str]:
        return [code for code in super().languages(value) if code != self.original or code in value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, dict) else {}
        context["languages"] = [
            {"code": code, "name": language_name(code), "inputs": self._inputs(context, name, code, value.get(code))}
            for code in self.languages(value)
        ]
        return context

    def _inputs(self, context: dict[str, Any], name: str, code: str, texts: Any) -> Iterable[dict[str, Any]]:
        texts = texts if isinstance(texts, dict) else {}
        base = context["widget"]["attrs"].get("id", name)
        return [
            {
                "label": text_label(field),
                "name": f"{name}__{code}__{field}",
                "id": f"{base}__{code}__{field}",
                "text": texts.get(field, ""),
                "is_line": field == "summary",
                "original": self.texts.get(field, ""),
                "original_language": self.original,
                "is_outdated": (code, field) in self.outdated,
            }
            for field in TRANSLATED
        ]


class KnownChoice(AutocompleteSelect):
    """An autocomplete that is told which row is chosen, so that a form of thirty rows makes no thirty queries."""

    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        chosen = self.create_option(name, self.known.pk, str(self.known), True, 1)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, chosen], 0)]


class ManyChoices(AutocompleteSelectMultiple):
    """An autocomplete for several rows, without the button that clears them all: Select2 puts it where it is read as
    one of them."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def tell_known_choices(form: ModelForm) -> None:
    """Give each autocomplete of a form the row that its instance refers to, where it is already loaded. No query."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)  # the admin wraps it
        if isinstance(widget, KnownChoice):
            try:
                relation = form.instance._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if relation.is_cached(form.instance):
                widget.known = getattr(form.instance, name)

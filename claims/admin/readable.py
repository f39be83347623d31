"""How a column is shown to somebody who may read it but not change it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import Field, Model
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.judgement.ratings import rating
from claims.models import Claim, Evidence
from claims.models.fields import LanguageMapField, LinesField, TranslationsField, ValueField

from .widgets import language_name, text_label
from .written_values import written

Show = Callable[[Any], SafeString | str]


def verdict(claim: Claim) -> str:
    """The label of the editors' verdict, in the active language; empty where there is none yet."""
    if not claim.rating or claim.rating_scale is None:
        return ""
    return _(rating(claim.rating_scale, claim.rating).label)


def by_language(texts: Mapping[str, str]) -> SafeString:
    """Texts by language as a list of terms."""
    entries = ((language_name(code), code, linebreaksbr(text)) for code, text in texts.items())
    return _terms(format_html_join("", '<dt>{}</dt><dd lang="{}">{}</dd>', entries))


def translations(by_code: Mapping[str, Mapping[str, str]]) -> SafeString:
    """The translated texts of a claim as a list of terms."""
    entries = (
        (language_name(code), text_label(name), code, linebreaksbr(text))
        for code, texts in by_code.items()
        for name, text in texts.items()
    )
    return _terms(format_html_join("", '<dt>{}: {}</dt><dd lang="{}">{}</dd>', entries))


def _terms(entries: SafeString) -> SafeString:
    return format_html("<dl class='readable'>{}</dl>", entries) if entries else SafeString("–")


def _value(row: Claim | Evidence) -> str:
    property = row.property if isinstance(row, Claim) else row.claim.property
    return written(row.value, property) or "–"


def _show(field: "Field[Any, Any]") -> Show | None:
    """What shows a column of its type; None where Django shows it well enough."""
    match field:
        case TranslationsField():
            return lambda row: translations(getattr(row, field.name))
        case LanguageMapField():
            return lambda row: by_language(getattr(row, field.name))
        case LinesField():
            return lambda row: ", ".join(getattr(row, field.name)) or "–"
        case ValueField():
            return _value
        case Field(name="rating"):
            return lambda row: verdict(row) or "–"
        case _:
            return None


@cache
def _readable(model: type[Model], name: str) -> Any:
    """The name of a column, or the function that shows it; the same one each time, since Django compares them."""
    field: Any = model._meta.get_field(name)
    show = _show(field)
    if show is None:
        return name

    def shown(row: Any) -> SafeString | str:
        return show(row)

    shown.__name__ = f"readable_{name}"
    shown.short_description = field.verbose_name  # type: ignore[attr-defined]
    return shown


def readable_fieldsets(model: type[Model], fieldsets: Any) -> Any:
    """The fieldsets with every column that Django would show as code replaced by what shows it in words."""

    columns = {field.name for field in model._meta.fields}

    def in_words(entry: Any) -> Any:
        if isinstance(entry, tuple):
            return tuple(map(in_words, entry))
        return _readable(model, entry) if entry in columns else entry

    return [(title, options | {"fields": [*map(in_words, options["fields"])]}) for title, options in fieldsets]

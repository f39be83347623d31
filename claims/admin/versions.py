"""Stale forms: each carries the version that it was read at, and none overwrites what was saved in between.

A stale save changes nothing and is answered with 409: the same form with everything that was typed, what differs from
the rows as they are now, and the new version in it, so that saving again is on purpose.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from claims.desk.refusals import StaleVersion

from .bases import ModelAdmin, ModelForm
from .widgets import tell_known_choices

STALE = "stale"


class VersionedForm(ModelForm):
    """A form that carries, unseen, the version of its row; stale, it is invalid and takes on the new version."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    read_at = ""
    """The version that a form which was posted had been read at."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tell_known_choices(self)
        if self.instance.pk is not None:
            self.initial["version"] = self.version_of(self.instance)

    def version_of(self, row: Any) -> str:
        """The version of a row as it is in the database; two rows of one version hold the same."""
        return fingerprint(row)

    @property
    def is_stale(self) -> bool:
        """Whether the row was saved by somebody else since the form was read."""
        return self.is_bound and self.has_error("version", STALE)

    def clean_version(self) -> str:
        """Refuse a form that was read before the last save. Locks the row until the transaction ends."""
        self.read_at = str(self.cleaned_data["version"])
        if self.instance.pk is None:
            return self.read_at
        locked = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
        now = self.version_of(locked)
        if self.read_at != now:
            self.data = with_value(self.data, self.add_prefix("version"), now)
            raise ValidationError(_("Somebody else saved this since you opened it."), code=STALE)
        return now


def with_value(data: Any, name: str, value: str) -> Any:
    """What was posted, with another value for one input."""
    changed = data.copy()
    changed[name] = value
    return changed


def fingerprint(row: Model) -> str:
    """The SHA-256 of everything that a row holds; one query for each many-to-many relation."""
    held = {field.name: field.value_to_string(row) for field in row._meta.concrete_fields}
    linked = {
        field.name: sorted(field.value_from_object(row), key=lambda other: other.pk) for field in row._meta.many_to_many
    }
    content = held | {name: [other.pk for other in others] for name, others in linked.items()}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Save:
    """A save that came in between: who, when, and which revision it made."""

    by: str
    at: Any
    revision: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise in the form than in the database; `about` names the row in a form of several."""

    about: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody with a stale form is told."""

    saves: tuple[Save, ...]
    differences: tuple[Difference, ...]
    added: tuple[str, ...] = ()
    """Rows that somebody else has added; they stay."""
    deleted: tuple[str, ...] = ()
    """Rows that somebody else has deleted; saving adds them again."""


def differences(form: forms.BaseForm, about: str = "") -> Iterator[Difference]:
    """The fields of a bound form that differ from the row as it is now."""
    for name in form.changed_data:
        bound = form[name]
        if not bound.is_hidden and name != "DELETE":
            yield Difference(
                about,
                str(bound.label),
                theirs=in_words(bound.field, bound.initial),
                mine=in_words(bound.field, bound.data),
            )


def in_words(field: forms.Field, value: Any) -> str:
    """What an input holds, as an editor would say it. A choice among rows costs a query."""
    if isinstance(field, forms.ModelChoiceField):
        chosen = value if isinstance(value, list | tuple) else [value]
        keys = [getattr(one, "pk", one) for one in chosen if one not in (None, "")]
        try:
            found = field.queryset.filter(pk__in=keys) if field.queryset is not None else ()
            return ", ".join(str(row) for row in found) or "–"
        except (TypeError, ValueError, OverflowError):
            return str(value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): str(label) for key, label in choices if not isinstance(label, list | tuple)}
        return words.get("" if value is None else str(value), str(value))
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if field.to_python(value) else _("no"))
    return _text(value) or "–"


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case dict():
            return "\n".join(f"{key}: {text}" for key, entry in value.items() if (text := _text(entry)))
        case list():
            return "\n".join(str(entry) for entry in value)
        case _:
            return str(value)


class ConflictPage(ModelAdmin):
    """Answers a stale save with 409 and the form as it was typed."""

    change_form_template = "admin/claims/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """As in Django, in one transaction for a POST; nothing of a stale save is left behind."""
        changeform_view = super().changeform_view
        try:
            response = changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion:
            # The other save came after the form was checked. All is rolled back, and now the form finds it stale.
            response = changeform_view(request, object_id, form_url, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            self._explain_conflict(response, response.context_data)
        return response

    def _explain_conflict(self, response: TemplateResponse, context: dict[str, Any]) -> None:
        form: Any = getattr(context.get("adminform"), "form", None)
        formsets = [each.formset for each in context.get("inline_admin_formsets", ())]
        inline_forms = [inline_form for formset in formsets for inline_form in formset.forms]
        stale = [each for each in [form, *inline_forms] if isinstance(each, VersionedForm) and each.is_stale]
        if stale:
            response.status_code = 409
            context["conflict"] = self.conflict(form, formsets)
            for each in stale:
                del each.errors["version"]  # told on top of the page; what is left are mistakes in what was typed
            context["errors"] = AdminErrorList(form, formsets)

    def conflict(self, form: Any, formsets: Iterable[Any]) -> Conflict:
        """What to tell of a stale form and its inlines."""
        inline_forms = [inline_form for formset in formsets for inline_form in formset.initial_forms]
        of_inlines = [each for one in inline_forms for each in differences(one, about=str(one.instance))]
        return Conflict(saves=(), differences=(*differences(form), *of_inlines))

"""Stale forms: each carries the version that it was read at, and none overwrites what was saved in between.

A stale save changes nothing and is answered with 409: the same form with everything that was typed, merged with what
was saved in between (`merging`), and the new version in it, so that saving again is on purpose.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from claims.desk.refusals import StaleVersion

from .bases import ModelAdmin, ModelForm
from .merging import Difference, merge, take_chosen
from .widgets import tell_known_choices

STALE = "stale"


class MergingForm(ModelForm):
    """A form that was perhaps sent from the page of a conflict, on which theirs can be chosen for an input."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Browsers are asked to put nothing into it that was typed before.

        Who goes back would else find their old text in a form of the newest version, and save it over what others
        have saved since.
        """
        super().__init__(*args, **options)
        for field in self.fields.values():
            widget: Any = getattr(field.widget, "widget", field.widget)  # the admin wraps it
            widget.attrs["autocomplete"] = "off"

    def full_clean(self) -> None:
        """As in Django, after what was chosen is put in."""
        if self.is_bound:
            take_chosen(self)
        super().full_clean()


class VersionedForm(MergingForm):
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
class Conflict:
    """What somebody with a stale form is told."""

    saves: tuple[Save, ...]
    differences: tuple[Difference, ...]
    added: tuple[str, ...] = ()
    """Rows that somebody else has added; they stay."""
    deleted: tuple[str, ...] = ()
    """Rows that somebody else has deleted; saving adds them again."""
    is_repetition: bool = False
    """Whether the form says nothing that is not saved already, as when a button is pressed twice."""

    @property
    def knows_base(self) -> bool:
        """Whether it is known what the form was opened with."""
        return any(difference.base for difference in self.differences)


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
            return self._explain_conflict(request, response, response.context_data)
        return response

    def _explain_conflict(self, request: HttpRequest, response: TemplateResponse, context: dict[str, Any]) -> Any:
        """The answer with the conflict in it; where the form says what is saved already, the way on from a save."""
        form: Any = getattr(context.get("adminform"), "form", None)
        formsets = [each.formset for each in context.get("inline_admin_formsets", ())]
        inline_forms = [inline_form for formset in formsets for inline_form in formset.forms]
        stale = [each for each in [form, *inline_forms] if isinstance(each, VersionedForm) and each.is_stale]
        if stale:
            conflict = self.conflict(form, formsets)
            if conflict.is_repetition:
                self.message_user(request, _("This was saved already; nothing was written twice."), messages.INFO)
                if "_continue" in request.POST:
                    return HttpResponseRedirect(request.get_full_path())
                return self.response_post_save_change(request, form.instance)
            response.status_code = 409
            context["conflict"] = conflict
            for each in stale:
                del each.errors["version"]  # told on top of the page; what is left are mistakes in what was typed
            context["errors"] = AdminErrorList(form, formsets)
        return response

    def conflict(self, form: Any, formsets: Iterable[Any]) -> Conflict:
        """What to tell of a stale form and its inlines. Of shared rows nobody keeps what a form was opened with."""
        inline_forms = [inline_form for formset in formsets for inline_form in formset.initial_forms]
        of_inlines = [each for one in inline_forms for each in merge(one, None, about=str(one.instance))]
        return Conflict(saves=(), differences=(*merge(form, None), *of_inlines))

"""Forms that carry the version which they were read at, so that none overwrites what was saved in between.

A form is checked before anything is locked, and once more, with its row locked, right before it is written: what is
between the two may take long, and nobody waits for it.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy as _

from . import carried
from .bases import ModelForm
from .merging import take_chosen
from .widgets import tell_known_choices

STALE = "stale"

HELD_BACK = "_held_back"
"""In what was posted, marks a form that comes back as it is: the desk was too busy to save it."""


ABOUT_OTHERS = frozenset({STALE, "unique", "unique_together"})
"""Codes of errors that tell of other rows and saves."""


class Overtaken(Exception):
    """A row was saved by somebody else after the form was checked; checked again, the form is stale."""


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
    """A form that carries, unseen, the version of its row; stale, it is invalid and takes on the new version.

    The form of a new row carries the uid that the row will have: sent twice, it is known again.
    """

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    read_at = ""
    """The version that a form which was posted had been read at."""
    is_question = False
    """Whether it was sent to ask something, and not to be saved."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tell_known_choices(self)
        self.columns = tuple(name for name in self.initial if name in self.fields)
        if self.instance.pk is not None:
            self.initial["version"] = self.version_of(self.instance)
        elif self.draws_uid:
            self.initial["version"] = carried.drawn_uid(type(self.instance))

    @property
    def draws_uid(self) -> bool:
        """Whether nothing that is typed tells the row from another one: its key is drawn."""
        return bool(self.instance.NATURAL_KEY == ("uid",))

    def version_of(self, row: Any) -> str:
        """The version of a row: what it holds in the columns of the form. A query for each many-to-many relation."""
        return carried.contents_of(row, self.columns)

    def opened_with(self) -> Mapping[str, Any] | None:
        """What a form that was posted had been opened with, by field; None where that is not known."""
        return carried.read_contents(self.read_at, self.instance)

    @property
    def is_stale(self) -> bool:
        """Whether the row was saved by somebody else since the form was read."""
        return self.is_bound and self.has_error("version", STALE)

    @property
    def is_held_back(self) -> bool:
        """Whether the desk was too busy to save the form."""
        return HELD_BACK in self.data

    @cached_property
    def twin(self) -> Any:
        """The row with the natural key of the one that is to be added, if there is one: it was added already.

        Looked for where nothing else is wrong with the form. At most one query, and one for each row in the key.
        """
        if self.instance.pk is not None or mistakes(self):
            return None
        try:
            return type(self.instance).objects.get_by_natural_key(*self.instance.natural_key())
        except ObjectDoesNotExist:
            return None

    def is_valid(self) -> bool:
        """Whether it can be saved now, and was not already."""
        return super().is_valid() and self.twin is None and not self.is_held_back

    def clean_version(self) -> str:
        """Refuse a form that was read before the last save. No query: the row was read with the form."""
        self.read_at = str(self.cleaned_data["version"])
        if self.instance.pk is None:
            if self.draws_uid:
                self.instance.uid = carried.read_uid(self.read_at, type(self.instance))
            return self.read_at
        now: str = self.initial["version"]
        if self.read_at != now:
            self.put_version(now)
            raise ValidationError(_("Somebody else saved this since you opened it."), code=STALE)
        return now

    def put_version(self, version: str) -> None:
        """Let the form, as it comes back, carry another version."""
        self.data = with_value(self.data, self.add_prefix("version"), version)

    def lock(self) -> None:
        """Lock the row until the transaction ends; Overtaken where it is not as it was when the form was checked."""
        if self.instance.pk is not None:
            locked = type(self.instance)._base_manager.select_for_update().filter(pk=self.instance.pk).first()
            if locked is None or self.version_of(locked) != self.cleaned_data["version"]:
                raise Overtaken


def mistakes(form: forms.BaseForm) -> list[ValidationError]:
    """What is wrong in a form by itself, whatever else is saved: not that it is stale, or there already."""
    found = (error for errors in form.errors.as_data().values() for error in errors)
    return [error for error in found if error.code not in ABOUT_OTHERS]


def with_value(data: Any, name: str, value: str) -> Any:
    """What was posted, with another value for one input."""
    changed = data.copy()
    changed[name] = value
    return changed

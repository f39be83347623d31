"""What somebody with a stale form is told, and whether a form says anything that is not saved already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ManyToManyField, Model
from django.forms.models import InlineForeignKeyField

from .merging import Difference, merge
from .versions import VersionedForm, mistakes


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


def shared_conflict(form: Any, formsets: Iterable[Any]) -> Conflict:
    """Where the form of a row that many claims share, with its inlines, reads otherwise now; merged on the way."""
    formsets = list(formsets)
    inline_forms = [each for formset in formsets for each in formset.initial_forms]
    of_inlines = [each for one in inline_forms for each in merge(one, _base(one), about=str(one.instance))]
    found = (*merge(form, _base(form)), *of_inlines)
    return Conflict(saves=(), differences=found, is_repetition=not found and all(map(has_nothing_new, formsets)))


def was_added(form: Any, formsets: Iterable[Any]) -> bool:
    """Whether a form of a new row was sent before: its twin holds the same, and so do the rows of its inlines."""
    return holds_the_same(form, form.twin) and all(has_nothing_new(each, form.twin) for each in formsets)


def has_nothing_new(formset: Any, owner: Model | None = None) -> bool:
    """Whether every row that an inline would add is there already, and every one that it would delete is gone.

    `owner` is the row whose inline it is, where the form itself does not know it. One query.
    """
    if any(_is_given_up(form) for form in formset.initial_forms):
        return False
    new = [form for form in formset.extra_forms if form.has_changed() and not _is_given_up(form)]
    known = [form.instance.pk for form in formset.initial_forms]
    rows = formset.model._default_manager.filter(**{formset.fk.name: owner or formset.instance}).exclude(pk__in=known)
    added = list(rows) if new else []
    return all(any(holds_the_same(form, row) for row in added) for form in new)


def holds_the_same(form: Any, row: Model) -> bool:
    """Whether a form of a new row, as it was understood, holds what a row does; no form with a mistake in it does."""
    return not mistakes(form) and all(_is_same(form, field, row) for field in _columns(form))


def _columns(form: Any) -> Iterator[Any]:
    """The columns and relations of its row that a form is about."""
    options = form.instance._meta
    for field in (*options.concrete_fields, *options.many_to_many):
        if not field.primary_key and not isinstance(form.fields.get(field.name), InlineForeignKeyField | None):
            yield field


def _is_same(form: Any, field: Any, row: Model) -> bool:
    theirs = field.value_from_object(row)
    if isinstance(field, ManyToManyField):
        return {*theirs} == {*form.cleaned_data.get(field.name, ())}
    return bool(field.value_from_object(form.instance) == theirs)


def _base(form: Any) -> Any:
    return form.opened_with() if isinstance(form, VersionedForm) else None


def _is_given_up(form: Any) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))

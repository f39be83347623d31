"""An entry into a row that is not yet written: every field by its own rules, every reference to the row it names."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.judgement.canonical import NotCanonical, canonical
from claims.models import Capture
from claims.models.content import Content
from claims.models.fields import LinesField, ValueField

from .contents import Key, plain_fields, reference_lists, references, target
from .entries import Entry
from .form import plain_form
from .problems import ABSENT, Problem, named
from .stored import Rows, as_key

JSON_TYPES: tuple[tuple[type["models.Field[Any, Any]"], type, Promise], ...] = (
    (models.BooleanField, bool, gettext_lazy("true or false is expected.")),
    (models.IntegerField, int, gettext_lazy("A whole number is expected.")),
    (LinesField, list, gettext_lazy("A list of texts is expected.")),
    (models.JSONField, dict, gettext_lazy("An object is expected: { … }.")),
    (ValueField, dict, gettext_lazy('A value is an object, such as {"type": "date", "date": "1975"}.')),
    (models.Field, str, gettext_lazy("A text is expected.")),
)
"""What a field takes from JSON: the first line that fits. Left to themselves, fields make a text of anything."""

CAPTURED_TEXT = Capture._meta.get_field("text")
"""The one text that is in no dossier, and so need not be in the Unicode normal form of dossiers."""


@dataclass(slots=True)
class Built:
    """A row that is not yet written, with its lists of references.

    `certain` is false when it refers to something that is itself in error: then only its own fields can be judged.
    """

    row: Any
    lists: dict[str, list[Content]] = field(default_factory=dict)
    certain: bool = True


class Builder:
    """Builds rows out of entries, those that others refer to first.

    `rows` is what natural keys lead to after the import, and `in_error` the keys of entries that have a problem; the
    caller keeps both up. `complete` is false when files could not be read, so that not every missing row is an error.
    """

    def __init__(self, rows: Rows, *, complete: bool) -> None:
        self.rows = rows
        self.in_error: set[tuple[type[Content], Key]] = set()
        self.complete = complete

    def build(self, entry: Entry, pk: int, *, is_new: bool) -> tuple[Built, list[Problem]]:
        """The row of an entry with this primary key, and what is wrong with its fields.

        A new row gets a provisional key, negative and its own, so that rules which compare foreign keys hold before
        anything is written.
        """
        built = Built(entry.model())
        built.row.pk = pk
        built.row._state.adding = is_new
        problems = []
        for set_field, fields in (
            (self._set_plain, plain_fields(entry.model)),
            (self._set_reference, references(entry.model)),
            (self._set_list, reference_lists(entry.model)),
        ):
            for each in fields:
                if each.name in entry.wrong:
                    continue
                try:
                    set_field(built, each, entry.fields.get(each.name, ABSENT))
                except ValidationError as error:
                    problems += [entry.problem(each.name, message) for message in error.messages]
        return built, problems

    def _set_plain(self, built: Built, plain: Any, value: Any) -> None:
        if value is ABSENT:
            value = plain.get_default()
        elif value is not None:
            refuse_other_json(plain, value)
        value = plain.clean(value, built.row)
        setattr(built.row, plain.name, _in_utc(value) if isinstance(value, datetime) else value)
        if plain is not CAPTURED_TEXT:
            _refuse_without_canonical_form(plain, built.row)

    def _set_reference(self, built: Built, reference: Any, value: Any) -> None:
        if value in (None, ABSENT):
            if not reference.null:
                raise ValidationError(reference.error_messages["null"])
            return
        row = self._row(built, target(reference), value)
        if row is not None:
            setattr(built.row, reference.name, row)

    def _set_list(self, built: Built, many: Any, value: Any) -> None:
        members = [] if value is ABSENT else value
        if not isinstance(members, list):
            raise ValidationError(_("A list of natural keys is expected, such as [[…], […]]."))
        rows, errors = dict[int, Content](), []
        for member in members:
            try:
                row = self._row(built, target(many), member)
            except ValidationError as error:
                errors.append(error)
            else:
                rows |= {} if row is None else {row.pk: row}
        built.lists[many.name] = list(rows.values())
        if errors:
            raise ValidationError(errors)

    def _row(self, built: Built, model: type[Content], value: Any) -> Any:
        """The row that a natural key leads to; None, and the built row uncertain, where that is an error elsewhere."""
        key = as_key(value, model)
        if key is None:
            raise ValidationError(_not_a_key(model, value))
        row = self.rows[model].get(key)
        if (model, key) in self.in_error or (row is None and not self.complete):
            built.certain = False
            return None
        if row is None:
            raise ValidationError(
                _("%(object)s is neither in the files nor in the database."),
                params={"object": named(model._meta.label_lower, key)},
            )
        return row


def refuse_other_json(plain: "models.Field[Any, Any]", value: Any) -> None:
    """Raise ValidationError where the field does not take this kind of JSON."""
    wanted, expected = next((kind, sentence) for of, kind, sentence in JSON_TYPES if isinstance(plain, of))
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ValidationError(str(expected))


def _refuse_without_canonical_form(plain: "models.Field[Any, Any]", row: Content) -> None:
    try:
        canonical(plain_form(plain, row))
    except NotCanonical as error:
        raise ValidationError(str(error).removeprefix("$: ")) from error


def _not_a_key(model: type[Content], value: Any) -> str:
    parts = ", ".join(path.replace("__", ".") for path in model.NATURAL_KEY)
    expected = _("A natural key is expected: [%(parts)s].") % {"parts": parts}
    if isinstance(value, int):
        return expected + " " + _("Primary keys never leave a database.")
    return expected


def _in_utc(moment: datetime) -> datetime:
    """The moment as the database keeps it; ValidationError where its time zone is not said."""
    if is_naive(moment):
        raise ValidationError(_("The time zone is missing, such as Z at the end."))
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError(_("This moment lies outside of the calendar.")) from error

"""What a form carries from the page on which it was opened: signed, so that nobody but the desk can have written it.

The form of a row carries what the row held, for its conflict page; that of a row to be added, the uid which it will
have. Neither is a secret: the first stands in the form anyway, the second becomes public with the row.
"""

from collections.abc import Iterable
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import ManyToManyField, Model

from claims.models.fields import new_uid


def contents_of(row: Model, names: Iterable[str]) -> str:
    """What a row holds in some columns and relations, signed. One query for each many-to-many relation."""
    return _signer(row).sign_object({name: _as_text(row, name) for name in names}, compress=True)


def read_contents(carried: str, row: Model) -> dict[str, Any] | None:
    """What `contents_of` a row was, by field; None for what was not signed here for this very row."""
    try:
        held: dict[str, Any] = _signer(row).unsign_object(carried)
    except BadSignature:
        return None
    return {name: _as_value(row, name, text) for name, text in held.items()}


def drawn_uid(model: type[Model]) -> str:
    """A new uid for a row to be added, signed."""
    return _uid_signer(model).sign(new_uid())


def read_uid(carried: str, model: type[Model]) -> str:
    """The uid that was drawn for a row; another one where none was, or not here."""
    try:
        return _uid_signer(model).unsign(carried)
    except BadSignature:
        return new_uid()


def _signer(row: Model) -> Signer:
    return Signer(salt=f"{__name__}:{row._meta.label}:{row.pk}")


def _uid_signer(model: type[Model]) -> Signer:
    return Signer(salt=f"{__name__}:{model._meta.label}:new")


def _as_text(row: Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    value = field.value_from_object(row)
    if isinstance(field, ManyToManyField):
        return sorted(other.pk for other in value)
    return None if value is None else field.value_to_string(row)


def _as_value(row: Model, name: str, text: Any) -> Any:
    field: Any = row._meta.get_field(name)
    return text if text is None or isinstance(field, ManyToManyField) else field.to_python(text)

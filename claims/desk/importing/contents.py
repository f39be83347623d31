"""Which models a fixture may hold, in which order they are written, and how a fixture names a row."""

from functools import cache
from typing import Any, cast

from django.db.models import Field, ForeignKey, ManyToManyField

from claims.judgement.vocab import SYMMETRIC_RELATIONS
from claims.models import (
    Capture,
    Claim,
    ClaimRelation,
    Derivation,
    Entity,
    Evidence,
    Grade,
    Property,
    Source,
    Topic,
)
from claims.models.content import Content

Key = tuple[str, ...]
"""A natural key."""

CONTENT: tuple[type[Content], ...] = (
    Entity,
    Grade,
    Property,
    Topic,
    Source,
    Derivation,
    Capture,
    Claim,
    ClaimRelation,
    Evidence,
)
"""Every model of a fixture, in an order in which each refers to earlier ones only."""

BY_LABEL: dict[str, type[Content]] = {model._meta.label_lower: model for model in CONTENT}

UNCHANGING: frozenset[type[Content]] = frozenset({Grade, Capture})
"""Models whose rows are added and never changed."""


class Keyless(ValueError):
    """An object lacks (a part of) its natural key; `field` is the one where it should be."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@cache
def plain_fields(model: type[Content]) -> tuple["Field[Any, Any]", ...]:
    """The columns that a fixture fills and that refer to nothing."""
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation)


@cache
def references(model: type[Content]) -> tuple["ForeignKey[Any, Any]", ...]:
    """The fields that refer to one other row."""
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, ForeignKey))


@cache
def reference_lists(model: type[Content]) -> tuple["ManyToManyField[Any, Any]", ...]:
    """The fields that refer to any number of other rows."""
    return tuple(model._meta.local_many_to_many)


def target(field: "ForeignKey[Any, Any] | ManyToManyField[Any, Any]") -> type[Content]:
    """The model that a field refers to; content refers to content only."""
    return cast(type[Content], field.related_model)


def key_of(model: type[Content], fields: dict[str, Any]) -> Key:
    """The natural key that an object's fields give it, or Keyless. Of a symmetric relation both orders are one key."""
    key = tuple(_part(model, path, fields) for path in model.NATURAL_KEY)
    if model is ClaimRelation and fields["kind"] in SYMMETRIC_RELATIONS:
        return (*sorted(key[:2]), key[2])
    return key


def _part(model: type[Content], path: str, fields: dict[str, Any]) -> str:
    name, _follow, rest = path.partition("__")
    part = fields.get(name)
    if rest:
        [position] = [target(field).NATURAL_KEY.index(rest) for field in references(model) if field.name == name]
        part = part[position] if isinstance(part, list) and position < len(part) else None
    if not isinstance(part, str) or not part:
        raise Keyless(name)
    return part

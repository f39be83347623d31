"""What every table of the desk's content has in common: a natural key, and columns bound to a vocabulary."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _


class ContentManager(models.Manager[Any]):
    """Finds rows by the key that fixtures use."""

    def get_by_natural_key(self, *key: str) -> Any:
        """The row with this natural key, in one query; raises DoesNotExist."""
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class Content(models.Model):
    """A row of content: what the dossier hashes and what fixtures carry. Its primary key never leaves the database."""

    NATURAL_KEY: ClassVar[tuple[str, ...]] = ("uid",)

    objects = ContentManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str, ...]:
        """The row's identity in fixtures; foreign keys give one query each where they are not loaded."""
        key = []
        for path in self.NATURAL_KEY:
            part: Any = self
            for name in path.split("__"):
                part = getattr(part, name)
            key.append(str(part))
        return tuple(key)


def one_of(field: str, vocabulary: type[TextChoices], name: str, *, blank: bool = False) -> CheckConstraint:
    """The database's own word that a column holds a word of its vocabulary (NULL passes, as in SQL)."""
    allowed = [*vocabulary.values, ""] if blank else vocabulary.values
    return CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=name,
        violation_error_message=_("This word is not in the vocabulary."),
    )

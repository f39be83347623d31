"""Objects into entries: the model is one of content, the fields are its own, the natural key is there, and once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models.content import Content

from .contents import BY_LABEL, Key, Keyless, key_of, plain_fields, reference_lists, references
from .problems import ABSENT, Place, Problem, shortened
from .reading import FoundObject, Reading

NOT_CONTENT: dict[str, Promise] = {
    "claims.models.cases": gettext_lazy("Belongs to the workflow; an import makes drafts and decides nothing."),
    "claims.models.record": gettext_lazy("Belongs to the public record, which only a publication writes."),
    "claims.models.imports": gettext_lazy("Belongs to the memory of imports, which only an import writes."),
}
"""Why the models of a module are refused. All others are simply no content."""


@dataclass(slots=True)
class Entry:
    """An object of a fixture whose model is known. `key` is None where it lacks its natural key.

    `wrong` holds the fields that have a problem. A `faulty` entry is known by its key alone: nobody can say what its
    fields would have been.
    """

    place: Place
    model: type[Content]
    fields: dict[str, Any]
    key: Key | None
    faulty: bool = False
    wrong: set[str] = field(default_factory=set)

    def problem(self, field: str, reason: str) -> Problem:
        """Note that a field of this entry is wrong (or all of it, where `field` is empty), and give the message."""
        self.wrong.add(field)
        value = self.fields.get(field, ABSENT)
        return Problem(reason, self.place, self.model._meta.label_lower, self.key, field, value)


def entries_of(reading: Reading) -> list[Entry]:
    """The entries for all objects that were read. What is wrong with the others goes to the problems of the reading."""
    entries = []
    first: dict[tuple[type[Content], Key], Place] = {}
    for found in reading.objects:
        try:
            entry = _entry(found)
        except Shapeless as error:
            reading.complete = False
            if not found.faulty:
                reading.problems.append(Problem(str(error), found.place, error.model))
            continue
        if not entry.faulty:
            reading.problems += _surplus(entry, found.data)
            reading.problems += _strange_fields(entry)
        if entry.key is not None:
            earlier = first.setdefault((entry.model, entry.key), entry.place)
            if earlier is not entry.place:
                sentence = _("The same object stands at %(place)s.") % {"place": earlier}
                reading.problems.append(entry.problem("", sentence))
                continue
        entries.append(entry)
    return entries


class Shapeless(ValueError):
    """A value of a fixture that is no object of content."""

    def __init__(self, reason: str, model: str = "") -> None:
        super().__init__(reason)
        self.model = model


def _entry(found: FoundObject) -> Entry:
    if not isinstance(found.data, dict):
        raise Shapeless(_("An object is expected: { … }."))
    label, fields = found.data.get("model"), found.data.get("fields")
    if not isinstance(label, str):
        raise Shapeless(_("“model” names the model, such as claims.claim."))
    model = BY_LABEL.get(label.lower())
    if model is None:
        raise Shapeless(_why_not(label), shortened(label))
    if not isinstance(fields, dict):
        raise Shapeless(_("“fields” is an object with the fields of the row."), label.lower())
    try:
        key = key_of(model, fields)
    except Keyless:
        key = None
    return Entry(found.place, model, fields, key, found.faulty)


def _surplus(entry: Entry, data: dict[str, Any]) -> Iterator[Problem]:
    """What stands beside the model and the fields."""
    for name in sorted(data.keys() - {"model", "fields"}):
        if name == "pk":
            yield entry.problem(
                "", _("“pk” is refused: primary keys never leave a database; natural keys name objects.")
            )
        else:
            yield entry.problem("", _("“%(name)s” is unknown: an object has “model” and “fields”.") % {"name": name})


def _strange_fields(entry: Entry) -> Iterator[Problem]:
    """Fields that the model has not, and the missing (part of the) natural key."""
    known = {field.name for fields in (plain_fields, references, reference_lists) for field in fields(entry.model)}
    for name in sorted(entry.fields.keys() - known):
        yield entry.problem(name, _("There is no such field."))
    try:
        key_of(entry.model, entry.fields)
    except Keyless as error:
        names = [path.replace("__", ".") for path in entry.model.NATURAL_KEY]
        yield entry.problem(
            error.field, _("The natural key is needed as text: %(names)s.") % {"names": ", ".join(names)}
        )


def _why_not(label: str) -> str:
    """Why a model is not imported."""
    try:
        module = apps.get_model(label).__module__
    except (LookupError, ValueError):
        reason = _("There is no such model.")
    else:
        reason = str(NOT_CONTENT.get(module, _("Is no content of the desk.")))
    return f"{reason} " + _("Fixtures hold: %(models)s.") % {"models": ", ".join(BY_LABEL)}

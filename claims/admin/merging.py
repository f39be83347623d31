"""Merging a stale form by input: what it was opened with (base), what is saved now (theirs), what was typed (mine).

What only they have changed is taken over into the form. What only the form changes stays. Where both did, what was
typed stays in the form, and whoever typed it may take theirs with the next save.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .widgets import TextByLanguage, Translations, in_lf, language_name, text_label

TAKE = "take-"
"""Begins the name of the input that says whose text an input gets; the rest is the input's name."""

NOT_MERGED = frozenset({"DELETE", "version"})

Sent = tuple[str, ...]


class Outcome(StrEnum):
    """What the form holds now in an input that was not the same."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH_CHANGED = "both_changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One input that read otherwise in the form than in the database; `about` names the row in a form of several.

    `base` is empty where it is not known what the form was opened with.
    """

    about: str
    label: str
    base: str
    theirs: str
    mine: str
    outcome: Outcome
    choice: str
    """The name of the input with which theirs can be taken."""


def merge(form: Any, base: Mapping[str, Any] | None, about: str = "") -> Iterator[Difference]:
    """The inputs of a bound form that differ from the row as it is now, merged into the form on the way.

    `base` holds what the form was opened with, by field; None where nobody knows. Naming a row costs a query.
    """
    for bound in _fields(form):
        theirs, mine = sent(bound, bound.initial), _typed(bound)
        before = None if base is None else sent(bound, base.get(bound.name))
        for name in {**theirs, **mine, **(before or {})}:
            their, my = theirs.get(name, ()), mine.get(name, ())
            if their == my:
                continue
            was = None if before is None else before.get(name, ())
            outcome = Outcome.THEIRS if my == was else Outcome.MINE if their == was else Outcome.BOTH_CHANGED
            yield Difference(
                about,
                _label(bound, name),
                base="" if was is None else _in_words(bound, was),
                theirs=_in_words(bound, their),
                mine=_in_words(bound, my),
                outcome=outcome,
                choice=TAKE + name,
            )
            if outcome is Outcome.THEIRS:
                _put(form, bound, name, their)
                form.errors.pop(bound.name, None)


def typed_in_words(form: Any) -> Iterator[tuple[str, str]]:
    """What was typed into a bound form, by the labels of its inputs. A choice among rows costs a query."""
    for bound in _fields(form):
        for name, texts in _typed(bound).items():
            yield _label(bound, name), _in_words(bound, texts)


def take_chosen(form: Any) -> None:
    """Put what is saved now into the inputs for which that was chosen on the page of a conflict."""
    chosen = {key.removeprefix(TAKE) for key, held in form.data.items() if key.startswith(TAKE) and held == "theirs"}
    for bound in _fields(form) if chosen else ():
        theirs = sent(bound, bound.initial)
        for name in chosen & {*theirs, *_typed(bound)}:
            _put(form, bound, name, theirs.get(name, ()))


def sent(bound: forms.BoundField, value: Any) -> dict[str, Sent]:
    """What a browser sends for a field that holds a value, by the names of its inputs; nothing for empty ones."""
    widget, name = _widget(bound), bound.html_name
    held = bound.field.prepare_value(value)
    if isinstance(widget, TextByLanguage | Translations):
        held = held if isinstance(held, dict) else {}
        by_input = {f"{name}__{code}": text for code, text in held.items()}
        if isinstance(widget, Translations):
            by_input = {f"{key}__{rest}": text for key, texts in by_input.items() for rest, text in texts.items()}
        found = {key: [text] for key, text in by_input.items()}
    elif isinstance(widget, forms.CheckboxInput):
        found = {name: ["on"] if widget.check_test(held) else []}
    else:
        shown = widget.format_value(held)
        found = {name: shown if isinstance(shown, list) else [shown]}
    return _filled(found)


def _typed(bound: forms.BoundField) -> dict[str, Sent]:
    """What was sent for a field, by the names of its inputs; nothing for empty ones."""
    data: Any = bound.form.data
    if isinstance(_widget(bound), TextByLanguage | Translations):
        prefix = f"{bound.html_name}__"
        return _filled({key: [data[key]] for key in data if key.startswith(prefix)})
    if getattr(_widget(bound), "allow_multiple_selected", False):
        return _filled({bound.html_name: data.getlist(bound.html_name)})
    return _filled({bound.html_name: [data.get(bound.html_name, "")]})


def _filled(by_input: Mapping[str, Any]) -> dict[str, Sent]:
    cleaned = {
        name: tuple(sorted(in_lf(str(text)) for text in texts if text not in (None, "")))
        for name, texts in by_input.items()
    }
    return {name: texts for name, texts in cleaned.items() if texts}


def _put(form: Any, bound: forms.BoundField, name: str, texts: Sent) -> None:
    """Let the form hold what a browser would have sent for one input."""
    form.data = form.data.copy()
    empty = [] if getattr(_widget(bound), "allow_multiple_selected", False) else [""]
    form.data.setlist(name, list(texts) or empty)
    form.__dict__.pop("changed_data", None)  # Django keeps it


def _fields(form: Any) -> Iterator[forms.BoundField]:
    return (bound for bound in form if bound.name not in NOT_MERGED and not bound.is_hidden)


def _widget(bound: forms.BoundField) -> Any:
    return getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps it


def _label(bound: forms.BoundField, name: str) -> str:
    """What an input is called, with its language where it has one."""
    language, _sep, rest = name.removeprefix(f"{bound.html_name}__").partition("__")
    if name == bound.html_name:
        return str(bound.label)
    return f"{text_label(rest) if rest else bound.label} ({language_name(language)})"


def _in_words(bound: forms.BoundField, texts: Sent) -> str:
    """What an input holds, as an editor would say it. A choice among rows costs a query."""
    field: Any = bound.field
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if texts else _("no"))
    if not texts:
        return "–"
    if isinstance(field, forms.ModelChoiceField):
        try:
            rows = field.queryset.filter(pk__in=texts) if field.queryset is not None else ()
            return ", ".join(str(row) for row in rows) or "–"
        except (TypeError, ValueError, OverflowError):
            return ", ".join(texts)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): str(label) for key, label in choices if not isinstance(label, list | tuple)}
        return ", ".join(words.get(text, text) for text in texts)
    return "\n".join(texts)

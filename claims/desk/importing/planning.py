"""What becomes of each entry, found out and judged by the models' own rules before anything is written."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from claims.judgement.canonical import NotCanonical
from claims.models.content import Content

from .building import Builder, Built
from .conditions import violations
from .contents import CONTENT, UNCHANGING, references, target
from .entries import Entry
from .form import Form, form_of, hash_of, lists_of
from .problems import Problem
from .steps import Outcome, Step
from .stored import Rows

Track = Callable[[Iterable[Any], str], Iterable[Any]]
"""Shows the progress through some items, under a title."""


class Planner:
    """Plans model by model, so that whatever an entry refers to has been decided before.

    `rows` are the stored rows by natural key; while planning goes on they become what the keys lead to after the
    import. `marks` are the hashes of the last import. What is wrong goes to `problems`.
    """

    def __init__(
        self, rows: Rows, marks: dict[tuple[str, int], str], problems: list[Problem], *, complete: bool, overwrite: bool
    ) -> None:
        self._rows = rows
        self._marks = marks
        self._problems = problems
        self._overwrite = overwrite
        self._builder = Builder(rows, complete=complete)
        self._new = 0

    def plan(self, entries: Iterable[Entry], track: Track) -> list[Step]:
        """The steps for all entries without a problem, in the order in which they can be written."""
        by_model: dict[type[Content], list[Entry]] = {model: [] for model in CONTENT}
        for entry in entries:
            by_model[entry.model].append(entry)
        plan = []
        for model, some in by_model.items():
            self._link_to_what_will_be(model)
            title = _("Checking %(model)s") % {"model": model._meta.label_lower}
            steps = []
            for entry in track(some, title):
                match self._judged(entry):
                    case Step() as step:
                        steps.append(step)
                    case problems:
                        self._set_aside(entry, problems)
            plan += self._without_violations(model, steps)
        return plan

    def _link_to_what_will_be(self, model: type[Content]) -> None:
        """Let stored rows refer to rows as they will be, since rules look from one to the other."""
        for row in self._rows[model].values():
            for field in references(model):
                if (other := getattr(row, field.name)) is not None:
                    setattr(row, field.name, self._rows[target(field)].get(other.natural_key(), other))

    def _judged(self, entry: Entry) -> Step | list[Problem]:
        """The step for an entry, or its problems; these are none where only an error elsewhere stands in the way."""
        if entry.faulty:
            return []
        stored = None if entry.key is None else self._rows[entry.model].get(entry.key)
        self._new -= 1
        pk = self._new if stored is None else stored.pk
        built, problems = self._builder.build(entry, pk, is_new=stored is None)
        if problems or entry.wrong or entry.key is None or not built.certain:
            return problems
        broken_rules = list(_broken_rules(entry, built.row))  # before `_decided`: rules also fill in what is implied
        step = self._decided(entry, built, stored)
        if step.is_written and stored is not None and entry.model in UNCHANGING:
            sentence = _("Stored otherwise, and never changed once stored.")
            return [entry.problem(field, sentence) for field in step.differing]
        if step.is_written and broken_rules:
            return broken_rules
        self._rows[entry.model][entry.key] = step.row if step.is_written else stored
        return step

    def _decided(self, entry: Entry, built: Built, stored: Any) -> Step:
        form = form_of(built.row, built.lists)
        if stored is None:
            return Step(entry, Outcome.CREATED, built.row, built.lists, form)
        before = form_of(stored, lists_of(stored))
        differing = tuple(name for name in form if form[name] != before[name])
        if not differing:
            outcome = Outcome.UNCHANGED
        elif entry.model in UNCHANGING or self._is_as_imported(stored, before):
            outcome = Outcome.UPDATED
        else:
            outcome = Outcome.OVERWRITTEN if self._overwrite else Outcome.KEPT
        return Step(entry, outcome, built.row, built.lists, form, stored, differing)

    def _is_as_imported(self, stored: Content, form: Form) -> bool:
        """Whether nobody has changed the row since it was last imported."""
        mark = self._marks.get((stored._meta.label_lower, stored.pk))
        try:
            return mark is not None and mark == hash_of(form)
        except NotCanonical:  # nothing that was imported
            return False

    def _without_violations(self, model: type[Content], steps: list[Step]) -> list[Step]:
        """The steps whose rows the table's check constraints allow; the others are set aside."""
        written = {step.row.pk: step for step in steps if step.is_written}
        refused: dict[int, list[Problem]] = {}
        for row, sentence in violations(model, [step.row for step in written.values()]):
            refused.setdefault(row.pk, []).append(written[row.pk].entry.problem("", sentence))
        for pk, problems in refused.items():
            self._set_aside(written[pk].entry, problems)
        return [step for step in steps if step.row.pk not in refused]

    def _set_aside(self, entry: Entry, problems: list[Problem]) -> None:
        self._problems += problems
        if entry.key is not None:
            self._builder.in_error.add((entry.model, entry.key))


def _broken_rules(entry: Entry, row: Content) -> Iterator[Problem]:
    """What the model says of the row as a whole."""
    try:
        row.clean()
    except ValidationError as error:
        for field, messages in error.update_error_dict({}).items():
            for message in ValidationError(messages).messages:
                yield entry.problem("" if field == NON_FIELD_ERRORS else field, message)

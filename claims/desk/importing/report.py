"""What the importer is told when an import went through: counts by model, and what was kept or overwritten."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .contents import CONTENT
from .problems import named, on_one_line
from .steps import Outcome, Step


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an import, or of a dry run, which would have been the same."""

    steps: Sequence[Step]
    dry_run: bool

    def count(self, outcome: Outcome) -> int:
        """How many objects had this outcome."""
        return sum(step.outcome is outcome for step in self.steps)

    def lines(self) -> Iterator[str]:
        """The report for people, line by line."""
        for model in CONTENT:
            counts = Counter(step.outcome for step in self.steps if step.entry.model is model)
            if counts:
                yield f"{model._meta.label_lower}: {counted(counts)}"
        for step in self.steps:
            if step.outcome in (Outcome.KEPT, Outcome.OVERWRITTEN):
                yield on_one_line(_what_happened(step))
        yield _("Total: %(counts)s") % {"counts": counted(Counter(step.outcome for step in self.steps))}
        if self.dry_run:
            yield _("Dry run: nothing was written.")


def counted(counts: Counter[Outcome]) -> str:
    """How many objects had which outcome, in words."""
    text = _("%(created)s created, %(updated)s updated, %(unchanged)s unchanged") % {
        "created": counts[Outcome.CREATED],
        "updated": counts[Outcome.UPDATED],
        "unchanged": counts[Outcome.UNCHANGED],
    }
    if counts[Outcome.KEPT]:
        text += ", " + _("%(kept)s kept") % {"kept": counts[Outcome.KEPT]}
    if counts[Outcome.OVERWRITTEN]:
        text += ", " + _("%(overwritten)s overwritten") % {"overwritten": counts[Outcome.OVERWRITTEN]}
    return text


def _what_happened(step: Step) -> str:
    sentence = (
        _("kept: %(object)s was edited at the desk (%(fields)s); --overwrite replaces it")
        if step.outcome is Outcome.KEPT
        else _("overwritten: %(object)s was edited at the desk (%(fields)s)")
    )
    return sentence % {
        "object": named(step.entry.model._meta.label_lower, step.entry.key),
        "fields": ", ".join(step.differing),
    }

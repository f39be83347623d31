"""What the evidence of a claim amounts to: as it is saved, or as it is typed, without saving it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from claims.desk import dossier, gate
from claims.desk.dossier import Document
from claims.judgement.vocab import GateCheck
from claims.models import Claim
from claims.record.documents import linked_uids

from .bases import ModelAdmin
from .reading import Reading, reading


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the gate, as the claim stands at the desk now."""

    label: str
    passed: bool
    blocking: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A dossier in words, and what the gate would say of it. `typed`: it is that of a form which is not saved."""

    reading: Reading
    gate: tuple[Check, ...]
    typed: bool

    @property
    def blocking(self) -> list[Check]:
        """What still keeps the claim from publication."""
        return [check for check in self.gate if check.blocking and not check.passed]

    @property
    def noted(self) -> list[Check]:
        """What does not, but is shown to readers as not fulfilled."""
        return [check for check in self.gate if not check.blocking and not check.passed]

    @property
    def passed(self) -> list[Check]:
        """What is fulfilled."""
        return [check for check in self.gate if check.passed]


def weighed(document: Document, *, typed: bool = False) -> Weighed:
    """A dossier, weighed. No query where it was built just now."""
    passing = gate.Passing(approved=document, now=document, live=linked_uids(document))
    checks = (
        Check(str(GateCheck(result.check).label), result.passed, result.blocking) for result in gate.results(passing)
    )
    return Weighed(reading(document), tuple(checks), typed)


def document_as_typed(model_admin: ModelAdmin, request: HttpRequest, claim: Claim | None, question: str) -> Any:
    """The dossier that a save of the posted form would make; None where it has mistakes and could not be saved.

    It is saved and built as ever, and all of that is taken back: what is weighed is what a save would write. `question`
    is the name of the button that asks, without which the form is one to be saved.
    """
    data = request.POST.copy()
    data.pop(question, None)
    row = model_admin.get_object(request, str(claim.pk)) if claim is not None else None
    form = model_admin.get_form(request, row, change=row is not None)(data, instance=row)
    is_whole = form.is_valid()
    formsets = [
        formset(
            data, instance=form.instance, queryset=inline.get_queryset(request), prefix=formset.get_default_prefix()
        )
        for formset, inline in model_admin.get_formsets_with_inlines(request, row)
    ]
    if not (all(formset.is_valid() for formset in formsets) and is_whole):
        return None
    with transaction.atomic():
        form.save()
        for formset in formsets:
            formset.save()
        document = dossier.build(form.instance)
        transaction.set_rollback(True)
    return document

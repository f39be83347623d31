"""The workbench: what stands around the form of a claim on its page."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.helpers import AdminErrorList
from django.contrib.auth.models import User
from django.db import OperationalError
from django.http import HttpRequest
from django.template.response import TemplateResponse

from claims.desk import dossier
from claims.desk.busy import is_busy
from claims.desk.material import gather
from claims.desk.surroundings import surroundings
from claims.desk.translations import outdated_of
from claims.models import Claim

from .bases import ModelAdmin
from .busy_page import tell_busy
from .claim_form import QUESTION, ClaimForm, forgive_what_is_missing
from .duplicates import checked
from .evidence_cards import arranged
from .panel import Panel, panel
from .weighing import Weighed, document_as_typed, weighed


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a claim: its panel, what it amounts to as it is saved, its outdated translations."""

    panel: Panel
    saved: Weighed
    outdated: Set[tuple[str, str]]


def beside(claim: Claim, person: User) -> Beside:
    """What stands beside a claim on any page of the desk. Costs what its dossier costs, and five queries."""
    material = gather([claim])
    outdated = outdated_of(material.claims[claim.pk])
    return Beside(
        panel(claim, person, relations=material.relations, outdated=outdated),
        weighed(dossier.build_from(material, claim.pk)),
        outdated,
    )


def put_workbench(model_admin: ModelAdmin, request: HttpRequest, page: TemplateResponse) -> None:
    """Add to the page of a form: its evidence as cards, what it amounts to, what can be done, what says the same.

    To be called when the transaction of a POST has ended, so that a form that comes back holds no lock meanwhile.
    """
    context: Any = page.context_data
    form: Any = context["adminform"].form
    person: Any = request.user
    claim = context["original"]
    asks = form.is_question and QUESTION in form.data
    typed = None
    if asks:
        try:
            typed = document_as_typed(model_admin, request, claim, QUESTION)
        except OperationalError as error:
            if not is_busy(error):
                raise
            tell_busy(page)
            context["busy"] = True
    found = beside(claim, person) if claim is not None else None
    if found is not None:
        form.tell_outdated(found.outdated)
        context["panel"] = found.panel
    saved = found.saved if found is not None else None
    context["weighed"] = weighed(typed, typed=True) if typed is not None else saved
    context["asks_in_vain"] = asks and typed is None and "busy" not in context
    [inlines] = context["inline_admin_formsets"]
    around = surroundings(claim) if claim is not None else {}
    context["evidence"] = arranged(saved.reading if saved is not None else None, around, inlines)
    if context["has_change_permission"] if claim is not None else context["has_add_permission"]:
        context["checked"] = checked(form.instance, asked=asks)
        if form.is_question:
            _forgive(form, context)


def _forgive(form: ClaimForm, context: dict[str, Any]) -> None:
    """Let a question be asked of what is not complete yet."""
    formsets = [each.formset for each in context["inline_admin_formsets"]]
    for each in [form, *(inline_form for formset in formsets for inline_form in formset.forms)]:
        forgive_what_is_missing(each)
    context["errors"] = AdminErrorList(form, formsets)

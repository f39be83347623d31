"""The page on which an editor says whether something says the same as a claim: both beside each other, two buttons.

Only the POST of this page changes anything.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.sameness import say_not_same, say_same
from claims.judgement.vocab import CaseState
from claims.models import Claim, OutsideReview

from .bases import ModelAdmin
from .duplicates import CLAIM, REVIEW
from .formfields import ProseFormField
from .readable import verdict
from .reading import active_language
from .transitions import state_of
from .written_values import written

SAME, NOT_SAME = "same", "not_same"
"""The names of the two buttons."""


class ReasonForm(forms.Form):
    """Asks for a reason that is kept for whoever wonders later."""

    note = ProseFormField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "If there is something to say. For the desk; readers see it only with what is the same."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


def comparison_page(model_admin: ModelAdmin, request: HttpRequest, pk: int, table: str, other: int) -> HttpResponse:
    """Show both (GET), or keep what the editor says of them (POST). 403 for who may not edit the claim."""
    claim = _claim(pk)
    if not model_admin.has_change_permission(request, claim):
        raise PermissionDenied
    found = _other(claim, table, other)
    form = ReasonForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _keep(model_admin, request, claim, found, form.cleaned_data["note"])
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Do they say the same?"),
        "claim": claim,
        "other": found,
        "is_review": isinstance(found, OutsideReview),
        "sides": [_facts(each) for each in (claim, found)],
        "form": form,
    }
    return TemplateResponse(request, "admin/claims/claim/comparison.html", context)


def _other(claim: Claim, table: str, pk: int) -> Claim | OutsideReview:
    if table == REVIEW:
        return get_object_or_404(OutsideReview, pk=pk)
    if table != CLAIM or pk == claim.pk:
        raise Http404
    return _claim(pk)


def _claim(pk: int) -> Claim:
    claim: Claim = get_object_or_404(Claim.objects.select_related("subject", "property", "case"), pk=pk)
    return claim


def _keep(
    model_admin: ModelAdmin, request: HttpRequest, claim: Claim, other: Claim | OutsideReview, reason: str
) -> None:
    """Keep what the pressed button says, and note it in the history of the claim. 404 for no button of this page."""
    actor: User = request.user  # type: ignore[assignment]
    note = {active_language(): reason} if reason else {}
    names = {"claim": claim, "other": _title(other)}
    if SAME in request.POST and isinstance(other, Claim):
        say_same(claim, other, actor=actor, note=note)
        kept = _("“%(claim)s” and “%(other)s” say the same; they are tied by a relation.") % names
    elif NOT_SAME in request.POST:
        say_not_same(claim, other, actor=actor, note=note)
        kept = _("“%(other)s” is not shown beside “%(claim)s” again.") % names
    else:
        raise Http404
    model_admin.log_change(request, claim, kept)
    model_admin.message_user(request, kept, messages.SUCCESS)


def _title(other: Claim | OutsideReview) -> str:
    return str(other) if isinstance(other, Claim) else other.title or other.text


def _facts(row: Claim | OutsideReview) -> dict[str, Any]:
    """What is shown of one of the two: its words and their language, and facts with their labels."""
    if isinstance(row, Claim):
        facts = [
            (_("state"), CaseState(state_of(row)).label),
            (_("Subject"), row.subject),
            (row.property, written(row.value, row.property)),
            (_("from"), row.scope_start),
            (_("until"), row.scope_end),
            (_("Verdict"), verdict(row)),
        ]
    else:
        facts = [
            (_("Checked by"), row.publisher or row.feed),
            (_("title"), row.title),
            (_("Claimant"), row.claimant),
            (_("Claimed on"), row.claimed_on),
            (_("Verdict"), row.rating),
        ]
    words = row.statement if isinstance(row, Claim) else row.text
    address = "" if isinstance(row, Claim) else row.url
    shown = [(label, fact) for label, fact in facts if fact]
    return {"words": words, "language": row.language, "facts": shown, "address": address}

"""The page on which a transition is confirmed: what it does, to which claims, and what it asks for.

Changelist actions and the buttons of a claim lead here; only the POST of this page changes anything.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.desk.refusals import Refused
from claims.models import Claim, Revision
from claims.models.fields import CROCKFORD
from claims.record.documents import read

from .bases import ModelAdmin
from .cases import indented
from .reading import reading
from .transitions import TRANSITIONS, Transition, rightful
from .versions import with_value

QUEUE, NUMBER = "queue", "number"
"""The parameter with which a transition leads back into the queue, and the one of the queue that says where to."""

UID = re.compile(rf"[{CROCKFORD}]{{10}}")

MOST_AT_ONCE = 50
"""Claims that go through a transition together; their uids travel in an address."""


def address(transition: Transition, claims: Sequence[Claim] | QuerySet[Claim]) -> str:
    """Where a transition of some claims is confirmed."""
    page = reverse("admin:claims_claim_transition", args=[transition.name])
    return f"{page}?{urlencode([('claim', claim.uid) for claim in claims])}"


def actions(actor: User) -> dict[str, tuple[Any, str, str]]:
    """The actions of the changelist: each leads to the page of its transition."""
    return {
        transition.name: (_leads_to(transition), transition.name, f"{transition.label}: {transition.does}")
        for transition in rightful(actor)
    }


def _leads_to(transition: Transition) -> Callable[..., HttpResponse | None]:
    def go(model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Claim]) -> HttpResponse | None:
        most = MOST_AT_ONCE if transition.takes_set else 1
        claims = list(chosen[: most + 1])
        if len(claims) <= most:
            return HttpResponseRedirect(address(transition, claims))
        model_admin.message_user(request, too_many(transition, most), messages.ERROR)
        return None

    return go


def too_many(transition: Transition, most: int) -> str:
    """Why so many claims cannot go through a transition together."""
    return ngettext(
        "“%(label)s” takes one claim at a time; choose a single one.",
        "“%(label)s” takes at most %(most)d claims at a time.",
        most,
    ) % {"label": transition.label, "most": most}


def transition_page(model_admin: ModelAdmin, request: HttpRequest, name: str) -> HttpResponse:
    """Show what a transition will do (GET), or do it (POST). 403 without the right, 409 where it is refused."""
    transition = TRANSITIONS.get(name)
    if transition is None:
        raise Http404
    if not request.user.has_perm(transition.right):
        raise PermissionDenied
    claims = _chosen(request, transition)
    form = _form(transition, claims, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            transition.carry_out(claims, request.user, form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refusal:
            form = _refused(form, refusal, transition, claims)
            status = 409
        else:
            return _done(model_admin, request, transition, claims)
    return _page(model_admin, request, transition, claims, form, status)


def _chosen(request: HttpRequest, transition: Transition) -> list[Claim]:
    uids = [uid for uid in request.GET.getlist("claim") if UID.fullmatch(uid)]
    found = Claim.objects.filter(uid__in=uids[: MOST_AT_ONCE + 1])
    claims = list(found.select_related("case__assignee").order_by("pk"))
    if not claims or len(claims) > (MOST_AT_ONCE if transition.takes_set else 1):
        raise Http404
    return claims


def _form(transition: Transition, claims: Sequence[Claim], data: Any) -> forms.Form:
    newest = _newest_revision(claims[0]) if transition.name == "approve" else None
    return transition.form(data, initial={"sha256": newest.sha256 if newest else ""}, label_suffix="")


def _refused(form: forms.Form, refusal: Refused, transition: Transition, claims: Sequence[Claim]) -> forms.Form:
    """The form again, with the reason on top and what was typed still in it; it names the revision that is shown."""
    fresh = _form(transition, claims, form.data)
    if "sha256" in fresh.fields:
        fresh.data = with_value(form.data, "sha256", fresh.initial["sha256"])
    fresh.full_clean()
    fresh.add_error(None, str(refusal))
    return fresh


def _done(
    model_admin: ModelAdmin, request: HttpRequest, transition: Transition, claims: Sequence[Claim]
) -> HttpResponse:
    names = ", ".join(f"“{claim}”" for claim in claims)
    model_admin.message_user(
        request, _("%(label)s: done for %(claims)s.") % {"label": transition.label, "claims": names}, messages.SUCCESS
    )
    if QUEUE in request.GET:
        return HttpResponseRedirect(f"{reverse('admin:claims_claim_queue')}?{urlencode({NUMBER: request.GET[QUEUE]})}")
    if len(claims) == 1:
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claims[0].pk]))
    return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))


def _page(
    model_admin: ModelAdmin,
    request: HttpRequest,
    transition: Transition,
    claims: Sequence[Claim],
    form: forms.Form,
    status: int,
) -> HttpResponse:
    revision = _newest_revision(claims[0]) if transition.name == "approve" else None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": transition.label,
        "transition": transition,
        "claims": claims,
        "form": form,
        "revision": revision,
        "reading": reading(read(revision.content)) if revision else None,
        "document": indented(revision.content) if revision else "",
    }
    return TemplateResponse(request, "admin/claims/claim/transition.html", context, status=status)


def _newest_revision(claim: Claim) -> Revision | None:
    return claim.revisions.order_by("-number").select_related("author").first()

"""The queue of a reviewer: one claim after the other, with everything that the decision needs on one screen.

The queue is what waits for the reviewer, in its order, and nothing is kept: what was decided is gone from it, so that
the next claim stands where it stood; what was passed over stays, and the number goes on by one.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.desk.worklists import WORK_LISTS
from claims.models import Claim
from claims.record.documents import read

from .bases import ModelAdmin
from .cases import indented
from .dashboard import COUNTED
from .preview_page import SAFE
from .reading import reading
from .transition_pages import NUMBER, QUEUE, address
from .transitions import TRANSITIONS
from .workbench import beside

WAITING = WORK_LISTS["to_review"]

DECISIONS = ("approve", "send_back")
"""The transitions between which a reviewer decides here."""


def queue_page(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """One claim of the queue, by its number from 1; a sentence where there is none. 403 for who reviews nothing.

    Costs what `beside` costs, and four queries.
    """
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    if not request.user.has_perm(WAITING.right):
        raise PermissionDenied
    waiting = list(WAITING.claims(request.user).values_list("pk", flat=True)[: COUNTED + 1])  # type: ignore[arg-type]
    asked = request.GET.get(NUMBER, "")
    number = max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Waiting for my review"),
        "number": number,
        "length": min(len(waiting), COUNTED),
        "has_more": len(waiting) > COUNTED,
    }
    if number <= len(waiting):
        claim = Claim.objects.select_related("case__assignee").get(pk=waiting[number - 1])
        context |= _one(claim, request, number)
    return TemplateResponse(request, "admin/claims/claim/queue.html", context)


def _one(claim: Claim, request: HttpRequest, number: int) -> dict[str, Any]:
    """The claim, what is approved of it, and a form for each decision, which leads on to what is next."""
    found = beside(claim, request.user)  # type: ignore[arg-type]
    revision = claim.revisions.select_related("author").latest("number")
    return {
        "claim": claim,
        "panel": replace(found.panel, steps=()),
        "weighed": found.saved,
        "revision": revision,
        "reading": reading(read(revision.content)),
        "document": indented(revision.content),
        "decisions": [
            {
                "transition": TRANSITIONS[name],
                "address": f"{address(TRANSITIONS[name], [claim])}&{QUEUE}={number}",
                "form": TRANSITIONS[name].form(
                    auto_id=f"{name}_%s", initial={"sha256": revision.sha256}, label_suffix=""
                ),
            }
            for name in DECISIONS
        ],
        "next": number + 1,
    }

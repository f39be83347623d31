"""The page of the notes on a claim: to read them, to write one more, to say that one has been dealt with."""

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.notes import RIGHT, notes_of, resolve_note, write_note
from claims.desk.refusals import Refused
from claims.models import Claim

from .bases import ModelAdmin
from .formfields import ProseFormField
from .posted import number_in

RESOLVE = "resolve"
"""The name of the buttons that resolve a note; the value is its number."""


class NoteOnClaimForm(forms.Form):
    """Asks for the words of a note, and whether anybody else may read them."""

    text = ProseFormField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("On the newest revision. Readers of the site never see it."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    is_private = forms.BooleanField(
        label=gettext_lazy("Private"), help_text=gettext_lazy("Only you see it."), required=False
    )


def notes_address(claim: Claim) -> str:
    """Where the notes on a claim are."""
    return reverse("admin:claims_claim_notes", args=[claim.pk])


def notes_page(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notes on a claim (GET), or write or resolve one (POST). 403 for who may not, 409 where refused."""
    claim = get_object_or_404(Claim, pk=pk)
    actor: User = request.user  # type: ignore[assignment]
    may_write = actor.has_perm(RIGHT)
    if not model_admin.has_view_permission(request, claim) or (request.method == "POST" and not may_write):
        raise PermissionDenied
    if RESOLVE in request.POST:
        if not resolve_note(claim, number_in(request.POST[RESOLVE]), actor=actor):
            raise Http404
        return HttpResponseRedirect(notes_address(claim))
    form = NoteOnClaimForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            write_note(claim, author=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return HttpResponseRedirect(notes_address(claim))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Notes"),
        "claim": claim,
        "notes": notes_of(claim, actor),
        "form": form if may_write else None,
    }
    return TemplateResponse(request, "admin/claims/claim/notes.html", context, status=status)

"""The history of a claim: its revisions, any two of them compared, and the page on which one is brought back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk import restoring
from claims.desk.refusals import Refused
from claims.judgement.vocab import PublicationKind, ReviewDecision
from claims.models import Claim, Publication, Review, Revision
from claims.record.documents import read

from .bases import ModelAdmin
from .differing import Thing, things_that_changed

MOST = 100
"""Revisions that are listed, newest first; any other can be compared by its number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One revision in the list: who saved it when, and what became of it. `what` leads to what it changed."""

    number: int
    author: str
    at: datetime
    fates: tuple[str, ...]
    what: str


class ComparisonForm(forms.Form):
    """Asks for two revisions by their numbers."""

    before = forms.IntegerField(label=gettext_lazy("Compare revision"), min_value=1, label_suffix="")
    after = forms.IntegerField(label=gettext_lazy("with revision"), min_value=1, label_suffix="")

    def __init__(self, *args: Any, newest: int, **options: Any) -> None:
        """`newest` is the greatest number that there is."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs |= {"max": newest, "inputmode": "numeric"}
            field.validators.append(MaxValueValidator(newest))


class RestoreForm(forms.Form):
    """Carries the number of the newest revision that was read, which is the version of the case."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def history_page(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The revisions of a claim, newest first, and two of them compared. Seven queries, however many there are."""
    claim = _claim(model_admin, request, unquote(object_id))
    if not model_admin.has_view_or_change_permission(request, claim):
        raise PermissionDenied
    revisions = _revisions(claim)
    newest = revisions[0].number if revisions else 0
    published = {entry.revision: entry for entry in Publication.objects.filter(claim_uid=claim.uid).defer("content")}
    is_asked = not ComparisonForm.base_fields.keys().isdisjoint(request.GET)  # the list's filters come along as well
    asked = request.GET if is_asked else _from_the_start(revisions, published)
    form = ComparisonForm(asked, newest=newest) if asked else None
    pair = _pair(claim, form) if form is not None and form.is_valid() else None
    may_restore = model_admin.has_change_permission(request, claim)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("History: %(claim)s") % {"claim": claim},
        "claim": claim,
        "lines": [_line(claim, revision, published) for revision in revisions],
        "older": newest - len(revisions),
        "decisions": _decisions(claim),
        "form": form,
        "pair": pair,
        "things": _things(*pair) if pair else (),
        "restorable": [each for each in pair or () if each.number != newest] if may_restore else [],
        "undo": newest - 1 if may_restore and newest > 1 else 0,
    }
    status = 400 if form is not None and not form.is_valid() else 200
    return TemplateResponse(request, "admin/claims/claim/history.html", context, status=status)


def restore_page(model_admin: ModelAdmin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what bringing a revision back changes (GET), or do it (POST). 403 without the right, 409 where refused."""
    claim = _claim(model_admin, request, str(pk))
    if not model_admin.has_change_permission(request, claim):
        raise PermissionDenied
    revision = get_object_or_404(Revision, claim=claim, number=number)
    form = RestoreForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = restoring.restore(
                claim,
                revision,
                actor=request.user,  # type: ignore[arg-type]
                version=form.cleaned_data["version"],
            )
        except Refused as refusal:
            status = 409
            form.add_error(None, str(refusal))
        else:
            return _restored(model_admin, request, claim, number, saved.revision)
    newest = claim.revisions.latest("number")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Undo the last save") if number == newest.number - 1 else _("Bring revision %d back") % number,
        "claim": claim,
        "revision": revision,
        "newest": newest,
        "things": _things(newest, revision),
        "form": form,
        "version": newest.number,
    }
    return TemplateResponse(request, "admin/claims/claim/restore.html", context, status=status)


def _restored(
    model_admin: ModelAdmin, request: HttpRequest, claim: Claim, number: int, made: Revision | None
) -> HttpResponse:
    if made is None:
        said = _("The claim reads as in revision %(number)d already; nothing was written.") % {"number": number}
    else:
        said = _("Revision %(number)d is back, as revision %(made)d. It is a draft until it is submitted.") % {
            "number": number,
            "made": made.number,
        }
        model_admin.log_change(request, claim, said)
    model_admin.message_user(request, said, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))


def _claim(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> Claim:
    claim: Claim | None = model_admin.get_object(request, object_id)
    if claim is None:
        raise Http404
    return claim


def _revisions(claim: Claim) -> list[Revision]:
    reviews = Prefetch("reviews", Review.objects.select_related("reviewer").order_by("pk"))
    rows = claim.revisions.defer("content").select_related("author").prefetch_related(reviews)
    return list(rows.order_by("-number")[:MOST])


def _decisions(claim: Claim) -> QuerySet[LogEntry]:
    """What was noted of a claim in a sentence; what forms note of themselves is in the revisions."""
    noted = LogEntry.objects.filter(content_type=get_content_type_for_model(claim), object_id=str(claim.pk))
    return noted.exclude(change_message__startswith="[").select_related("user").order_by("-pk")[:MOST]


def _from_the_start(revisions: list[Revision], published: dict[int | None, Publication]) -> dict[str, int] | None:
    """What is compared before anybody asks: the newest revision with the one that is up, else with the one before."""
    if len(revisions) < 2:
        return None
    up = next((each.number for each in revisions[1:] if each.pk in published), revisions[1].number)
    return {"before": up, "after": revisions[0].number}


def _pair(claim: Claim, form: ComparisonForm) -> tuple[Revision, Revision]:
    numbers = form.cleaned_data["before"], form.cleaned_data["after"]
    found = {each.number: each for each in claim.revisions.filter(number__in=numbers).select_related("author")}
    return found[numbers[0]], found[numbers[1]]


def _things(before: Revision, after: Revision) -> tuple[Thing, ...]:
    return things_that_changed(read(before.content), read(after.content))


def _line(claim: Claim, revision: Revision, published: dict[int | None, Publication]) -> Line:
    page = reverse("admin:claims_claim_history", args=[claim.pk])
    return Line(
        number=revision.number,
        author=str(revision.author.get_full_name() or revision.author) if revision.author else _("nobody signed in"),
        at=revision.created_at,
        fates=tuple(_fates(revision, published.get(revision.pk))),
        what=f"{page}?before={revision.number - 1}&after={revision.number}" if revision.number > 1 else "",
    )


def _fates(revision: Revision, publication: Publication | None) -> Iterator[str]:
    for review in revision.reviews.all():
        decision = ReviewDecision(review.decision).label
        yield f"{decision}: {review.reviewer.get_full_name() or review.reviewer}" if review.reviewer else str(decision)
    if publication is not None:
        kind = PublicationKind(publication.kind).label
        yield _("published as number %(number)d: %(kind)s") % {"number": publication.number, "kind": kind}

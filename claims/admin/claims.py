"""Claims: the list with its transitions, and the workbench on which a claim is written and weighed."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk import workflow
from claims.desk.assessment import assess_from
from claims.desk.material import gather
from claims.finding.search.desk import CLAIMS
from claims.judgement.vocab import CaseState
from claims.models import Claim, Revision

from .chosen_filters import by_choice, media_of
from .claim_conflict import claim_conflict
from .claim_filters import LiveFilter, StateFilter, VerdictFilter, WorkListFilter, chosen_list
from .claim_form import ClaimForm
from .comparison import comparison_page
from .conflicts import Conflict
from .content import ContentAdmin
from .evidence import EvidenceInline
from .export import EXPORT, export
from .history import history_page, restore_page
from .notes import notes_page
from .opened import opened_too
from .panel import public_pages
from .posted import orphans_as_new
from .preview_page import preview_page
from .queue import queue_page
from .readable import verdict
from .searched import Searched
from .site import site
from .transition_pages import actions, transition_page
from .transitions import state_of
from .workbench import put_workbench

AFTER_EVIDENCE = "after-evidence"
"""Class of the fieldsets that stand below the evidence, in the order in which a claim is worked on."""

IN_LIST = ("uid", "summary", "rating", "rating_scale", "subject__key", "subject__label", "case__claim", "case__state")
"""The columns that the list needs of its own; the rest of a claim comes with its evidence."""

CHOSEN = ("subject", "property", "topics")
"""Relations by which the list is narrowed to one row that is typed and chosen."""


@admin.register(Claim, site=site)
class ClaimAdmin(Searched, ContentAdmin):
    """Claims, newest first or by relevance. A save is a draft of the workflow; everything else is a transition."""

    corpus = CLAIMS
    form = ClaimForm
    change_form_template = "admin/claims/claim/change_form.html"
    list_display = ("summary", "subject", "state", "verdict", "standing", "page")
    list_per_page = 25
    list_filter = (
        WorkListFilter,
        StateFilter,
        *map(by_choice, CHOSEN),
        LiveFilter,
        VerdictFilter,
        "claim_kind",
    )
    sortable_by = ()
    search_fields = ("uid__exact",)
    autocomplete_fields = ("claimant", "subject", "property", "topics")
    inlines = (EvidenceInline,)
    fieldsets = (
        (
            gettext_lazy("What is claimed"),
            {
                "fields": ("statement", "summary", ("subject", "property"), ("value", "scope_start", "scope_end")),
                "description": gettext_lazy(
                    "One proposition that can be checked. Property and value make it comparable with other claims; "
                    "leave both out where no other claim could share them."
                ),
            },
        ),
        (
            gettext_lazy("The verdict"),
            {
                "fields": ("rating", "rating_explanation", "what_would_change_it", "analysis"),
                "description": gettext_lazy(
                    "The editors’ own judgement. Where it departs from what the evidence amounts to, the explanation "
                    "says why."
                ),
                "classes": (AFTER_EVIDENCE,),
            },
        ),
        (
            gettext_lazy("Who says it"),
            {
                "fields": (("claim_kind", "claimed_on"), ("claimant", "language"), "topics"),
                "description": gettext_lazy("What sort of sentence it is decides how it can be checked."),
                "classes": (AFTER_EVIDENCE,),
            },
        ),
        (
            gettext_lazy("In other languages"),
            {
                "fields": ("translations",),
                "description": gettext_lazy("What is left empty is shown to readers in the language of the claim."),
                "classes": (AFTER_EVIDENCE, "collapse"),
            },
        ),
    )

    @property
    def media(self) -> Media:
        """Autocompletes stand in the list as well."""
        return super().media + media_of(Claim, CHOSEN[0], self.admin_site)

    def get_urls(self) -> Any:
        """With the pages of a claim that are not forms of its rows."""
        pages: tuple[tuple[str, Any, str], ...] = (
            ("queue/", queue_page, "queue"),
            ("transitions/<slug:name>/", transition_page, "transition"),
            ("<int:pk>/same/<slug:table>/<int:other>/", comparison_page, "same"),
            ("<int:pk>/restore/<int:number>/", restore_page, "restore"),
            ("<int:pk>/preview/<str:language>/", preview_page, "preview"),
            ("<int:pk>/notes/", notes_page, "notes"),
        )
        own = [
            path(route, self.admin_site.admin_view(partial(page, self)), name=f"claims_claim_{name}")
            for route, page, name in pages
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The revisions, and any two of them compared; in place of Django's list of who pressed which button."""
        return history_page(self, request, object_id)

    def get_actions(self, request: HttpRequest) -> Any:
        """The transitions to which the request's user has the right, and the export."""
        if IS_POPUP_VAR in request.GET:
            return {}
        return actions(request.user) | {"export": (export, "export", EXPORT)}  # type: ignore[arg-type]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("claimant", "subject", "property", "case")

    def get_ordering(self, request: HttpRequest) -> Any:
        """The newest first; in a list of what there is to do, its own order."""
        chosen = chosen_list(request)
        return super().get_ordering(request) if chosen is None else chosen.order

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The changelist, its claims with their standings and pages; ten queries more, however many rows."""
        changelist = super().get_changelist_instance(request)
        shown = changelist.result_list.select_related(None).select_related("subject", "case")
        rows = list(shown.only(*IN_LIST))
        material = gather(rows)
        pages = public_pages(rows)
        for row in rows:
            row.assessment, row.public_page = assess_from(material, row.pk), pages.get(row.uid, "")
        changelist.result_list = rows
        return changelist

    @admin.display(description=gettext_lazy("state"))
    def state(self, claim: Claim) -> SafeString:
        """Where the working copy stands."""
        state = CaseState(state_of(claim))
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)

    @admin.display(description=gettext_lazy("verdict"))
    def verdict(self, claim: Claim) -> str:
        """The editors' verdict."""
        return verdict(claim)

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, claim: Any) -> str:
        """What the evidence amounts to now."""
        return str(claim.assessment.standing.label)

    @admin.display(description=gettext_lazy("public page"))
    def page(self, claim: Any) -> SafeString | str:
        """A link to the public page, where it is up."""
        if not claim.public_page:
            return ""
        label = _("Public page of “%(claim)s”") % {"claim": claim}
        return format_html('<a href="{}" aria-label="{}">{}</a>', claim.public_page, label, _("live"))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST" and object_id is not None:
            sent = opened_too(orphans_as_new(request.POST, object_id), object_id)
            request.POST = sent  # type: ignore[assignment]
        # Whoever changes a claim goes on with it or goes back; another one is begun on the dashboard.
        shown = {"show_save_and_add_another": object_id is None, **(extra_context or {})}
        response = super().changeform_view(request, object_id, form_url, shown)
        if isinstance(response, TemplateResponse) and "adminform" in (response.context_data or {}):
            put_workbench(self, request, response)
        return response

    def conflict(self, form: Any, formsets: Any) -> Conflict:
        return claim_conflict(form, formsets)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        version = int(form.cleaned_data["version"]) if change else None
        saved = workflow.save_draft(form.instance, author=request.user, version=version)
        self.message_user(request, _what_was_saved(saved.revision), messages.INFO)


def _what_was_saved(revision: Revision | None) -> str:
    if revision is None:
        return _("The content is as it was, so no revision was written.")
    return _("This is revision %(number)d. It is a draft until it is submitted.") % {"number": revision.number}

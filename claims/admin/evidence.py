"""Pieces of evidence: on the page of their claim, and in a list of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk import workflow
from claims.models import Evidence

from .claim_conflict import evidence_conflict
from .conflicts import Conflict
from .content import ContentAdmin, Inline
from .evidence_form import EvidenceForm, EvidenceFormSet, OwnEvidenceForm
from .site import site

RELATED = ("claim__property", "claim__case", "source", "capture__source", "attributed_to")

FIELDSETS: Any = (
    (
        None,
        {
            "fields": (("stance", "is_appearance"), "source"),
            "description": _("What one passage of one source does for the claim."),
        },
    ),
    (
        _("The passage"),
        {
            "fields": ("quote_exact", ("capture", "locator"), "translation"),
            "description": _("The shortest words that carry it, to the letter, and where they stand."),
        },
    ),
    (
        _("On what it rests"),
        {
            "fields": (("basis", "attributed_to"),),
            "description": _("Whose knowledge it is decides what counts as an independent origin."),
        },
    ),
    (
        _("What it says"),
        {
            "fields": ("value", ("scope_start", "scope_end"), "note"),
            "description": _("The value that the passage asserts, in the written form of the claim’s property."),
        },
    ),
    (
        _("Resolution"),
        {
            "fields": ("resolution", "resolution_note"),
            "description": _("For contradictions: how it was settled. A settled contradiction stays visible."),
            "classes": ("collapse",),
        },
    ),
    (
        _("Position in the captured text"),
        {
            "fields": (("quote_start", "quote_end"), ("quote_prefix", "quote_suffix")),
            "description": _(
                "Found by itself where the text is held and the quotation occurs once; otherwise add the words around "
                "it."
            ),
            "classes": ("collapse",),
        },
    ),
)


class EvidenceInline(Inline):
    """The evidence of a claim, support first."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    template = "admin/claims/evidence/inline.html"
    autocomplete_fields = ("source", "capture", "attributed_to")
    fieldsets = FIELDSETS

    def get_queryset(self, request: HttpRequest) -> Any:
        """With all that its forms show, in one query; “supports”, “contradicts”, “context” from the end."""
        return super().get_queryset(request).select_related(*RELATED).order_by("-stance", "pk")


@admin.register(Evidence, site=site)
class EvidenceAdmin(ContentAdmin):
    """Evidence by itself. Saving it is saving its claim."""

    form = OwnEvidenceForm
    list_display = ("source", "stance", "claim", "basis", "attributed_to", "resolution")
    list_filter = ("stance", "basis", "resolution", "is_appearance")
    list_select_related = ("source", "claim", "attributed_to")
    search_fields = ("uid", "quote_exact", "source__title", "claim__summary", "claim__statement")
    autocomplete_fields = ("claim", "source", "capture", "attributed_to")
    fieldsets = ((None, {"fields": ("claim",)}), *FIELDSETS)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*RELATED)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Evidence stays with its claim."""
        return ("claim",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the roles say: evidence is the one content that can be taken out again."""
        return request.user.has_perm("claims.delete_evidence")

    def conflict(self, form: Any, formsets: Any) -> Conflict:
        return evidence_conflict(form)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        version = int(form.cleaned_data["version"]) if change else None
        workflow.save_draft(form.instance.claim, author=request.user, version=version)

    def delete_model(self, request: Any, obj: Evidence) -> None:
        super().delete_model(request, obj)
        workflow.save_draft(obj.claim, author=request.user)

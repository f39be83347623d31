"""How claims stand to each other."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.desk import workflow
from claims.models import Claim, ClaimRelation

from .content import ContentAdmin
from .site import site


@admin.register(ClaimRelation, site=site)
class ClaimRelationAdmin(ContentAdmin):
    """Relations between claims. Saving one is saving both of its claims."""

    list_display = ("a", "kind", "b", "status", "resolution", "origin")
    list_filter = ("status", "kind", "resolution", "origin")
    list_select_related = ("a", "b")
    ordering = ("-pk",)
    search_fields = ("a__summary", "a__uid", "b__summary", "b__uid")
    autocomplete_fields = ("a", "b")
    readonly_fields = ("origin",)
    fieldsets = (
        (
            None,
            {
                "fields": ("a", "kind", "b"),
                "description": _("Read it as a sentence: the claim – stands so – to the other claim."),
            },
        ),
        (
            _("What editors say of it"),
            {
                "fields": (("status", "origin"), "resolution", "note"),
                "description": _(
                    "Only confirmed relations count. A dismissed one is remembered and not suggested again; say why."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("a", "b")

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before = {form.initial.get("a"), form.initial.get("b")} if change else set()
        concerned = Claim.objects.filter(pk__in={form.instance.a_id, form.instance.b_id} | before - {None})
        for claim in concerned.order_by("pk"):
            workflow.save_draft(claim, author=request.user)

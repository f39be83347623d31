"""Documents: sources, what they rest on, and their texts as they were read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.desk import mail
from claims.judgement.canonical import sha256
from claims.judgement.vocab import Normaliser
from claims.models import Capture, Derivation, Source
from claims.text import normalised

from .content import AppendOnly, ContentAdmin, ContentInline, label_search
from .formfields import VerbatimFormField
from .site import site
from .versions import VersionedForm

CAPTURED = _("The text of a source as it was read, so that quotations can be proved. It is never changed.")


class CaptureForm(VersionedForm):
    """A text that is pasted once; its hash and its length are counted here, not typed."""

    text = VerbatimFormField(
        label=_("text"),
        help_text=_("The whole text of the source as you read it."),
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
    )
    captured_at = forms.DateTimeField(
        label=_("read at"),
        help_text=_("In Universal Time (UTC)."),
        initial=timezone.now,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    is_withheld = forms.BooleanField(
        label=_("Do not keep the text"),
        help_text=_("Keeps its hash and its length only, where copyright forbids more."),
        required=False,
    )

    class Meta:
        model = Capture
        fields = ("source", "captured_at", "normaliser", "archived_url")

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        text = self.cleaned_data.get("text")
        if text is not None:
            text = normalised(text, self.cleaned_data.get("normaliser") or Normaliser.NONE)
            self.instance.sha256, self.instance.length = sha256(text), len(text)
            self.cleaned_data["text"] = None if self.cleaned_data.get("is_withheld") else text
        return self.cleaned_data


class DerivationInline(ContentInline):
    """What a source rests on."""

    model = Derivation
    form = VersionedForm
    fk_name = "source"
    autocomplete_fields = ("derived_from",)
    fields = (("derived_from", "kind", "status"), "note", "version")
    verbose_name_plural = _("derivations: what this source rests on")

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("source", "derived_from")


class CaptureInline(AppendOnly, ContentInline):
    """The texts of a source that were captured; shown without their text."""

    model = Capture
    fields = (("captured_at", "normaliser", "length"), "sha256", "archived_url")
    readonly_fields = ("captured_at", "normaliser", "length", "sha256", "archived_url")
    show_change_link = True

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        """Not here: a text is pasted on a page of its own."""
        return False

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("source").defer("text")


@admin.register(Source, site=site)
class SourceAdmin(ContentAdmin):
    """Sources, with what they rest on and the texts that were captured of them."""

    list_display = ("title", "publisher", "published_on", "language", "work_type", "is_retracted")
    list_filter = ("work_type", "language", ("retracted_on", admin.EmptyFieldListFilter))
    list_select_related = ("publisher",)
    search_fields = ("title", "uid", "url", *label_search(prefix="publisher__"))
    autocomplete_fields = ("publisher", "authors")
    inlines = (DerivationInline, CaptureInline)
    fieldsets = (
        (
            None,
            {
                "fields": ("title", ("publisher", "authors"), ("work_type", "language"), "url"),
                "description": _("One document. Who published and who wrote it decides whether it is independent."),
            },
        ),
        (
            _("When"),
            {
                "fields": ("published_on", "accessed_on"),
                "description": _("As precise as known, and no more precise."),
            },
        ),
        (
            _("Retraction"),
            {
                "fields": ("retracted_on", "retraction_note"),
                "description": _("A source that its publisher no longer stands by stops counting at once."),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("publisher")

    def save_model(self, request: Any, obj: Source, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "retracted_on" in form.changed_data and obj.retracted_on is not None:
            mail.retracted(obj, actor=request.user)

    @admin.display(boolean=True, description=_("retracted"))
    def is_retracted(self, source: Source) -> bool:
        """Whether its publisher has taken it back."""
        return source.retracted_on is not None


@admin.register(Derivation, site=site)
class DerivationAdmin(ContentAdmin):
    """All derivations; only confirmed ones count."""

    list_display = ("source", "kind", "derived_from", "status")
    list_filter = ("status", "kind")
    list_select_related = ("source", "derived_from")
    ordering = ("-pk",)
    search_fields = ("source__title", "derived_from__title")
    autocomplete_fields = ("source", "derived_from")
    fieldsets = (
        (
            None,
            {
                "fields": (("source", "kind", "derived_from"), "status", "note"),
                "description": _(
                    "This source rests on that one. What is confirmed makes the two one origin; “cites” never does."
                ),
            },
        ),
    )

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("source", "derived_from")


@admin.register(Capture, site=site)
class CaptureAdmin(AppendOnly, ContentAdmin):
    """Texts of sources as they were read. Pasted once, never changed."""

    form = CaptureForm
    list_display = ("source", "captured_at", "length", "normaliser", "is_held")
    list_filter = ("normaliser",)
    list_select_related = ("source",)
    ordering = ("-pk",)
    search_fields = ("source__title", "sha256")
    autocomplete_fields = ("source",)
    add_fieldsets = (
        (
            None,
            {
                "fields": ("source", "captured_at", "normaliser", "text", "is_withheld", "archived_url"),
                "description": CAPTURED,
            },
        ),
    )
    fieldsets = (
        (
            None,
            {
                "fields": ("source", "captured_at", ("normaliser", "length"), "sha256", "archived_url", "text"),
                "description": CAPTURED,
            },
        ),
    )

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        return self.add_fieldsets if obj is None else super().get_fieldsets(request, obj)

    def get_queryset(self, request: Any) -> Any:
        """Lists go without the texts, which can be long."""
        held = ExpressionWrapper(Q(text__isnull=False), output_field=BooleanField())
        return super().get_queryset(request).select_related("source").defer("text").annotate(holds_text=held)

    @admin.display(boolean=True, description=_("text held"), ordering="holds_text")
    def is_held(self, capture: Capture) -> bool:
        """Whether the text itself is here, not only its hash."""
        return bool(capture.holds_text)  # type: ignore[attr-defined]

"""Who and what claims are about, and what can be claimed: entities with their grades, properties, topics."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Entity, Grade, Property, Topic

from .content import AppendOnly, ContentAdmin, ContentInline, label_search
from .site import site


class KeyedAdmin(ContentAdmin):
    """Something with a key, which is chosen once: fixtures and addresses are built on it."""

    ordering = ("key",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key, once there is one."""
        return ("key",) if obj is not None else ()


class GradeInline(AppendOnly, ContentInline):
    """The grades of a publisher; a new one is added, an old one stays."""

    model = Grade
    fields = (("since", "letter"), "rationale")
    verbose_name_plural = _("grades: how reliable it has proved as a publisher")


@admin.register(Entity, site=site)
class EntityAdmin(KeyedAdmin):
    """Entities, with their grades where they publish."""

    list_display = ("__str__", "key", "kind", "domain")
    list_filter = ("kind",)
    search_fields = label_search(with_aliases=True)
    inlines = (GradeInline,)
    fieldsets = (
        (
            None,
            {
                "fields": ("key", "kind", "label", "description"),
                "description": _("Someone or something that claims are about, or who speaks, writes or publishes."),
            },
        ),
        (
            _("How it is recognised"),
            {
                "fields": ("aliases", "same_as", "domain"),
                "description": _("What tells it from its namesakes, here and elsewhere."),
            },
        ),
    )


@admin.register(Grade, site=site)
class GradeAdmin(AppendOnly, ContentAdmin):
    """All grades of all publishers."""

    list_display = ("entity", "letter", "since")
    list_filter = ("letter",)
    list_select_related = ("entity",)
    search_fields = label_search(prefix="entity__")
    autocomplete_fields = ("entity",)
    ordering = ("entity__key", "since")
    fieldsets = (
        (
            None,
            {
                "fields": ("entity", "since", "letter", "rationale"),
                "description": _(
                    "How reliable a publisher has proved, from a date on. A grade is never changed; add one with a "
                    "later date."
                ),
            },
        ),
    )


@admin.register(Property, site=site)
class PropertyAdmin(KeyedAdmin):
    """Properties: what makes the values of two claims comparable."""

    list_display = ("__str__", "key", "value_type", "unit", "cardinality", "tolerance", "recheck_after_days")
    list_filter = ("value_type", "cardinality")
    search_fields = label_search()
    fieldsets = (
        (
            None,
            {
                "fields": ("key", "label"),
                "description": _(
                    "What is claimed of a subject. Add one only where two claims could share it or values compare."
                ),
            },
        ),
        (
            _("How values compare"),
            {
                "fields": (("value_type", "unit"), ("cardinality", "tolerance"), "recheck_after_days"),
                "description": _("These decide when two values agree, and when they exclude each other."),
            },
        ),
    )


@admin.register(Topic, site=site)
class TopicAdmin(KeyedAdmin):
    """Subject fields."""

    list_display = ("__str__", "key")
    search_fields = label_search()
    fieldsets = (
        (None, {"fields": ("key", "label"), "description": _("A subject field, such as labour or elections.")}),
    )

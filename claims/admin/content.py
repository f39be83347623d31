"""What all content has in common in the admin: its form fields, its rights, and nothing is deleted."""

from typing import Any

from django.conf import settings
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.text import capfirst

from claims.models.fields import LanguageMapField

from .bases import AdminMixin, ModelAdmin, StackedInline
from .formfields import FORMFIELDS
from .pages import BoundedPaginator
from .readable import readable_fieldsets
from .saving import SavingPage
from .versions import VersionedForm
from .widgets import KnownChoice, ManyChoices, TextByLanguage

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def label_search(*, prefix: str = "", with_aliases: bool = False) -> tuple[str, ...]:
    """What finds something with a key and a label, seen through a relation (`publisher__`) or directly."""
    names = ["key", *(f"label__{code}__icontains" for code in LANGUAGES)]
    return tuple(f"{prefix}{name}" for name in ([*names, "aliases__icontains"] if with_aliases else names))


class Fields(AdminMixin):
    """The form fields of the project's columns, for forms and inlines alike."""

    formfield_overrides = FORMFIELDS
    one_line_maps: tuple[str, ...] = ("label", "description")
    """Texts by language that are a line, not a paragraph."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """An autocomplete that makes no query for what is already loaded."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", KnownChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """An autocomplete for several rows."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", ManyChoices(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> FormField | None:
        if isinstance(db_field, LanguageMapField) and db_field.name in self.one_line_maps:
            options["widget"] = TextByLanguage(rows=1)
        field: FormField | None = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.label_suffix = ""
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """As declared; in words where the columns may be read but not changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return readable_fieldsets(self.model, fieldsets)


class Kept(AdminMixin):
    """Rows that nobody deletes, administrators included: what was once published must stay explicable."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


class AppendOnly(Kept):
    """Rows that can be added but never changed; the database refuses it too."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


class Listed(ModelAdmin):
    """A page whose list goes by the plain name of what it lists, and counts no more than it must."""

    change_list_template = "admin/claims/change_list.html"
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list, for once without “Select … to change”."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))


class ContentAdmin(Fields, Kept, SavingPage, Listed):
    """The page of a content table. A form that was opened before somebody else's save does not overwrite it."""

    form = VersionedForm


class Inline(Fields, StackedInline):
    """Content on the page of what it belongs to, one block under the other."""

    extra = 0

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Besides those declared, what stands in words for a column."""
        names = super().get_readonly_fields(request, obj)
        return [*names, *filter(callable, flatten_fieldsets(self.get_fieldsets(request, obj)))]


class ContentInline(Kept, Inline):
    """Content that is not deleted, on the page of what it belongs to."""

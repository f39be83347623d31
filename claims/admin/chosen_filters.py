"""Narrowing a list to what refers to one row of a table that may be long: the row is typed and chosen, not listed."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from .narrowing import among
from .widgets import KnownChoice

NUMBER = re.compile(r"[0-9]{1,18}")


class ChosenFilter(admin.ListFilter):
    """A filter by one relation of the list's table, `field_name`. What names no row narrows nothing."""

    template = "admin/claims/chosen_filter.html"
    field_name: str

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any) -> None:
        field: Any = model._meta.get_field(self.field_name)
        self.title = field.verbose_name
        super().__init__(request, params, model, model_admin)
        self.asked = str(params.pop(self.field_name, [""])[-1])
        rows = field.related_model._default_manager
        self.chosen: Model | None = rows.filter(pk=self.asked).first() if NUMBER.fullmatch(self.asked) else None
        widget = KnownChoice(field, model_admin.admin_site, attrs={"id": f"filter-{self.field_name}"})
        self.choice = forms.ModelChoiceField(rows.all(), widget=widget, required=False)
        self.choice.widget.known = self.chosen

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [self.field_name]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.chosen is None:
            return queryset
        field: Any = queryset.model._meta.get_field(self.field_name)
        if not field.many_to_many:
            return queryset.filter(**{self.field_name: self.chosen})
        pairs = field.remote_field.through._default_manager
        return among(
            queryset, "pk", pairs.filter(**{field.m2m_reverse_field_name(): self.chosen}), field.m2m_field_name()
        )

    @property
    def input(self) -> SafeString:
        """The box in which the row is typed and chosen."""
        box: SafeString = self.choice.widget.render(self.field_name, None if self.chosen is None else self.chosen.pk)
        return box

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Not choices, but what else the list is narrowed by, for the form to carry along: names and values."""
        for name, values in changelist.filter_params.items():
            if name not in (self.field_name, PAGE_VAR):
                yield from ((name, value) for value in values)


def by_choice(name: str) -> type[ChosenFilter]:
    """The filter by one relation."""
    return type(f"{name.title()}Filter", (ChosenFilter,), {"field_name": name})


def media_of(model: type[Model], name: str, site: Any) -> forms.Media:
    """The scripts and styles with which the box of such a filter works."""
    return KnownChoice(model._meta.get_field(name), site).media

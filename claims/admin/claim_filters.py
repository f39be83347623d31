"""What the list of claims can be narrowed by, beyond its columns."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.worklists import WORK_LISTS, WorkList, lists_for
from claims.judgement import ratings
from claims.judgement.vocab import CaseState, LiveStatus
from claims.models import Case, Claim, PublishedClaim

from .narrowing import among

NONE = "none"


class WorkListFilter(admin.SimpleListFilter):
    """What there is to do with it, as on the dashboard."""

    title = gettext_lazy("to do")
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(each.name, each.label) for each in lists_for(request.user)]  # type: ignore[arg-type]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        chosen = chosen_list(request)
        return queryset if chosen is None else queryset.filter(chosen.where(request.user))  # type: ignore[arg-type]


def chosen_list(request: HttpRequest) -> WorkList | None:
    """The list of what there is to do that was asked for, if the request's user has use for it."""
    asked = WORK_LISTS.get(request.GET.get(WorkListFilter.parameter_name, ""))
    return asked if asked is not None and request.user.has_perm(asked.right) else None


class StateFilter(admin.SimpleListFilter):
    """Where the working copy stands; a claim without a case is a draft."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return CaseState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() == CaseState.DRAFT:
            return queryset.filter(Q(case=None) | Q(case__state=CaseState.DRAFT))
        if self.value() not in CaseState:
            return queryset
        return among(queryset, "pk", Case.objects.filter(state=self.value()), "claim")


class LiveFilter(admin.SimpleListFilter):
    """What readers see of it."""

    title = gettext_lazy("public page")
    parameter_name = "page"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [*LiveStatus.choices, (NONE, _("Never published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        heads = PublishedClaim.objects.all()
        if self.value() == NONE:
            return queryset.filter(~Exists(heads.filter(uid=OuterRef("uid"))))
        if self.value() not in LiveStatus:
            return queryset
        return among(queryset, "uid", heads.filter(status=self.value()), "uid")


class VerdictFilter(admin.SimpleListFilter):
    """The editors' verdict, by its words on the current scale."""

    title = gettext_lazy("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        scale = ratings.SCALES[ratings.CURRENT]
        return [*((rating.slug, _(rating.label)) for rating in scale.ratings), (NONE, _("No verdict yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() == NONE:
            return queryset.filter(rating="")
        known = self.value() in ratings.SCALES[ratings.CURRENT].slugs
        return queryset.filter(rating=self.value()) if known else queryset

"""The list of claims as it is often written: django-filter, `Paginator`, `icontains`, and a GROUP BY for each facet."""

from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.finding.listing import PER_PAGE
from claims.judgement.ratings import SCALES
from claims.judgement.vocab import Standing
from claims.models import PublishedClaim

FACETS = ("rating", "standing", "language")


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """Live claims by words, verdict, standing, language or subject."""

    q = django_filters.CharFilter(method="search")
    rating = django_filters.ChoiceFilter(choices=[(slug, slug) for slug in SCALES[1].slugs])
    standing = django_filters.ChoiceFilter(choices=Standing.choices)
    language = django_filters.CharFilter()
    subject = django_filters.CharFilter(method="about")

    def search(self, heads: QuerySet[PublishedClaim], name: str, words: str) -> QuerySet[PublishedClaim]:
        """Claims whose statement or summary contains the words, in any of its languages."""
        return heads.annotate(said=Cast("titles", TextField())).filter(said__icontains=words)

    def about(self, heads: QuerySet[PublishedClaim], name: str, key: str) -> QuerySet[PublishedClaim]:
        """Claims about a subject."""
        return heads.filter(terms__kind="subject", terms__key=key)


def claim_list(request: HttpRequest) -> HttpResponse:
    """One page of claims with their number and facets."""
    filters = ClaimFilter(request.GET, PublishedClaim.objects.filter(status="live"))
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    parts: dict[str, Any] = {
        "form": filters.form,
        "page": page,
        "facets": {
            name: filters.qs.order_by().values_list(name).annotate(count=Count("pk")).order_by("-count")
            for name in FACETS
        },
    }
    return render(request, "claims.html", parts)

"""The public page of a claim before it is published: the same templates and the same bytes, below a banner."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info

from claims.desk.preview import preview
from claims.models import Claim
from claims.record import reading
from claims.record.rendering.claim_page import claim_page
from claims.record.rendering.frame import frame, to_bytes

from .bases import ModelAdmin
from .reading import active_language

SAFE = ["GET", "HEAD"]
"""The methods of pages that only show something."""

BODY = b"<body>\n"
"""After this, and nowhere else, a preview is not the page: there stands what it is."""


def preview_page(model_admin: ModelAdmin, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The page of the working copy in one language of the site, for whoever may read the claim; 404 for any other.

    Keeps nothing, publishes nothing.
    """
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    claim = get_object_or_404(Claim, pk=pk)
    if not model_admin.has_view_or_change_permission(request, claim):
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Http404
    head = preview(claim)
    published = reading.given(head)
    page = claim_page(published, reading.neighbours(published.document), language)
    around = frame(language, lambda: reverse("claims:detail", args=[head.uid, head.slug]))
    content = to_bytes("claims/claim.html", around, page=page)
    before, body, after = content.partition(BODY)
    return HttpResponse(before + body + banner(claim, language) + after)


def banner(claim: Claim, language: str) -> bytes:
    """What a preview says of itself, in the language of whoever looks at it."""
    context = {
        "claim": claim,
        "language": active_language(),
        "others": [{**get_language_info(code), "is_current": code == language} for code, _name in settings.LANGUAGES],
    }
    return render_to_string("admin/claims/claim/preview.html", context).encode()

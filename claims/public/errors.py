"""Quiet pages for what cannot be answered. They name nothing that the record does not hold."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from claims.finding.filters import Fault
from claims.judgement.canonical import canonical
from claims.models.record import PublishedClaim
from claims.record import reading
from claims.record.rendering.checking import notice_part
from claims.record.rendering.frame import to_bytes

from .answers import JSON, answer
from .surroundings import at, plain_frame, site_frame

HOME = at("claims:home")
"""Where error pages lead in each language: their own address may exist in none."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or nothing that is public; the two look the same. One query."""
    return answer(request, to_bytes("404.html", site_frame(HOME)), status=404)


def no_such_page(request: HttpRequest, number: int) -> HttpResponse:
    """404: the list has fewer pages. One query."""
    return answer(request, to_bytes("404.html", site_frame(HOME), number=number), status=404)


def gone(request: HttpRequest, head: PublishedClaim) -> HttpResponse:
    """410: a claim was retracted; its notice is shown, and nothing else of it. One query."""
    notice = notice_part(reading.entry(head.notice)) if head.notice else None
    return answer(request, to_bytes("410.html", site_frame(HOME), notice=notice, uid=head.uid), status=410)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request makes no sense. No query: the request may not even be for this site."""
    return answer(request, to_bytes("400.html", plain_frame(HOME)), status=400)


def bad_parameters(request: HttpRequest, faults: Iterable[Fault]) -> HttpResponse:
    """400: some parameters mean nothing; each is named, with the reason. One query."""
    return answer(request, to_bytes("400.html", site_frame(HOME), faults=list(faults)), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for whoever asks. No query."""
    return answer(request, to_bytes("403.html", plain_frame(HOME)), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. No query and no parts: as little as possible that could fail a second time."""
    return HttpResponseServerError(render_to_string("500.html"))


def not_found_json(request: HttpRequest) -> HttpResponse:
    """404 for machines. No query."""
    return answer(request, canonical({"error": _("Not found.")}).encode(), status=404, content_type=JSON)


def gone_json(request: HttpRequest, head: PublishedClaim) -> HttpResponse:
    """410 for machines: the entry of the record that took the claim down. No query."""
    notice = reading.open_entry(head.notice) if head.notice else None
    content = canonical({"error": _("Retracted."), "notice": notice}).encode()
    return answer(request, content, status=410, content_type=JSON)

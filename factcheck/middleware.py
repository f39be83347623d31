"""What is done to every request and answer: a language, the headers Django has no setting for, the loopback guard."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PATH = "/admin/"
"""Where staff work. Below it answers are personal; everywhere else they are the same for everybody."""

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in [
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    ]
)


class HeadersMiddleware:
    """Sets the headers that every answer carries, error pages and static files included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a header that the view has set itself is kept."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not settings.SITE_PUBLIC:
            response.headers["X-Robots-Tag"] = "noindex"
        if request.path_info.startswith(ADMIN_PATH):
            # Set, not defaulted: Django's own never_cache would leave such a page in the browser's history.
            response.headers["Cache-Control"] = "private, no-store"
        return response


class LoopbackOnlyMiddleware:
    """In the local profile, answers 403 to everybody who is not on this very machine.

    The server binds to the loopback address anyway (gunicorn.conf.py); this guard holds when another server, or a
    tunnel, is put in front. Outside of the local profile it is not in the chain at all.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.LOCAL:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request if its connection comes from a loopback address."""
        if not is_loopback(str(request.META.get("REMOTE_ADDR", ""))):
            return HttpResponseForbidden("The local profile answers on this machine only.", content_type="text/plain")
        return self.get_response(request)


class LanguageMiddleware:
    """Chooses the language: by the address on public pages, by the browser's wish in the admin.

    One public address has one answer, whoever asks: no cookie and no Accept-Language is looked at, so that a cache
    needs to keep one copy. (Django's own LocaleMiddleware looks at both.)
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in its language, and say which one that is."""
        in_admin = request.path_info.startswith(ADMIN_PATH)
        if in_admin:
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if in_admin:
            patch_vary_headers(response, ["Accept-Language"])
        return response


def is_loopback(address: str) -> bool:
    """Return whether an IP address is one of this machine's own; anything that is no address is not."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False

"""How public pages are answered: the same bytes for everybody, kept for a minute, and not sent twice.

Nothing here or in the views looks at a session, a user, a message or a cookie.
"""

import hashlib
from collections.abc import Callable
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
KEEP = "public, max-age=60"

Rest = ParamSpec("Rest")


def public(view: Callable[Rest, HttpResponse]) -> Callable[Rest, HttpResponseBase]:
    """Make a view one of the public pages: it answers GET and HEAD, and has nothing that a forged POST could do."""
    return csrf_exempt(require_safe(view))


def answer(request: HttpRequest, content: bytes, *, status: int = 200, content_type: str = HTML) -> HttpResponse:
    """An answer with these bytes; 304 without them, where whoever asks has them already."""
    response = HttpResponse(content, status=status, content_type=content_type, headers={"Cache-Control": KEEP})
    if status != 200:
        return response
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def moved(path: str) -> HttpResponse:
    """The one address of a page that was asked for under another."""
    return HttpResponsePermanentRedirect(path, headers={"Cache-Control": KEEP})

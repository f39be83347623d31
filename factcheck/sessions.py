"""How long somebody stays signed in: twelve hours at most, two hours when idle.

Django has one limit for both. Its way to a limit on idleness (SESSION_SAVE_EVERY_REQUEST) writes to the database on
every page view, and takes SQLite's only write lock for it. Here the database keeps when somebody signed in, written
once, and a signed cookie keeps when they were last seen. The cookie is bound to its session; without it, or with one
that has been tampered with, the time of signing in counts, so leaving it out gains nobody anything.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, TimestampSigner
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from factcheck.middleware import ADMIN_PATH

SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_COOKIE = "last_seen"


@receiver(user_logged_in, dispatch_uid="factcheck.sessions")
def note_the_time_of_signing_in(request: HttpRequest, **kwargs: Any) -> None:
    """Keep in the session when it began, in seconds since 1970."""
    request.session[SIGNED_IN_AT] = int(time.time())


class SessionLimitsMiddleware:
    """Ends sessions that are too old or have been idle for too long. Only the admin has sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, signed out if a limit is passed; costs no query that the admin does not make anyway."""
        if not request.path_info.startswith(ADMIN_PATH):
            return self.get_response(request)
        if not request.session.is_empty() and is_over(request, int(time.time())):
            request.session.flush()
        response = self.get_response(request)
        if SIGNED_IN_AT in request.session:
            response.set_cookie(
                LAST_SEEN_COOKIE,
                signer(request).sign("seen"),
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def is_over(request: HttpRequest, now: int) -> bool:
    """Return whether the session of a request has passed one of its limits; `now` in seconds since 1970."""
    signed_in_at = request.session.get(SIGNED_IN_AT)
    if signed_in_at is None:
        return False  # nobody is signed in
    if now - signed_in_at > settings.SESSION_COOKIE_AGE:
        return True
    return now - signed_in_at > settings.SESSION_IDLE_LIMIT.total_seconds() and not was_seen_lately(request)


def was_seen_lately(request: HttpRequest) -> bool:
    """Return whether the request carries a marker of this very session that is not older than the idle limit."""
    try:
        signer(request).unsign(request.COOKIES.get(LAST_SEEN_COOKIE, ""), max_age=settings.SESSION_IDLE_LIMIT)
    except BadSignature:  # an expired one included
        return False
    return True


def signer(request: HttpRequest) -> TimestampSigner:
    """Return what signs the markers of one session and no other."""
    return TimestampSigner(salt=f"{__name__}:{request.session.session_key}")

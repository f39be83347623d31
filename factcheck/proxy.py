"""Who is at the other end: the address of a client, with or without a proxy in between."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that a request came from, empty for a Unix socket.

    With `TRUSTED_PROXY` that is the last address of X-Forwarded-For: the one that the proxy itself added. Those
    before it are the client's own words, and a client could send a new one with every guess of a password.
    """
    if settings.TRUSTED_PROXY:
        forwarded: str = request.headers.get("X-Forwarded-For", "")
        if last := forwarded.rpartition(",")[2].strip():
            return last
    return str(request.META.get("REMOTE_ADDR", ""))

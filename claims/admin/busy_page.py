"""What somebody is told whose question or form the desk was too busy to answer; everything sent is on the page.

The form of a row comes back as it was (`saving`); this is for all other pages of the desk.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.desk.busy import is_busy

RETRY_AFTER = 5
"""Seconds after which to ask again, for programs; people press the button when they like."""

NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "password")
"""Parts of the names of inputs that no page repeats."""


def never_in_vain(site: AdminSite, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same view, but 503 with a button that sends all of it again where it had to wait for too long."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return view(request, *args, **options)
        except OperationalError as error:
            if not is_busy(error):
                raise
            return busy_page(site, request)

    return answered


def busy_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """A page that says so. Passwords are typed again."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in NOT_SENT_AGAIN)
        for value in values
    ]
    context = {**site.each_context(request), "title": _("The desk is busy"), "sent": sent}
    page = TemplateResponse(request, "admin/busy.html", context)
    tell_busy(page)
    return page


def tell_busy(page: HttpResponse) -> None:
    """Say to programs that this can be asked again."""
    page.status_code = 503
    page.headers["Retry-After"] = str(RETRY_AFTER)

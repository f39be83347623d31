"""The pages on which somebody looks after their own second factor, and an administrator takes another's away.

They are open to whoever is signed in with a password and must register a factor first; nothing else is.
"""

from functools import wraps
from io import BytesIO
from typing import Any, Protocol

import django_otp
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_otp.qr import write_qrcode_image

from claims.desk import second_factor

PENDING = "second_factor_pending"
"""In the session, the device that is being registered in it."""

CODES_UNSEEN = "recovery_codes_unseen"
"""In the session, from when recovery codes are made until their owner says that they are kept."""


class Page(Protocol):
    """A view of the desk."""

    def __call__(self, site: AdminSite, request: HttpRequest) -> HttpResponse: ...


def own(view: Page) -> Page:
    """Let in whoever is staff and either was verified or has nothing yet to be verified with; others sign in."""

    @wraps(view)
    def guarded(site: AdminSite, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        if not (person.is_active and person.is_staff):
            return HttpResponseRedirect(reverse("admin:login"))
        if not (site.has_permission(request) or second_factor.must_register(person)):
            return HttpResponseRedirect(reverse("admin:login"))
        return view(site, request)

    return guarded


def may_change(request: HttpRequest) -> bool:
    """Whether somebody may register a factor here: the first one, or another after having signed in with it."""
    person: Any = request.user
    return person.is_verified() or not second_factor.is_registered(person)


@own
def register(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show what to register (GET), and register it by a code that it made (POST)."""
    person: Any = request.user
    if not may_change(request):
        return _page(site, request, "asked", _("Second factor"))
    device, refusal = second_factor.pending(person, request.session.get(PENDING)), ""
    request.session[PENDING] = device.pk
    if request.method == "POST":
        try:
            confirmed = second_factor.register(person, device.pk, request.POST.get("code", ""))
        except second_factor.CodeRefused as refused:
            refusal = str(refused)
        else:
            django_otp.login(request, confirmed)
            request.session.cycle_key()
            del request.session[PENDING]
            request.session[CODES_UNSEEN] = True
            return HttpResponseRedirect(reverse("admin:recovery_codes"))
    shown = {
        "refusal": refusal,
        "key": second_factor.key_of(device),
        "replaces": second_factor.is_registered(person),
        "is_needed": second_factor.is_needed(person),
        "codes_left": second_factor.codes_left(person),
    }
    return _page(site, request, "register", _("Second factor"), **shown)


@own
def image(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The pending device as an image for a telephone's camera."""
    if not may_change(request):
        raise PermissionDenied
    if PENDING not in request.session:
        raise Http404
    device = second_factor.pending(request.user, request.session[PENDING])  # type: ignore[arg-type]
    drawn = BytesIO()
    write_qrcode_image(device.config_url, drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@own
def recovery_codes(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show new recovery codes until their owner says that they are kept, and make others."""
    person: Any = request.user
    if not (person.is_verified() and second_factor.is_registered(person)):
        return HttpResponseRedirect(reverse("admin:second_factor"))
    if request.method == "POST" and "kept" in request.POST:
        request.session.pop(CODES_UNSEEN, None)
        return HttpResponseRedirect(reverse("admin:index"))
    if request.method == "POST":
        second_factor.make_codes(person)
        request.session[CODES_UNSEEN] = True
        return HttpResponseRedirect(reverse("admin:recovery_codes"))
    unseen = request.session.get(CODES_UNSEEN, False)
    codes = second_factor.codes_of(person) if unseen else []
    return _page(site, request, "codes", _("Recovery codes"), codes=codes, codes_left=second_factor.codes_left(person))


def reset(site: AdminSite, request: HttpRequest, person: User) -> HttpResponse:
    """Ask whether somebody's second factor is to be taken away (GET), and do it (POST). Call behind `admin_view`."""
    if request.method == "POST":
        second_factor.reset(person, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s has no second factor any more.") % {"name": person.username})
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))
    return _page(site, request, "reset", _("Take the second factor away"), person=person)


def _page(site: AdminSite, request: HttpRequest, name: str, title: str, **shown: Any) -> HttpResponse:
    context = {**site.each_context(request), "title": title, **shown}
    return TemplateResponse(request, f"admin/second_factor/{name}.html", context)

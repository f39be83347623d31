"""Signing in: who needs a second factor, and the form that asks for it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user
from django_otp.admin import OTPAdminAuthenticationForm

from claims.desk.permissions import SECOND_FACTOR


def needs_second_factor(user: User) -> bool:
    """Whether somebody may only work here after a second factor. One query, none in the local profile.

    Superusers have every right, so they need what any role needs.
    """
    if not settings.TOTP_REQUIRED:
        return False
    return user.is_superuser or user.groups.filter(name__in=SECOND_FACTOR).exists()


class SignInForm(OTPAdminAuthenticationForm):  # type: ignore[misc]
    """Name, password, and the code of a second factor for those who need one or have one."""

    otp_token = forms.CharField(
        label=_("Code of your second factor"),
        help_text=_("Leave it empty if you have none."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the password first; who needs no second factor and has none is through."""
        self.cleaned_data = AdminAuthenticationForm.clean(self)
        user = self.get_user()
        has_device = user is not None and any(devices_for_user(user))
        if user is not None and needs_second_factor(user) and not has_device:
            raise ValidationError(
                _("Your role needs a second factor, and none is registered for you. Ask an administrator."),
                code="no_device",
            )
        if has_device:
            self.clean_otp(user)
        return self.cleaned_data

    def _chosen_device(self, user: User) -> Any:
        """The device that was chosen; without a choice the only one there is."""
        chosen = super()._chosen_device(user)
        devices = list(devices_for_user(user, for_verify=True)) if chosen is None else [chosen]
        return devices[0] if len(devices) == 1 else None

"""The form that asks for a name, a password, and the code of a second factor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.desk import second_factor


class SignInForm(AdminAuthenticationForm):
    """Name, password, and a code for those who have a second factor; who needs one and has none registers it next."""

    otp_token = forms.CharField(
        label=_("Code of your second factor"),
        help_text=_("Six digits, or a recovery code. Leave it empty if you have none yet."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the password first, so that nothing is said of factors to whoever does not know it."""
        self.cleaned_data = super().clean()
        person: Any = self.get_user()
        if person is not None and second_factor.is_registered(person):
            person.otp_device = self._device(person)  # what django-otp puts into the session
        return self.cleaned_data

    def _device(self, person: Any) -> Any:
        self.fields["password"].widget.render_value = True  # only the code is asked for again
        code = self.cleaned_data.get("otp_token")
        if not code:
            raise ValidationError(_("Type the code of your second factor."), code="token_required")
        try:
            device = second_factor.verify(person, code)
        except second_factor.CodeRefused as refusal:
            raise ValidationError(str(refusal), code="invalid_token") from refusal
        if second_factor.is_of_recovery(device) and self.request is not None:
            left = second_factor.codes_left(person)
            said = ngettext(
                "That was a recovery code; you have %(count)d left.",
                "That was a recovery code; you have %(count)d left.",
                left,
            )
            messages.warning(self.request, said % {"count": left})
        return device

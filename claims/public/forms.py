"""Parameters that are not filters."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.finding.filters import Fault, bad_value, shown

LONGEST_TEXT = 1_000
"""Most characters of a text that is asked about: it stands in the address, which servers limit."""


class PageForm(forms.Form):
    """Which page of a list: a number from 1 on, the first where none is given. Whether there is one, the list knows."""

    page = forms.RegexField(r"\A[1-9][0-9]{0,3}\Z", required=False, strip=False)

    @property
    def number(self) -> int:
        """The number asked for. Only for a valid form."""
        return int(self.cleaned_data["page"] or 1)


class CheckForm(forms.Form):
    """A text to look for among what was checked."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=gettext_lazy("A sentence, a post, a passage"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def asked(self) -> str:
        """The text that was asked about. Only without faults."""
        return str(self.cleaned_data["text"])


def faults(form: forms.Form, data: QueryDict) -> list[Fault]:
    """What is wrong with the parameters of a page that takes those of a form, and no others."""
    unknown = [Fault(shown(name), _("There is no such parameter.")) for name in data if name not in form.fields]
    repeated = [Fault(name, _("It is given more than once.")) for name in form.fields if len(data.getlist(name)) > 1]
    return [*unknown, *(repeated or [bad_value(name, str(data[name])) for name in form.errors])]


def page_faults(data: QueryDict) -> list[Fault]:
    """What is wrong with the parameters of a list that can only be leafed through."""
    return faults(PageForm(data), data)


def page_number(data: QueryDict) -> int:
    """The number of the page that was asked for. Only without faults."""
    form = PageForm(data)
    form.full_clean()
    return form.number

"""Parameters that are not filters."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.finding.filters import Fault, bad_value, shown


class PageForm(forms.Form):
    """Which page of a list: a number from 1 on, the first where none is given. Whether there is one, the list knows."""

    page = forms.RegexField(r"\A[1-9][0-9]{0,3}\Z", required=False, strip=False)

    @property
    def number(self) -> int:
        """The number asked for. Only for a valid form."""
        return int(self.cleaned_data["page"] or 1)


def page_faults(data: QueryDict) -> list[Fault]:
    """What is wrong with the parameters of a list that can only be leafed through."""
    unknown = [Fault(shown(name), _("There is no such parameter.")) for name in data if name != "page"]
    if len(data.getlist("page")) > 1:
        return [*unknown, Fault("page", _("It is given more than once."))]
    return unknown if PageForm(data).is_valid() else [*unknown, bad_value("page", str(data["page"]))]


def page_number(data: QueryDict) -> int:
    """The number of the page that was asked for. Only without faults."""
    form = PageForm(data)
    form.full_clean()
    return form.number

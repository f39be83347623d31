"""Parameters that are not filters."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.finding.facets import NAMED
from claims.finding.filters import Fault, bad_value, shown
from claims.models.record import PublishedClaim

LONGEST_TEXT = 1_000
"""Most characters of a text that is asked about: it stands in the address, which servers limit."""


LONGEST_NAME = 80
"""Most characters by which a value of a facet is looked for."""


class ListForm(forms.Form):
    """Where in the list of claims a page begins or ends, and what values of facets are looked for by."""

    after = forms.CharField(required=False, max_length=10)
    before = forms.CharField(required=False, max_length=10)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for kind in NAMED:
            self.fields[f"find_{kind}"] = forms.CharField(required=False, max_length=LONGEST_NAME)

    def clean_after(self) -> PublishedClaim | None:
        """The claim that the page follows. One query where one is given."""
        return _marker(self.cleaned_data["after"])

    def clean_before(self) -> PublishedClaim | None:
        """The claim that the page precedes. One query where one is given."""
        return None if self.cleaned_data.get("after") else _marker(self.cleaned_data["before"])

    @property
    def sought(self) -> dict[str, str]:
        """The beginnings of names that are looked for, by facet. Only for a valid form."""
        return {kind.value: self.cleaned_data[f"find_{kind}"] for kind in NAMED}

    def faults(self) -> list[Fault]:
        """What is wrong with the parameters."""
        return [bad_value(name, str(self.data[name])) for name in self.errors]


def _marker(uid: str) -> PublishedClaim | None:
    """A claim that marks a place in a list, wherever it stands now."""
    if not uid:
        return None
    head = PublishedClaim.objects.filter(uid=uid).first()
    if head is None:
        raise forms.ValidationError("")
    return head


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

"""Parameters that are not filters."""

from django import forms

from claims.finding.pages import LAST_NUMBER


class PageForm(forms.Form):
    """Which page of a list: a number from 1 on, the first where none is given."""

    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_NUMBER)

    @property
    def number(self) -> int:
        """The number asked for. Only for a valid form."""
        return self.cleaned_data["page"] or 1

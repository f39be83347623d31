"""The form of a claim: its verdict is chosen from the current scale, its value typed, its version carried along."""

from collections.abc import Iterator, Set
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.judgement import ratings
from claims.models import Claim, Property
from claims.models.fields import TRANSLATED

from .evidence_form import version_of_claim
from .opened import OPEN
from .versions import VersionedForm
from .written_values import WrittenValueForm


def verdicts() -> Iterator[tuple[str, str]]:
    """The verdicts of the current scale with their definitions, as choices in the active language."""
    yield "", format_html("<b>{}</b>", _("No verdict yet"))
    for rating in ratings.SCALES[ratings.CURRENT].ratings:
        yield rating.slug, format_html("<b>{}</b> <span>{}</span>", _(rating.label), _(rating.definition))


QUESTION = "_check"
"""The name of the buttons that ask what is typed amounts to and what says the same, and save nothing."""


def forgive_what_is_missing(form: forms.BaseForm) -> None:
    """Take off the complaints about fields that are not filled in yet."""
    for name, errors in form.errors.as_data().items():
        if all(error.code == "required" for error in errors):
            del form.errors[name]


class ClaimForm(WrittenValueForm, VersionedForm):
    """A claim. Its version is that of its case, which the workflow checks once more when it saves."""

    rating = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        label_suffix="",
        choices=verdicts,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "verdicts"}),
    )

    class Meta:
        model = Claim
        exclude = ("uid", "rating_scale")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.write_initial_value(self.instance.property)
        if "translations" in self.fields:
            widget = self.fields["translations"].widget
            widget.original = self.instance.language
            widget.texts = {name: getattr(self.instance, name) for name in TRANSLATED}

    def tell_outdated(self, outdated: Set[tuple[str, str]]) -> None:
        """Mark the translations (language and name of the text) that are older than their originals."""
        if "translations" in self.fields:
            self.fields["translations"].widget.outdated = outdated

    @property
    def is_question(self) -> bool:  # type: ignore[override]
        """Whether it was sent to ask something, and not to be saved."""
        return self.is_bound and (QUESTION in self.data or OPEN in self.data)

    def is_valid(self) -> bool:
        """Whether it can be saved; a question never is."""
        return super().is_valid() and not self.is_question

    def version_of(self, row: Claim) -> str:
        return version_of_claim(row)

    def property_of_value(self) -> Property | None:
        return self.cleaned_data.get("property")

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        self._put_on_scale()
        if self.cleaned_data.get("property") is not None and self.cleaned_data.get("value", "") is None:
            self.add_error("value", _("A property needs its value; write “unknown” or “none” where that is so."))
        return self.cleaned_data

    def _put_on_scale(self) -> None:
        """A new verdict is on the current scale; one that is kept stays on the scale that it was given on."""
        slug = self.cleaned_data.get("rating", "")
        if not slug:
            self.instance.rating_scale = None
        elif "rating" in self.changed_data or self.instance.rating_scale is None:
            self.instance.rating_scale = ratings.CURRENT

"""The form of one piece of evidence, on the claim's page and on its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.judgement.quotes import QuoteStatus, locate
from claims.models import Case, Claim, Evidence, Property

from .bases import BaseInlineFormSet
from .opened import FORMS, FRESH
from .posted import posted
from .versions import MergingForm, VersionedForm
from .widgets import tell_known_choices
from .written_values import WrittenValueForm

QUOTED = {"quote_exact", "quote_prefix", "quote_suffix", "capture"}
POSITION = {"quote_start", "quote_end"}


def version_of_claim(claim: Claim) -> str:
    """The version of a claim's case, as forms carry it; 0 before the first save. A query unless it is loaded."""
    case: Case | None = getattr(claim, "case", None)  # a missing case raises an AttributeError
    return str(case.version if case is not None else 0)


class EvidenceForm(WrittenValueForm, MergingForm):
    """One piece of evidence, as part of its claim's form."""

    def __init__(self, *args: Any, property: Property | None = None, **options: Any) -> None:
        """`property` is that of the claim, whose values the evidence may assert."""
        super().__init__(*args, **options)
        tell_known_choices(self)
        self.write_initial_value(property)

    def property_of_value(self) -> Property | None:
        """That of the claim, as its own form has just changed it."""
        claim = self.cleaned_data.get("claim") or getattr(self.instance, "claim", None)
        return claim.property if claim is not None else None

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if QUOTED & set(self.changed_data) and not POSITION & set(self.changed_data):
            self._place_quote()
        return self.cleaned_data

    def _place_quote(self) -> None:
        """Look the quotation up in the captured text, where that is held; what is not found has no position."""
        capture, exact = self.cleaned_data.get("capture"), self.cleaned_data.get("quote_exact")
        start = end = None
        if capture is not None and capture.text and exact:
            found = locate(
                capture.text,
                exact,
                self.cleaned_data.get("quote_prefix", ""),
                self.cleaned_data.get("quote_suffix", ""),
            )
            if found.status == QuoteStatus.EXACT:
                start, end = found.start, found.end
        self.cleaned_data |= {"quote_start": start, "quote_end": end}


class EvidenceFormSet(BaseInlineFormSet):
    """The evidence of one claim whose forms are on the page: those that were sent, else all of them if they are few."""

    def get_queryset(self) -> Any:
        """The pieces that have a form here. One query, as long as it is the same formset."""
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            if self.is_bound:
                found = {row.pk: row for row in rows.filter(pk__in=posted(self.data))}
                self._queryset = [found[pk] for pk in posted(self.data) if pk in found]  # in the order of the forms
            else:
                first = list(rows[: FORMS + 1])
                self._queryset = first if len(first) <= FORMS else []
        return self._queryset

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The property too, so that no form has to look it up; no data for one that has just been opened."""
        options = super().get_form_kwargs(index) | {"property": self.instance.property}
        is_fresh = self.is_bound and f"{self.prefix}-{index}-{FRESH}" in self.data
        return options | {"data": None, "files": None} if is_fresh else options

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)  # type: ignore[misc]
        if self.is_bound and not form.is_bound:
            form.cleaned_data = {}  # the admin asks every form of a bound formset whether it is to be deleted
        return form

    def clean(self) -> None:
        """Values of evidence whose form is not on the page fit the property that the claim's form has just chosen."""
        super().clean()
        claim: Claim = self.instance
        if claim._state.adding or Claim.objects.filter(pk=claim.pk, property=claim.property).exists():
            return
        for piece in claim.evidence.exclude(pk__in=posted(self.data)).select_related("source"):
            if piece.value is not None:
                piece.claim = claim
                try:
                    piece.refuse_foreign_value()
                except ValidationError as error:
                    raise ValidationError(
                        gettext("%(evidence)s: %(mistake)s"),
                        params={"evidence": piece, "mistake": " ".join(error.messages)},
                    ) from error


class OwnEvidenceForm(EvidenceForm, VersionedForm):
    """One piece of evidence on a page of its own; its version is that of its claim."""

    def __init__(self, *args: Any, **options: Any) -> None:
        instance: Evidence | None = options.get("instance")
        super().__init__(*args, property=instance.claim.property if instance is not None else None, **options)

    def version_of(self, row: Evidence) -> str:
        return version_of_claim(row.claim)

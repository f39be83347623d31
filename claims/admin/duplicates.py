"""“Has this been checked?” on the form of a claim: what may say the same, in words, and where an editor decides."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.desk.duplicates import Duplicate, possible_duplicates
from claims.judgement.values import Comparison
from claims.judgement.vocab import CaseState
from claims.models import Claim, OutsideReview

from .readable import verdict
from .transitions import state_of
from .written_values import written

CLAIM, REVIEW = "claim", "review"
"""What the addresses call the two tables in which something may say the same."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something that may say the same as a claim: its words and where it can be read, what was found there, and why it
    is shown. `decision` is the address where an editor says whether it is the same; empty for a claim not yet saved."""

    words: str
    language: str
    address: str
    state: str
    state_label: str
    result: str
    comparison: str
    shared: tuple[str, ...]
    numbers: tuple[str, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What may say the same. `asked`: in similar words too; else only by its property, which is cheap to look up."""

    alike: tuple[Alike, ...]
    asked: bool


def checked(claim: Claim, *, asked: bool) -> Checked:
    """What may say the same as a claim, in words. Costs what `possible_duplicates` costs."""
    found = possible_duplicates(claim, by_words=asked)
    return Checked(tuple(_in_words(claim, each) for each in found), asked)


def _in_words(claim: Claim, found: Duplicate) -> Alike:
    if isinstance(found.row, Claim):
        return _claim_in_words(claim, found.row, found)
    return _review_in_words(claim, found.row, found)


def _claim_in_words(claim: Claim, other: Claim, found: Duplicate) -> Alike:
    state = CaseState(state_of(other))
    return Alike(
        words=str(other),
        language=other.language,
        address=reverse("admin:claims_claim_change", args=[other.pk]),
        state=state.value,
        state_label=str(state.label),
        result=verdict(other),
        comparison=compared(claim, other, found.comparison) if found.comparison is not None else "",
        shared=found.words,
        numbers=found.numbers,
        decision=decision_address(claim, CLAIM, other.pk),
    )


def _review_in_words(claim: Claim, review: OutsideReview, found: Duplicate) -> Alike:
    return Alike(
        words=review.text,
        language=review.language,
        address=reverse("admin:claims_outsidereview_change", args=[review.pk]),
        state="outside",
        state_label=_("Checked by %(publisher)s") % {"publisher": review.publisher or review.feed},
        result=review.rating,
        comparison="",
        shared=found.words,
        numbers=found.numbers,
        decision=decision_address(claim, REVIEW, review.pk),
    )


def compared(claim: Claim, other: Claim, comparison: Comparison) -> str:
    """How the values of two claims about one property compare, as a sentence."""
    left, right = (written(each.value, claim.property) for each in (claim, other))
    return str(comparison.reason.label).format(left=left, right=right)


def decision_address(claim: Claim, table: str, other: int) -> str:
    """Where an editor says whether something is the same; nowhere for a claim that is not saved."""
    if claim._state.adding:
        return ""
    return reverse("admin:claims_claim_same", args=[claim.pk, table, other])

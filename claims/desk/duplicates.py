"""“Has this been checked?” at the desk: what may say the same as a claim that somebody enters.

There are two ways to find it. Another claim about the same property of the same subject is found by that, and its value
is compared. What says it in similar words is found as readers find it, among the claims of the desk, drafts included,
and the fact-checks of others. What an editor has said of a pair is remembered, and the pair is not shown again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from claims.finding.matching import CANDIDATES, ENOUGH, LONGEST, Match, language_of, matches
from claims.finding.search import desk
from claims.judgement.values import Comparison, compare
from claims.judgement.vocab import Agreement, Cardinality, CaseState, Reason, RelationKind, RelationStatus
from claims.models import Case, Claim, ClaimRelation, DismissedReview, OutsideReview
from claims.text.terms import terms_and_words

COMPARED = 500
"""Most claims about one property of one subject whose values are compared, the newest."""

SHOWN = 5
"""Most that are shown, of those found by property and again of those found by words; and most words of each."""

APART = frozenset({Reason.DIFFERENT_TIME, Reason.SEVERAL_VALUES})
"""Why two values of one property of one subject are the business of two claims."""

ORDER = (Agreement.AGREE, Agreement.REFINE, Agreement.CONFLICT, Agreement.POSSIBLE_CONFLICT, Agreement.INCOMPARABLE)
"""How those found by property are ordered."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What may say the same as a claim, and why: how the values compare, where it is about the same property of the
    same subject; and what the texts share, the rarest first."""

    row: Claim | OutsideReview
    comparison: Comparison | None
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def possible_duplicates(claim: Claim) -> list[Duplicate]:
    """What may say the same as a claim, which need not be saved: claims by their property first, then by words.

    Costs seven queries beside those of `finding.matching.matches`; three less for a claim that is not saved or has no
    property.
    """
    compared = _by_property(claim)
    said = _by_words(claim)
    settled = _settled_claims(claim) | _withdrawn(pk for corpus, pk in said if corpus == desk.CLAIMS.name)
    dismissed = _dismissed_reviews(claim)
    alike = sorted(compared, key=lambda pk: (ORDER.index(compared[pk].outcome), -pk))
    first = [pk for pk in alike if pk not in settled][:SHOWN]
    others = [
        key
        for key in said
        if (key[1] not in settled and key[1] not in first if key[0] == desk.CLAIMS.name else key[1] not in dismissed)
    ][:SHOWN]
    chosen = [*((desk.CLAIMS.name, pk) for pk in first), *others]
    rows = _rows(chosen)
    written = dict(terms_and_words(claim.statement[:LONGEST], _language(claim)))
    return [
        _duplicate(rows[key], compared.get(key[1]) if key[0] == desk.CLAIMS.name else None, said.get(key), written)
        for key in chosen
        if key in rows
    ]


Key = tuple[str, int]
"""The name of a corpus, and the primary key of something in it."""


def _by_property(claim: Claim) -> dict[int, Comparison]:
    """How the values of other claims about the same property of the same subject compare with its own."""
    if claim.property is None or claim.subject_id is None or claim.value is None:
        return {}
    others = (
        Claim.objects.filter(subject=claim.subject_id, property=claim.property)
        .exclude(pk=claim.pk)
        .exclude(case__state=CaseState.WITHDRAWN)
        .only("value", "scope_start", "scope_end")
        .order_by("-pk")[:COMPARED]
    )
    cardinality = Cardinality(claim.property.cardinality)
    compared = {
        other.pk: compare(
            claim.value, other.value, cardinality=cardinality, left_scope=claim.scope, right_scope=other.scope
        )
        for other in others
    }
    return {pk: comparison for pk, comparison in compared.items() if comparison.reason not in APART}


def _by_words(claim: Claim) -> dict[Key, Match]:
    """What shares enough of its words with the statement, the best first."""
    found = matches([desk.CLAIMS, desk.REVIEWS], claim.statement, _languages(claim), CANDIDATES)
    return {
        (match.corpus.name, match.owner): match
        for match in found
        if match.score.covered >= ENOUGH and (match.corpus, match.owner) != (desk.CLAIMS, claim.pk)
    }


def _languages(claim: Claim) -> list[str]:
    """The languages in which the statement may be read, its own first."""
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: (code != claim.language, code))


def _language(claim: Claim) -> str:
    return language_of(claim.statement, _languages(claim))


def _settled_claims(claim: Claim) -> set[int]:
    """The claims of which an editor has said how they stand to this one, or that they are not the same."""
    if claim.pk is None:
        return set()
    said = Q(status=RelationStatus.CONFIRMED) | Q(status=RelationStatus.DISMISSED, kind=RelationKind.SAME_AS)
    pairs = ClaimRelation.objects.filter(Q(a=claim) | Q(b=claim), said).values_list("a", "b")
    return {pk for pair in pairs for pk in pair}


def _dismissed_reviews(claim: Claim) -> set[int]:
    if claim.pk is None:
        return set()
    return set(DismissedReview.objects.filter(claim=claim).values_list("review", flat=True))


def _withdrawn(pks: Iterable[int]) -> set[int]:
    cases = Case.objects.filter(claim__in=list(pks), state=CaseState.WITHDRAWN)
    return set(cases.values_list("claim", flat=True))


def _rows(chosen: Collection[Key]) -> dict[Key, Claim | OutsideReview]:
    """What is shown, claims with their subject, property and case. Two queries."""
    claims = Claim.objects.select_related("subject", "property", "case")
    found: dict[Key, Claim | OutsideReview] = {}
    for name, rows in ((desk.CLAIMS.name, claims), (desk.REVIEWS.name, OutsideReview.objects.all())):
        wanted = [pk for corpus, pk in chosen if corpus == name]
        found |= {(name, row.pk): row for row in rows.filter(pk__in=wanted)}
    return found


def _duplicate(
    row: Claim | OutsideReview, comparison: Comparison | None, match: Match | None, written: Mapping[str, str]
) -> Duplicate:
    terms = [term for term, _weight in match.score.shared if term in written] if match is not None else []
    numbers = match.score.numbers if match is not None else ()
    return Duplicate(
        row,
        comparison,
        words=tuple(written[term] for term in terms if term not in numbers)[:SHOWN],
        numbers=tuple(written[term] for term in terms if term in numbers)[:SHOWN],
    )

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
from claims.finding.search.desk import CLAIMS, REVIEWS
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


Key = tuple[str, int]
"""The name of a corpus, and the primary key of something in it."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What may say the same as a claim, and why: how the values compare, where it is about the same property of the
    same subject; and what the texts share, the rarest first."""

    row: Claim | OutsideReview
    comparison: Comparison | None
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def possible_duplicates(claim: Claim, *, by_words: bool = True) -> list[Duplicate]:
    """What may say the same as a claim, which need not be saved: claims by their property first, then by words.

    Costs six queries, and those of `finding.matching.matches`; without words three at most, and one if there are none.
    """
    compared, said = _by_property(claim), _by_words(claim) if by_words else {}
    if not compared and not said:
        return []
    settled = _settled(claim, compared.keys() | said.keys()) | _withdrawn(said)
    by_property = sorted(compared.keys() - settled, key=lambda key: (ORDER.index(compared[key].outcome), -key[1]))
    first = by_property[:SHOWN]
    others = [key for key in said if key not in settled and key not in first][:SHOWN]
    rows = _rows([*first, *others])
    written = dict(terms_and_words(claim.statement[:LONGEST], language_of(claim.statement, _languages(claim))))
    return [_duplicate(rows[key], compared.get(key), said.get(key), written) for key in (*first, *others)]


def _by_property(claim: Claim) -> dict[Key, Comparison]:
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
        (CLAIMS.name, other.pk): compare(
            claim.value, other.value, cardinality=cardinality, left_scope=claim.scope, right_scope=other.scope
        )
        for other in others
    }
    return {key: comparison for key, comparison in compared.items() if comparison.reason not in APART}


def _by_words(claim: Claim) -> dict[Key, Match]:
    """What shares enough of its words with the statement, the best first."""
    found = matches([CLAIMS, REVIEWS], claim.statement, _languages(claim), CANDIDATES)
    alike = {(match.corpus.name, match.owner): match for match in found if match.score.covered >= ENOUGH}
    alike.pop((CLAIMS.name, claim.pk), None)
    return alike


def _languages(claim: Claim) -> list[str]:
    """The languages in which the statement may be read, its own first."""
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: (code != claim.language, code))


def _settled(claim: Claim, found: Collection[Key]) -> set[Key]:
    """The claims of which an editor has said how they stand to this one, and what of the found is not the same."""
    if claim.pk is None:
        return set()
    said = Q(status=RelationStatus.CONFIRMED) | Q(status=RelationStatus.DISMISSED, kind=RelationKind.SAME_AS)
    pairs = ClaimRelation.objects.filter(Q(a=claim) | Q(b=claim), said).values_list("a", "b")
    reviews = [pk for corpus, pk in found if corpus == REVIEWS.name]
    dismissed = DismissedReview.objects.filter(claim=claim, review__in=reviews).values_list("review", flat=True)
    return {(CLAIMS.name, pk) for pair in pairs for pk in pair} | {(REVIEWS.name, pk) for pk in dismissed}


def _withdrawn(keys: Iterable[Key]) -> set[Key]:
    claims = [pk for corpus, pk in keys if corpus == CLAIMS.name]
    cases = Case.objects.filter(claim__in=claims, state=CaseState.WITHDRAWN)
    return {(CLAIMS.name, pk) for pk in cases.values_list("claim", flat=True)}


def _rows(chosen: Collection[Key]) -> dict[Key, Claim | OutsideReview]:
    """What is shown, claims with their subject, property and case. Two queries."""
    claims = Claim.objects.select_related("subject", "property", "case")
    found: dict[Key, Claim | OutsideReview] = {}
    for name, rows in ((CLAIMS.name, claims), (REVIEWS.name, OutsideReview.objects.all())):
        wanted = [pk for corpus, pk in chosen if corpus == name]
        found |= {(name, row.pk): row for row in rows.filter(pk__in=wanted)}
    return found


def _duplicate(
    row: Claim | OutsideReview, comparison: Comparison | None, match: Match | None, written: Mapping[str, str]
) -> Duplicate:
    terms = match.score.among(written) if match is not None else []
    numbers = match.score.numbers if match is not None else ()
    return Duplicate(
        row,
        comparison,
        words=tuple(written[term] for term in terms if term not in numbers)[:SHOWN],
        numbers=tuple(written[term] for term in terms if term in numbers)[:SHOWN],
    )

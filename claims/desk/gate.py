"""The gate: what is checked before a claim is published. Each check is a function; its result is in the envelope."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings

from claims.judgement.vocab import FindingKind, GateCheck
from claims.models import Source

from .dossier import Document


@dataclass(frozen=True, slots=True)
class Passing:
    """What the checks look at: the approved document, the same built now, and which claims are or become live."""

    approved: Document
    now: Document
    live: Collection[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found. A blocking check that fails stops the publication; others are shown on the page."""

    check: GateCheck
    passed: bool
    blocking: bool

    def to_json(self) -> dict[str, object]:
        """The result as the envelope holds it."""
        return {"check": self.check.value, "passed": self.passed, "blocking": self.blocking}


def results(passing: Passing) -> list[Result]:
    """All checks, in their order. One query where a source of the approved document is not in that of now."""
    return [Result(check, look(passing), check in BLOCKING) for check, look in CHECKS.items()]


def _has_subject(passing: Passing) -> bool:
    return passing.approved["claim"]["subject"] is not None


def _has_verdict(passing: Passing) -> bool:
    claim = passing.approved["claim"]
    return claim["rating"] is not None and claim["rating_explanation"] != ""


def _has_evidence(passing: Passing) -> bool:
    return len(passing.approved["evidence"]) > 0


def _sources_stand(passing: Passing) -> bool:
    standing = {uid for uid, source in passing.approved["sources"].items() if source["retracted_on"] is None}
    now = passing.now["sources"]
    if any(now[uid]["retracted_on"] is not None for uid in standing & now.keys()):
        return False
    gone = standing - now.keys()
    return not gone or not Source.objects.filter(uid__in=gone, retracted_on__isnull=False).exists()


def _assessment_holds(passing: Passing) -> bool:
    return bool(passing.approved["assessment"] == passing.now["assessment"])


def _links_live(passing: Passing) -> bool:
    return all(relation["other"] in passing.live for relation in passing.approved["relations"])


def _has_appearance(passing: Passing) -> bool:
    return any(piece["is_appearance"] for piece in passing.approved["evidence"])


def _stances_fit(passing: Passing) -> bool:
    doubts = {FindingKind.SUPPORT_CONFLICTS, FindingKind.CONTRADICTION_AGREES}
    return not any(finding["kind"] in doubts for finding in passing.approved["assessment"]["findings"])


def _quotes_placed(passing: Passing) -> bool:
    return all(
        piece["locator"] or piece["quote"]["start"] is not None
        for piece in passing.approved["evidence"]
        if piece["quote"] is not None
    )


def _translated(passing: Passing) -> bool:
    claim = passing.approved["claim"]
    wanted = {code for code, _name in settings.LANGUAGES} - {claim["language"]}
    texts = ("statement", "summary", "rating_explanation")
    return all(claim["translations"].get(code, {}).get(name) for code in wanted for name in texts)


CHECKS: dict[GateCheck, Callable[[Passing], bool]] = {
    GateCheck.HAS_SUBJECT: _has_subject,
    GateCheck.HAS_VERDICT: _has_verdict,
    GateCheck.HAS_EVIDENCE: _has_evidence,
    GateCheck.SOURCES_STAND: _sources_stand,
    GateCheck.ASSESSMENT_HOLDS: _assessment_holds,
    GateCheck.LINKS_LIVE: _links_live,
    GateCheck.HAS_APPEARANCE: _has_appearance,
    GateCheck.STANCES_FIT: _stances_fit,
    GateCheck.QUOTES_PLACED: _quotes_placed,
    GateCheck.TRANSLATED: _translated,
}

BLOCKING = frozenset(
    {
        GateCheck.HAS_SUBJECT,
        GateCheck.HAS_VERDICT,
        GateCheck.HAS_EVIDENCE,
        GateCheck.SOURCES_STAND,
        GateCheck.ASSESSMENT_HOLDS,
        GateCheck.LINKS_LIVE,
    }
)
"""Without these a page would be empty, wrong or out of date; the others are for the reader to see."""

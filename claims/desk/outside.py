"""The desk's own identities of what matching found: claims and the fact-checks of others."""

from collections.abc import Sequence

from claims.finding.matching import Match
from claims.finding.search import desk
from claims.finding.search.record import RECORD
from claims.models import Claim, OutsideReview, PublishedClaim

MODELS = {RECORD.name: PublishedClaim, desk.CLAIMS.name: Claim, desk.REVIEWS.name: OutsideReview}
"""By corpus, the model of what its texts belong to."""


def keys_of(found: Sequence[Match]) -> dict[Match, str]:
    """The uid of each claim that was found, and of each outside review its feed and identity. A query per corpus."""
    owners: dict[str, list[int]] = {}
    for match in found:
        owners.setdefault(match.corpus.name, []).append(match.owner)
    named = {
        (corpus, each.pk): str(getattr(each, "uid", each))
        for corpus, pks in owners.items()
        for each in MODELS[corpus]._default_manager.filter(pk__in=pks)
    }
    return {match: named[match.corpus.name, match.owner] for match in found}

"""What is known of a publication only when it happens: how it was reviewed, what the gate found, who is credited."""

from collections.abc import Iterable, Sequence
from typing import Any

from claims.judgement.vocab import ReviewKind
from claims.models import Review, Revision

from .gate import Result
from .permissions import credit


def of_content(review: Review, authors: Iterable[Revision], gate: Sequence[Result]) -> dict[str, Any]:
    """The envelope of a publication with content. `authors` are the revisions since the publication before it.

    Under a review of kind `none` its note is the statement that every page shows.
    """
    reviewed = review.kind == ReviewKind.PEER and review.reviewer is not None
    names = {credit(revision.author) for revision in authors if revision.author is not None}
    return {
        "sha256": review.sha256,
        "review": {
            "kind": review.kind,
            "statement": "" if reviewed else review.note,
            "decided_at": review.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        "credits": {
            "authors": sorted(names),
            "reviewer": credit(review.reviewer) if reviewed and review.reviewer else None,
        },
        "gate": [result.to_json() for result in gate],
    }

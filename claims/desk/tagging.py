"""Topics of many claims at once."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction

from claims.models import Claim, Revision, Topic

from . import workflow
from .permissions import require


@transaction.atomic
def add_topic(claims: Collection[Claim], topic: Topic, *, actor: User) -> list[Revision]:
    """Give some claims one more topic. A save of each: returns the revisions of those that did not have it yet.

    They are drafts again, and an approval is void. Costs what `workflow.apply_drafts` does, and one query each.
    """
    require(actor, "claims.change_claim")
    for claim in claims:
        claim.topics.add(topic)
    return workflow.apply_drafts(claims, author=actor)

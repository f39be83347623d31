"""The corpus of the desk: every claim as it stands there, drafts included, and the fact-checks of others.

Two tables and one table of words, so that the scores of both compare.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from django.db.models import OuterRef, Subquery

from claims.models import ClaimText, DeskWord, OutsideReview, ReviewText, Revision
from claims.record.documents import languages, read

from . import index
from .corpora import Corpus
from .record import fields_of

CLAIMS = Corpus("claims", ClaimText, DeskWord)
REVIEWS = Corpus("reviews", ReviewText, DeskWord)


def update_claims(revisions: Collection[Revision]) -> None:
    """Index some claims as these newest revisions have them; call in the transaction that wrote them."""
    entries = chain.from_iterable(map(_of_revision, revisions))
    index.put(CLAIMS, [revision.claim_id for revision in revisions], entries)


def update_reviews(reviews: Iterable[OutsideReview]) -> None:
    """Index some outside reviews; call in the transaction that wrote them."""
    reviews = list(reviews)
    index.put(REVIEWS, [review.pk for review in reviews], map(_of_review, reviews))


def claims() -> Iterator[index.Entry]:
    """What the index of claims is made of: the newest revision of each. Streams."""
    newest = Revision.objects.filter(claim=OuterRef("claim")).order_by("-number").values("pk")[:1]
    revisions = Revision.objects.filter(pk=Subquery(newest)).order_by("claim")
    return chain.from_iterable(map(_of_revision, revisions.iterator(chunk_size=index.AT_ONCE)))


def reviews() -> Iterator[index.Entry]:
    """What the index of outside reviews is made of. Streams."""
    return map(_of_review, OutsideReview.objects.order_by("pk").iterator(chunk_size=index.AT_ONCE))


def _of_revision(revision: Revision) -> Iterator[index.Entry]:
    document = read(revision.content)
    for language in languages(document):
        yield index.Entry(revision.claim_id, language, revision.created_at, fields_of(document, language))


def _of_review(review: OutsideReview) -> index.Entry:
    fields = {
        "statement": review.text,
        "summary": review.title,
        "subtitle": review.subtitle,
        "names": review.claimant,
    }
    return index.Entry(review.pk, review.language, review.imported_at, fields)

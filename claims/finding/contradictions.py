"""All contradictions of the record, each once, whoever of the two claims names it."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from claims.judgement.vocab import LiveStatus, TermKind
from claims.models.record import PublishedClaim, PublishedTerm

PER_PAGE = 20
"""How many contradictions stand on one page: each shows the words of both sides."""


def contradictions() -> QuerySet[PublishedTerm]:
    """The contradictions between live claims and within them: open ones first, then newest change first.

    A row is a term of the claim that tells of it; its key is the uid of the other, or of the same claim where evidence
    contradicts it. Where both claims tell of it, the one that was published last is heard.
    """
    told = PublishedTerm.objects.filter(kind=TermKind.CONTRADICTION, published__status=LiveStatus.LIVE)
    others = PublishedClaim.objects.filter(status=LiveStatus.LIVE, content__content__isnull=False)
    told_later = told.filter(
        published__uid=OuterRef("key"),
        key=OuterRef("published__uid"),
        published__content__gt=OuterRef("published__content"),
    )
    found = told.filter(Exists(others.filter(uid=OuterRef("key"))), ~Exists(told_later))
    is_settled = Case(When(Q(detail__open=True), then=Value(0)), default=Value(1))
    newest = F("published__changed_at").desc(), F("published__id").desc()
    placed = found.filter(published__content__content__isnull=False).order_by(is_settled, *newest, "key")
    return placed.select_related("published")


def both_sides(terms: list[PublishedTerm]) -> dict[str, PublishedClaim]:
    """The claims of some contradictions by uid, with their documents. One query."""
    uids = {term.key for term in terms} | {term.published.uid for term in terms}
    heads = PublishedClaim.objects.filter(uid__in=uids).select_related("content")
    return {head.uid: head for head in heads}

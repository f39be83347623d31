"""Made-up claims through review into the record, by the product's own builders.

What `desk.workflow` does for each claim is done here for many at once: the same dossiers, gate, envelopes, chain, heads
and terms. Only the statements that write them are fewer. The triggers of the database watch, as always.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from claims.desk import dossier, envelope, gate
from claims.desk.permissions import actor_key
from claims.judgement.canonical import sha256
from claims.models import Case, Claim, Publication, PublishedClaim, PublishedTerm, Review, Revision
from claims.record.documents import Document, read
from claims.record.heads import head_of
from claims.record.ledger import Entry, following
from claims.record.terms import derive_terms

from .world import EDITORS, FIRST_DAY, REVIEWERS, YEARS, World

UNREVIEWED = "Made up; not reviewed by a second person"
RETRACTED = "Retracted, because nothing of it is so."

NOT_REVIEWED_EVERY, RETRACTED_EVERY = 11, 200
"""One claim of so many is published without review, and one is retracted after its publication."""


@dataclass(slots=True)
class Rows:
    """What a batch of claims adds to the guarded tables, in the order in which their triggers want it."""

    revisions: list[Revision] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    heads: list[PublishedClaim] = field(default_factory=list)
    terms: list[PublishedTerm] = field(default_factory=list)

    def tables(self) -> Iterator[Sequence[Any]]:
        """The rows by table."""
        yield from (self.revisions, self.reviews, self.publications, self.cases, self.heads, self.terms)


@dataclass(slots=True)
class Desk:
    """Whoever works there, and where the record stands."""

    world: World
    people: dict[int, User]
    last: Publication | None = None

    def publish(self, claims: Iterable[Claim]) -> Rows:
        """Everything that the publication of some claims writes; not saved. Eleven queries, and one for each claim."""
        rows = Rows()
        documents = dossier.build_all(claims)
        for pk in sorted(documents):
            self._publish_one(rows, pk, documents[pk])
        return rows

    def _publish_one(self, rows: Rows, pk: int, document: Document) -> None:
        at = self._time_of(pk)
        content = dossier.as_text(document)
        digest = sha256(content)
        editor, reviewer = self.people[pk % EDITORS + 1], self.people[EDITORS + pk % REVIEWERS + 1]
        reviewed = pk % NOT_REVIEWED_EVERY != 0
        revision = Revision(pk=pk, claim_id=pk, number=1, content=content, sha256=digest, author=editor, created_at=at)
        review = Review(
            pk=pk,
            revision_id=pk,
            sha256=digest,
            reviewer=reviewer if reviewed else None,
            decision="approve",
            kind="peer" if reviewed else "none",
            note="" if reviewed else UNREVIEWED,
            created_at=at,
        )
        results = gate.results(gate.Passing(document, document, live=()))
        if failed := [result.check for result in results if result.blocking and not result.passed]:
            raise ValueError(f"The made-up claim {pk} does not pass the gate: {failed}")
        first = Entry(
            claim_uid=document["uid"],
            kind="first",
            at=at,
            actor=actor_key(reviewer),
            note="" if reviewed else UNREVIEWED,
            envelope=envelope.of_content(review, [revision], results),
            content=content,
            revision=pk,
            review=pk,
        )
        history = [self._append(first, 1)]
        is_retracted = pk % RETRACTED_EVERY == 0
        if is_retracted:
            entry = Entry(document["uid"], "retraction", at + self._step / 2, actor_key(reviewer), RETRACTED, {})
            history.append(self._append(entry, 2))
        head = head_of(history)
        head.pk = pk
        rows.revisions.append(revision)
        rows.reviews.append(review)
        rows.publications += history
        rows.cases.append(
            Case(pk=pk, claim_id=pk, state="draft" if is_retracted else "published", version=1, checked_at=at)
        )
        rows.heads.append(head)
        rows.terms += [
            PublishedTerm(published_id=pk, kind=kind, key=key, label=label, detail=detail)
            for kind, key, label, detail in derive_terms(read(content))
        ]

    def _append(self, entry: Entry, number: int) -> Publication:
        salt = sha256(f"{self.world.seed}/{entry.claim_uid}/{number}")[:32]
        self.last = following(self.last, entry, number=number, salt=salt)
        self.last.pk = self.last.seq
        return self.last

    @property
    def _step(self) -> timedelta:
        return timedelta(days=365 * YEARS) / self.world.claims

    def _time_of(self, pk: int) -> datetime:
        """Claims are published one after the other, over all the years."""
        moment = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC) + self._step * pk
        return moment.replace(microsecond=0)

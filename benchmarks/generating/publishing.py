"""Made-up claims through review into the record, by the product's own builders.

What `desk.workflow` does for each claim is done here for many at once: the same dossiers, gate, envelopes, chain, heads
and terms. Only the statements that write them are fewer. The triggers of the database watch, as always.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

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
class Reviewed:
    """Some claims with everything that follows from their rows alone: any process can work it out, in any order."""

    revisions: list[Revision] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    entries: list[list[Entry]] = field(default_factory=list)
    """For each claim, what is entered into the log."""
    terms: list[PublishedTerm] = field(default_factory=list)


@dataclass(slots=True)
class Published:
    """What follows from the place of some claims in the log."""

    publications: list[Publication] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    heads: list[PublishedClaim] = field(default_factory=list)


def review(world: World, claims: Sequence[int]) -> Reviewed:
    """Build the documents of some claims by primary key, and approve them.

    Thirteen queries, and one for each claim.
    """
    found, people = Reviewed(), {each.pk: each for each in User.objects.filter(pk__lte=EDITORS + REVIEWERS)}
    documents = dossier.build_all(Claim.objects.filter(pk__in=claims))
    for pk in sorted(documents):
        _review_one(found, world, people, pk, documents[pk])
    return found


def _review_one(found: Reviewed, world: World, people: dict[int, User], pk: int, document: Document) -> None:
    at = _time_of(world, pk)
    content = dossier.as_text(document)
    digest = sha256(content)
    editor, reviewer = people[pk % EDITORS + 1], people[EDITORS + pk % REVIEWERS + 1]
    reviewed = pk % NOT_REVIEWED_EVERY != 0
    statement = "" if reviewed else UNREVIEWED
    revision = Revision(pk=pk, claim_id=pk, number=1, content=content, sha256=digest, author=editor, created_at=at)
    approval = Review(
        pk=pk,
        revision_id=pk,
        sha256=digest,
        reviewer=reviewer if reviewed else None,
        decision="approve",
        kind="peer" if reviewed else "none",
        note=statement,
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
        note=statement,
        envelope=envelope.of_content(approval, [revision], results),
        content=content,
        revision=pk,
        review=pk,
    )
    entries = [first]
    if pk % RETRACTED_EVERY == 0:
        later = at + _step(world) / 2
        entries.append(Entry(document["uid"], "retraction", later, actor_key(reviewer), RETRACTED, {}))
    found.revisions.append(revision)
    found.reviews.append(approval)
    found.entries.append(entries)
    found.terms += [
        PublishedTerm(published_id=pk, kind=kind, key=key, label=label, detail=detail)
        for kind, key, label, detail in derive_terms(read(content))
    ]


@dataclass(slots=True)
class Log:
    """Where the record ends. One process writes it, claim after claim."""

    world: World
    last: Publication | None = None

    def publish(self, reviewed: Reviewed) -> Published:
        """Enter some claims into the log. No query."""
        found = Published()
        for revision, entries in zip(reviewed.revisions, reviewed.entries, strict=True):
            pk = revision.pk
            history = [self._append(entry, number) for number, entry in enumerate(entries, 1)]
            head = head_of(history)
            head.pk = pk
            state = "draft" if len(history) > 1 else "published"
            found.publications += history
            found.cases.append(Case(pk=pk, claim_id=pk, state=state, version=1, checked_at=entries[0].at))
            found.heads.append(head)
        return found

    def _append(self, entry: Entry, number: int) -> Publication:
        salt = sha256(f"{self.world.seed}/{entry.claim_uid}/{number}")[:32]
        self.last = following(self.last, entry, number=number, salt=salt)
        self.last.pk = self.last.seq
        return self.last


def _step(world: World) -> timedelta:
    return timedelta(days=365 * YEARS) / world.claims


def _time_of(world: World, pk: int) -> datetime:
    """Claims are published one after the other, over all the years."""
    moment = datetime(FIRST_DAY.year, 1, 1, tzinfo=UTC) + _step(world) * pk
    return moment.replace(microsecond=0)

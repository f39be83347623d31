"""A step of the desk, done on paper and in the database, and compared: it succeeds, or is refused, as foreseen.

Every refusal leaves every row of every table as it was.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.desk import planning, restoring, tagging, workflow
from claims.desk.importing.importer import import_files
from claims.judgement.vocab import PublicationKind
from tests.databases import attacking

from . import attacks
from .newsroom import Newsroom, breaches, faults_of_the_record
from .paper import REVIEWERS, Paper, Reasons

Seen = Counter[tuple[str, str]]
"""By step, how often it was done, and how often it was refused for which reason; and what records held at the end."""

STEPS = {
    "save",
    "restore",
    "import",
    "add a topic",
    "submit",
    "send back",
    "approve",
    "publish",
    "retract",
    "notice",
    "withdraw",
    "reopen",
    "still true",
    "plan",
}


@dataclass(frozen=True, slots=True)
class Both:
    """A newsroom and its paper. Claims and people are given by their names."""

    room: Newsroom
    paper: Paper
    seen: Seen

    def save(self, name: str, author: str | None, change: Mapping[str, Any], *, late: int = 0) -> None:
        """Change something of a claim, in a form that is so many saves old."""
        sheet = self.paper.sheets[name]
        own, version = replace(sheet.own, **change), sheet.version - late
        claim, person = self.room.claims[name], self.room.person(author)

        def act() -> None:
            self.room.write(name, own)
            workflow.save_draft(claim, author=person, version=version)

        self._do("save", self.paper.save(name, author, own, version), act)

    def restore(self, name: str, actor: str, back: int, *, late: int = 0) -> None:
        """Bring an earlier revision back; the one before the newest is an undo."""
        newest = self.paper.sheets[name].version
        revision, version = self.room.revision(name, max(1, newest - back)), newest - late
        reasons = self.paper.restore(name, actor, revision.number, version)
        claim, person = self.room.claims[name], self.room.people[actor]
        self._do("restore", reasons, lambda: restoring.restore(claim, revision, actor=person, version=version))

    def bring_in(self, name: str, author: str | None, text: str, *, overwrite: bool) -> None:
        """Import a claim from a file."""
        person, files = self.room.person(author), [self.room.files[name, text]]
        reasons = self.paper.bring_in(name, author, text, overwrite=overwrite)
        self._do("import", reasons, lambda: import_files(files, overwrite=overwrite, author=person))

    def add_topic(self, names: Collection[str], actor: str) -> None:
        """Give claims a topic."""
        claims, person = self.room.several(names), self.room.people[actor]
        reasons = self.paper.add_topic(names, actor)
        self._do("add a topic", reasons, lambda: tagging.add_topic(claims, self.room.topic, actor=person))

    def submit(self, names: Collection[str], actor: str) -> None:
        """Submit claims together."""
        claims, person = self.room.several(names), self.room.people[actor]
        self._do("submit", self.paper.submit(names, actor), lambda: workflow.submit(claims, actor=person))

    def send_back(self, name: str, actor: str, note: str = "Look again.") -> None:
        """Return a claim to its editors."""
        claim, person = self.room.claims[name], self.room.people[actor]
        reasons = self.paper.send_back(name, actor, note)
        self._do("send back", reasons, lambda: workflow.send_back(claim, actor=person, note=note))

    def approve(self, name: str, actor: str, *, late: int = 0) -> None:
        """Approve the revision that was read, which is the newest or one before it."""
        revision = self.room.revision(name, max(1, self.paper.sheets[name].version - late))
        claim, person = self.room.claims[name], self.room.people[actor]
        reasons = self.paper.approve(name, actor, revision.number, revision.content)
        self._do("approve", reasons, lambda: workflow.approve(claim, actor=person, sha256=revision.sha256))

    def publish(self, names: Collection[str], actor: str) -> None:
        """Publish claims together; what changes a page is called a correction."""
        claims, person = self.room.several(names), self.room.people[actor]
        reasons = self.paper.publish(names, actor, PublicationKind.CORRECTION.value)
        kind = PublicationKind.CORRECTION
        self._do("publish", reasons, lambda: workflow.publish(claims, actor=person, kind=kind))

    def retract(self, name: str, actor: str, note: str = "Wrong.") -> None:
        """Take a page down."""
        claim, person = self.room.claims[name], self.room.people[actor]
        reasons = self.paper.withhold(name, actor, note, "retraction")
        self._do("retract", reasons, lambda: workflow.retract(claim, actor=person, note=note))

    def notice(self, name: str, actor: str, note: str = "Under review.") -> None:
        """Put a notice on a page."""
        claim, person = self.room.claims[name], self.room.people[actor]
        reasons = self.paper.withhold(name, actor, note, "notice")
        self._do("notice", reasons, lambda: workflow.notice(claim, actor=person, note=note))

    def withdraw(self, name: str, actor: str) -> None:
        """Put a working copy away."""
        claim, person = self.room.claims[name], self.room.people[actor]
        self._do("withdraw", self.paper.withdraw(name, actor), lambda: workflow.withdraw(claim, actor=person))

    def reopen(self, name: str, actor: str) -> None:
        """Take it up again."""
        claim, person = self.room.claims[name], self.room.people[actor]
        self._do("reopen", self.paper.reopen(name, actor), lambda: workflow.reopen(claim, actor=person))

    def still_true(self, name: str, actor: str) -> None:
        """Note that a page still holds."""
        claim, person = self.room.claims[name], self.room.people[actor]
        self._do("still true", self.paper.still_true(name, actor), lambda: planning.still_true(claim, actor=person))

    def plan(self, names: Collection[str], actor: str, assignee: str) -> None:
        """Give claims to somebody."""
        claims, person, whose = self.room.several(names), self.room.people[actor], self.room.people[assignee]
        reasons = self.paper.plan(actor, assignee)
        self._do("plan", reasons, lambda: planning.plan(claims, actor=person, assignee=whose))

    def retract_source(self, *, retracted: bool) -> None:
        """Retract the source of all claims, or take that back: no save of any claim."""
        self.paper.retracted = retracted
        self.room.retract_source(retracted=retracted)

    def rename_the_subject(self, called: str) -> None:
        """Call the subject of all claims otherwise: no save of any claim."""
        self.paper.called = called
        self.room.rename_the_subject(called)

    def desk_of_one(self, *, solo: bool) -> None:
        """Become a desk without a second person, or with one."""
        self.paper.solo = solo
        # Not by the fixture, which lays one more layer over the settings each time: thousands are too deep for Python.
        settings.FOUR_EYES = "solo" if solo else "peer"

    def attack(self, name: str, way: str) -> None:
        """Go round the workflow, where there is something to go round."""
        act = attacks.attack(way, self.room.claims[name], self.paper.sheets[name])
        if act is not None:
            with attacking():
                self._do(way, {IntegrityError, ProtectedError}, act)

    def take_down_whatever_is_up(self) -> None:
        """One person can, whoever of those who review; also who has edited the claim, and wherever that stands."""
        for number, (name, sheet) in enumerate(self.paper.sheets.items()):
            if sheet.live:
                self.retract(name, sorted(REVIEWERS)[(sheet.version + number) % len(REVIEWERS)])

    def compare(self) -> None:
        """Whether the database is as it is on paper."""
        sheets = self.paper.sheets
        assert self.room.cases() == {name: (sheet.state, sheet.version) for name, sheet in sheets.items()}
        assert self.room.revisions() == {name: sheet.revisions for name, sheet in sheets.items()}
        assert self.room.entries() == {name: sheet.entries for name, sheet in sheets.items()}
        assert self.room.pages() == {name: sheet.page for name, sheet in sheets.items() if sheet.entries}

    def look_at_the_whole(self) -> None:
        """Whether the record can be verified, and the rules over many rows hold."""
        assert not list(faults_of_the_record())
        sheets = self.paper.sheets.items()
        bare = {name for name, sheet in sheets if not sheet.own.evidence and sheet.state != "withdrawn"}
        assert breaches() == {("no_appearance", f"claim {self.room.claims[name].uid}") for name in bare}
        entries = [entry for _name, sheet in sheets for entry in sheet.entries]
        self.seen.update(("entry", each) for entry in entries for each in (entry.kind, entry.review) if each)
        self.seen["history", "whole"] += 1

    def _do(self, step: str, reasons: Reasons, act: Callable[[], object]) -> None:
        if not reasons:
            with transaction.atomic():
                act()
            self.seen[step, "done"] += 1
            return
        before = self.room.everything()
        with pytest.raises(tuple(reasons)) as refused, transaction.atomic():
            act()
        assert self.room.everything() == before
        self.seen[step, refused.type.__name__] += 1

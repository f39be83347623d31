"""The desk on paper: what should become of claims, in plain Python, to compare the desk with after every step.

It knows no row, no document and nothing of `workflow.TRANSITIONS`. Each method says by which exceptions the step may be
refused (by none: it must succeed), and then does it here. A and B contradict each other; all have one subject, and
rest on one source.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.core.exceptions import PermissionDenied

from claims.desk.refusals import (
    GateClosed,
    Incomplete,
    NotLive,
    OtherBytes,
    OwnEdits,
    StaleVersion,
    WrongState,
)

Reasons = set[type[Exception]]

REFUSALS = (
    GateClosed,
    Incomplete,
    NotLive,
    OtherBytes,
    OwnEdits,
    PermissionDenied,
    StaleVersion,
    WrongState,
)

RIVALS = {"a": "b", "b": "a"}
NAMES_OF_THE_SUBJECT = ("The bridge", "The old bridge")

EDITORS, REVIEWERS = {"emma", "bea", "ben"}, {"rosa", "bea", "ben"}
PEOPLE = EDITORS | REVIEWERS | {"victor"}
"""Bea and Ben both edit and review; Victor may only look."""

STARTS = {
    "submit": {"draft"},
    "send_back": {"in_review", "approved"},
    "approve": {"in_review"},
    "publish": {"approved"},
    "withdraw": {"draft", "in_review", "approved"},
    "reopen": {"withdrawn"},
}


@dataclass(frozen=True, slots=True)
class Own:
    """What belongs to a claim alone, as far as it changes here. `evidence`: its one piece is there."""

    text: str = "Calm."
    rated: bool = True
    topic: bool = False
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What a dossier says of that: the claim's own, and what it takes from its subject, its source and its rival."""

    own: Own
    called: str
    retracted: bool
    linked: bool
    opposed: bool

    @property
    def assessment(self) -> tuple[bool, bool, bool]:
        """What is counted."""
        return self.own.evidence, self.retracted, self.opposed


@dataclass(frozen=True, slots=True)
class Entry:
    """What the record keeps: the kind, and of content its bytes and how they were reviewed."""

    kind: str
    content: str | None = None
    review: str = ""


@dataclass(slots=True)
class Sheet:
    """One claim. `published`: how many revisions there were when it was last published with content."""

    own: Own = Own()
    imported: Own = Own()
    state: str = "draft"
    revisions: list[tuple[str | None, Facts]] = field(default_factory=list)
    decision: str = ""
    approved: Entry | None = None
    entries: list[Entry] = field(default_factory=list)
    published: int = 0
    live: bool = False

    @property
    def version(self) -> int:
        """One for each revision."""
        return len(self.revisions)

    @property
    def page(self) -> tuple[str, str | None, str]:
        """Whether it is up, what it shows, and how that was reviewed; once it was published."""
        newest = [entry for entry in self.entries if entry.content is not None][-1]
        return "live" if self.live else "retracted", newest.content, newest.review

    @property
    def authors(self) -> set[str | None]:
        """Who has edited it since it was last published with content."""
        return {author for author, _facts in self.revisions[self.published :]}


class Paper:
    """All sheets, and what they share."""

    def __init__(self) -> None:
        self.sheets = {name: Sheet() for name in "abc"}
        self.solo = self.retracted = False
        self.called = NAMES_OF_THE_SUBJECT[0]
        for name in self.sheets:
            self._revise(name, None)

    def facts(self, name: str, together: Collection[str] = ()) -> Facts:
        """What the dossier of a claim says now, if some claims count as live together."""
        own, rival = self.sheets[name].own, RIVALS.get(name)
        linked = rival is not None and (rival in together or self.sheets[rival].live)
        opposed = linked and not self.retracted and self.sheets[str(rival)].own.evidence
        return Facts(own, self.called, own.evidence and self.retracted, linked, opposed)

    def save(self, name: str, author: str | None, own: Own, version: int | None) -> Reasons:
        sheet = self.sheets[name]
        if version not in (None, sheet.version):
            return {StaleVersion}
        sheet.own = own
        self._revise(name, author)
        return set()

    def restore(self, name: str, actor: str, number: int, version: int) -> Reasons:
        sheet = self.sheets[name]
        reasons = self._right(actor, EDITORS) | ({StaleVersion} if version != sheet.version else set())
        if not reasons:
            sheet.own = sheet.revisions[number - 1][1].own
            self._revise(name, actor)
        return reasons

    def bring_in(self, name: str, author: str | None, text: str, *, overwrite: bool) -> Reasons:
        """An import of a claim without its evidence. What editors have changed since the last one is kept."""
        sheet = self.sheets[name]
        file = Own(text=text)
        row = replace(sheet.own, evidence=True)
        if file == row:
            sheet.imported = file
        elif overwrite or row == sheet.imported:
            sheet.imported, sheet.own = file, replace(file, evidence=sheet.own.evidence)
            self._revise(name, author)
        return set()

    def add_topic(self, names: Collection[str], actor: str) -> Reasons:
        if reasons := self._right(actor, EDITORS):
            return reasons
        for name in names:
            self.sheets[name].own = replace(self.sheets[name].own, topic=True)
        for name in [name for name in names if not self._is_unchanged(name)]:  # all of them as they are before it
            self._revise(name, actor)
        return set()

    def submit(self, names: Collection[str], actor: str) -> Reasons:
        reasons = self._right(actor, EDITORS) | self._state(names, "submit")
        if not reasons:
            for name in names:
                self._revise(name, actor, together=names)
            self._move(names, "in_review")
        return reasons

    def send_back(self, name: str, actor: str, note: str) -> Reasons:
        reasons = self._right(actor, REVIEWERS) | self._state([name], "send_back") | self._said(note)
        if not reasons:
            self._move([name], "draft")
            self.sheets[name].decision = "send_back"
        return reasons

    def approve(self, name: str, actor: str, read: int, content: str) -> Reasons:
        """`read` is the number of the revision that was read, and `content` its bytes."""
        sheet = self.sheets[name]
        reasons = self._right(actor, REVIEWERS) | self._state([name], "approve")
        if sheet.revisions[read - 1][1] != sheet.revisions[-1][1]:
            reasons.add(OtherBytes)
        if actor in sheet.authors and not self.solo:
            reasons.add(OwnEdits)
        if not reasons:
            sheet.approved = Entry("", content, "none" if self.solo else "peer")
            sheet.decision = "approve"
            self._move([name], "approved")
        return reasons

    def publish(self, names: Collection[str], actor: str, kind: str) -> Reasons:
        reasons = self._right(actor, REVIEWERS) | self._state(names, "publish")
        if not reasons and not all(self._passes_the_gate(name, names) for name in names):
            reasons.add(GateClosed)
        if not reasons:
            for name in names:
                sheet = self.sheets[name]
                called = kind if sheet.live else "reinstatement" if sheet.entries else "first"
                assert sheet.approved is not None
                sheet.entries.append(replace(sheet.approved, kind=called))
                sheet.live, sheet.published = True, sheet.version
            self._move(names, "published")
        return reasons

    def withhold(self, name: str, actor: str, note: str, kind: str) -> Reasons:
        """A retraction or a notice."""
        sheet = self.sheets[name]
        reasons = self._right(actor, REVIEWERS) | self._said(note) | (set() if sheet.live else {NotLive})
        if not reasons:
            sheet.entries.append(Entry(kind))
            if kind == "retraction":
                sheet.live = False
                sheet.state = "draft" if sheet.state == "published" else sheet.state
        return reasons

    def withdraw(self, name: str, actor: str) -> Reasons:
        reasons = self._right(actor, EDITORS) | self._state([name], "withdraw")
        if self.sheets[name].live:
            reasons.add(Incomplete)
        if not reasons:
            self._move([name], "withdrawn")
        return reasons

    def reopen(self, name: str, actor: str) -> Reasons:
        reasons = self._right(actor, EDITORS) | self._state([name], "reopen")
        if not reasons:
            self._move([name], "draft")
        return reasons

    def still_true(self, name: str, actor: str) -> Reasons:
        return self._right(actor, EDITORS) | (set() if self.sheets[name].live else {NotLive})

    def plan(self, actor: str, assignee: str) -> Reasons:
        workers = EDITORS | REVIEWERS
        return self._right(actor, workers) | (set() if assignee in workers else {Incomplete})

    def _revise(self, name: str, author: str | None, together: Collection[str] = ()) -> None:
        sheet = self.sheets[name]
        if sheet.revisions and self._is_unchanged(name, together):
            return
        sheet.revisions.append((author, self.facts(name, together)))
        sheet.decision, sheet.approved = "", None
        if sheet.state != "withdrawn":
            sheet.state = "draft"

    def _is_unchanged(self, name: str, together: Collection[str] = ()) -> bool:
        return self.sheets[name].revisions[-1][1] in (self.facts(name, together), self._as_submitted(name))

    def _as_submitted(self, name: str) -> Facts | None:
        """What it says with the rival that was submitted with it, while both are under review."""
        rival = RIVALS.get(name)
        both = rival is not None and {self.sheets[each].state for each in (name, rival)} <= {"in_review", "approved"}
        return self.facts(name, [str(rival)]) if both else None

    def _passes_the_gate(self, name: str, together: Collection[str]) -> bool:
        now, (_author, approved) = self.facts(name, together), self.sheets[name].revisions[-1]
        return (
            approved.own.rated
            and approved.own.evidence
            and now.assessment == approved.assessment
            and (now.linked or not approved.linked)
        )

    def _move(self, names: Collection[str], state: str) -> None:
        for name in names:
            self.sheets[name].state = state

    def _right(self, actor: str, group: set[str]) -> Reasons:
        return set() if actor in group else {PermissionDenied}

    def _state(self, names: Collection[str], step: str) -> Reasons:
        return set() if all(self.sheets[name].state in STARTS[step] for name in names) else {WrongState}

    def _said(self, note: str) -> Reasons:
        return set() if note.strip() else {Incomplete}

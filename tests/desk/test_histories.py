"""Whatever happens to claims, in whatever order and by whomever: what is published was approved, and by another.

A history is some steps of the desk, sensible ones and others, each foreseen on paper and compared with the database.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

from claims.judgement.vocab import PublicationKind, ReviewKind

from . import attacks
from .both import STEPS, Both, Seen
from .newsroom import TEXTS, Newsroom
from .paper import EDITORS, NAMES_OF_THE_SUBJECT, PEOPLE, REFUSALS, REVIEWERS, STARTS, Paper

HISTORIES = {"ci": 300, "full": 5_000}[hypothesis.settings.get_current_profile_name()]
LENGTH = 8
"""A history begins with a page that is up, its rival that was taken down, and a draft: it has not far to go."""

Change = dict[str, Any]

KINDS = {*PublicationKind.values} - {"clarification", "update"}
"""Of publications; whatever is not a first one or a return is called a correction here."""

claims, numbers = st.sampled_from("abc"), st.integers(0, 2)
people, editors, reviewers = (st.sampled_from(sorted(names)) for names in (PEOPLE, EDITORS, REVIEWERS))
authors = st.sampled_from([*sorted(EDITORS), None])
sets = st.sampled_from(["a", "b", "c", "ab", "cba"])
texts = st.sampled_from(TEXTS)
notes = st.sampled_from(["For a reason.", " "])
late = st.sampled_from([0, 0, 1])
changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(dict, text=texts),
    st.builds(dict, rated=st.booleans()),
    st.builds(dict, evidence=st.booleans()),
    st.builds(dict, topic=st.booleans()),
)

OUT_OF_TURN: dict[str, Callable[[Both, str, str, str], None]] = {
    "restore": lambda both, name, actor, _note: both.restore(name, actor, 1),
    "add a topic": lambda both, name, actor, _note: both.add_topic([name], actor),
    "submit": lambda both, name, actor, _note: both.submit([name], actor),
    "submit all": lambda both, _name, actor, _note: both.submit("abc", actor),
    "send back": lambda both, name, actor, note: both.send_back(name, actor, note),
    "approve": lambda both, name, actor, _note: both.approve(name, actor),
    "approve an old one": lambda both, name, actor, _note: both.approve(name, actor, late=1),
    "publish": lambda both, name, actor, _note: both.publish([name], actor),
    "publish all": lambda both, _name, actor, _note: both.publish("abc", actor),
    "retract": lambda both, name, actor, note: both.retract(name, actor, note),
    "notice": lambda both, name, actor, note: both.notice(name, actor, note),
    "withdraw": lambda both, name, actor, _note: both.withdraw(name, actor),
    "reopen": lambda both, name, actor, _note: both.reopen(name, actor),
}
"""Steps that anybody tries with any claim, wherever it stands."""


def where(step: str) -> Any:
    """The rule is tried only where a claim is in a state in which the step starts."""
    return precondition(lambda self: self.able(step))


where_a_page_is_up = precondition(lambda self: self.up())


class Histories(RuleBasedStateMachine):
    """One desk, at which anything may be done next; mostly what can be done, by somebody who can do it."""

    def __init__(self, begun: Both) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.both = replace(begun, paper=deepcopy(begun.paper))

    def teardown(self) -> None:
        """Look at the whole once more, and leave nothing of it."""
        try:
            self.both.look_at_the_whole()
            self.both.take_down_whatever_is_up()
            self.both.compare()
        finally:
            transaction.savepoint_rollback(self.savepoint)
            self.both.desk_of_one(solo=False)

    @initialize(solo=st.sampled_from([False, False, True]))
    def begin(self, solo: bool) -> None:
        """Some desks are those of one person from the beginning."""
        self.both.desk_of_one(solo=solo)

    def able(self, step: str) -> list[str]:
        """The claims that are in a state in which a step starts."""
        return [name for name, sheet in self.both.paper.sheets.items() if sheet.state in STARTS[step]]

    def up(self) -> list[str]:
        """The claims whose page is up."""
        return [name for name, sheet in self.both.paper.sheets.items() if sheet.live]

    @rule(name=claims, author=authors, change=changes, late=late)
    def save(self, name: str, author: str | None, change: Change, late: int) -> None:
        self.both.save(name, author, change, late=late)

    @rule(name=claims, actor=editors, back=st.integers(0, 3), late=late)
    def restore(self, name: str, actor: str, back: int, late: int) -> None:
        self.both.restore(name, actor, back, late=late)

    @rule(name=claims, author=authors, text=texts, overwrite=st.booleans())
    def bring_in(self, name: str, author: str | None, text: str, overwrite: bool) -> None:
        self.both.bring_in(name, author, text, overwrite=overwrite)

    @rule(names=sets, actor=editors)
    def add_topic(self, names: str, actor: str) -> None:
        self.both.add_topic(names, actor)

    @rule(names=sets, editor=editors, reviewer=reviewers, change=changes, late=late)
    def go_on(self, names: str, editor: str, reviewer: str, change: Change, late: int) -> None:
        """Whatever comes next for some claims, for those together that are in one state."""
        state = self.both.paper.sheets[names[0]].state
        together = [name for name in names if self.both.paper.sheets[name].state == state]
        match state:
            case "draft":
                self.both.submit(together, editor)
            case "in_review":
                for name in together:
                    self.both.approve(name, reviewer, late=late)
            case "approved":
                self.both.publish(together, reviewer)
            case "published":
                for name in together:
                    self.both.save(name, editor, change)
            case "withdrawn":
                self.both.reopen(names[0], editor)

    @rule(
        names=sets,
        edits=st.lists(st.tuples(authors, changes), max_size=2),
        editor=editors,
        reviewer=reviewers,
        called=st.sampled_from(NAMES_OF_THE_SUBJECT),
    )
    def go_the_whole_way(
        self, names: str, edits: list[tuple[str | None, Change]], editor: str, reviewer: str, called: str
    ) -> None:
        """Edited by some people, submitted by one, approved and published by one, as far as that goes.

        The subject may get another name before the last step, which must not get into what was approved.
        """
        for author, change in edits:
            for name in names:
                self.both.save(name, author, change)
        self.go_on(names, editor, reviewer, {}, 0)
        self.go_on(names, editor, reviewer, {}, 0)
        self.both.rename_the_subject(called)
        self.go_on(names, editor, reviewer, {}, 0)

    @where("send_back")
    @rule(which=numbers, actor=reviewers)
    def send_back(self, which: int, actor: str) -> None:
        able = self.able("send_back")
        self.both.send_back(able[which % len(able)], actor)

    @where_a_page_is_up
    @rule(which=numbers, actor=reviewers, whole=st.booleans())
    def take_down(self, which: int, actor: str, whole: bool) -> None:
        """Retract a page, or put a notice on it."""
        up = self.up()
        take = self.both.retract if whole else self.both.notice
        take(up[which % len(up)], actor)

    @where("withdraw")
    @rule(which=numbers, actor=editors)
    def withdraw(self, which: int, actor: str) -> None:
        able = self.able("withdraw")
        self.both.withdraw(able[which % len(able)], actor)

    @rule(name=claims, names=sets, actor=people, assignee=people)
    def plan_or_find_still_true(self, name: str, names: str, actor: str, assignee: str) -> None:
        self.both.plan(names, actor, assignee)
        self.both.still_true(name, actor)

    @rule(called=st.sampled_from(NAMES_OF_THE_SUBJECT), retracted=st.sampled_from([False, False, True]))
    def change_what_all_claims_share(self, called: str, retracted: bool) -> None:
        self.both.rename_the_subject(called)
        self.both.retract_source(retracted=retracted)

    @rule(solo=st.booleans())
    def become_a_desk_of_one_or_of_several(self, solo: bool) -> None:
        self.both.desk_of_one(solo=solo)

    @rule(name=claims, which=st.integers(0, 3))
    def go_round_the_workflow(self, name: str, which: int) -> None:
        """In a quarter of the ways that there are."""
        for way in attacks.WAYS[which::4]:
            self.both.attack(name, way)

    @rule(
        tries=st.lists(st.tuples(st.sampled_from(sorted(OUT_OF_TURN)), claims, people, notes), min_size=1, max_size=4)
    )
    def try_something_out_of_turn(self, tries: list[tuple[str, str, str, str]]) -> None:
        for step, name, actor, note in tries:
            OUT_OF_TURN[step](self.both, name, actor, note)

    @invariant()
    def the_desk_is_as_on_paper(self) -> None:
        self.both.compare()


@pytest.mark.django_db
def test_after_any_history_what_is_published_was_approved_by_somebody_else(tmp_path: Path, settings: Settings) -> None:
    settings.FOUR_EYES = "peer"  # and any that follows is gone after the test with this one
    begun = Both(Newsroom(tmp_path), Paper(), seen=Counter())
    begun.submit("ab", "emma")
    for name in "ab":
        begun.approve(name, "rosa")
    begun.publish("ab", "rosa")
    begun.retract("b", "rosa")
    run_state_machine_as_test(
        lambda: Histories(begun),  # type: ignore[arg-type]  # it may be anything that makes one
        settings=hypothesis.settings(max_examples=HISTORIES, stateful_step_count=LENGTH),
    )
    assert begun.seen["history", "whole"] >= HISTORIES
    assert not untried(begun.seen)


def untried(seen: Seen) -> set[str]:
    """What should have happened in some history, and did not: a step, a refusal, an attack, a sort of publication."""
    steps = {step for step, outcome in seen if outcome == "done"}
    entries = {outcome for step, outcome in seen if step == "entry"}
    refusals = {outcome for _step, outcome in seen}
    attacked = {step for step, outcome in seen if outcome in ("IntegrityError", "ProtectedError")}
    return (
        (STEPS - steps)
        | ({*attacks.WAYS} - attacked)
        | ({refusal.__name__ for refusal in REFUSALS} - refusals)
        | ({*KINDS, *ReviewKind.values} - entries)
    )

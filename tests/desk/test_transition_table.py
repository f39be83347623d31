"""The table of transitions alone, without a database: no history leads round a review or an approval.

One claim is moved as the table says. Beside it stands what each state promises, which knows nothing of the table.
"""

from collections import Counter

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from claims.desk.workflow import TRANSITIONS
from claims.judgement.vocab import CaseState

HISTORIES, STEPS = 5_000, 10

ARROWS = {
    "draft": {"submit": "in_review", "withdraw": "withdrawn"},
    "in_review": {"approve": "approved", "send_back": "draft", "withdraw": "withdrawn"},
    "approved": {"publish": "published", "send_back": "draft", "withdraw": "withdrawn"},
    "published": {},
    "withdrawn": {"reopen": "draft"},
}
"""From which state each step leads where. A published claim is left by a save, or by its retraction."""


class OneClaim(RuleBasedStateMachine):
    """A claim whose revisions are numbers. `submitted`, `approved` and `shown` are those of which that was last so."""

    def __init__(self, ends: Counter[str]) -> None:
        super().__init__()
        self.ends, self.state = ends, CaseState.DRAFT
        self.revision, self.submitted, self.approved, self.shown = 1, 0, 0, 0

    def teardown(self) -> None:
        """Count where the history ends."""
        self.ends[self.state] += 1

    def take(self, step: str) -> None:
        """Take a step if the table has it start here; it must do so where it should, and lead where it should."""
        starts, end = TRANSITIONS[step]
        assert (self.state in starts) == (step in ARROWS[self.state])
        if self.state not in starts:
            return
        assert end == ARROWS[self.state][step]
        self.state = end
        match step:
            case "submit":
                self.submitted = self.revision
            case "approve":
                self.approved = self.submitted
            case "publish":
                self.shown = self.approved
            case "send_back" | "withdraw":
                self.submitted = self.approved = 0

    @precondition(lambda self: bool(ARROWS[self.state]))
    @rule(which=st.integers(0, 5))
    def go_on(self, which: int) -> None:
        steps = sorted(ARROWS[self.state])
        self.take(steps[which % len(steps)])

    @rule(step=st.sampled_from(sorted(TRANSITIONS)))
    def try_anything(self, step: str) -> None:
        self.take(step)

    @rule(retracted=st.booleans())
    def save_or_retract(self, retracted: bool) -> None:
        self.revision += not retracted
        if retracted:
            self.shown = 0
        if self.state != CaseState.WITHDRAWN and not (retracted and self.state != CaseState.PUBLISHED):
            self.state = CaseState.DRAFT

    @invariant()
    def a_state_is_what_it_says(self) -> None:
        match self.state:
            case CaseState.IN_REVIEW:
                assert self.submitted == self.revision
            case CaseState.APPROVED:
                assert self.approved == self.submitted == self.revision
            case CaseState.PUBLISHED:
                assert self.shown == self.approved == self.submitted == self.revision


@pytest.mark.skipif("config.getoption('--engine') != 'sqlite'", reason="touches no database, so once is enough")
def test_no_history_leads_round_a_review_or_an_approval() -> None:
    ends: Counter[str] = Counter()
    settings = hypothesis.settings(max_examples=HISTORIES, stateful_step_count=STEPS)
    run_state_machine_as_test(lambda: OneClaim(ends), settings=settings)  # type: ignore[arg-type]
    assert ends.total() >= HISTORIES
    assert set(ends) == set(CaseState)

"""The named transitions of a claim, as the admin offers them: what each does, who may, and what it asks for.

They are carried out by `desk.workflow`, which alone decides; what is offered here follows its table. Planning a claim,
and saying that it is still true, moves nothing, but is done in the same way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.desk import planning, workflow
from claims.judgement.vocab import CaseState, PublicationKind
from claims.models import Claim

from .formfields import ProseFormField
from .planning import PlanForm, TopicForm, carry_out_plan, carry_out_topic

Answers = Mapping[str, Any]


class NoteForm(forms.Form):
    """Asks for a reason."""

    note = ProseFormField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}))


class ApproveForm(forms.Form):
    """Carries the SHA-256 of the revision that was read, and asks for a remark that only the desk sees."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    note = ProseFormField(
        label=_("Remark"),
        help_text=_("For the desk; readers do not see it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


class PublishForm(forms.Form):
    """Asks what a new publication of a claim that is up changes, and why."""

    kind = forms.ChoiceField(
        label=_("Kind of publication"),
        help_text=_("A first publication, and one after a retraction, are called so whatever is chosen here."),
        choices=[
            (kind.value, kind.label)
            for kind in (PublicationKind.UPDATE, PublicationKind.CLARIFICATION, PublicationKind.CORRECTION)
        ],
    )
    note = ProseFormField(
        label=_("Note"),
        help_text=_("What has changed; readers see it. Empty for a first publication."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


@dataclass(frozen=True, slots=True)
class Transition:
    """One named step. `takes_set`: several claims at once, which then count as live together."""

    name: str
    label: Promise
    does: Promise
    right: str
    carry_out: Callable[[Sequence[Claim], User, Answers], object]
    form: type[forms.Form] = forms.Form
    takes_set: bool = False
    hides: bool = False
    """Whether readers see less afterwards."""
    live: bool | None = None
    """Whether the claim's page must be up (True) or must not (False)."""
    is_step: bool = True
    """Whether it is offered on the page of a single claim, and not in the list alone."""
    is_anothers: Callable[[Claim, User], bool] | None = None
    """Whether a claim is among those for which somebody else must do it."""

    def is_open_to(self, claim: Claim, actor: User, *, live: bool) -> bool:
        """Whether the transition starts where the claim is now, and somebody who has the right to it may do it."""
        if self.live is not None and self.live != live:
            return False
        table = workflow.TRANSITIONS.get(self.name)
        if table is not None and state_of(claim) not in table[0]:
            return False
        return self.is_anothers is None or not self.is_anothers(claim, actor)


def state_of(claim: Claim) -> str:
    """Where the working copy stands; without a case it is a draft. No query where the case is loaded."""
    case = getattr(claim, "case", None)  # a missing case raises an AttributeError
    return case.state if case is not None else CaseState.DRAFT


TRANSITIONS: dict[str, Transition] = {
    transition.name: transition
    for transition in (
        Transition(
            name="submit",
            label=_("Submit for review"),
            does=_(
                "Asks a second person to review the drafts. Claims that are submitted together count as live for each "
                "other."
            ),
            right="claims.submit_case",
            carry_out=lambda claims, actor, answers: workflow.submit(claims, actor=actor),
            takes_set=True,
        ),
        Transition(
            name="approve",
            label=_("Approve"),
            does=_("Approves exactly one revision, as it is shown. Any later edit voids the approval."),
            right="claims.approve_case",
            carry_out=lambda claims, actor, answers: workflow.approve(
                claims[0], actor=actor, sha256=answers["sha256"], note=answers["note"]
            ),
            form=ApproveForm,
            is_anothers=workflow.is_anothers_to_approve,
        ),
        Transition(
            name="send_back",
            label=_("Send back"),
            does=_("Returns the claim to its editors, with the reason. Readers see no difference."),
            right="claims.approve_case",
            carry_out=lambda claims, actor, answers: workflow.send_back(claims[0], actor=actor, note=answers["note"]),
            form=NoteForm,
        ),
        Transition(
            name="publish",
            label=_("Publish"),
            does=_("Puts exactly the approved revision on the public page. The record keeps it for good."),
            right="claims.publish_case",
            carry_out=lambda claims, actor, answers: workflow.publish(
                claims, actor=actor, note=answers["note"], kind=PublicationKind(answers["kind"])
            ),
            form=PublishForm,
            takes_set=True,
        ),
        Transition(
            name="notice",
            label=_("Put a notice on the page"),
            does=_("Shows readers a notice, such as “under review since … because …”. Verdict and standing stay."),
            right="claims.retract_case",
            carry_out=lambda claims, actor, answers: workflow.notice(claims[0], actor=actor, note=answers["note"]),
            form=NoteForm,
            live=True,
        ),
        Transition(
            name="retract",
            label=_("Retract"),
            does=_("Takes the public page down at once. In its place stands the reason that you give."),
            right="claims.retract_case",
            carry_out=lambda claims, actor, answers: workflow.retract(claims[0], actor=actor, note=answers["note"]),
            form=NoteForm,
            live=True,
            hides=True,
        ),
        Transition(
            name="withdraw",
            label=_("Withdraw"),
            does=_("Puts the working copy away. Nothing is deleted, and it can be reopened."),
            right="claims.submit_case",
            carry_out=lambda claims, actor, answers: workflow.withdraw(claims[0], actor=actor),
            live=False,
            hides=True,
        ),
        Transition(
            name="reopen",
            label=_("Reopen"),
            does=_("Takes a withdrawn working copy up again, as a draft."),
            right="claims.submit_case",
            carry_out=lambda claims, actor, answers: workflow.reopen(claims[0], actor=actor),
        ),
        Transition(
            name="still_true",
            label=_("Still true"),
            does=_("Notes that you have checked the published claim again and that it holds. Its page stays as it is."),
            right="claims.submit_case",
            carry_out=lambda claims, actor, answers: planning.still_true(claims[0], actor=actor),
            live=True,
        ),
        Transition(
            name="plan",
            label=_("Assign and plan"),
            does=_("Says who works on claims, until when, and how much of a hurry there is. Nothing else changes."),
            right="claims.assign_case",
            carry_out=carry_out_plan,
            form=PlanForm,
            takes_set=True,
        ),
        Transition(
            name="topic",
            label=_("Add a topic"),
            does=_("Gives claims one more topic. That is an edit: they are drafts again, and to be approved anew."),
            right="claims.change_claim",
            carry_out=carry_out_topic,
            form=TopicForm,
            takes_set=True,
            is_step=False,
        ),
    )
}
"""All transitions by their names, in the order in which they are offered."""


def rightful(actor: User) -> list[Transition]:
    """The transitions that somebody has the right to."""
    return [transition for transition in TRANSITIONS.values() if actor.has_perm(transition.right)]


def offered(claim: Claim, actor: User, *, live: bool) -> list[Transition]:
    """The transitions that a claim's state allows now and that somebody has the right to. `live`: its page is up."""
    steps = (transition for transition in rightful(actor) if transition.is_step)
    return [transition for transition in steps if transition.is_open_to(claim, actor, live=live)]

"""What can be done with many claims at once and is no step of the workflow: plan them, give them a topic."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from claims.desk.planning import Plan, plan, workers
from claims.desk.tagging import add_topic
from claims.judgement.vocab import Priority
from claims.models import Claim, Topic

from .site import site
from .widgets import KnownChoice

AS_IT_IS = ("", _("Leave as it is"))

NOBODY = "nobody"


def _people() -> list[tuple[Any, Any]]:
    people = [(str(person.pk), person.get_full_name() or person.get_username()) for person in workers()]
    return [AS_IT_IS, (NOBODY, _("Nobody")), *people]


class PlanForm(forms.Form):
    """Asks who works on claims, until when, and how much of a hurry there is. What is left empty stays as it is."""

    assignee = forms.ChoiceField(label=_("Assigned to"), choices=_people, required=False)
    due = forms.DateField(
        label=_("Due"),
        help_text=_("A day, such as 2026-12-24. Empty: leave as it is."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    no_due = forms.BooleanField(label=_("No due date any more"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[AS_IT_IS, *Priority.choices],
        coerce=lambda value: Priority(int(value)),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Puts together what is to change, as `plan`."""
        typed = super().clean() or self.cleaned_data
        changes: Plan = {}
        if typed.get("assignee"):
            is_nobody = typed["assignee"] == NOBODY
            changes["assignee"] = None if is_nobody else User.objects.get(pk=typed["assignee"])
        if typed.get("due"):
            changes["due"] = typed["due"]
        if typed.get("no_due"):
            if typed.get("due"):
                self.add_error("no_due", _("There is a due date, or there is none."))
            changes["due"] = None
        if isinstance(typed.get("priority"), Priority):
            changes["priority"] = typed["priority"]
        if not changes and not self.errors:
            raise forms.ValidationError(_("Say what is to change."), code="nothing")
        return typed | {"plan": changes}


class TopicForm(forms.Form):
    """Asks for a topic, which is typed and chosen."""

    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        widget=KnownChoice(Claim._meta.get_field("topics"), site),
    )


def carry_out_plan(claims: Sequence[Claim], actor: User, answers: Any) -> None:
    """Change the plan as the form says."""
    plan(claims, actor=actor, **answers["plan"])


def carry_out_topic(claims: Sequence[Claim], actor: User, answers: Any) -> None:
    """Add the topic of the form."""
    add_topic(claims, answers["topic"], actor=actor)

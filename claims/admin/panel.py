"""What stands beside the form of a claim: where it is, and what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.desk.notes import notes_of
from claims.desk.translations import missing_of
from claims.judgement.vocab import CaseState, LiveStatus
from claims.models import Claim, ClaimRelation, PublishedClaim, ReviewNote, Revision

from .notes import notes_address
from .reading import active_language
from .transition_pages import address
from .transitions import offered, state_of
from .widgets import language_name, text_label


@dataclass(frozen=True, slots=True)
class Step:
    """A transition that is possible now, and the page on which it is confirmed."""

    label: str
    does: str
    address: str
    hides: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another claim, with the page on which it is edited."""

    sentence: str
    status: str
    address: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What is known of the case. `page` is the address of the public page, empty where it is not up.

    `preview` is where the page can be seen as it would be if it were published now.
    """

    state: str
    state_label: str
    last_saved: Revision | None
    page: str
    preview: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    missing: tuple[str, ...]
    """The texts that have no translation, each with its language."""
    outdated: tuple[str, ...]
    """The translations that are older than their originals."""
    notes: tuple[ReviewNote, ...]
    """The open ones that the reader may see."""
    notes_page: str


def panel(
    claim: Claim, actor: User, *, relations: Iterable[ClaimRelation], outdated: Iterable[tuple[str, str]]
) -> Panel:
    """The panel of one claim, given its relations and its outdated translations. Three queries.

    One more where its case is not loaded.
    """
    state, page = CaseState(state_of(claim)), public_pages([claim]).get(claim.uid, "")
    return Panel(
        state=state.value,
        state_label=str(state.label),
        last_saved=claim.revisions.order_by("-number").select_related("author").defer("content").first(),
        page=page,
        preview=reverse("admin:claims_claim_preview", args=[claim.pk, active_language()]),
        steps=tuple(
            Step(str(step.label), str(step.does), address(step, [claim]), step.hides)
            for step in offered(claim, actor, live=page != "")
        ),
        links=tuple(map(_link, relations)),
        missing=tuple(_translation(*each) for each in missing_of(claim)),
        outdated=tuple(_translation(*each) for each in sorted(outdated)),
        notes=tuple(notes_of(claim, actor).filter(resolved_at=None)),
        notes_page=notes_address(claim),
    )


def public_pages(claims: Iterable[Claim]) -> dict[str, str]:
    """The addresses of the pages that are up, in the active language, by the uids of their claims. One query."""
    live = PublishedClaim.objects.filter(uid__in=[claim.uid for claim in claims], status=LiveStatus.LIVE)
    return {uid: reverse("claims:detail", args=[uid, slug]) for uid, slug in live.values_list("uid", "slug")}


def _link(relation: ClaimRelation) -> Link:
    return Link(
        sentence=str(relation),
        status=relation.get_status_display(),
        address=reverse("admin:claims_claimrelation_change", args=[relation.pk]),
    )


def _translation(language: str, text: str) -> str:
    return _("%(language)s: %(text)s") % {"language": language_name(language), "text": text_label(text)}

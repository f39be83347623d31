"""Mail to the people of the desk: a claim was given to them, sent back, approved, or rests on a retracted source.

Off unless `EMAIL_URL` is set. Written in the transaction that it tells of, sent after its end by a thread of its own:
nobody waits for a mail server, and what it refuses is an error in the log, not one of the desk.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from functools import partial
from threading import Thread

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from claims.judgement.vocab import CaseState, ReviewDecision
from claims.models import Claim, Review, Source

logger = logging.getLogger(__name__)

MOST_CLAIMS = 50
"""Claims that one mail names."""

THREAD = "mail"


def assigned(claims: Collection[Claim], *, actor: User, assignee: User) -> None:
    """Tell somebody that claims are theirs now. No query."""
    if claims:
        _tell([assignee], actor, claims, lambda: _("Assigned to you by %(person)s") % {"person": actor})


def decided(claim: Claim, review: Review, *, authors: Iterable[User]) -> None:
    """Tell those who wrote a revision, and whoever has the claim, what the reviewer decided. Two queries."""
    if not settings.MAIL:
        return
    assignee = User.objects.filter(cases__claim=claim)
    is_approved = review.decision == ReviewDecision.APPROVE

    def subject() -> str:
        return _("Approved") if is_approved else _("Sent back")

    _tell([*authors, *assignee], review.reviewer, [claim], subject, review.note)


def retracted(source: Source, *, actor: User) -> None:
    """Tell everybody who has a claim that rests on a source that it was retracted. One query, two for each of them."""
    if not settings.MAIL:
        return
    at_work = ~Q(claim__case__state=CaseState.WITHDRAWN)
    pieces = source.evidence.filter(at_work, claim__case__assignee__isnull=False)
    for person in User.objects.filter(pk__in=pieces.values("claim__case__assignee")):
        claims = Claim.objects.filter(pk__in=pieces.filter(claim__case__assignee=person).values("claim"))
        _tell([person], actor, list(claims), lambda: _("Retracted: “%(source)s”") % {"source": source})


def _tell(
    people: Iterable[User], actor: User | None, claims: Collection[Claim], subject: Callable[[], str], note: str = ""
) -> None:
    """Write to those of some people who have an address and have not done it themselves."""
    addresses = sorted({each.email for each in people if each.is_active and each.email and each != actor})
    if not (settings.MAIL and addresses):
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = f"[{settings.SITE_NAME}] {' '.join(subject().split())}"
        named = [f"{claim}\n{settings.SITE_URL}{_page(claim)}" for claim in list(claims)[:MOST_CLAIMS]]
        if len(claims) > MOST_CLAIMS:
            named.append(_("… and %(number)d more") % {"number": len(claims) - MOST_CLAIMS})
    body = "\n\n".join([*([note] if note else []), *named])
    # One for each: nobody learns the addresses of others.
    mails = [EmailMessage(title, body, to=[address]) for address in addresses]
    transaction.on_commit(lambda: Thread(target=partial(_send, mails), name=THREAD).start())


def _page(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def _send(mails: list[EmailMessage]) -> None:
    try:
        get_connection().send_messages(mails)
    except Exception:  # of the server, of the network, of a library: none of them is the desk's
        logger.exception("Mail could not be sent to %d people", len(mails))

"""Notes on revisions: what people at the desk tell each other, or themselves, of a claim. Readers never see them."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, ReviewNote
from claims.text import clean

from .permissions import require
from .refusals import Incomplete

RIGHT = "claims.add_reviewnote"
"""Who may write notes, and resolve those that they see."""


def notes_of(claim: Claim, reader: User) -> QuerySet[ReviewNote]:
    """The notes on a claim that somebody may read, the newest first, with their authors. Not a query yet."""
    seen = ReviewNote.objects.filter(Q(is_private=False) | Q(author=reader), revision__claim=claim)
    return seen.select_related("author", "resolved_by", "revision").defer("revision__content").order_by("-pk")


def write_note(claim: Claim, *, author: User, text: str, is_private: bool = False) -> ReviewNote:
    """Note something on the newest revision of a claim. Raises Incomplete without words or without a revision."""
    require(author, RIGHT)
    words = clean(text)
    if not words:
        raise Incomplete(_("Write what is to be noted."))
    newest = claim.revisions.order_by("-number").defer("content").first()
    if newest is None:
        raise Incomplete(_("Save the claim first: a note is on one of its revisions."))
    return ReviewNote.objects.create(
        revision=newest, author=author, text=words, is_private=is_private, created_at=timezone.now()
    )


def resolve_note(claim: Claim, pk: int, *, actor: User) -> bool:
    """Say that a note has been dealt with. False where there is no such open note that the actor may read."""
    require(actor, RIGHT)
    still_open = ReviewNote.objects.filter(
        Q(is_private=False) | Q(author=actor), pk=pk, revision__claim=claim, resolved_at=None
    )
    return still_open.update(resolved_at=timezone.now(), resolved_by=actor) == 1

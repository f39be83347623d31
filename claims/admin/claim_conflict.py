"""Two editors on one claim: what the slower one is told, and how nothing that they typed is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.desk.restoring import Contents, contents_of
from claims.models import Claim
from claims.record.documents import read

from .conflicts import Conflict, Save, has_nothing_new
from .merging import Difference, merge
from .posted import number_in
from .written_values import written


def claim_conflict(form: Any, formsets: Iterable[Any]) -> Conflict:
    """Who saved the claim since the form was read, and every input in which it reads otherwise now."""
    [formset] = formsets
    base = opened_with(form.instance, form.read_at)
    posted = {inline_form.instance.pk for inline_form in formset.initial_forms}
    known = base.contents.evidence if base is not None else ()
    pieces = form.instance.evidence.select_related("source").order_by("pk")
    added = [piece for piece in pieces if piece.pk not in posted and piece.uid not in known]
    deleted = [str(each.instance.source) for each in formset.extra_forms if _is_orphan(each)]
    typed = [each for each in formset.initial_forms if each.is_bound]  # one that was just opened is not
    found = [
        *merge(form, None if base is None else base.of_claim()),
        *(difference for each in typed for difference in evidence_differences(each, base)),
    ]
    return Conflict(
        saves=tuple(saves_since(form.instance, form.read_at)),
        differences=tuple(found),
        added=tuple(map(str, added)),
        deleted=tuple(deleted),
        is_repetition=not (found or deleted or form.is_question) and has_nothing_new(formset),
    )


def evidence_conflict(form: Any) -> Conflict:
    """The same for a piece of evidence on a page of its own, whose version is that of its claim."""
    claim = form.instance.claim
    found = tuple(evidence_differences(form, opened_with(claim, form.read_at)))
    return Conflict(saves=tuple(saves_since(claim, form.read_at)), differences=found)


@dataclass(frozen=True, slots=True)
class Base:
    """What a form was opened with: the contents of the revision whose number is the form's version."""

    contents: Contents

    def of_claim(self) -> dict[str, Any]:
        """By field of the form of the claim."""
        claim = self.contents.claim
        return claim | {"topics": self.contents.topics, "value": written(claim["value"], claim["property"])}

    def of_evidence(self, uid: str) -> dict[str, Any] | None:
        """By field of the form of a piece of evidence; None for one that was not there."""
        piece = self.contents.evidence.get(uid)
        return None if piece is None else piece | {"value": written(piece["value"], self.contents.claim["property"])}


def opened_with(claim: Claim, version: str) -> Base | None:
    """What a form of some version was opened with; None before the first save at the desk. Six queries."""
    revision = claim.revisions.filter(number=number_in(version)).first()
    return None if revision is None else Base(contents_of(read(revision.content)))


def saves_since(claim: Claim, version: str) -> Iterable[Save]:
    """The saves of a claim since a form of some version was opened. One query."""
    revisions = claim.revisions.filter(number__gt=number_in(version)).defer("content")
    for revision in revisions.select_related("author").order_by("number"):
        who = revision.author.get_full_name() or revision.author.get_username() if revision.author else _("An import")
        yield Save(by=who, at=revision.created_at, revision=revision.number)


def evidence_differences(form: Any, base: Base | None) -> Iterator[Difference]:
    """What differs in the form of one piece, merged on the way."""
    opened = None if base is None else base.of_evidence(form.instance.uid)
    return merge(form, opened, about=str(form.instance))


def _is_orphan(form: Any) -> bool:
    """Whether this evidence was deleted by somebody else, and would be added again."""
    is_given_up = form.data.get(form.add_prefix("DELETE"))
    return bool(form.data.get(form.add_prefix("orphan")) and form.instance.source_id and not is_given_up)

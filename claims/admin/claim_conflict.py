"""Two editors on one claim: what the slower one is told, and how nothing that they typed is lost."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.models import Evidence
from claims.record.documents import read

from .versions import Conflict, Difference, Save, differences

PREFIX = "evidence"
"""What the names of all inputs of evidence begin with."""

MOST = 1000
"""Most pieces of evidence that one form holds (Django's own limit of a formset)."""

NUMBER = re.compile(r"[0-9]{1,18}")


def claim_conflict(form: Any, formsets: Iterable[Any]) -> Conflict:
    """Who saved the claim since the form was read, and every field in which it reads otherwise now."""
    [formset] = formsets
    found = [*differences(form), *_differences_of(formset)]
    posted = {inline_form.instance.pk for inline_form in formset.initial_forms}
    known = _evidence_at(form)
    return Conflict(
        saves=tuple(_saves_since(form)),
        differences=tuple(found),
        added=tuple(
            str(piece)
            for piece in form.instance.evidence.select_related("source").order_by("pk")
            if piece.pk not in posted and piece.uid not in known
        ),
        deleted=tuple(
            str(inline_form.instance.source)
            for inline_form in formset.extra_forms
            if inline_form.data.get(inline_form.add_prefix("orphan")) and inline_form.instance.source_id
        ),
    )


def _saves_since(form: Any) -> Iterable[Save]:
    revisions = form.instance.revisions.filter(number__gt=number_in(form.read_at))
    for revision in revisions.select_related("author").order_by("number"):
        who = revision.author.get_full_name() or revision.author.get_username() if revision.author else _("An import")
        yield Save(by=who, at=revision.created_at, revision=revision.number)


def _evidence_at(form: Any) -> set[str]:
    """The uids of the evidence that the claim had when the form was read."""
    read_then = form.instance.revisions.filter(number=number_in(form.read_at)).first()
    return {piece["uid"] for piece in read(read_then.content)["evidence"]} if read_then is not None else set()


def _differences_of(formset: Any) -> Iterable[Difference]:
    for inline_form in formset.initial_forms:
        yield from differences(inline_form, about=str(inline_form.instance))


def orphans_as_new(data: QueryDict, claim: str) -> QueryDict:
    """What was posted, with evidence that somebody else has deleted since turned into evidence to be added.

    Django drops the form of a row that is gone from the page, and with it what was typed. One query.
    """
    initial, total = (number_in(data.get(f"{PREFIX}-{name}_FORMS")) for name in ("INITIAL", "TOTAL"))
    ids = {index: number_in(data.get(f"{PREFIX}-{index}-id")) for index in range(min(initial, MOST))}
    present = set(Evidence.objects.filter(pk__in=ids.values(), claim=number_in(claim)).values_list("pk", flat=True))
    orphans = [index for index, pk in ids.items() if pk not in present]
    if not orphans:
        return data
    kept = [index for index in ids if index not in orphans]
    added = range(len(ids), min(total, MOST))
    result = renumbered(data, kept, [*orphans, *added])
    for index in range(len(kept), len(kept) + len(orphans)):
        result[f"{PREFIX}-{index}-id"] = ""
        result[f"{PREFIX}-{index}-orphan"] = "1"
    return result


def number_in(text: str | None) -> int:
    """A number as forms carry it; 0, which is the key of no row, for anything else."""
    return int(text) if text and NUMBER.fullmatch(text) else 0


def renumbered(data: QueryDict, kept: list[int], added: list[int]) -> QueryDict:
    """The same data with its forms numbered afresh: those of rows that exist first, as Django wants them."""
    numbers = {f"{PREFIX}-{before}-": f"{PREFIX}-{after}-" for after, before in enumerate([*kept, *added])}
    result = QueryDict(mutable=True)
    for key, values in data.lists():
        prefix = "-".join([*key.split("-", 2)[:2], ""])
        result.setlist(numbers[prefix] + key.removeprefix(prefix) if prefix in numbers else key, values)
    result[f"{PREFIX}-INITIAL_FORMS"] = str(len(kept))
    return result

"""The plan into the database: new rows and changed ones in bulk, lists of references, marks, and drafts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.desk import workflow
from claims.models import Claim, ClaimRelation, Evidence, ImportMark
from claims.models.content import Content

from .contents import CONTENT, UNCHANGING, plain_fields, reference_lists, references
from .planning import Track
from .steps import Outcome, Step
from .stored import AT_ONCE


def write(steps: Sequence[Step], marks: dict[tuple[str, int], str], *, author: User | None, track: Track) -> None:
    """Write what is to be written, in the caller's transaction, and tell the workflow once. A few queries a model."""
    by_model = {model: [step for step in steps if type(step.row) is model] for model in CONTENT}
    for model in track(CONTENT, _("Writing")):
        _write_model(model, by_model[model])
    _remember(steps, marks)
    claims = _touched(steps)
    if claims:
        workflow.apply_drafts(claims, author=author)


def _write_model(model: type[Content], steps: Iterable[Step]) -> None:
    created = [step for step in steps if step.outcome is Outcome.CREATED]
    changed = [step for step in steps if step.is_written and step.outcome is not Outcome.CREATED]
    for step in (*created, *changed):
        _refer_to_written_rows(step.row)
    for step in created:
        step.row.pk = None  # the provisional one
    model.objects.bulk_create([step.row for step in created], batch_size=AT_ONCE)
    differing = {name for step in changed for name in step.differing}
    if fields := [field.name for field in (*plain_fields(model), *references(model)) if field.name in differing]:
        model.objects.bulk_update([step.row for step in changed], fields, batch_size=AT_ONCE)
    for many in reference_lists(model):
        _write_list(many, created, changed)


def _refer_to_written_rows(row: Content) -> None:
    """Take over the primary keys that the referred rows have got by now."""
    for field in references(type(row)):
        if (other := getattr(row, field.name)) is not None:
            setattr(row, field.name, other)


def _write_list(many: Any, created: Iterable[Step], changed: Sequence[Step]) -> None:
    through, owner, member = many.remote_field.through, many.m2m_field_name(), many.m2m_reverse_field_name()
    if changed:
        through.objects.filter(**{f"{owner}__in": [step.row.pk for step in changed]}).delete()
    pairs = [(step.row, other) for step in (*created, *changed) for other in step.lists[many.name]]
    through.objects.bulk_create([through(**{owner: row, member: other}) for row, other in pairs], batch_size=AT_ONCE)


def _remember(steps: Iterable[Step], marks: dict[tuple[str, int], str]) -> None:
    """Keep what each row was imported with, but for rows that were kept as an editor made them."""
    now = timezone.now()
    new = []
    for step in steps:
        if step.outcome is Outcome.KEPT or type(step.row) in UNCHANGING:
            continue
        label, sha256 = step.row._meta.label_lower, step.sha256
        if marks.get((label, step.row.pk)) != sha256:
            new.append(ImportMark(model=label, object_id=step.row.pk, sha256=sha256, imported_at=now))
    ImportMark.objects.bulk_create(
        new,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["model", "object_id"],
        update_fields=["sha256", "imported_at"],
    )


def _touched(steps: Iterable[Step]) -> list[Claim]:
    """The claims that were written themselves, or some of whose evidence or relations were."""
    touched: dict[int, Claim] = {}
    for step in steps:
        if not step.is_written:
            continue
        for row in (step.row, step.stored):
            match row:
                case Claim():
                    claims = [row]
                case Evidence():
                    claims = [row.claim]
                case ClaimRelation():
                    claims = [row.a, row.b]
                case _:
                    claims = []
            touched |= {claim.pk: claim for claim in claims}
    return [touched[pk] for pk in sorted(touched)]

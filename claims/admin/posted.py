"""What a browser sent about the evidence of a claim: one form for each piece, by number, those of rows first."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from claims.models import Evidence

PREFIX = "evidence"
"""What the names of all inputs of evidence begin with."""

MOST = 1000
"""Most pieces of evidence that one form holds (Django's own limit of a formset)."""

NUMBER = re.compile(r"[0-9]{1,18}")


def posted(data: Mapping[str, Any]) -> list[int]:
    """The primary keys of the evidence whose forms were sent, in their order."""
    initial = min(number_in(data.get(f"{PREFIX}-INITIAL_FORMS")), MOST)
    return [number_in(data.get(f"{PREFIX}-{index}-id")) for index in range(initial)]


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

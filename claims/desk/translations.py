"""Translations of a claim's texts: which are missing, and which were left behind when the original changed.

Nothing is stored for that: the revisions tell when a translation last changed, and what its original said then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Claim, Revision
from claims.models.fields import TRANSLATED
from claims.record.documents import read


@dataclass(frozen=True, slots=True)
class Outdated:
    """A translation that is older than its original: the claim's uid, the language, the name of the text."""

    claim: str
    language: str
    text: str


def missing(maps: Mapping[str, str]) -> list[str]:
    """The languages of the site in which a text by language is not there; none where there is no text at all."""
    return [code for code, _name in settings.LANGUAGES if maps and not maps.get(code)]


def missing_of(claim: Claim) -> list[tuple[str, str]]:
    """The languages and names of the texts that a claim has in its own language and not in theirs. No query."""
    wanted = [code for code, _name in settings.LANGUAGES if code != claim.language]
    return [
        (code, name)
        for code in wanted
        for name in TRANSLATED
        if getattr(claim, name) and not claim.translations.get(code, {}).get(name)
    ]


def outdated(claims: QuerySet[Claim]) -> Iterator[Outdated]:
    """The outdated translations of some claims, as their newest revisions are.

    One query; reads every revision of the claims that have more than one.
    """
    second = Revision.objects.filter(claim=OuterRef("claim"), number=2)
    revisions = Revision.objects.filter(Exists(second), claim__in=claims.values("pk")).select_related("claim")
    history: list[dict[str, Any]] = []
    uid = ""
    for revision in revisions.only("content", "number", "claim__uid").order_by("claim", "number").iterator():
        if revision.claim.uid != uid:
            yield from _outdated(uid, history)
            uid, history = revision.claim.uid, []
        history.append(read(revision.content)["claim"])
    yield from _outdated(uid, history)


def outdated_of(claim: Claim) -> set[tuple[str, str]]:
    """The languages and names of the outdated translations of one claim. One query, none for a claim without any."""
    if not claim.translations:
        return set()
    return {(each.language, each.text) for each in outdated(Claim.objects.filter(pk=claim.pk))}


def _outdated(uid: str, history: list[dict[str, Any]]) -> Iterator[Outdated]:
    """Compare, text by text, the original as it is now and as it was when its translation took its present words."""
    if not history:
        return
    now = history[-1]
    for language, translated in sorted(now["translations"].items()):
        for name in sorted(translated):
            originals = [claim[name] for claim in history]
            theirs = [claim["translations"].get(language, {}).get(name) for claim in history]
            if originals[_last_change(theirs)] != originals[-1]:
                yield Outdated(uid, language, name)


def _last_change(texts: list[Any]) -> int:
    """The place in the history since which the text reads as it does now."""
    return next((at + 1 for at in range(len(texts) - 2, -1, -1) if texts[at] != texts[-1]), 0)

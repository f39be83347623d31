"""Reading dossiers: the shape that is current, and what becomes of older ones.

A published document is never rewritten. When the shape changes, `DOSSIER` goes up by one and `upgrade` learns one more
step, so that every version ever published renders for ever; a golden document of each version is in the tests.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

DOSSIER = 1
"""The version of the shape that `desk.dossier` builds."""

Document = dict[str, Any]

STEPS: dict[int, Callable[[Document], Document]] = {}
"""By version, the function that turns a document of that version into one of the next."""


class UnknownDossier(ValueError):
    """The document is of a version that this program does not know."""


def read(content: str) -> Document:
    """A published document in the current shape. Raises UnknownDossier."""
    return upgrade(json.loads(content))


def upgrade(document: Document) -> Document:
    """The document in the current shape; one that is current comes back as it is. Raises UnknownDossier."""
    version = document.get("dossier")
    while version != DOSSIER:
        if not isinstance(version, int) or version not in STEPS:
            raise UnknownDossier(f"A dossier of version {version!r} is not known; this program reads up to {DOSSIER}.")
        document = STEPS[version](document)
        version = document["dossier"]
    return document


def linked_uids(document: Document) -> set[str]:
    """The uids of the other claims that a document names."""
    return {relation["other"] for relation in document["relations"]}


def texts(document: Document, language: str) -> dict[str, str]:
    """The claim's own texts in a language; what is not translated stays in the claim's language."""
    claim = document["claim"]
    translated = claim["translations"].get(language, {}) if language != claim["language"] else {}
    names = ("statement", "summary", "rating_explanation", "analysis", "what_would_change_it")
    return {name: translated.get(name) or claim[name] for name in names}


def languages(document: Document) -> Iterator[str]:
    """The languages in which the document has its statement, its own first."""
    yield document["claim"]["language"]
    for language, translated in sorted(document["claim"]["translations"].items()):
        if translated.get("statement"):
            yield language

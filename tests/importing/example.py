"""A small dossier with an object of every model, sorted so that each refers to earlier ones only, and ways to use it.

A town's bridge: a newspaper dates it from the town's annals, a council report gives another year and a cost.
"""

import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.desk.importing.contents import CONTENT
from claims.judgement.canonical import sha256
from claims.models import Case, Claim, ImportMark, Publication, PublishedClaim, PublishedTerm, Review, Revision

Fixture = list[dict[str, Any]]

ANNALS = "The stone bridge was opened in 1887. Its cost: « 40 000 francs », they say."
REPORT_SHA256 = "ab" * 32

CLAIM, RIVAL, COST = "c1a1m00001", "c1a1m00002", "c1a1m00003"
PAPER, COUNCIL = "s0rce00001", "s0rce00002"
EVIDENCE = "ev1dence01"


def example() -> Fixture:
    """The objects, new at each call, so that a test may change them."""
    return [
        entity("town", "place", "The town"),
        entity("bridge", "work", "The bridge", aliases=["Old bridge"], description={"en": "A stone bridge."}),
        entity("gazette", "organisation", "The Gazette", same_as="https://example.org/gazette", domain="example.org"),
        entity("mayor", "person", "The mayor"),
        {
            "model": "claims.grade",
            "fields": {"entity": ["gazette"], "since": "2020", "letter": "B", "rationale": "Corrects its errors."},
        },
        {
            "model": "claims.property",
            "fields": {
                "key": "opened",
                "label": {"en": "opened", "fr": "ouverture"},
                "value_type": "date",
                "cardinality": "single_ever",
            },
        },
        {
            "model": "claims.property",
            "fields": {
                "key": "cost",
                "label": {"en": "cost"},
                "value_type": "money",
                "unit": "EUR",
                "cardinality": "single_at_a_time",
                "tolerance": "10%",
                "recheck_after_days": 365,
            },
        },
        {"model": "claims.topic", "fields": {"key": "works", "label": {"en": "Public works"}}},
        {"model": "claims.topic", "fields": {"key": "money", "label": {"en": "Money"}}},
        {
            "model": "claims.source",
            "fields": {
                "uid": PAPER,
                "title": "Our bridge",
                "publisher": ["gazette"],
                "authors": [["mayor"], ["town"]],
                "url": "https://example.org/bridge",
                "published_on": "2021-05",
                "accessed_on": "2024-01-31",
                "language": "en",
                "work_type": "article",
            },
        },
        {
            "model": "claims.source",
            "fields": {
                "uid": COUNCIL,
                "title": "Council report",
                "publisher": ["town"],
                "language": "en",
                "work_type": "report",
            },
        },
        {
            "model": "claims.derivation",
            "fields": {"source": [PAPER], "derived_from": [COUNCIL], "kind": "cites", "status": "confirmed"},
        },
        {
            "model": "claims.capture",
            "fields": {
                "source": [PAPER],
                "sha256": sha256(ANNALS),
                "captured_at": "2024-01-31T12:00:00+01:00",
                "length": len(ANNALS),
                "normaliser": "none",
                "text": ANNALS,
            },
        },
        {
            "model": "claims.capture",
            "fields": {
                "source": [COUNCIL],
                "sha256": REPORT_SHA256,
                "captured_at": "2024-02-01T00:00:00Z",
                "length": 9000,
                "normaliser": "nfc-lf-1",
            },
        },
        {
            "model": "claims.claim",
            "fields": {
                "uid": CLAIM,
                "statement": "The bridge was opened in 1887.",
                "summary": "The bridge was opened in 1887",
                "translations": {"fr": {"summary": "Le pont date de 1887"}},
                "subject": ["bridge"],
                "property": ["opened"],
                "value": {"type": "date", "date": "1887"},
                "topics": [["works"], ["money"]],
                "rating_scale": 1,
                "rating": "contested",
                "rating_explanation": "Two documents give two years.",
            },
        },
        {
            "model": "claims.claim",
            "fields": {
                "uid": RIVAL,
                "statement": "The bridge was opened in 1889.",
                "summary": "The bridge was opened in 1889",
                "claimant": ["mayor"],
                "claimed_on": "2019~",
                "subject": ["bridge"],
                "property": ["opened"],
                "value": {"type": "date", "date": "1889"},
            },
        },
        {
            "model": "claims.claim",
            "fields": {
                "uid": COST,
                "statement": "Keeping the bridge costs around 40,000 euros a year.",
                "summary": "The bridge costs 40,000 euros a year",
                "subject": ["bridge"],
                "property": ["cost"],
                "value": money("around", "36000", "44000"),
                "scope_start": "2019",
            },
        },
        {
            "model": "claims.claimrelation",
            "fields": {"a": [CLAIM], "b": [RIVAL], "kind": "contradicts", "resolution": "unresolved"},
        },
        {
            "model": "claims.evidence",
            "fields": {
                "uid": EVIDENCE,
                "claim": [CLAIM],
                "source": [PAPER],
                "capture": [PAPER, sha256(ANNALS)],
                "stance": "supports",
                "basis": "attributed",
                "attributed_to": ["mayor"],
                "quote_exact": "opened in 1887",
                "quote_start": 21,
                "quote_end": 35,
                "value": {"type": "date", "date": "1887"},
            },
        },
        {
            "model": "claims.evidence",
            "fields": {
                "uid": "ev1dence02",
                "claim": [RIVAL],
                "source": [COUNCIL],
                "capture": [COUNCIL, REPORT_SHA256],
                "stance": "supports",
                "basis": "first_hand",
                "is_appearance": True,
                "locator": "page 4",
                "note": {"en": "The year is in the title."},
            },
        },
        {
            "model": "claims.evidence",
            "fields": {
                "uid": "ev1dence03",
                "claim": [COST],
                "source": [COUNCIL],
                "stance": "contradicts",
                "resolution": "rounding",
                "resolution_note": {"en": "The report gives the exact sum."},
                "value": money("exact", "40000", "40000") | {"amount": "41000", "lower": "41000", "upper": "41000"},
                "scope_start": "2020",
                "scope_end": "2021",
            },
        },
    ]


def entity(key: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    """An entity with an English name."""
    return {"model": "claims.entity", "fields": {"key": key, "kind": kind, "label": {"en": name}, **more}}


def money(approximation: str, lower: str, upper: str) -> dict[str, str]:
    """Forty thousand euros, as a value."""
    return {
        "type": "money",
        "amount": "40000",
        "unit": "EUR",
        "approximation": approximation,
        "lower": lower,
        "upper": upper,
    }


def of(fixture: Fixture, model: str, position: int = 0) -> dict[str, Any]:
    """The fields of the first (or another) object of a model, to be changed."""
    fields: dict[str, Any] = [found["fields"] for found in fixture if found["model"] == f"claims.{model}"][position]
    return fields


def as_json(path: Path, fixture: Any) -> str:
    """Write a .json fixture; returns its path."""
    path.write_text(json.dumps(fixture, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def as_jsonl(path: Path, fixture: Iterable[Any]) -> str:
    """Write a .jsonl fixture; returns its path."""
    path.write_text("".join(json.dumps(found, ensure_ascii=False) + "\n" for found in fixture), encoding="utf-8")
    return str(path)


def importclaims(*arguments: str) -> list[str]:
    """Run the command; returns the lines of its report."""
    output, errors = StringIO(), StringIO()
    call_command("importclaims", *arguments, stdout=output, stderr=errors)
    assert errors.getvalue() == ""
    return output.getvalue().splitlines()


def refusal(*arguments: str) -> list[str]:
    """Run the command, which must refuse with exit code 1, write nothing and report nothing; returns the errors."""
    output, errors = StringIO(), StringIO()
    before = everything()
    with pytest.raises(CommandError) as refused:
        call_command("importclaims", *arguments, stdout=output, stderr=errors)
    lines = errors.getvalue().splitlines()
    assert refused.value.returncode == 1
    assert str(refused.value) == f"{len(lines)} error{'s' if len(lines) > 1 else ''}; nothing was written."
    assert everything() == before
    assert output.getvalue() == ""
    return lines


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that an import could touch."""
    models: tuple[Any, ...] = (*CONTENT, ImportMark, Case, Revision, Review, Publication, PublishedClaim, PublishedTerm)
    rows = {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}
    rows["topics"] = list(Claim.topics.through.objects.order_by("pk").values_list())
    return rows


def total(report: list[str]) -> str:
    """The counts of the line of the total."""
    [line] = [line for line in report if line.startswith("Total: ")]
    return line.removeprefix("Total: ")

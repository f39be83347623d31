"""A small newsroom in the database, and what can be seen of it there: the same that `paper` has on its sheets.

Made once for many histories, each of which is rolled back.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from claims.desk import integrity, people
from claims.desk.importing.importer import import_files
from claims.desk.permissions import Role
from claims.judgement.canonical import sha256
from claims.models import Case, Claim, Entity, Evidence, Publication, PublishedClaim, Review, Revision, Source, Topic
from claims.record import heads, ledger

from .paper import NAMES_OF_THE_SUBJECT, PEOPLE, Entry, Facts, Own

UIDS = {"a": "aaaaaaaaaa", "b": "bbbbbbbbbb", "c": "cccccccccc"}
NAMES = {uid: name for name, uid in UIDS.items()}
TEXTS = ("Calm.", "Foggy.", "Stormy.")
SOURCE = "s0rce00001"


class Newsroom:
    """Three claims about a bridge, five people, and a file to import each claim from with each of the texts."""

    def __init__(self, folder: Path) -> None:
        import_files([_written(folder / "all.json", _everything())])
        self.files = {
            (name, text): _written(folder / f"{name}-{TEXTS.index(text)}.json", [_claim(name, text)])
            for name in UIDS
            for text in TEXTS
        }
        self.claims = {name: Claim.objects.get(uid=uid) for name, uid in UIDS.items()}
        self.topic = Topic.objects.get(key="works")
        self.evidence = {name: Evidence.objects.get(claim=claim) for name, claim in self.claims.items()}
        roles = {"emma": [Role.EDITOR], "rosa": [Role.REVIEWER], "victor": [Role.VIEWER]}
        both = [Role.EDITOR, Role.REVIEWER]
        self.people = {
            name: people.make_account(name, roles.get(name, both), actor=None).person for name in sorted(PEOPLE)
        }
        models = apps.get_app_config("claims").get_models(include_auto_created=True)
        self.tables = sorted(model._meta.db_table for model in models)

    def several(self, names: Iterable[str]) -> list[Claim]:
        """The claims of these names."""
        return [self.claims[name] for name in names]

    def person(self, name: str | None) -> User | None:
        """Somebody of this name; nobody stands for the command line."""
        return None if name is None else self.people[name]

    def write(self, name: str, own: Own) -> None:
        """Write the rows of a claim, as a form does before it tells the workflow."""
        claim, piece = self.claims[name], self.evidence[name]
        Claim.objects.filter(pk=claim.pk).update(
            analysis=own.text,
            translations=_translations(name, own.text),
            rating="reported" if own.rated else "",
            rating_scale=1 if own.rated else None,
        )
        claim.topics.set([self.topic] if own.topic else [])
        there = Evidence.objects.filter(uid=piece.uid)
        if not own.evidence:
            there.delete()
        elif not there.exists():
            piece.pk = None
            piece.save(force_insert=True)

    def retract_source(self, *, retracted: bool) -> None:
        """Retract the source that all claims rest on, or take that back."""
        Source.objects.filter(uid=SOURCE).update(retracted_on="2026-01-02" if retracted else None)

    def rename_the_subject(self, called: str) -> None:
        """Call what all claims are about by another name."""
        Entity.objects.filter(key="bridge").update(label={"en": called, "fr": called})

    def revision(self, name: str, number: int) -> Revision:
        """What is read by whoever reviews it, or brings it back."""
        return Revision.objects.get(claim=self.claims[name], number=number)

    def everything(self) -> dict[str, list[str]]:
        """All rows of all tables, by table."""
        with connection.cursor() as cursor:
            return {table: _rows(cursor, table) for table in self.tables}

    def cases(self) -> dict[str, tuple[str, int]]:
        """By claim, its state and its version."""
        return {
            NAMES[uid]: (state, version)
            for uid, state, version in Case.objects.values_list("claim__uid", "state", "version")
        }

    def revisions(self) -> dict[str, list[tuple[str | None, Facts]]]:
        """By claim, who wrote which revision, and what its document says."""
        found: dict[str, list[tuple[str | None, Facts]]] = {name: [] for name in UIDS}
        rows = Revision.objects.order_by("number").values_list("claim__uid", "author__username", "content", "sha256")
        for uid, author, content, hashed in rows:
            assert sha256(content) == hashed
            found[NAMES[uid]].append((author, _facts(json.loads(content))))
        return found

    def entries(self) -> dict[str, list[Entry]]:
        """By claim, what the record holds of it."""
        found: dict[str, list[Entry]] = {name: [] for name in UIDS}
        rows = Publication.objects.order_by("seq").values_list("claim_uid", "kind", "content", "envelope")
        for uid, kind, content, envelope in rows:
            review = json.loads(envelope).get("review", {}).get("kind", "")
            found[NAMES[uid]].append(Entry(kind, content, review))
        return found

    def pages(self) -> dict[str, tuple[str, str | None, str]]:
        """By claim with a page: whether it is up, the bytes that it shows, and how they were reviewed."""
        rows = PublishedClaim.objects.values_list("uid", "status", "content__content", "review_kind")
        pages = {NAMES[uid]: (status, content, review) for uid, status, content, review in rows}
        assert len(pages) == len(rows)
        return pages


def faults_of_the_record() -> Iterator[str]:
    """What is wrong with the record, from its rows alone: other bytes than approved, an author who approved."""
    yield from filter(None, (ledger.first_fault(), heads.first_difference()))
    before: dict[str, int] = {}
    for entry in Publication.objects.exclude(content=None).order_by("seq"):
        review = Review.objects.select_related("revision").get(pk=entry.review or 0)
        if not (review.decision == "approve" and review.sha256 == sha256(str(entry.content))):
            yield f"{entry} holds other bytes than were approved"
        since = Revision.objects.filter(claim__uid=entry.claim_uid, pk__gt=before.get(entry.claim_uid, 0))
        authors = set(since.filter(pk__lte=review.revision_id).values_list("author", flat=True))
        if review.kind == "peer" and review.reviewer_id in authors:
            yield f"{entry} was approved by one of its authors"
        told = json.loads(entry.envelope)["review"]
        if (told["kind"], bool(told["statement"])) != (review.kind, review.kind == "none"):
            yield f"{entry} does not say how it was reviewed"
        before[entry.claim_uid] = review.revision_id


def breaches() -> set[tuple[str, str]]:
    """The breaches of the rules over many rows, but for those about people: the rule, and the row."""
    rules = [rule for rule in integrity.RULES if rule.name not in ("log_of_people", "unlogged_access")]
    return {(rule.name, breach.row) for rule in rules for breach in rule.breaches()}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


def _facts(document: dict[str, Any]) -> Facts:
    claim = document["claim"]
    own = Own(claim["analysis"], claim["rating"] is not None, bool(document["topics"]), bool(document["evidence"]))
    return Facts(
        own,
        called=document["entities"]["bridge"]["label"]["en"],
        retracted=any(source["retracted_on"] for source in document["sources"].values()),
        linked=bool(document["relations"]),
        opposed=bool(document["assessment"]["opposing_claims"]),
    )


def _written(path: Path, fixture: list[dict[str, Any]]) -> str:
    path.write_text(json.dumps(fixture), encoding="utf-8")
    return str(path)


def _everything() -> list[dict[str, Any]]:
    return [
        _entity("bridge", "work", dict.fromkeys(("en", "fr"), NAMES_OF_THE_SUBJECT[0])),
        _entity("gazette", "organisation", {"en": "The Gazette", "fr": "La Gazette"}),
        {"model": "claims.topic", "fields": {"key": "works", "label": {"en": "Works", "fr": "Travaux"}}},
        {
            "model": "claims.source",
            "fields": {
                "uid": SOURCE,
                "title": "Our bridge",
                "publisher": ["gazette"],
                "language": "en",
                "work_type": "article",
            },
        },
        *(_claim(name, TEXTS[0]) for name in UIDS),
        *(_evidence(name) for name in UIDS),
        {
            "model": "claims.claimrelation",
            "fields": {"a": [UIDS["a"]], "b": [UIDS["b"]], "kind": "contradicts", "resolution": "unresolved"},
        },
    ]


def _entity(key: str, kind: str, label: dict[str, str]) -> dict[str, Any]:
    return {"model": "claims.entity", "fields": {"key": key, "kind": kind, "label": label}}


def _claim(name: str, text: str) -> dict[str, Any]:
    return {
        "model": "claims.claim",
        "fields": {
            "uid": UIDS[name],
            "statement": f"The bridge has {name}.",
            "summary": f"The bridge has {name}",
            "translations": _translations(name, text),
            "subject": ["bridge"],
            "rating_scale": 1,
            "rating": "reported",
            "rating_explanation": "The Gazette says so.",
            "analysis": text,
        },
    }


def _translations(name: str, text: str) -> dict[str, dict[str, str]]:
    return {
        "fr": {
            "statement": f"Le pont a {name}.",
            "summary": f"Le pont a {name}",
            "rating_explanation": "La Gazette le dit.",
            "analysis": f"En français : {text}",
        }
    }


def _evidence(name: str) -> dict[str, Any]:
    return {
        "model": "claims.evidence",
        "fields": {
            "uid": f"ev1dence0{name}",
            "claim": [UIDS[name]],
            "source": [SOURCE],
            "stance": "supports",
            "is_appearance": True,
            "locator": "page 1",
        },
    }

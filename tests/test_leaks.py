"""A draft cannot leak: nothing that is at the desk and not in the record appears in any public answer."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import translation

import claims.urls
from claims.desk import workflow
from claims.judgement.values import TextValue
from claims.models import Capture, Claim, ClaimRelation, Entity, Grade, Review, Revision, Source, Topic
from claims.models.fields import (
    LinesField,
    TranslationsField,
    UidField,
    ValueField,
    WebAddressField,
)
from claims.models.record import PublishedClaim, PublishedTerm
from tests import factories as make

NONCE = "zyzzyva"
"""A word that nobody writes by chance."""

DESK = ("entities", "sources", "claims", "evidence")
"""The modules of the tables that editors write to."""

NOT_PROSE = {
    "uid",
    "sha256",
    "language",
    "rating",
    "published_on",
    "accessed_on",
    "retracted_on",
    "claimed_on",
    "since",
}
NOT_PROSE |= {"scope_start", "scope_end", "tolerance"}
"""Columns whose form leaves no room for a word: identities, hashes, codes and dates."""

UNCHANGING = (Grade, Capture)
"""Tables whose rows cannot be changed."""

TEXT = (models.CharField, models.TextField, models.JSONField)

pytestmark = pytest.mark.django_db


def text_fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Every column of the desk's content in which somebody could write the word."""
    for model in apps.get_app_config("claims").get_models():
        if model.__module__.rpartition(".")[2] not in DESK:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, TEXT) and not isinstance(field, UidField)
            if is_text and not field.choices and field.name not in NOT_PROSE:
                yield model, field


def with_the_word(field: Any, row: models.Model) -> Any:
    """Something that the column can hold and that has the word in it, without breaking a rule of its table."""
    if isinstance(field, ValueField):
        return TextValue(NONCE) if getattr(row, field.name) is not None else None
    if isinstance(field, TranslationsField):
        return {"fr": {"statement": NONCE, "summary": NONCE, "rating_explanation": NONCE}}
    if isinstance(field, LinesField):
        return [NONCE]
    if isinstance(field, models.JSONField):
        return {"en": NONCE, "fr": NONCE}
    if isinstance(field, WebAddressField):
        return f"https://{NONCE}.example/"
    if field.name == "key":
        return f"{NONCE}-{row.pk}"
    if field.name == "quote_exact":
        before = getattr(row, field.name)
        return NONCE.ljust(len(before), "y")[: max(len(before), len(NONCE))] if before else ""
    if field.name in ("quote_prefix", "quote_suffix") and not getattr(row, "quote_exact", ""):
        return ""
    return f"{NONCE} {row.pk}"


def write_the_word_everywhere() -> set[tuple[str, str]]:
    """Write it into every text column of every row; returns the columns that hold it now."""
    written = set()
    for model, field in text_fields():
        if model in UNCHANGING:
            continue  # rows that never change were made with the word
        for row in model._default_manager.all():
            model._default_manager.filter(pk=row.pk).update(**{field.name: with_the_word(field, row)})
        if NONCE in str(list(model._default_manager.values_list(field.name, flat=True))):
            written.add((model.__name__, field.name))
    return written


def full_claim(name: str) -> Claim:
    """A claim with something in every table of the desk."""
    publisher, speaker = make.entity(f"{name}-paper", kind="organisation"), make.entity(f"{name}-speaker")
    source = make.source(publisher=publisher, authors=[make.entity(f"{name}-author")])
    make.derivation(source, make.source(publisher=make.entity(f"{name}-agency")))
    capture = make.capture(source, f"Words of {name}, {NONCE * 3}.")
    claim = make.claim(
        subject=make.entity(f"{name}-subject"),
        property=make.property(f"{name}-property", value_type="text", cardinality="many"),
        value={"type": "text", "text": name},
        topics=[make.topic(f"{name}-topic")],
    )
    make.evidence(
        claim,
        source=source,
        capture=capture,
        attributed_to=speaker,
        is_appearance=True,
        quote_exact=f"Words of {name}",
        quote_start=0,
        quote_end=9 + len(name),
        value={"type": "text", "text": name},
    )
    return claim


def public_addresses() -> list[str]:
    """Every address of the URLconf for every claim there is, in both languages, and the list by every filter."""
    uids = list(Claim.objects.values_list("uid", flat=True))
    keys = {key for model in (Entity, Topic, PublishedTerm) for key in model.objects.values_list("key", flat=True)}
    sources = list(Source.objects.values_list("uid", flat=True))
    slugs = dict(PublishedClaim.objects.values_list("uid", "slug"))
    addresses = []
    for language in ("en", "fr"):
        with translation.override(language):
            for pattern in claims.urls.urlpatterns:
                assert isinstance(pattern, URLPattern), "teach this test to walk through includes"
                match sorted(pattern.pattern.converters):
                    case []:
                        addresses.append(reverse(f"claims:{pattern.name}"))
                    case ["key"]:
                        addresses += [reverse(f"claims:{pattern.name}", args=[key]) for key in sorted(keys)]
                    case ["uid"] if pattern.name == "source":
                        addresses += [reverse("claims:source", args=[uid]) for uid in sources]
                    case ["uid"]:
                        addresses += [reverse(f"claims:{pattern.name}", args=[uid]) for uid in uids]
                    case ["slug", "uid"]:
                        addresses += [
                            reverse(f"claims:{pattern.name}", args=[uid, slugs.get(uid, "claim")]) for uid in uids
                        ]
                    case other:
                        raise AssertionError(f"teach this test what to put in for {other}")
            listing = reverse("claims:list")
            addresses += [f"{listing}?q={NONCE}", f"{listing}?q=words", f"{listing}?subject=live-subject"]
    return [*addresses, "/nowhere/", "/fr/nowhere/", f"{listing}?page=99", f"{listing}?nonsense=1"]


def answers(addresses: Iterable[str] = ()) -> dict[str, bytes]:
    """What the public sees at some addresses, or at each there is: the body and every header."""
    client, seen = Client(), {}
    for address in addresses or public_addresses():
        response = client.get(address)
        assert response.status_code != 500, address
        seen[address] = response.content + str(sorted(response.headers.items())).encode()
    return seen


def everything_at_the_desk() -> tuple[Claim, Claim]:
    """A live claim and a draft, with the word in every text of the desk, in revisions, reviews and relations."""
    live, draft = full_claim("live"), full_claim("draft")
    make.publish_sample(live)
    Grade.objects.create(entity=make.entity("draft-paper"), since="2020", letter="B", rationale=NONCE)
    Grade.objects.create(entity=make.entity("live-paper"), since="2020", letter="B", rationale=NONCE)
    for relation in (make.relation(live, draft), make.relation(draft, live, "updates")):
        ClaimRelation.objects.filter(pk=relation.pk).update(note={"en": NONCE})
    before = answers()
    written = write_the_word_everywhere()
    editor, reviewer = make.user("alice", "editor"), make.user("bob", "reviewer")
    for claim in (live, draft):
        workflow.save_draft(claim, author=editor)
        workflow.submit([claim], actor=editor)
        workflow.send_back(claim, actor=reviewer, note=f"Mend the {NONCE}")
    assert NONCE in Revision.objects.latest("pk").content
    assert NONCE in Review.objects.latest("pk").note
    untouched = {(model.__name__, field.name) for model, field in text_fields() if model not in UNCHANGING} - written
    assert not untouched
    after = answers(before)
    assert {address for address in before if f"q={NONCE}" not in address and before[address] != after[address]} == set()
    return live, draft


def test_a_word_in_every_text_of_the_desk_is_in_no_public_answer() -> None:
    everything_at_the_desk()
    for address, seen in answers().items():
        if f"q={NONCE}" in address:  # a search repeats what was asked for, and finds nothing
            assert seen.count(NONCE.encode()) == nothing_found(address).count(NONCE.encode()), address
        else:
            assert NONCE.encode() not in seen, address


def nothing_found(address: str) -> bytes:
    """The answer to a search for another word of that length, which is nowhere."""
    return bytes(Client().get(address.replace(NONCE, "qxqxqxq")).content).replace(b"qxqxqxq", NONCE.encode())


def test_the_word_is_there_once_it_is_published() -> None:
    """So that the test above could fail."""
    live, _draft = everything_at_the_desk()
    make.publish(live)
    with_the_word = [address for address, seen in answers().items() if NONCE.encode() in seen]
    assert any(live.uid in address for address in with_the_word)


def test_two_databases_that_differ_in_drafts_only_answer_the_same() -> None:
    live = full_claim("live")
    make.publish_sample(live)
    before = answers()
    draft = full_claim("draft")
    make.relation(live, draft)
    workflow.save_draft(draft, author=make.user("alice", "editor"))
    after = answers()
    assert {address: after[address] for address in before} == before
    nowhere = Client().get("/claims/0000000000/").content
    for address in (f"/claims/{draft.uid}/", f"/claims/{draft.uid}/draft/", f"/claims/{draft.uid}/{live.uid}/"):
        response = Client().get(address)
        assert (response.status_code, response.content) == (404, nowhere)

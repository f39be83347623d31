"""The installer: from an empty database to a published sample, and the second time nothing."""

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from claims.desk import workflow
from claims.desk.sample import STATEMENT
from claims.models import Case, Claim, Publication, PublishedClaim, Revision, Source
from claims.record.documents import read
from tests import factories as make
from tests.public.markup import unmarked_text

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.django_db


def prepare(*arguments: str) -> str:
    out = StringIO()
    call_command("preparesite", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[str]:
    """A prepared site for the tests of this module, and what preparing it printed. Each test is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield prepare()
        transaction.set_rollback(True)


def counts() -> list[int]:
    return [model.objects.count() for model in (Claim, Case, Revision, Publication, PublishedClaim, User)]


def test_everything_is_imported_published_and_said_to_be_unreviewed(printed: str) -> None:
    claims = Claim.objects.count()
    assert claims >= 150
    assert PublishedClaim.objects.filter(status="live", review_kind="none").count() == claims
    assert f"Published {claims} claims" in printed
    for publication in Publication.objects.all():
        envelope = json.loads(publication.envelope)
        assert envelope["review"]["statement"] == envelope["note"] == STATEMENT
        assert publication.actor == workflow.INSTALLER
    call_command("verifylog", stdout=StringIO())


NAMED = {
    "stx6x8kd2b": "birth year",
    "t7n5tzpn1z": "César award",
    "5f18nd578j": "about 5 percent in polls",
    "3htjx34t1m": "re-election",
}


@pytest.mark.usefixtures("printed")
def test_the_four_claims_of_the_brief_rest_on_a_single_source_and_nothing_is_corroborated() -> None:
    assert {head.uid: head.standing for head in PublishedClaim.objects.filter(uid__in=NAMED)} == dict.fromkeys(
        NAMED, "single_source"
    )
    assert not PublishedClaim.objects.filter(standing="corroborated").exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [("t0n8npkmth", "4waqv149vz"), ("xnmsq5sfgh", "td06ba09ej"), ("r50j3rx79m", None)],
    ids=["the factory where the Klurs worked", "what kind of publication Fakir is", "member of the party in 2017"],
)
@pytest.mark.usefixtures("printed")
def test_a_contradiction_is_open_and_shown_on_both_sides(client: Client, one: str, other: str | None) -> None:
    heads = {head.uid: head for head in PublishedClaim.objects.filter(uid__in=[one, other], standing="disputed")}
    assert heads.keys() == {one, other} - {None}
    for uid, head in heads.items():
        page = client.get(f"/claims/{uid}/{head.slug}/").content.decode()
        assert "unresolved" in page
        opposite = other if uid == one else one
        if opposite is not None:
            assert f'href="/claims/{opposite}/' in page
        else:
            assert {"supports", "contradicts"} <= {
                piece["stance"] for piece in read(str(head.content.content))["evidence"]
            }


def test_the_second_time_nothing_is_added_and_no_password_shown(printed: str) -> None:
    before = counts()
    second = prepare()
    assert counts() == before
    assert printed.count("password") == 3
    assert "password" not in second
    assert "0 created, 0 updated" in second


@pytest.mark.usefixtures("printed")
def test_what_an_editor_changed_is_kept() -> None:
    claim = Claim.objects.earliest("pk")
    Claim.objects.filter(pk=claim.pk).update(summary="Changed by an editor")
    workflow.save_draft(claim, author=make.user("alice", "editor"))
    assert "edited at the desk" in prepare()
    claim.refresh_from_db()
    assert claim.summary == "Changed by an editor"
    assert PublishedClaim.objects.get(uid=claim.uid).titles["en"]["summary"] != "Changed by an editor"


@pytest.mark.usefixtures("printed")
def test_drafts_of_the_desk_are_not_published_along() -> None:
    draft = make.checked_claim("A draft of somebody")
    prepare()
    assert not PublishedClaim.objects.filter(uid=draft.uid).exists()


@pytest.mark.usefixtures("printed")
def test_a_retracted_claim_of_the_sample_stays_retracted() -> None:
    claim = Claim.objects.earliest("pk")
    workflow.retract(claim, actor=make.user("bob", "reviewer"), note="Not for us.")
    prepare()
    assert PublishedClaim.objects.get(uid=claim.uid).status == "retracted"


QUOTED = re.compile(r"«[^»]*»|https?://\S+")
"""Single words of a document that a French note speaks of, and addresses."""


@pytest.mark.usefixtures("printed")
def test_a_french_page_speaks_english_only_where_it_says_so(client: Client) -> None:
    """Every page of the sample: what is not marked as English has no common English word in it."""
    pages = [f"/fr/claims/{head.uid}/{head.slug}/" for head in PublishedClaim.objects.all()]
    pages += ["/fr/", "/fr/contradictions/", "/fr/methodology/", "/fr/subjects/francois-ruffin/", "/fr/topics/cinema/"]
    pages += [f"/fr/claims/?page={number}" for number in range(1, 9)]
    pages += [f"/fr/sources/{uid}/" for uid in Source.objects.values_list("uid", flat=True)]
    english = re.compile(
        r"\b(?:the|of|and|with|from|was|were|this|that|which|has|have|not|by|for|it|is)\b", re.IGNORECASE
    )
    for path in pages:
        words = QUOTED.sub("", unmarked_text(client.get(path).content.decode(), "fr"))
        assert not english.findall(words), (path, english.findall(words), words)

"""The installer: from an empty database to a published sample, and the second time nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from claims.desk import workflow
from claims.desk.sample import STATEMENT, sample_files
from claims.models import Case, Claim, Publication, PublishedClaim, Revision
from claims.record.documents import read
from tests import factories as make

pytestmark = pytest.mark.django_db


def prepare(*arguments: str) -> str:
    out = StringIO()
    call_command("preparesite", *arguments, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in (Claim, Case, Revision, Publication, PublishedClaim, User)]


def test_everything_is_imported_published_and_said_to_be_unreviewed() -> None:
    printed = prepare()
    claims = Claim.objects.count()
    assert claims >= 30
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


def test_the_four_claims_of_the_brief_rest_on_a_single_source_and_nothing_is_corroborated() -> None:
    prepare()
    assert {head.uid: head.standing for head in PublishedClaim.objects.filter(uid__in=NAMED)} == dict.fromkeys(
        NAMED, "single_source"
    )
    assert not PublishedClaim.objects.filter(standing="corroborated").exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [("t0n8npkmth", "4waqv149vz"), ("xnmsq5sfgh", "td06ba09ej"), ("r50j3rx79m", None)],
    ids=["the factory where the Klurs worked", "what kind of publication Fakir is", "member of the party in 2017"],
)
def test_a_contradiction_is_open_and_shown_on_both_sides(client: Client, one: str, other: str | None) -> None:
    prepare()
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


def test_the_second_time_nothing_is_added_and_no_password_shown() -> None:
    first = prepare()
    before = counts()
    second = prepare()
    assert counts() == before
    assert first.count("password") == 3
    assert "password" not in second
    assert "0 created, 0 updated" in second


def test_the_accounts_have_their_roles_and_random_passwords() -> None:
    printed = prepare("--without-sample")
    for role in ("administrator", "editor", "reviewer"):
        user = User.objects.get(username=role)
        [line] = [line for line in printed.splitlines() if f" {role} " in line]
        assert user.check_password(line.split()[-1])
        assert [group.name for group in user.groups.all()] == [role]
        assert not user.is_superuser


def test_what_an_editor_changed_is_kept() -> None:
    prepare()
    claim = Claim.objects.earliest("pk")
    Claim.objects.filter(pk=claim.pk).update(summary="Changed by an editor")
    workflow.save_draft(claim, author=make.user("alice", "editor"))
    assert "edited at the desk" in prepare()
    claim.refresh_from_db()
    assert claim.summary == "Changed by an editor"
    assert PublishedClaim.objects.get(uid=claim.uid).titles["en"]["summary"] != "Changed by an editor"


def test_drafts_of_the_desk_are_not_published_along() -> None:
    draft = make.checked_claim("A draft of somebody")
    prepare()
    assert not PublishedClaim.objects.filter(uid=draft.uid).exists()


def test_a_retracted_claim_of_the_sample_stays_retracted() -> None:
    prepare()
    claim = Claim.objects.earliest("pk")
    workflow.retract(claim, actor=make.user("bob", "reviewer"), note="Not for us.")
    prepare()
    assert PublishedClaim.objects.get(uid=claim.uid).status == "retracted"


def test_an_empty_desk_has_no_sample() -> None:
    prepare("--without-sample")
    assert not Claim.objects.exists()


def test_a_claim_that_the_gate_refuses_is_named_and_the_others_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary, dossier = sample_files()
    rows: list[dict[str, Any]] = json.loads(dossier.read_text())
    spoilt = next(row["fields"] for row in rows if row["model"] == "claims.claim")
    spoilt["rating_explanation"] = ""
    changed = tmp_path / "dossier.json"
    changed.write_text(json.dumps(rows))
    monkeypatch.setattr("claims.management.commands.preparesite.sample_files", lambda: [vocabulary, changed])
    printed = prepare()
    assert f"Not published: “{spoilt['summary']}” does not pass the gate" in printed
    assert PublishedClaim.objects.count() == Claim.objects.count() - 1


def test_verifylog_writes_and_reads_checkpoints(tmp_path: Path) -> None:
    make.publish(make.checked_claim())
    checkpoint = tmp_path / "checkpoint.json"
    out = StringIO()
    call_command("verifylog", "--write-checkpoint", str(checkpoint), stdout=out)
    assert "1 entries, all sound" in out.getvalue()
    call_command("verifylog", "--checkpoint", str(checkpoint), stdout=StringIO())
    checkpoint.write_text('{"seq": 2, "hash": "%s"}' % ("0" * 64))
    with pytest.raises(CommandError, match="ends at entry 1, but a checkpoint saw entry 2"):
        call_command("verifylog", "--checkpoint", str(checkpoint))
    checkpoint.write_text("nothing")
    with pytest.raises(CommandError, match="is not a checkpoint"):
        call_command("verifylog", "--checkpoint", str(checkpoint))


def test_installtriggers_says_what_it_put_right() -> None:
    from django.db import connection

    from claims.models.triggers import expected

    out = StringIO()
    call_command("installtriggers", stdout=out)
    assert "in its place" in out.getvalue()
    with connection.cursor() as cursor:
        cursor.execute(expected(connection.vendor)["claims_case_kept"].drop)
    call_command("installtriggers", stdout=out)
    assert "put right: claims_case_kept (missing)" in out.getvalue()

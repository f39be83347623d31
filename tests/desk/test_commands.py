"""Commands on a desk of their own: preparing it without the sample or with a spoilt one, and keeping the record."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.desk.sample import sample_files
from claims.models import Claim, PublishedClaim
from tests import factories as make

pytestmark = pytest.mark.django_db


def is_of(row: dict[str, Any], claims: list[list[str]]) -> bool:
    """Whether an object of a fixture has to do with some claims, or with none in particular."""
    match row["model"]:
        case "claims.claim":
            return [row["fields"]["uid"]] in claims
        case "claims.evidence":
            return row["fields"]["claim"] in claims
        case "claims.claimrelation":
            return row["fields"]["a"] in claims and row["fields"]["b"] in claims
    return True


def prepare(*arguments: str) -> str:
    out = StringIO()
    call_command("preparesite", *arguments, stdout=out)
    return out.getvalue()


def test_the_accounts_have_their_roles_and_random_passwords() -> None:
    printed = prepare("--without-sample")
    for role in ("administrator", "editor", "reviewer"):
        user = User.objects.get(username=role)
        [line] = [line for line in printed.splitlines() if f" {role} " in line]
        assert user.check_password(line.split()[-1])
        assert [group.name for group in user.groups.all()] == [role]
        assert not user.is_superuser


def test_an_empty_desk_has_no_sample() -> None:
    prepare("--without-sample")
    assert not Claim.objects.exists()


def test_a_claim_that_the_gate_refuses_is_named_and_the_others_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabulary, dossier = sample_files()
    rows: list[dict[str, Any]] = json.loads(dossier.read_text())
    few = [[row["fields"]["uid"]] for row in rows if row["model"] == "claims.claim"][:5]
    rows = [row for row in rows if is_of(row, few)]
    spoilt = next(row["fields"] for row in rows if row["model"] == "claims.claim")
    spoilt["rating_explanation"] = ""
    changed = tmp_path / "dossier.json"
    changed.write_text(json.dumps(rows))
    monkeypatch.setattr("claims.management.commands.preparesite.sample_files", lambda: [vocabulary, changed])
    printed = prepare()
    assert f"Not published: “{spoilt['summary']}” does not pass the gate" in printed
    assert PublishedClaim.objects.count() == Claim.objects.count() - 1 == 4


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

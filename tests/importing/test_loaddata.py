"""Django's own `loaddata` reads the same files, when they are sorted, and makes the same dossiers of them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from claims.desk import dossier
from claims.models import Case, Claim, Publication, PublishedClaim, PublishedTerm, Review, Revision

from .example import as_json, as_jsonl, everything, example, importclaims, total

pytestmark = pytest.mark.django_db

SAMPLE = [str(Path(__file__).parents[2] / "fixtures" / name) for name in ("vocabulary.json", "ruffin.json")]


def dossiers() -> dict[str, str]:
    """The dossiers of all claims by uid, as they would be published together."""
    claims = list(Claim.objects.all())
    built = dossier.build_all(claims, live_too=[claim.uid for claim in claims])
    return {claim.uid: dossier.as_text(built[claim.pk]) for claim in claims}


def imported(*files: str) -> dict[str, str]:
    """The dossiers after an import, which is then undone."""
    with transaction.atomic():
        importclaims(*files)
        found = dossiers()
        transaction.set_rollback(True)
    assert not Claim.objects.exists()
    return found


def loaded(*files: str) -> dict[str, str]:
    """The dossiers after `loaddata`."""
    call_command("loaddata", *files, verbosity=0)
    return dossiers()


@pytest.mark.parametrize("form", [as_json, as_jsonl])
def test_the_dossiers_are_equal(form, tmp_path):
    path = form(tmp_path / f"all.{form.__name__.removeprefix('as_')}", example())
    expected = imported(path)
    assert len(expected) == 3
    assert loaded(path) == expected


def test_the_dossiers_of_the_sample_are_equal():
    expected = imported(*SAMPLE)
    assert len(expected) >= 30
    assert loaded(*SAMPLE) == expected


def test_loaddata_touches_neither_the_workflow_nor_the_record(tmp_path):
    call_command("loaddata", as_json(tmp_path / "all.json", example()), verbosity=0)
    for model in (Case, Review, Revision, Publication, PublishedClaim, PublishedTerm):
        assert not model.objects.exists(), model


def test_an_import_after_loaddata_finds_everything_unchanged(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    call_command("loaddata", path, verbosity=0)
    before = {name: rows for name, rows in everything().items() if name != "ImportMark"}
    assert total(importclaims(path)) == f"0 created, 0 updated, {len(example())} unchanged"
    assert {name: rows for name, rows in everything().items() if name != "ImportMark"} == before

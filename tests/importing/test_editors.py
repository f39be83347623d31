"""An import never overwrites what an editor changed since the last one, unless it is asked to."""

import pytest

from claims.models import Claim, Entity, Evidence, ImportMark, Source

from .example import CLAIM, EVIDENCE, PAPER, as_json, example, importclaims, of, total

pytestmark = pytest.mark.django_db

OBJECTS = len(example())


def test_what_an_editor_changed_is_kept_and_reported(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path)
    Claim.objects.filter(uid=CLAIM).update(summary="Edited")
    report = importclaims(path)
    assert f'kept: claims.claim "{CLAIM}" was edited at the desk (summary); --overwrite replaces it' in report
    assert total(report) == f"0 created, 0 updated, {OBJECTS - 1} unchanged, 1 kept"
    assert Claim.objects.get(uid=CLAIM).summary == "Edited"


def test_what_an_editor_changed_is_kept_when_the_file_changes_too(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    Claim.objects.get(uid=CLAIM).topics.clear()
    fixture = example()
    of(fixture, "claim")["analysis"] = "From the file."
    report = importclaims(as_json(tmp_path / "all.json", fixture))
    assert f'kept: claims.claim "{CLAIM}" was edited at the desk (analysis, topics); --overwrite replaces it' in report
    assert Claim.objects.get(uid=CLAIM).analysis == ""


def test_overwrite_replaces_what_an_editor_changed_and_says_so(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path)
    Claim.objects.filter(uid=CLAIM).update(summary="Edited")
    report = importclaims(path, "--overwrite")
    assert f'overwritten: claims.claim "{CLAIM}" was edited at the desk (summary)' in report
    assert total(report) == f"0 created, 0 updated, {OBJECTS - 1} unchanged, 1 overwritten"
    assert Claim.objects.get(uid=CLAIM).summary == "The bridge was opened in 1887"
    assert total(importclaims(path)) == f"0 created, 0 updated, {OBJECTS} unchanged"


def test_a_row_that_was_never_imported_is_kept(tmp_path):
    Entity.objects.create(key="town", kind="place", label={"en": "Our town"})
    report = importclaims(as_json(tmp_path / "all.json", example()))
    assert 'kept: claims.entity "town" was edited at the desk (label); --overwrite replaces it' in report
    assert Entity.objects.get(key="town").label == {"en": "Our town"}
    assert not ImportMark.objects.filter(object_id=Entity.objects.get(key="town").pk, model="claims.entity").exists()


def test_a_row_that_no_import_could_have_left_is_kept(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path)
    Source.objects.filter(uid=PAPER).update(url="https://example.org/cafe\u0301")
    assert total(importclaims(path)) == f"0 created, 0 updated, {OBJECTS - 1} unchanged, 1 kept"


def test_an_edit_that_the_file_has_too_is_remembered_as_imported(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    Claim.objects.filter(uid=CLAIM).update(summary="Agreed")
    fixture = example()
    of(fixture, "claim")["summary"] = "Agreed"
    assert total(importclaims(as_json(tmp_path / "all.json", fixture))).startswith("0 created, 0 updated")
    of(fixture, "claim")["summary"] = "Newer"
    assert total(importclaims(as_json(tmp_path / "all.json", fixture))).startswith("0 created, 1 updated")


def test_edits_that_no_longer_fit_the_files_do_not_stop_an_import(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path)
    Evidence.objects.filter(uid=EVIDENCE).update(value=None)
    Claim.objects.filter(uid=CLAIM).update(property=None, value=None)
    assert total(importclaims(path)) == f"0 created, 0 updated, {OBJECTS - 2} unchanged, 2 kept"

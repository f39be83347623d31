"""What `importclaims` does with good files."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.desk import audit, dossier, refusals, workflow
from claims.desk.importing import importer
from claims.models import (
    AuditEntry,
    Capture,
    Case,
    Claim,
    ClaimRelation,
    Entity,
    Evidence,
    Grade,
    ImportMark,
    Revision,
    Source,
)
from tests import factories as make

from .example import (
    ANNALS,
    CLAIM,
    COST,
    EVIDENCE,
    PAPER,
    RIVAL,
    as_json,
    as_jsonl,
    entity,
    everything,
    example,
    importclaims,
    of,
    refusal,
    total,
)

pytestmark = pytest.mark.django_db

OBJECTS = len(example())


def test_every_object_becomes_a_row_with_all_that_it_says(tmp_path):
    report = importclaims(as_json(tmp_path / "all.json", example()))
    assert total(report) == f"{OBJECTS} created, 0 updated, 0 unchanged"
    assert "claims.claim: 3 created, 0 updated, 0 unchanged" in report
    claim = Claim.objects.get(uid=CLAIM)
    assert claim.subject.key == "bridge"
    assert str(claim.value.date) == "1887"
    assert {topic.key for topic in claim.topics.all()} == {"works", "money"}
    assert claim.translations == {"fr": {"summary": "Le pont date de 1887"}}
    assert [author.key for author in Source.objects.get(uid=PAPER).authors.order_by("key")] == ["mayor", "town"]
    capture = Capture.objects.get(source__uid=PAPER)
    assert (capture.text, capture.captured_at.isoformat()) == (ANNALS, "2024-01-31T11:00:00+00:00")
    evidence = Evidence.objects.get(uid=EVIDENCE)
    assert (evidence.capture, evidence.attributed_to.key, evidence.quote_start) == (capture, "mayor", 21)
    assert Grade.objects.get().entity.key == "gazette"
    assert ClaimRelation.objects.get().resolution == "unresolved"


def test_each_claim_gets_a_case_and_a_revision_with_its_dossier(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    assert Case.objects.filter(state="draft", version=1).count() == 3
    for revision in Revision.objects.all():
        assert (revision.number, revision.author) == (1, None)
        assert revision.content == dossier.as_text(dossier.build(revision.claim))


def test_importing_twice_changes_nothing(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path)
    before = everything()
    assert total(importclaims(path)) == f"0 created, 0 updated, {OBJECTS} unchanged"
    assert everything() == before


def test_json_and_jsonl_hold_the_same(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    lines = as_jsonl(tmp_path / "all.jsonl", example())
    assert total(importclaims(lines)) == f"0 created, 0 updated, {OBJECTS} unchanged"


def test_blank_lines_line_ends_of_windows_and_a_byte_order_mark_are_fine(tmp_path):
    path = Path(as_jsonl(tmp_path / "all.jsonl", example()))
    text = "\ufeff\n" + path.read_text(encoding="utf-8").replace("\n", "\r\n\r\n")
    path.write_text(text, encoding="utf-8", newline="")
    assert total(importclaims(str(path))).startswith(f"{OBJECTS} created")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    line = entity("sea", "place", "The\u2028sea")
    importclaims(as_jsonl(tmp_path / "one.jsonl", [line]))
    assert Entity.objects.get().label == {"en": "The\nsea"}


def test_an_empty_list_imports_nothing(tmp_path):
    assert importclaims(as_json(tmp_path / "none.json", [])) == ["Total: 0 created, 0 updated, 0 unchanged"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(OBJECTS)), cut=st.integers(0, OBJECTS))
def test_objects_may_stand_in_any_order_within_and_across_files(tmp_path, order, cut):
    objects = [example()[position] for position in order]
    first = as_json(tmp_path / "first.json", objects[:cut])
    second = as_jsonl(tmp_path / "second.jsonl", objects[cut:] or [objects[0]])
    files = [first, second] if cut < OBJECTS else [first]
    in_order = as_json(tmp_path / "in-order.json", example())
    with transaction.atomic():
        importclaims(*files)
        assert total(importclaims(in_order)) == f"0 created, 0 updated, {OBJECTS} unchanged"
        transaction.set_rollback(True)


def test_what_the_files_refer_to_may_be_in_the_database(tmp_path):
    importclaims(as_json(tmp_path / "first.json", example()[:-1]))
    assert total(importclaims(as_json(tmp_path / "second.json", example()[-1:]))) == "1 created, 0 updated, 0 unchanged"


def test_text_is_cleaned_and_a_quotation_is_not(tmp_path):
    fixture = example()
    of(fixture, "claim")["statement"] = "  Cafe\u0301 \u202eopened\x00  "
    of(fixture, "evidence", 1)["quote_exact"] = "  two  spaces "
    importclaims(as_json(tmp_path / "all.json", fixture))
    assert Claim.objects.get(uid=CLAIM).statement == "Café opened"
    assert Evidence.objects.get(uid="ev1dence02").quote_exact == "  two  spaces "
    assert total(importclaims(as_json(tmp_path / "all.json", fixture))).endswith(f"0 updated, {OBJECTS} unchanged")


def test_a_symmetric_relation_may_be_given_in_either_order(tmp_path):
    fixture = example()
    of(fixture, "claimrelation").update(a=[RIVAL], b=[CLAIM])
    importclaims(as_json(tmp_path / "all.json", fixture))
    assert ClaimRelation.objects.get().a.uid == CLAIM
    assert total(importclaims(as_json(tmp_path / "all.json", example()))).startswith("0 created, 0 updated")


def test_the_rules_fill_in_what_they_imply(tmp_path):
    fixture = example()
    del of(fixture, "claimrelation")["resolution"]
    importclaims(as_json(tmp_path / "all.json", fixture))
    assert ClaimRelation.objects.get().resolution == "unresolved"


def test_a_changed_file_updates_what_nobody_edited(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    fixture = example()
    of(fixture, "claim").update(statement="It was opened in 1887.", topics=[["works"]])
    of(fixture, "entity", 1)["label"] = {"en": "The stone bridge"}
    assert total(importclaims(as_json(tmp_path / "all.json", fixture))) == (
        f"0 created, 2 updated, {OBJECTS - 2} unchanged"
    )
    claim = Claim.objects.get(uid=CLAIM)
    assert claim.statement == "It was opened in 1887."
    assert [topic.key for topic in claim.topics.all()] == ["works"]
    assert Entity.objects.get(key="bridge").label == {"en": "The stone bridge"}
    assert [claim.revisions.count() for claim in Claim.objects.order_by("uid")] == [2, 1, 1]


def test_a_field_that_is_left_out_takes_its_default(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    fixture = example()
    for name in ("rating", "rating_scale", "rating_explanation", "topics", "translations"):
        del of(fixture, "claim")[name]
    importclaims(as_json(tmp_path / "all.json", fixture))
    claim = Claim.objects.get(uid=CLAIM)
    assert (claim.rating, claim.rating_scale, claim.translations, claim.topics.count()) == ("", None, {}, 0)


def test_changed_evidence_and_relations_revise_their_claims(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    fixture = example()
    of(fixture, "evidence", 2)["note"] = {"en": "Read again."}
    importclaims(as_json(tmp_path / "all.json", fixture))
    assert {revision.claim.uid for revision in Revision.objects.filter(number=2)} == {COST}
    of(fixture, "evidence", 2).update(claim=[CLAIM], value=None)
    importclaims(as_json(tmp_path / "all.json", fixture))
    assert Revision.objects.get(claim__uid=CLAIM, number=2).content.count("ev1dence03") > 0
    assert "ev1dence03" not in Revision.objects.get(claim__uid=COST, number=3).content


def test_a_row_is_known_by_its_whole_key(tmp_path):
    importclaims(as_json(tmp_path / "all.json", example()))
    [derivation] = [found for found in example() if found["model"] == "claims.derivation"]
    derivation["fields"]["kind"] = "translation"
    report = importclaims(as_json(tmp_path / "more.json", [derivation]))
    assert total(report) == "1 created, 0 updated, 0 unchanged"


def test_a_dry_run_reports_the_same_and_writes_nothing(tmp_path):
    path = as_json(tmp_path / "all.json", example())
    before = everything()
    announced = importclaims(path, "--dry-run")
    assert everything() == before
    assert announced == [*importclaims(path), "Dry run: nothing was written."]
    Claim.objects.filter(uid=CLAIM).update(summary="Edited")
    ImportMark.objects.filter(model="claims.entity").delete()
    before = everything()
    announced = importclaims(path, "--dry-run", "--overwrite")
    assert everything() == before
    assert announced == [*importclaims(path, "--overwrite"), "Dry run: nothing was written."]


def test_the_revisions_are_by_whom_the_import_names(tmp_path):
    author = make.user("ada", "editor")
    importclaims(as_json(tmp_path / "all.json", example()), "--as", "ada")
    assert {revision.author for revision in Revision.objects.all()} == {author}


def test_an_unknown_author_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no user “nobody”"):
        importclaims(as_json(tmp_path / "all.json", example()), "--as", "nobody")
    assert not Entity.objects.exists()


def test_an_author_who_may_not_import_is_refused(tmp_path):
    make.user("victor", "viewer")
    with pytest.raises(CommandError, match="“victor” has not the right to import"):
        importclaims(as_json(tmp_path / "all.json", example()), "--as", "victor")
    assert not Entity.objects.exists()


def test_the_log_of_people_keeps_who_imported_which_files_and_what_became_of_them(tmp_path):
    emma = make.user("emma", "editor")
    path = as_json(tmp_path / "e\u0301te\u0301 \udcff.json", example())
    importclaims(path, "--dry-run")
    assert not AuditEntry.objects.exists()
    importer.import_files([path], author=emma)
    importclaims(path)  # writes nothing
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.person, entry.actor) == ("imported", None, emma)
    told = audit.detail_of(entry)
    assert (told["files"], told["objects"]) == (["été \\udcff.json"], {"created": OBJECTS})
    assert not list(audit.faults())


def test_the_number_of_queries_does_not_grow_with_the_number_of_objects(tmp_path, django_assert_max_num_queries):
    entities = [entity(f"entity-{number}", "other", "Somebody") for number in range(400)]
    sources = [
        {
            "model": "claims.source",
            "fields": {
                "uid": f"{number:0>10}",
                "title": "A",
                "publisher": [f"entity-{number}"],
                "authors": [["entity-1"], ["entity-2"]],
                "language": "en",
                "work_type": "book",
            },
        }
        for number in range(400)
    ]
    path = as_json(tmp_path / "many.json", [*sources, *entities])
    with django_assert_max_num_queries(40):
        importclaims(path)
    for found in sources:
        found["fields"]["title"] = "B"
    path = as_json(tmp_path / "many.json", [*sources, *entities])
    with django_assert_max_num_queries(40):
        importclaims(path)


def test_a_failure_of_the_workflow_rolls_everything_back(tmp_path, monkeypatch):
    def refuse(claims, *, author):
        raise refusals.Refused("Not today.")

    monkeypatch.setattr(workflow, "apply_drafts", refuse)
    assert refusal(as_json(tmp_path / "all.json", example())) == ["Not today."]


def test_a_refusal_by_the_database_itself_is_an_error_line(tmp_path, monkeypatch):
    def refuse(steps, marks, *, author, track):
        Entity.objects.create(key="half", kind="other", label={"en": "Half"})
        raise IntegrityError("duplicate key\nDETAIL: somebody was faster")

    monkeypatch.setattr(importer, "write", refuse)
    assert refusal(as_json(tmp_path / "all.json", example())) == [
        r"The database refused the import: duplicate key\nDETAIL: somebody was faster"
    ]


def test_progress_is_shown_on_a_terminal_and_nowhere_else(tmp_path, monkeypatch, capsys):
    path = as_json(tmp_path / "all.json", example())
    importclaims(path, "--dry-run")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    importclaims(path)
    shown = capsys.readouterr().err
    assert "Checking claims.claim" in shown
    assert "Writing" in shown

"""Whatever is wrong with an object: the right message with its place, nothing written, exit code 1, no traceback."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.desk.importing import importer
from claims.desk.importing.contents import CONTENT, plain_fields, reference_lists, references
from claims.models import Claim, Entity, Evidence, Property

from .example import (
    CLAIM,
    EVIDENCE,
    RIVAL,
    as_json,
    as_jsonl,
    entity,
    example,
    importclaims,
    money,
    of,
    refusal,
)
from .mistakes import MISTAKES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place(name, tmp_path):
    mistake = MISTAKES[name]
    fixture = example()
    mistake.change(fixture)
    path = as_json(tmp_path / "bad.json", fixture)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    begins = [number for number, line in enumerate(lines, 1) if line in (" {", " []")]
    [error] = refusal(path)
    assert error.startswith(f"{path}:object {mistake.number} (line {begins[mistake.number - 1]}): {mistake.message}")
    assert mistake.reason in error


def test_all_mistakes_of_all_files_are_named_in_their_order(tmp_path):
    fixture = example()
    of(fixture, "entity")["kind"] = "planet"
    of(fixture, "claim").update(summary="", language="English", rating="great")
    first = as_json(tmp_path / "b.json", fixture)
    second = as_jsonl(tmp_path / "a.jsonl", [entity("no key", "person", "Nobody"), entity("", "person", "")])
    errors = [line.removeprefix(str(tmp_path)) for line in refusal(first, second, str(tmp_path / "c.json"))]
    assert [(error.split(" ")[0], error.split(" ")[1], error.split(": ")[2]) for error in errors[:-1]] == [
        ("/b.json:object", "1", "kind"),
        ("/b.json:object", "15", "summary"),
        ("/b.json:object", "15", "language"),
        ("/a.jsonl:object", "1", "key"),
        ("/a.jsonl:object", "2", "key"),
        ("/a.jsonl:object", "2", "label"),
    ]
    assert errors[-1] == "/c.json: There is no such file."


def test_what_refers_to_a_mistake_is_no_mistake(tmp_path):
    fixture = example()
    of(fixture, "property")["value_type"] = "colour"
    of(fixture, "source")["uid"] = "NONE"
    of(fixture, "entity", 1).pop("kind")
    for model in ("derivation", "capture", "evidence"):
        of(fixture, model)["source"] = ["NONE"]
    of(fixture, "evidence")["capture"][0] = "NONE"
    assert len(refusal(as_json(tmp_path / "bad.json", fixture))) == 3


def test_after_a_broken_line_nobody_is_told_that_its_object_is_missing(tmp_path):
    path = Path(as_jsonl(tmp_path / "bad.jsonl", example()))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0][:-1]
    lines[14] = lines[14].replace("1887", "1")
    path.write_text("\n".join(lines), encoding="utf-8")
    broken, wrong = refusal(str(path))
    assert broken == f"{path} (line 1): Not JSON at column {len(lines[0]) + 1}: Expecting ',' delimiter."
    assert f'(line 15): claims.claim "{CLAIM}": value: ' in wrong


def test_a_grade_and_a_capture_never_change(tmp_path):
    importclaims(as_json(tmp_path / "good.json", example()))
    fixture = example()
    of(fixture, "grade")["letter"] = "A"
    of(fixture, "capture", 1)["length"] = 9001
    path = as_json(tmp_path / "changed.json", fixture)
    for options in ([], ["--overwrite"]):
        grade, capture = refusal(path, *options)
        assert grade.endswith(
            'claims.grade "gazette, 2020": letter: "A": Stored otherwise, and never changed once stored.'
        )
        assert capture.endswith("length: 9001: Stored otherwise, and never changed once stored.")


def test_a_change_that_leaves_stored_rows_invalid_is_refused(tmp_path):
    importclaims(as_json(tmp_path / "good.json", example()))
    changed = dict(of(example(), "property"), value_type="text")
    path = as_json(tmp_path / "changed.json", [{"model": "claims.property", "fields": changed}])
    errors = refusal(path)
    assert [error.partition("leave ")[2].partition(" invalid")[0] for error in errors] == [
        f'claims.claim "{CLAIM}"',
        f'claims.claim "{RIVAL}"',
        f'claims.evidence "{EVIDENCE}"',
    ]
    assert all(error.startswith(f'{path}:object 1 (line 2): claims.property "opened": This would') for error in errors)
    assert "The property takes values of the type “text”, not “date”." in errors[0]


def test_a_changed_claim_must_fit_the_evidence_that_is_kept(tmp_path):
    importclaims(as_json(tmp_path / "good.json", example()))
    changed = dict(of(example(), "claim"), property=["cost"], value=money("around", "36000", "44000"))
    fixture = [
        {"model": "claims.claim", "fields": changed},
        {"model": "claims.evidence", "fields": of(example(), "evidence")},
    ]
    [error] = refusal(as_json(tmp_path / "changed.json", fixture))
    assert f'claims.claim "{CLAIM}": This would leave claims.evidence "{EVIDENCE}" invalid' in error
    of(fixture, "evidence")["value"] = money("exact", "40000", "40000")
    importclaims(as_json(tmp_path / "changed.json", fixture))
    assert Claim.objects.get(uid=CLAIM).property.key == "cost"


def test_evidence_is_judged_by_the_property_as_it_will_be(tmp_path):
    importclaims(as_json(tmp_path / "good.json", [found for found in example() if found["model"] != "claims.evidence"]))
    Claim.objects.filter(property__key="opened").update(property=None, value=None)
    Claim.objects.filter(uid=CLAIM).update(
        property=Property.objects.get(key="opened"), value='{"text":"x","type":"text"}'
    )
    evidence = dict(of(example(), "evidence"), value={"type": "text", "text": "In 1887"})
    changed = dict(of(example(), "property"), value_type="text")
    fixture = [{"model": "claims.evidence", "fields": evidence}, {"model": "claims.property", "fields": changed}]
    importclaims(as_json(tmp_path / "changed.json", fixture))
    assert Evidence.objects.get().claim.property.value_type == "text"


def test_more_objects_than_one_import_can_hold_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(importer, "MOST_OBJECTS", 20)
    assert refusal(as_json(tmp_path / "all.json", example())) == [
        f"{len(example())} objects are more than the 20 of one import; divide the files."
    ]


def test_a_message_is_one_line_whatever_the_fixture_holds(tmp_path):
    nasty = "\x1b[2J\n\u202e" + "x" * 1000
    fixture = [{"model": nasty, "fields": {}}, {"model": "claims.topic", "fields": {"key": nasty, nasty: nasty}}]
    fixture += [entity("a", nasty, nasty, same_as=nasty, **{nasty: nasty})]
    errors = refusal(as_json(tmp_path / "bad.json", fixture))
    assert len(errors) == 8
    assert all(error.isprintable() and len(error) < 2000 for error in errors)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["1887", "", "en", "https://[::1", CLAIM]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "en", "amount", "unit", "x", "snak"]) | st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    (model, field.name)
    for model in CONTENT
    for fields in (plain_fields, references, reference_lists)
    for field in fields(model)
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(FIELDS), value=JSON_VALUES)
def test_whatever_json_holds_is_imported_or_refused_before_the_database_has_to(tmp_path, place, value):
    model, field = place
    fixture = example()
    of(fixture, model._meta.model_name)[field] = value
    path = tmp_path / "any.json"
    path.write_text(json.dumps(fixture), encoding="utf-8")
    output, errors = StringIO(), StringIO()
    with transaction.atomic():
        try:
            call_command("importclaims", str(path), stdout=output, stderr=errors)
        except CommandError:
            assert not Entity.objects.exists()
        transaction.set_rollback(True)
    assert bool(output.getvalue()) != bool(errors.getvalue())
    assert "The database refused" not in errors.getvalue()

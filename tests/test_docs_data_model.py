"""The data model is described as it is: tables, columns, vocabularies, rules, documents, and how to verify an entry."""

import json
import re
from collections.abc import Iterator
from inspect import isclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import TextChoices

from claims.desk import workflow
from claims.judgement import vocab
from claims.judgement.values import from_json, to_json
from claims.judgement.vocab import Stance, ValueType
from claims.models.content import Content
from claims.models.rules import APPEND_ONLY, KEPT, RULES
from claims.record.reading import open_entry
from tests import factories
from tests.documentation import code_of, page
from tests.worked_examples import Dossier, Property

DATA_MODEL = page("docs/developer/data-model.md")
MODELS = {model.__name__: model for model in apps.get_app_config("claims").get_models()}
GOLDEN = Path(__file__).parent / "golden/dossier-1.json"
LANGUAGES = {"en", "fr"}
BY_KEY = {"topics", "entities", "sources", "captures"}


def first_words(title):
    """The code in the first column of the tables under a heading."""
    return [code_of(row[0])[0] for row in DATA_MODEL.rows(title)]


def fields_of(model):
    """The columns and lists of a table, its primary key left out."""
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if not field.primary_key}


def test_every_table_is_described_and_no_other():
    described = {title for title in DATA_MODEL.headings() if f"\n### {title}\n" in DATA_MODEL.text}
    assert described == MODELS.keys()
    assert len(described) >= 18


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_a_table_is_described_and_no_other(name):
    if fields_of(MODELS[name]):
        assert first_words(name) == list(dict.fromkeys(first_words(name)))
        assert set(first_words(name)) == fields_of(MODELS[name])
    else:
        assert "no fields" in DATA_MODEL.section(name)


CONTENT = {name: model for name, model in MODELS.items() if issubclass(model, Content)}


@pytest.mark.parametrize("name", CONTENT)
def test_the_natural_key_of_a_table_is_stated(name):
    stated = re.search(r"Natural key:\s((?:`\w+`(?:,\s)?)+)", DATA_MODEL.section(name))
    assert re.findall(r"\w+", stated[1]) == [path.split("__")[0] for path in CONTENT[name].NATURAL_KEY]


def test_only_content_has_a_natural_key():
    assert DATA_MODEL.text.count("Natural key:") == len(CONTENT) == 10


def test_every_vocabulary_is_listed_with_all_of_its_words():
    words = {code_of(name)[0]: code_of(listed) for name, listed in DATA_MODEL.rows("Vocabularies")}
    vocabularies = [each for each in vars(vocab).values() if isclass(each) and issubclass(each, TextChoices)]
    assert words == {each.__name__: each.values for each in vocabularies if each is not TextChoices}
    assert len(words) > 20


def test_every_rule_of_the_database_is_listed():
    section = "What the database refuses"
    guarded = {f"{table}_{what}" for table in (*APPEND_ONLY, *KEPT) for what in ("replace", "kept", "unchanging")}
    assert first_words(section) == [rule.name for rule in RULES if rule.name not in guarded]
    never_changed, never_removed = re.search(
        r"Never changed.*?:(.*?)\. Changed, but never removed or replaced:(.*?)\.",
        DATA_MODEL.section(section),
        re.DOTALL,
    ).groups()
    assert code_of(never_changed) == list(APPEND_ONLY)
    assert code_of(never_removed) == list(KEPT)


def test_every_type_of_value_is_shown_in_its_own_form():
    rows = DATA_MODEL.rows("Values as JSON")
    shown = {code_of(row[0])[0]: code_of(row[1]) for row in rows if code_of(row[0])}
    assert shown.keys() == set(ValueType.values)
    forms = [form for row in rows for form in code_of(row[1])]
    assert [to_json(from_json(json.loads(form))) for form in forms] == [json.loads(form) for form in forms]
    assert all(json.loads(form)["type"] == type for type, [form] in shown.items())


def names(part: Any, name: str = "") -> Iterator[str]:
    """The fields of a document as the data model names them, such as `sources.*.title` and `evidence[].uid`.

    Maps by language, values and scopes count as one field: they are described elsewhere.
    """
    if isinstance(part, list) and part and isinstance(part[0], dict):
        for item in part:
            yield from names(item, f"{name}[]")
    elif isinstance(part, dict) and not part.keys() <= LANGUAGES and name.split(".")[-1] not in {"value", "scope"}:
        for key, inner in part.items():
            yield from names(inner, f"{name}.{'*' if name in BY_KEY else key}".removeprefix("."))
    else:
        yield name


def innermost(found):
    """Without the fields that hold other ones: a quotation that is null here has its words elsewhere."""
    found = set(found)
    return {name for name in found if not any(other.startswith((f"{name}.", f"{name}[")) for other in found)}


def an_assessment_with_everything():
    """The one of the golden document has no finding and counts all."""
    dossier = Dossier(property=Property.parse("date, single_ever"), value="2017")
    dossier.add_source("morning, published by morning-post")
    dossier.add_source("evening, published by evening-star, retracted")
    dossier.add_evidence(Stance.SUPPORTS, "morning, first hand, says 2016")
    dossier.add_evidence(Stance.SUPPORTS, "evening, first hand")
    return dossier.assess().to_json()


def test_every_field_of_the_dossier_is_described_and_no_other():
    document = json.loads(GOLDEN.read_text())
    held = [*names(document), *names({"assessment": an_assessment_with_everything()})]
    described = first_words("The dossier")
    assert len(described) == len(set(described)) > 90
    assert innermost(described) == innermost(held)
    assert f"version of the shape: {document['dossier']}" in DATA_MODEL.section("The dossier")


@pytest.fixture
def published(db):
    """A claim that was published by two people and then retracted: both entries, as the public is given them."""
    claim = factories.checked_claim()
    first = factories.publish(claim)
    last = workflow.retract(claim, actor=factories.user("bob", "reviewer"), note="It was about somebody else.")
    return claim.uid, open_entry(first), open_entry(last)


def test_every_field_of_the_envelope_is_described_and_no_other(published):
    _uid, entry, retraction = published
    described = first_words("The envelope")
    assert innermost(described) == innermost(names(entry["envelope"]))
    assert set(described[:4]) == retraction["envelope"].keys()


def test_every_field_of_a_public_entry_is_described_and_no_other(published):
    _uid, entry, _retraction = published
    assert set(first_words("The record and its hashes")) == entry.keys()


@pytest.fixture
def fault():
    """The function of the program that anybody can verify an entry with, as it stands in the documentation."""
    [program] = DATA_MODEL.blocks("python")
    names_of_the_program = {"__name__": "verify"}
    exec(compile(program, str(DATA_MODEL), "exec"), names_of_the_program)  # noqa: S102  # it is what is tested
    return names_of_the_program["fault"]


def test_the_program_finds_no_fault_in_what_was_published(published, fault):
    uid, entry, retraction = published
    assert fault(entry, uid) is None
    assert fault(retraction, uid) is None


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("content.claim.statement", "Another.", "committed"),
        ("envelope.number", 2, "committed"),
        ("envelope.review.kind", "none", "committed"),
        ("salt", "0" * 32, "committed"),
        ("actor", "editor-000000000000", "hash"),
        ("seq", 7, "hash"),
        ("prev", "1" * 64, "hash"),
    ],
)
def test_the_program_finds_what_was_changed(published, fault, field, value, what):
    uid, entry, _retraction = published
    *outer, last = field.split(".")
    part = entry
    for name in outer:
        part = part[name]
    assert part[last] != value
    part[last] = value
    assert what in fault(entry, uid)


def test_the_program_finds_an_entry_of_another_claim(published, fault):
    _uid, entry, _retraction = published
    assert "hash" in fault(entry, "0000000000")

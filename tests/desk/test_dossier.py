"""The dossier: one canonical document, whose shape is versioned and whose old versions are read for ever."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk import dossier, workflow
from claims.models import Claim, Entity, Grade
from claims.record import documents
from tests import factories as make

GOLDEN = Path(__file__).parent.parent / "golden"


def rich_claim() -> Claim:
    """A claim that has something in every part of the document, with fixed uids and keys."""
    ada = make.entity("ada", label={"en": "Ada", "fr": "Ada"})
    times = make.entity("times", kind="organisation", label={"en": "The Times", "fr": "Le Times"})
    Grade.objects.get_or_create(entity=times, since="2019", letter="B", rationale="A long record")
    wire = make.source("Wire", uid="s000000001", publisher=make.entity("wire", kind="organisation"), url="")
    article = make.source(
        "Born in spring", uid="s000000002", publisher=times, authors=[make.entity("carl")], published_on="2020-05",
        url="https://times.example/born",
    )  # fmt: skip
    make.derivation(article, wire, note={"en": "Bylined to the wire"})
    born = make.property("birth-date", label={"en": "date of birth", "fr": "date de naissance"})
    claim = make.claim(
        "Ada was born in 1975.", uid="c000000001", subject=ada, property=born, topics=[make.topic("life")],
        value={"type": "date", "date": "1975"}, claimed_on="2020-05", scope_start="1975",
        translations={"fr": {"statement": "Ada est née en 1975.", "summary": "Née en 1975"}},
    )  # fmt: skip
    text = "Ada, born in April 1975, writes."
    capture = make.capture(article, text, withheld=True)
    make.evidence(
        claim, uid="e000000001", source=article, capture=capture, quote_exact="born in April 1975", quote_start=5,
        quote_end=23, value={"type": "date", "date": "1975-04"}, attributed_to=ada, note={"en": "A caption"},
    )  # fmt: skip
    make.evidence(claim, "contradicts", uid="e000000002", source=wire, resolution_note={"en": "Nobody knows"})
    other = make.checked_claim("Ada was born in 1974.", uid="c000000002")
    make.relation(claim, other, note={"en": "Two years"})
    make.publish_sample(other)
    return Claim.objects.get(pk=claim.pk)


@pytest.mark.django_db
def test_the_document_is_the_golden_one_of_its_version() -> None:
    document = dossier.build(rich_claim())
    for capture in document["captures"].values():
        capture["captured_at"] = "2026-01-02T03:04:05Z"
    golden = GOLDEN / f"dossier-{documents.DOSSIER}.json"
    assert document == json.loads(golden.read_text()), (
        "The shape has changed: raise DOSSIER, teach upgrade() the step, and add a golden document of the new version."
    )


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("dossier-*.json")), ids=lambda path: path.stem)
def test_every_version_ever_published_is_read(golden: Path) -> None:
    document = documents.upgrade(json.loads(golden.read_text()))
    assert document["dossier"] == documents.DOSSIER
    assert documents.texts(document, "fr")["statement"] == "Ada est née en 1975."
    assert list(documents.languages(document)) == ["en", "fr"]
    assert documents.linked_uids(document) == {"c000000002"}


@pytest.mark.parametrize("version", [0, 99, None, "1"])
def test_an_unknown_version_is_refused(version: object) -> None:
    with pytest.raises(documents.UnknownDossier, match=repr(version)):
        documents.upgrade({"dossier": version})


@pytest.mark.django_db
def test_the_same_content_gives_the_same_bytes_whatever_order_it_was_written_in() -> None:
    claim = rich_claim()
    before = dossier.as_text(dossier.build(claim))
    first = claim.evidence.get(uid="e000000001")
    first.pk, first._state.adding = None, True
    type(first).objects.filter(uid=first.uid).delete()
    first.save()
    assert dossier.as_text(dossier.build(claim)) == before


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_what_is_built() -> None:
    few = [rich_claim()]
    many = [*few]
    for _number in range(5):
        claim = make.checked_claim()
        for _piece in range(4):
            make.evidence(claim)
        make.relation(few[0], claim)
        many.append(claim)
    with CaptureQueriesContext(connection) as for_few:
        dossier.build_all(few)
    with CaptureQueriesContext(connection) as for_many:
        dossier.build_all(many)
    assert len(for_many) == len(for_few)


@pytest.mark.django_db
def test_a_linked_claim_that_is_not_live_is_left_out() -> None:
    claim, draft = make.checked_claim(), make.checked_claim("A secret draft")
    make.relation(claim, draft)
    assert dossier.build(claim)["relations"] == []
    assert dossier.build(claim)["assessment"]["opposing_claims"] == []
    assert dossier.build(claim, live_too={draft.uid})["assessment"]["opposing_claims"] == [draft.uid]


@pytest.mark.django_db
def test_a_suggested_relation_is_not_in_the_document() -> None:
    claim, other = make.checked_claim(), make.checked_claim()
    make.publish_sample(other)
    make.relation(claim, other, status="suggested")
    assert dossier.build(claim)["relations"] == []


@pytest.mark.django_db
def test_an_unconfirmed_derivation_is_not_in_the_document() -> None:
    claim = make.checked_claim()
    make.derivation(claim.evidence.get().source, make.source("The original"), status="suggested")
    assert dossier.build(claim)["derivations"] == []
    assert "The original" not in dossier.as_text(dossier.build(claim))


@pytest.mark.django_db
def test_an_entity_that_only_a_value_names_is_in_the_document() -> None:
    award = make.property("award", value_type="entity", cardinality="many")
    make.entity("cesar", kind="other")
    claim = make.claim(property=award, value={"type": "entity", "entity": "cesar"})
    make.evidence(claim, value={"type": "entity", "entity": "palme"})
    assert dossier.build(claim)["entities"].keys() >= {"cesar"}
    make.entity("palme", kind="other")
    assert dossier.build(claim)["entities"].keys() >= {"cesar", "palme"}


@pytest.mark.django_db
def test_the_newest_grade_of_a_publisher_is_shown_with_its_date() -> None:
    claim = make.checked_claim()
    publisher = claim.evidence.get().source.publisher
    for since, letter in (("2024", "C"), ("2021", "A")):
        Grade.objects.create(entity=publisher, since=since, letter=letter, rationale="Known")
    [source] = dossier.build(claim)["sources"].values()
    assert source["grade"] == {"letter": "C", "since": "2024"}


@pytest.mark.django_db
def test_a_saved_revision_holds_the_built_document() -> None:
    claim = rich_claim()
    saved = workflow.save_draft(claim, author=None)
    assert saved.revision is not None
    assert saved.revision.content == dossier.as_text(dossier.build(claim))
    assert Entity.objects.get(key="ada").label == {"en": "Ada", "fr": "Ada"}

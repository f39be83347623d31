"""The working of a standing in sentences."""

from typing import Any

from claims.record.rendering.working import working
from tests.rendering import sample


def sentences(**changes: Any) -> list[str]:
    document = sample.document()
    document["assessment"] |= changes
    return [point.sentence for point in working(document, "en")]


def test_the_working_of_a_disputed_claim():
    assert sentences() == [
        "2 sources support the claim:",
        "1 independent origin is established:",
        "For 1 supporting passage the origin is not established, so it adds none.",
        "The standing rests on Census Office and Inès Roy: without what comes from there, it would be another one.",
        "1 passage contradicts it, and that is unresolved:",
        "1 other published claim contradicts it, and that is unresolved.",
        "1 contradiction has been settled; it stays on this page.",
        "Not counted: its source, or one that it rests on, has been retracted.",
        "Two pieces of evidence may exclude each other: 12.5% and around 12.5%.",
        "The source is dated not after 1999, before what it is said to confirm (2019).",
    ]


def test_without_support_no_origin_is_spoken_of():
    said = sentences(supporting=[], supporting_sources=[], independent=[], not_established=[], rests_on=[])
    assert said[0] == "No source that counts supports the claim."
    assert not [sentence for sentence in said if "origin" in sentence]


def test_an_unknown_origin_is_called_so():
    said = sentences(independent=[], not_established=["e000000001", "e000000002"])
    assert (
        said[1] == "No independent origin is established: "
        "the sources do not show on whose knowledge their statement rests."
    )


def test_where_nothing_contradicts_that_is_said():
    said = sentences(open_contradictions=[], opposing_claims=[], settled_contradictions=[], findings=[])
    assert "There is no open contradiction." in said
    assert not [sentence for sentence in said if "settled" in sentence]


def test_every_step_leads_to_what_it_speaks_of():
    document = sample.document()
    anchors = {item.anchor for point in working(document, "en") for item in point.items}
    assert anchors == {
        "source-s000000001",
        "source-s000000002",
        "evidence-e000000001",
        "evidence-e000000002",
        "evidence-e000000003",
        "evidence-e000000004",
        "evidence-e000000005",
    }


def test_passages_are_called_by_their_own_words():
    document = sample.document()
    called = [item.text.words for point in working(document, "en") for item in point.items]
    assert "“It is nearer to twenty”" in called
    assert "Water in towns" in called  # not quoted: its title

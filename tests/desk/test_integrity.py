"""The rules over many rows: each finds the row that breaks it, names it, and leaves its neighbours alone."""

from itertools import pairwise
from typing import Any

import pytest

from claims.desk import integrity, workflow
from claims.desk.integrity import RULES, Breach
from claims.judgement.values import EntityValue
from claims.models import Capture, Claim, Evidence, Grade, Source, Topic
from tests import factories as make

pytestmark = pytest.mark.django_db

BOTH = {"en": "Here", "fr": "Ici"}
TEXT = "She was born in 1975, and he was born in 1974; both were born in Paris."


def breaches(rule: str) -> list[Breach]:
    [found] = [each for each in RULES if each.name == rule]
    return list(found.breaches())


def rows(rule: str) -> list[str]:
    return [breach.row for breach in breaches(rule)]


def withdrawn(claim: Claim) -> Claim:
    workflow.withdraw(claim, actor=make.user("alice", "editor"))
    return claim


def date(text: str) -> dict[str, str]:
    return {"type": "date", "date": text}


def dated_claim(text: str = "1975", **fields: Any) -> Claim:
    return make.claim(property=make.property(), value=date(text), **fields)


def passage(claim: Claim, capture: Any, start: int, end: int, stance: str = "supports", **fields: Any) -> Evidence:
    place = {"quote_exact": TEXT[start:end], "quote_start": start, "quote_end": end}
    return make.evidence(claim, stance, source=capture.source, capture=capture, **place | fields)


def translated(**fields: Any) -> Claim:
    english = {"statement": "One thing", "summary": "One", "rating_explanation": "For"}
    french = {"statement": "Une chose", "summary": "Une", "rating_explanation": "Car"}
    defaults: dict[str, Any] = {**english, "translations": {"fr": french}}
    return make.claim(**defaults | fields)


def test_an_entity_that_nothing_names_is_an_orphan() -> None:
    make.entity("nobody")
    assert breaches("orphaned_entity") == [Breach("entity nobody", "nothing names it")]


def test_an_entity_with_any_one_place_in_the_database_is_no_orphan() -> None:
    make.source(authors=[make.entity("author")], publisher=make.entity("publisher"))
    award = make.property("award", value_type="entity", cardinality="many")
    make.claim(subject=make.entity("subject"), claimant=make.entity("claimant"))
    claim = make.claim(property=award, value={"type": "entity", "entity": make.entity("claimed").key})
    make.evidence(claim, value={"type": "entity", "entity": make.entity("asserted").key})
    make.evidence(withdrawn(make.claim(subject=make.entity("put-away"))), attributed_to=make.entity("speaker"))
    Grade.objects.create(entity=make.entity("graded"), since="2020", letter="B", rationale="Known")
    assert breaches("orphaned_entity") == []


def test_a_claim_without_a_passage_where_it_was_made_is_named() -> None:
    claim = make.claim()
    make.evidence(claim, is_appearance=False)
    make.checked_claim()
    withdrawn(make.claim())
    assert rows("no_appearance") == [f"claim {claim.uid}"]


def test_a_value_of_another_type_or_unit_or_of_no_property_is_named() -> None:
    height = make.property("height", value_type="quantity", unit="metre")
    number = {"type": "quantity", "amount": "2", "unit": "metre", "approximation": "exact", "lower": "2", "upper": "2"}
    tall = make.claim(property=height, value=number)
    make.evidence(tall, value=number)
    in_feet = make.evidence(tall, value=number | {"unit": "foot"})
    dated = dated_claim()
    wordy = make.evidence(dated, value={"type": "text", "text": "long ago"})
    make.evidence(dated, value={"type": "date", "snak": "somevalue"})
    without = make.evidence(make.claim(), value=date("1975"))
    wrong = dated_claim(uid="c000000001")
    Claim.objects.filter(pk=wrong.pk).update(property=height)
    assert {(breach.row, breach.sentence) for breach in breaches("foreign_value")} == {
        (f"evidence {in_feet.uid}", "The property is counted in “metre”, not “foot”."),
        (f"evidence {wordy.uid}", "The property takes values of the type “date”, not “text”."),
        (f"evidence {without.uid}", "it has a value, and its claim has no property"),
        ("claim c000000001", "The property takes values of the type “quantity”, not “date”."),
    }


def test_a_value_that_names_an_entity_that_is_not_there_is_named() -> None:
    award = make.property("award", value_type="entity", cardinality="many")
    make.entity("palme", kind="other")
    claim = make.claim(property=award, value=EntityValue("cesar"))
    make.evidence(claim, value=EntityValue("palme"))
    make.evidence(withdrawn(make.claim(property=award, value=EntityValue("oscar"))), value=EntityValue("emmy"))
    assert breaches("foreign_value") == [
        Breach(f"claim {claim.uid}", "its value names “cesar”, and there is no such entity")
    ]


def test_a_quotation_of_more_than_twenty_five_words_is_named() -> None:
    claim = make.claim()
    make.evidence(claim, quote_exact="word  " * 24 + "it’s")
    long = make.evidence(claim, quote_exact="word\n" * 26)
    make.evidence(withdrawn(make.claim()), quote_exact="word " * 26)
    assert breaches("long_quotation") == [
        Breach(f"evidence {long.uid}", "26 words are quoted, and 25 are the most"),
    ]


def test_a_passage_that_overlaps_another_for_the_same_claim_is_named() -> None:
    claim, capture = make.claim(), make.capture(make.source(), TEXT)
    for uid, start, end in (
        ("e000000001", 0, 40),
        ("e000000002", 2, 5),
        ("e000000003", 39, 45),
        ("e000000004", 45, 50),
    ):
        passage(claim, capture, start, end, uid=uid)
    sentence = "it overlaps evidence e000000001 of the same claim"
    assert breaches("passage_twice") == [
        Breach("evidence e000000002", sentence),
        Breach("evidence e000000003", sentence),
    ]


def test_the_same_place_for_another_claim_or_stance_or_in_another_text_is_another_passage() -> None:
    claim, elsewhere = make.claim(), make.capture(make.source(), TEXT)
    capture = make.capture(make.source(), TEXT)
    passage(claim, elsewhere, 0, 20)
    passage(claim, capture, 0, 20)
    passage(make.claim(), capture, 0, 20)
    in_both = make.claim()
    passage(in_both, capture, 0, 20)
    passage(in_both, capture, 0, 20, "context")
    make.evidence(claim, source=capture.source, capture=capture, quote_exact=TEXT[:20])
    gone = withdrawn(make.claim())
    passage(gone, capture, 0, 20)
    passage(gone, capture, 0, 20)
    assert breaches("passage_twice") == []


def test_overlapping_passages_are_found_where_another_text_was_captured_at_the_same_time() -> None:
    claim, older = make.claim(), make.capture(make.source(), TEXT)
    fields = {"source": older.source, "captured_at": older.captured_at, "normaliser": "none"}
    newer = Capture.objects.create(sha256="0" * 64, length=len(TEXT), **fields)
    passage(claim, older, 0, 20)
    passage(claim, newer, 5, 10)
    second = passage(claim, older, 8, 15)
    assert rows("passage_twice") == [f"evidence {second.uid}"]


def test_a_stance_that_the_values_exclude_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "CLAIMS_AT_ONCE", 1)
    claim, other = dated_claim("1975", uid="c000000001"), dated_claim("1975", uid="c000000002")
    conflict = make.evidence(claim, value=date("1974"))
    make.evidence(claim, value=date("1975-04"))
    agrees = make.evidence(other, "contradicts", value=date("1975"))
    assert breaches("stance_against_value") == [
        Breach(f"evidence {conflict.uid}", "Marked as support, but 1974 and 1975 exclude each other."),
        Breach(f"evidence {agrees.uid}", "Marked as contradiction, but 1975 and 1975 agree."),
    ]


def test_a_stance_that_fits_or_is_settled_or_has_no_value_is_left_alone() -> None:
    claim = dated_claim()
    make.evidence(claim, value=date("1975-04"))
    make.evidence(claim, value=date("1975-05"))
    make.evidence(claim, "contradicts", value=date("1974"))
    make.evidence(claim, "context", value=date("1974"))
    make.evidence(claim, "contradicts", value=date("1975"), resolution="rounding", resolution_note=BOTH)
    make.evidence(claim)
    make.evidence(withdrawn(dated_claim()), value=date("1974"))
    assert breaches("stance_against_value") == []


def test_a_relation_entered_in_both_directions_is_named_once() -> None:
    a, b = make.claim(summary="A"), make.claim(summary="B")
    make.relation(a, b, "narrows")
    make.relation(b, a, "narrows")
    make.relation(b, a, "updates")
    assert breaches("relation_twice") == [
        Breach(
            f"relation {a.uid} narrows {b.uid}",
            "it is entered in both directions: A – is a narrower form of – B",
        )
    ]


@pytest.mark.parametrize("status", ["suggested", "dismissed"])
@pytest.mark.parametrize("first_is_confirmed", [True, False])
def test_a_relation_that_nobody_stands_behind_is_no_second_one(status: str, first_is_confirmed: bool) -> None:
    a, b = make.claim(), make.claim()
    make.relation(a, b, "narrows", status="confirmed" if first_is_confirmed else status)
    make.relation(b, a, "narrows", status=status if first_is_confirmed else "confirmed")
    make.relation(b, a, "updates")
    assert breaches("relation_twice") == []


def opposed(**fields: Any) -> tuple[Claim, Claim, Evidence]:
    """Two claims in contradiction; the passage that supports the one is entered against the other as well."""
    one, other = make.claim(uid="c000000001"), make.claim(uid="c000000002")
    make.relation(one, other, **fields)
    capture = make.capture(make.source(), TEXT)
    passage(one, capture, 0, 20)
    return one, other, passage(other, capture, 8, 20, "contradicts")


def test_a_contradiction_that_is_a_relation_and_a_passage_is_named() -> None:
    one, other, piece = opposed()
    passage(other, make.capture(make.source(), TEXT), 0, 20, "contradicts")
    passage(one, make.capture(piece.source, f"{TEXT} Truly."), 0, 20)
    sentence = "the same passage contradicts the claim by relation c000000001 – c000000002 already"
    assert breaches("relation_twice") == [Breach(f"evidence {piece.uid}", sentence)]


@pytest.mark.parametrize(
    "fields", [{"status": "suggested"}, {"status": "dismissed", "note": BOTH}, {"kind": "depends_on"}]
)
def test_a_passage_against_a_claim_in_no_confirmed_contradiction_is_left_alone(fields: dict[str, Any]) -> None:
    opposed(**fields)
    assert breaches("relation_twice") == []


def test_a_passage_with_one_stance_for_both_claims_or_as_context_is_left_alone() -> None:
    one, other = make.claim(), make.claim()
    make.relation(one, other)
    for stances in (("supports", "supports"), ("contradicts", "contradicts"), ("contradicts", "context")):
        capture = make.capture(make.source(), TEXT)
        for claim, stance in zip((one, other), stances, strict=True):
            passage(claim, capture, 0, 20, stance)
    assert breaches("relation_twice") == []


@pytest.mark.parametrize("which", [0, 1])
def test_relations_of_withdrawn_claims_are_left_alone(which: int) -> None:
    claims = opposed()[:2]
    make.relation(*claims, "narrows")
    make.relation(claims[1], claims[0], "narrows")
    assert len(breaches("relation_twice")) == 2
    withdrawn(claims[which])
    assert breaches("relation_twice") == []


def chain(*titles: str, **fields: Any) -> None:
    """Sources of these titles, each of which rests on the next."""
    made = {title: Source.objects.filter(title=title).first() or make.source(title) for title in titles}
    for title, derived_from in pairwise(titles):
        make.derivation(made[title], made[derived_from], **fields)


def path_of(*titles: str) -> str:
    return "it rests on itself: " + " ← ".join(Source.objects.get(title=title).uid for title in titles)


def test_a_source_that_rests_on_itself_in_the_end_is_named_with_the_way_there() -> None:
    chain("a", "b", "c", "a")
    chain("x", "a")
    [breach] = breaches("derivation_cycle")
    assert breach.sentence in {path_of(*"abca"), path_of(*"bcab"), path_of(*"cabc")}
    assert breach.sentence.startswith(f"it rests on itself: {breach.row.removeprefix('source ')} ← ")


def test_two_cycles_are_both_found() -> None:
    chain("a", "b", "a")
    chain("c", "d", "e", "c")
    chain("a", "c")
    assert sorted(breach.sentence.count("←") for breach in breaches("derivation_cycle")) == [2, 3]


@pytest.mark.parametrize("fields", [{"kind": "cites"}, {"status": "suggested"}, {"status": "rejected"}])
def test_sources_that_cite_each_other_or_are_not_confirmed_to_rest_make_no_cycle(fields: dict[str, str]) -> None:
    chain("a", "b")
    chain("b", "a", **fields)
    chain("d", "b")
    chain("d", "a")
    assert breaches("derivation_cycle") == []


def test_a_text_without_its_translation_is_named() -> None:
    translated(analysis="Long", uid="c000000001")
    translated(uid="c000000002")
    translated(uid="c000000003", language="de")
    assert {(breach.row, breach.sentence) for breach in breaches("no_translation")} == {
        ("claim c000000001", "no analysis in “fr”"),
        *(("claim c000000003", f"no {text} in “en”") for text in ("statement", "summary", "rating_explanation")),
    }


@pytest.mark.parametrize("here", [{"en": "Here"}, {"fr": "Ici"}, BOTH, BOTH | {"de": "Hier"}])
def test_a_name_or_note_in_one_language_alone_is_named(here: dict[str, str]) -> None:
    claim, other, gone = (translated(uid=f"c00000000{number}") for number in (1, 2, 3))
    source, wire = make.source(uid="s000000001", retraction_note=here), make.source(uid="s000000002")
    make.entity("ada", label=here)
    make.entity("bob", description=here)
    make.property("height", label=here)
    Topic.objects.create(key="life", label=here)
    make.evidence(claim, uid="e000000001", note=here)
    make.evidence(claim, uid="e000000002", resolution_note=here)
    make.relation(claim, other, note=here)
    make.derivation(source, wire, note=here)
    make.evidence(claim, translation=here)
    make.relation(claim, other, "narrows", status="dismissed", note=here)
    make.derivation(source, wire, kind="cites", note=here)
    make.derivation(wire, source, status="rejected", note=here)
    make.relation(claim, withdrawn(gone), note=here)
    make.evidence(gone, note=here)
    [language, *_others] = {"en", "fr"} - here.keys() or {""}
    names = {
        ("entity ada", "name"), ("entity bob", "description"), ("property height", "name"), ("topic life", "name"),
        ("evidence e000000001", "note"), ("evidence e000000002", "note"), ("source s000000001", "note"),
        ("relation c000000001 contradicts c000000002", "note"), ("source s000000001", "note"),
        ("derivation s000000001 reprint s000000002", "note"),
    }  # fmt: skip
    expected = {(row, f"no {text} in “{language}”") for row, text in names} if language else set()
    assert {(breach.row, breach.sentence) for breach in breaches("no_translation")} == expected


def test_a_text_that_changed_after_its_translation_is_named() -> None:
    claim, gone = translated(), translated()
    for statement in ("One thing", "Another thing"):
        for each in (claim, gone):
            Claim.objects.filter(pk=each.pk).update(statement=statement)
            workflow.save_draft(each, author=None)
    withdrawn(gone)
    sentence = "the statement changed after its translation into “fr”"
    assert breaches("old_translation") == [Breach(f"claim {claim.uid}", sentence)]


@pytest.mark.parametrize(
    ("english", "french", "word", "language"),
    [
        ("A report that is False", "Un article", "False", "en"),
        ("It is mostly true", "Un article", "mostly true", "en"),
        ("“Contested”, they say", "Un article", "Contested", "en"),
        ("A report", "C’est faux\u202f!", "faux", "fr"),
        ("A report", "À moitié vrai", "À moitié vrai", "fr"),
    ],
)
def test_a_summary_with_a_verdict_in_its_language_is_named(english: str, french: str, word: str, language: str) -> None:
    claim = translated(summary=english, translations={"fr": {"summary": french}})
    sentence = f"its summary in “{language}” holds the verdict “{word}”"
    assert breaches("verdict_in_summary") == [Breach(f"claim {claim.uid}", sentence)]


def test_a_verdict_inside_of_a_longer_word_or_in_another_language_or_text_is_none() -> None:
    for english, french in (
        ("Falsehoods, untrue and misreported", "Fausseté et vraisemblance"),
        ("A faux pas, vrai", "The true story is contested"),
    ):
        translated(summary=english, statement="It is false", translations={"fr": {"summary": french}})
    translated(summary="It is false", language="de")
    withdrawn(translated(summary="It is false"))
    assert breaches("verdict_in_summary") == []

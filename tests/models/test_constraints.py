"""The rules of one row, kept by the database itself: they hold for update() and bulk_create() as well."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from claims.models import Claim, ClaimRelation, Derivation, Evidence, Grade, Property, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def broken(constraint: str, row: models.Model, **change: Any) -> None:
    """Assert that the database refuses the change, and that the model says why before it comes to that."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    # PostgreSQL's columns have a width of their own; what is too wide for it never comes to the constraint.
    with pytest.raises((IntegrityError, DataError), match=f"{constraint}|too long"), transaction.atomic():
        rows.update(**change)
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    [declared] = [each for each in row._meta.constraints if each.name == constraint]
    assert str(declared.violation_error_message) in refused.value.messages


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("claim_uid_ten_characters", {"uid": "short"}),
        ("claim_summary_short", {"summary": "x" * 76}),
        ("claim_value_of_a_property", {"property": None}),
        ("claim_value_of_a_property", {"value": None}),
        ("claim_property_of_a_subject", {"subject": None}),
        ("claim_rating_on_a_scale", {"rating": ""}),
        ("claim_rating_on_a_scale", {"rating_scale": None}),
        ("claim_kind_known", {"claim_kind": "rumour"}),
    ],
)
def test_a_claim(constraint: str, change: dict[str, Any]) -> None:
    claim = make.claim(property=make.property(), value={"type": "date", "date": "1975"})
    broken(constraint, claim, **change)


def test_reported_speech_has_a_speaker_as_its_subject_and_no_claimant() -> None:
    claim = make.claim(claimant=make.entity("carl"))
    broken("claim_reported_speech_has_no_claimant", claim, claim_kind="reported_speech")


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("evidence_uid_ten_characters", {"uid": "short"}),
        ("evidence_quote_fits_its_position", {"quote_start": None}),
        ("evidence_quote_fits_its_position", {"quote_end": None}),
        ("evidence_quote_fits_its_position", {"quote_end": 4}),
        ("evidence_quote_fits_its_position", {"quote_end": 12}),
        ("evidence_quote_fits_its_position", {"capture": None}),
        ("evidence_quote_fits_its_position", {"quote_exact": "born in 19"}),
        ("evidence_position_of_a_quote", {"quote_exact": "", "quote_start": None, "quote_end": None}),
        ("evidence_resolution_of_contradictions", {"stance": "contradicts"}),
        ("evidence_resolution_of_contradictions", {"resolution": "rounding"}),
        ("evidence_speaker_means_attributed", {"basis": "first_hand"}),
        ("evidence_stance_known", {"stance": "doubts"}),
        ("evidence_basis_known", {"basis": "rumour", "attributed_to": None}),
    ],
)
def test_a_piece_of_evidence(constraint: str, change: dict[str, Any]) -> None:
    source = make.source()
    piece = make.evidence(
        make.claim(),
        source=source,
        capture=make.capture(source),
        quote_exact="born in",
        quote_start=8,
        quote_end=15,
        quote_prefix="was ",
        attributed_to=make.entity("carl"),
    )
    broken(constraint, piece, **change)


def test_the_length_of_a_quotation_counts_code_points() -> None:
    source = make.source()
    capture = make.capture(source, "👩‍🚀 est née à Évry")
    piece = make.evidence(
        make.claim(), source=source, capture=capture, quote_exact="👩‍🚀 est née", quote_start=0, quote_end=11
    )
    piece.full_clean()
    broken("evidence_quote_fits_its_position", piece, quote_end=12)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("source_uid_ten_characters", {"uid": "short"}),
        ("source_work_type_known", {"work_type": "rumour"}),
    ],
)
def test_a_source(constraint: str, change: dict[str, Any]) -> None:
    broken(constraint, make.source(), **change)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("property_value_type_known", {"value_type": "colour"}),
        ("property_cardinality_known", {"cardinality": "some"}),
        ("property_number_has_unit", {"value_type": "money"}),
    ],
)
def test_a_property(constraint: str, change: dict[str, Any]) -> None:
    broken(constraint, make.property(), **change)


def test_an_entity_has_a_known_kind() -> None:
    broken("entity_kind_known", make.entity(), kind="robot")


def test_a_source_does_not_rest_on_itself() -> None:
    step = make.derivation(make.source(), make.source())
    broken("derivation_of_another", step, derived_from=step.source)
    with pytest.raises(IntegrityError), transaction.atomic():
        Derivation.objects.bulk_create([Derivation(source=step.source, derived_from=make.source(), kind="x")])


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("relation_resolution_of_contradictions", {"resolution": None}),
        ("relation_resolution_of_contradictions", {"kind": "updates"}),
        ("relation_kind_known", {"kind": "resembles", "resolution": None}),
        ("relation_origin_known", {"origin": "oracle"}),
        ("relation_status_known", {"status": "perhaps"}),
        ("relation_resolution_known", {"resolution": "forgotten"}),
    ],
)
def test_a_relation(constraint: str, change: dict[str, Any]) -> None:
    broken(constraint, make.relation(make.claim(), make.claim()), **change)


def test_a_claim_has_no_relation_to_itself() -> None:
    relation = make.relation(make.claim(), make.claim(), kind="updates")
    broken("relation_to_another", relation, b=relation.a)


def test_every_column_of_a_vocabulary_is_bound_to_it() -> None:
    """A new column with choices needs its constraint: choices alone bind forms only."""
    from claims.judgement import vocab

    vocabularies = {
        tuple(each.choices)
        for each in vars(vocab).values()
        if isinstance(each, type) and issubclass(each, models.TextChoices) and each is not models.TextChoices
    }
    columns = [
        (model, field)
        for model in apps.get_app_config("claims").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and tuple(field.choices or ()) in vocabularies
    ]
    assert len(columns) > 20
    for model, field in columns:
        checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        assert any(f"('{field.name}__in'" in str(check.condition) for check in checks), f"{model}.{field.name}"


def test_grades_are_dated_once() -> None:
    grade = Grade.objects.create(entity=make.entity(), since="2020", letter="B", rationale="Known")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grade.objects.bulk_create([Grade(entity=grade.entity, since="2020", letter="C", rationale="Other")])


@pytest.mark.parametrize("model", [Claim, Evidence, Source, Property, ClaimRelation])
def test_every_constraint_says_why_in_words(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            assert "Constraint" not in str(constraint.violation_error_message), constraint.name

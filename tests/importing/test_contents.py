"""What the import relies on about the models; who changes them learns here what else has to change."""

from typing import Any

from claims.desk.importing.contents import CONTENT, UNCHANGING, reference_lists, references, target
from claims.models import content as base
from claims.models.rules import APPEND_ONLY

from .example import example


def test_every_model_of_content_can_be_imported():
    def leaves(model: Any) -> set[Any]:
        return {model} if not model._meta.abstract else set().union(*map(leaves, model.__subclasses__()))

    assert leaves(base.Content) == set(CONTENT)
    assert {found["model"] for found in example()} == {model._meta.label_lower for model in CONTENT}


def test_each_model_refers_to_earlier_ones_only():
    for position, model in enumerate(CONTENT):
        for field in (*references(model), *reference_lists(model)):
            assert target(field) in CONTENT[:position], field


def test_nothing_is_unique_but_primary_and_natural_keys():
    for model in CONTENT:
        rules = {
            frozenset({field.name}) for field in model._meta.concrete_fields if field.unique and not field.primary_key
        }
        rules |= {frozenset(constraint.fields) for constraint in model._meta.total_unique_constraints}
        assert rules == {frozenset(path.partition("__")[0] for path in model.NATURAL_KEY)}, model


def test_rows_that_never_change_are_those_that_the_database_protects():
    assert {model for model in CONTENT if model._meta.db_table in APPEND_ONLY} == UNCHANGING

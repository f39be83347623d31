"""The public log: one chain, verifiable, and the first bad entry is named."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

from claims.desk import workflow
from claims.models.record import Publication, PublishedClaim
from claims.models.triggers import install, remove
from claims.record import ledger
from claims.record.heads import first_difference
from claims.record.ledger import Checkpoint, first_fault
from tests import factories as make
from tests.databases import attacking

pytestmark = pytest.mark.django_db


def three_entries() -> list[Publication]:
    first, second = make.checked_claim(), make.checked_claim()
    entries = [make.publish(first), make.publish(second)]
    return [*entries, workflow.retract(first, actor=make.user("bob"), note="Withdrawn by us.")]


def behind_the_triggers(change: Callable[[], object]) -> None:
    """Do what an attacker with the keys of the database would do."""
    with attacking():
        remove(connection)
        change()
        install(connection)


def test_the_log_of_honest_work_has_no_fault() -> None:
    entries = three_entries()
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [entry.number for entry in entries] == [1, 1, 2]
    assert entries[1].prev == entries[0].hash
    assert first_fault() is None


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("content", '{"uid":"0000000000"}', "content or an envelope other"),
        ("envelope", "{}", "columns that differ"),
        ("envelope", "not JSON", "cannot be read"),
        ("actor", "somebody else", "another hash"),
        ("kind", "update", "columns that differ"),
        ("at", datetime(2020, 1, 1, tzinfo=UTC), "columns that differ"),
        ("salt", "0" * 32, "content or an envelope other"),
        ("commitment", "0" * 64, "content or an envelope other"),
        ("hash", "f" * 64, "another hash"),
        ("prev", "f" * 64, "does not follow"),
        ("seq", 7, "should be entry 2"),
    ],
)
def test_the_first_bad_entry_is_named(column: str, value: object, says: str) -> None:
    entries = three_entries()
    behind_the_triggers(lambda: Publication.objects.filter(pk=entries[1].pk).update(**{column: value}))
    fault = first_fault()
    assert fault is not None
    assert says in fault
    assert str(entries[1]) in fault or column == "seq"


def test_a_log_cut_off_at_its_end_is_noticed_by_a_checkpoint_only() -> None:
    entries = three_entries()
    seen = ledger.checkpoint()
    behind_the_triggers(lambda: cut_off(entries[2]))
    assert first_fault() is None
    fault = first_fault((seen,))
    assert fault == "The log ends at entry 2, but a checkpoint saw entry 3."


def cut_off(entry: Publication) -> None:
    PublishedClaim.objects.update(notice=None, status="live")
    entry.delete()


def test_a_rebuilt_chain_is_noticed_by_a_checkpoint() -> None:
    entries = three_entries()
    fault = first_fault((Checkpoint(2, "a" * 64),))
    assert fault == f"Entry 2 ({entries[1]}) is not the entry that the checkpoint saw."


def test_a_head_that_differs_from_the_log_is_named() -> None:
    three_entries()
    assert first_difference() is None
    head = PublishedClaim.objects.get(status="live")
    behind_the_triggers(lambda: PublishedClaim.objects.filter(pk=head.pk).update(rating="true"))
    assert first_difference() == f"The page of {head.uid} differs from the record in: rating."


def test_a_missing_head_and_a_foreign_term_are_named() -> None:
    three_entries()
    head = PublishedClaim.objects.get(status="live")
    head.terms.filter(kind="source").delete()
    assert first_difference() == f"The page of {head.uid} differs from the record in: terms."
    behind_the_triggers(head.delete)
    assert first_difference() == f"The page of {head.uid} is missing."


def test_the_commitment_covers_the_content_byte_for_byte() -> None:
    assert ledger.commitment("s", '{"a":1}', "{}") != ledger.commitment("s", '{"a": 1}', "{}")
    assert ledger.commitment("s", None, "{}") != ledger.commitment("s", "", "{}")
    assert ledger.commitment("s", "a", "{}") != ledger.commitment("t", "a", "{}")

"""Filling an empty, migrated database with a made-up world: the desk, the record, and the indexes over both."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, models, transaction

from claims.desk import permissions
from claims.finding import facet_values
from claims.finding.search import desk, index, record
from claims.models import Claim, Source

from .claims import Drawn, drawn
from .publishing import Desk
from .world import World, people

AT_ONCE = 500
"""So many claims are built, published and written in one transaction."""

Row = TypeVar("Row")
Say = Callable[[str], None]


def fill(world: World, say: Say = lambda _line: None) -> None:
    """Make everything. The order, and so every primary key and hash, is the same each time."""
    began = time.perf_counter()
    _prepare()
    _shared_rows(world)
    say(f"{world.sources} sources after {time.perf_counter() - began:.0f} s")
    office = Desk(world, {each.pk: each for each in User.objects.all()})
    for start in range(0, world.claims, AT_ONCE):
        batch = [drawn(world, number) for number in range(start, min(start + AT_ONCE, world.claims))]
        with transaction.atomic():
            _write_claims(batch)
            _publish(office, batch)
        if (start // AT_ONCE) % 20 == 19:
            say(f"{start + AT_ONCE} claims after {time.perf_counter() - began:.0f} s")
    facet_values.fill()
    _finish()
    say(f"all done after {time.perf_counter() - began:.0f} s")


def _prepare() -> None:
    """Whoever fills it alone need not survive a power cut, and has the memory of the machine."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -2000000")  # kibibytes


def _finish() -> None:
    """Let the next rows count on from ours, and the engine know how its tables look."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _filled()):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _filled() -> list[type[models.Model]]:
    """Every model, for those whose rows came with their primary keys."""
    from django.apps import apps

    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _shared_rows(world: World) -> None:
    """What claims share, and the people."""
    with transaction.atomic():
        permissions.put_roles()
        for rows in (people(), world.entities(), world.properties(), world.topics()):
            for batch in _batches(rows, 5_000):
                _write(batch)
        for numbers in _batches(range(world.sources), 5_000):
            made = [world.source(number) for number in numbers]
            _write([source for source, _authors in made])
            written_by = Source.authors.through
            _write([written_by(source_id=source.pk, entity_id=pk) for source, authors in made for pk in authors])


def _write_claims(batch: Sequence[Drawn]) -> None:
    _write([each.claim for each in batch])
    _write([Claim.topics.through(claim_id=each.claim.pk, topic_id=pk) for each in batch for pk in each.topics])
    _write([piece for each in batch for piece in each.evidence])


def _publish(office: Desk, batch: Sequence[Drawn]) -> None:
    """Both corpora are indexed batch by batch: their texts are the same, and their terms are remembered for a while."""
    rows = office.publish([each.claim for each in batch])
    for table in rows.tables():
        _write(table)
    index.put(record.RECORD, (), chain.from_iterable(map(record.entries, rows.heads)))
    desk.update_claims(rows.revisions)


def _write(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch

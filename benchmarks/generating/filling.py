"""Filling an empty, migrated database with a made-up world: the desk, the record, and the indexes over both."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

import django
from django.core.management.color import no_style
from django.db import connection, models, transaction

from claims.desk import permissions
from claims.finding import facet_values
from claims.finding.search import desk, index, record
from claims.models import Claim, Source

from .claims import drawn
from .publishing import Log, Reviewed, review
from .world import World, people

AT_ONCE = 500
"""So many claims are built, published and written in one transaction."""

Row = TypeVar("Row")
Say = Callable[[str], None]


def fill(world: World, *, processes: int = 0, say: Say = lambda _line: None) -> None:
    """Make everything; `processes` others build documents meanwhile.

    The order, and so every primary key and hash, is the same each time.
    """
    began = time.perf_counter()
    _prepare()
    _shared_rows(world)
    say(f"{world.sources} sources after {time.perf_counter() - began:.0f} s")
    log = Log(world)
    for number, reviewed in enumerate(_reviewed(world, processes), 1):
        with transaction.atomic():
            _publish(log, reviewed)
        if number % 20 == 0:
            say(f"{number * AT_ONCE} claims after {time.perf_counter() - began:.0f} s")
    facet_values.fill()
    _finish()
    say(f"all done after {time.perf_counter() - began:.0f} s")


def _reviewed(world: World, processes: int) -> Iterator[Reviewed]:
    """Write the desk's rows batch by batch, and give each batch when it is reviewed, in order."""
    if not processes:
        for claims in _written(world):
            yield review(world, claims)
        return
    waiting: deque[Future[Reviewed]] = deque()
    # A new interpreter each, which shares no connection with this one.
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as pool:
        for claims in _written(world):
            waiting.append(pool.submit(review, world, claims))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _written(world: World) -> Iterator[list[int]]:
    """Draw and write claims with their evidence; gives the primary keys of each batch when others can read it."""
    for numbers in _batches(range(world.claims), AT_ONCE):
        batch = [drawn(world, number) for number in numbers]
        with transaction.atomic():
            _write([each.claim for each in batch])
            _write([Claim.topics.through(claim_id=each.claim.pk, topic_id=pk) for each in batch for pk in each.topics])
            _write([piece for each in batch for piece in each.evidence])
        yield [each.claim.pk for each in batch]


def _publish(log: Log, reviewed: Reviewed) -> None:
    """Both corpora are indexed batch by batch: their texts are the same, and their terms are remembered for a while."""
    published = log.publish(reviewed)
    for rows in (reviewed.revisions, reviewed.reviews, published.publications, published.cases, published.heads):
        _write(rows)  # in the order in which the triggers want them
    _write(reviewed.terms)
    index.put(record.RECORD, (), chain.from_iterable(map(record.entries, published.heads)))
    desk.update_claims(reviewed.revisions)


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


def _write(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch

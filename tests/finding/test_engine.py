"""What an engine is asked comes in the order of primary keys, from whatever part of a long table is wanted."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.finding.search import engine
from claims.finding.search.engine import Stretch, Wanted
from claims.finding.search.record import RECORD
from claims.models.record import PublishedClaim, RecordText
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, tzinfo=UTC)
APART = 20_001
"""So far the primary keys of texts are from each other: three or four of them stand in one block."""

TEXTS = 400
WORDS = {
    "each": lambda number: True,
    "third": lambda number: number % 3 == 0,
    "old": lambda number: number < 100,
    "new": lambda number: number >= 300,
    "rare": lambda number: number in (7, 201),
}


@pytest.fixture
def stored(monkeypatch):
    """The primary keys of texts by the words that they hold, as if there were many."""
    monkeypatch.setattr(engine, "FEW", 0)
    make.publish_sample(make.checked_claim("One"))
    owner = PublishedClaim.objects.get()
    RecordText.objects.all().delete()
    texts = [
        RecordText(
            pk=number * APART,
            owner=owner,
            language=f"x{number}",
            at=NOW,
            terms="",
            texts={},
            body=" ".join(word for word, has in WORDS.items() if has(number)),
        )
        for number in range(TEXTS)
    ]
    engine.clear(RECORD)
    engine.learn(RECORD, RecordText.objects.bulk_create(texts))
    return {word: [text.pk for text in texts if word in text.body.split()] for word in WORDS}


@pytest.mark.parametrize("most", [1, 5, 60, 1_000])
@pytest.mark.parametrize("words", ["each", "third", "old", "new", "rare", "third old", "old new", "third new"])
def test_the_nearest_matches_come_in_order_wherever_they_stand(stored, words, most):
    fitting = sorted(set.intersection(*(set(stored[word]) for word in words.split())))
    wanted = [Wanted(tuple((word,) for word in words.split()))]
    expected = min(len(stored[word]) for word in words.split())
    places = [-engine.BEYOND, -1, 0, 50 * APART, 50 * APART + 1, 250 * APART, TEXTS * APART, engine.BEYOND]
    for above, below in ((above, below) for above in places for below in places):
        between = [pk for pk in fitting if above < pk < below]
        down = engine.fitting(RECORD, wanted, Stretch(above, below), most, expected)
        assert down == between[::-1][:most], (above, below)
        assert engine.fitting(RECORD, wanted, Stretch(above, below, True), most, expected) == between[:most]


def test_frequent_words_are_looked_for_among_the_nearest_texts_only(stored):
    with CaptureQueriesContext(connection) as queries:
        assert len(engine.fitting(RECORD, [Wanted((("each",),))], Stretch(), 5, TEXTS)) == 5
    assert len(queries) == (1 if connection.vendor == "sqlite" else 2)
    assert (engine.BLOCK in queries[-1]["sql"]) is (connection.vendor == "postgresql")


def test_nothing_is_found_where_there_is_nothing(db):
    assert engine.fitting(RECORD, [Wanted((("each",),))], Stretch(), 5, 1) == []

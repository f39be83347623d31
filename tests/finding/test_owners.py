"""What a search finds in the order of its owners: nothing is missed and nothing comes twice, however it is read."""

import random
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.finding.search import index, searching
from claims.finding.search.record import RECORD
from claims.finding.search.searching import search
from claims.models.record import PublishedClaim, RecordText, RecordWord
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WORDS = ("wolf", "sheep", "goat", "town", "loup", "brebis", "journaux", "journal")
QUERIES = (
    "wolf", "wolf sheep", "wolf -goat", '"wolf sheep"', 'wolf -"sheep goat"', '"wolf sheep" "sheep goat"', "to* wo*",
    "journaux", "loup -journaux", "wolf -wolf", "zebra", "wolf zebra",
)  # fmt: skip
CLAIMS = 70


@pytest.fixture
def texts():
    """Claims of few words in English, French and German; by owner and language, the words of each."""
    made = make.publish_sample(*[make.checked_claim(f"Number {number}") for number in range(CLAIMS)])
    assert len(made) == CLAIMS
    chance = random.Random(5)  # noqa: S311
    said = {
        (owner, language): " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
        for owner in PublishedClaim.objects.order_by("pk").values_list("pk", flat=True)
        for language in chance.sample(("en", "fr", "de"), chance.randint(1, 3))
    }
    index.fill({RECORD: [index.Entry(*key, NOW, {"statement": words}) for key, words in said.items()]})
    return said


@pytest.fixture(params=["at once", "in batches"])
def reading(request, monkeypatch):
    """Once as it is, and once as if there were far too many texts to be read at once."""
    if request.param == "in batches":
        monkeypatch.setattr(searching, "BATCH", 7)
        monkeypatch.setattr(searching, "EACH", 5)
        monkeypatch.setattr(searching, "LOOKED_AT", 3)
        monkeypatch.setattr(searching, "DEARER", 2)


def expected(texts, typed):
    """The owners of the texts that fit, worked out from what was said, newest first."""
    conditions = search(RECORD, typed, ["en", "fr"]).conditions
    fitting = set()
    for (owner, language), said in texts.items():
        line = f" {' '.join(index._terms(said, language))} "
        for each in conditions:
            if (
                language in each.languages
                and all(any(f" {word} " in line for word in group) for group in each.groups)
                and all(f" {' '.join(run)} " in line for run in each.phrases)
                and not any(f" {' '.join(run)} " in line for run in each.without)
            ):
                fitting.add(owner)
    return sorted(fitting, reverse=True)


def test_all_owners_come_once_newest_first(texts, reading):
    for typed in QUERIES:
        found = search(RECORD, typed, ["en", "fr"]).owners(CLAIMS)
        assert found == expected(texts, typed), typed
        assert bool(found) is (typed not in ("wolf -wolf", "zebra", "wolf zebra")), typed


def test_a_list_can_be_leafed_through_both_ways(texts, reading):
    for typed in QUERIES:
        wanted, made = expected(texts, typed), search(RECORD, typed, ["en", "fr"])
        for middle in wanted[::7]:
            assert made.owners(10, older_than=middle) == [pk for pk in wanted if pk < middle][:10]
            assert made.owners(10, newer_than=middle) == [pk for pk in wanted if pk > middle][-10:]
            near = [pk for pk in wanted if abs(pk - middle) < 3]
            assert made.owners(10, older_than=middle + 3, newer_than=middle - 3) == near


@pytest.mark.parametrize("share", [0.0, 0.03, 0.5, 1.0])
def test_only_those_within_come(texts, reading, share):
    owners = sorted({owner for owner, _language in texts})
    within = set(random.Random(3).sample(owners, int(share * len(owners))))  # noqa: S311
    middle = owners[len(owners) // 2]
    for typed in QUERIES:
        wanted, made = [pk for pk in expected(texts, typed) if pk in within], search(RECORD, typed, ["en", "fr"])
        assert made.owners(CLAIMS, within=within) == wanted, typed
        assert sorted(made.ranked(within), reverse=True) == wanted
        assert made.owners(5, within=within, older_than=middle) == [pk for pk in wanted if pk < middle][:5]
        assert made.owners(5, within=within, newer_than=middle) == [pk for pk in wanted if pk > middle][-5:]


def test_no_more_is_read_than_is_needed(texts):
    for count in (1, 5):
        with CaptureQueriesContext(connection) as queries:
            assert len(search(RECORD, "wolf", ["en", "fr"]).owners(count)) == count
        _understanding, *reading = [query["sql"] for query in queries]
        assert len(reading) == 1
        assert reading[-1].endswith(f"LIMIT {2 * count}")


def test_too_many_to_rank_are_too_many_within_as_well(texts, monkeypatch):
    monkeypatch.setattr(searching, "RANKED", 10)
    owners = sorted({owner for owner, _language in texts})
    made = search(RECORD, "wolf", ["en", "fr"])
    assert made.ranked() is made.ranked(owners) is None
    assert made.ranked(owners[:5]) is not None


def test_the_primary_key_of_a_text_tells_its_owner_and_more_than_so_many_languages_are_left_out(texts):
    assert all(index.owner_of(text.pk) == text.owner_id for text in RecordText.objects.all())
    owner = PublishedClaim.objects.earliest("pk").pk
    languages = [f"x{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    index.put(RECORD, [owner], [index.Entry(owner, language, NOW, {"statement": "zebra"}) for language in languages])
    kept = languages[: index.PER_OWNER]
    assert list(RecordText.objects.filter(owner=owner).order_by("pk").values_list("language", flat=True)) == kept
    assert RecordWord.objects.get(word="zebra").count == len(kept)
    assert search(RECORD, "zebra", ["en"]).owners(9) == [owner]

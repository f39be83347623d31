"""How the time of a match grows with the number of texts.

    python -m benchmarks.matching.scale FOLDER [--sizes 100000 1000000] [--texts 200]

Made-up outside reviews are indexed in SQLite databases in the folder, which are kept: a second run only measures. Words
are drawn by Zipf's law out of half a million: most texts hold frequent words, and some that hardly any other has. What
is asked are halves of such reviews among other words, as long as a post.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from .measures import Times
from .settings import with_database

VOCABULARY = 500_000
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
SEED = 1
AT_ONCE = 5_000


def main() -> None:
    """Index what is missing, measure, print."""
    parser = argparse.ArgumentParser(description="Measure how the time of a match grows with the number of texts.")
    parser.add_argument("folder", type=Path, help="for the databases: about 2 GB for a million texts")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000], metavar="N")
    parser.add_argument("--texts", type=int, default=200, metavar="N", help="asked at each size")
    options = parser.parse_args()
    slowest = {}
    for size in options.sizes:
        with with_database(options.folder / f"matching-{size}.sqlite3"):
            fill(size)
            times = measured(options.texts, size)
        slowest[size] = times.slow()
        print(f"{size:9,} texts: {times}", flush=True)
    first, *others = slowest
    for size in others:
        print(f"processor time, p95 at {size:,} / p95 at {first:,}: {slowest[size] / slowest[first]:.2f}")


def fill(size: int) -> None:
    """Write and index so many reviews, unless it was done before."""
    from claims.finding.search import desk, index
    from claims.models import OutsideReview

    if index.measures(desk.REVIEWS)[0] == size:
        return
    OutsideReview.objects.all().delete()
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    for start in range(0, size, AT_ONCE):
        OutsideReview.objects.bulk_create(
            OutsideReview(
                feed="made-up",
                external_id=str(number),
                language="en",
                imported_at=datetime(2020, 1, 1, tzinfo=UTC),
                text=words(chance, 18),
                title=words(chance, 9),
                subtitle=words(chance, 14),
            )
            for number in range(start, min(size, start + AT_ONCE))
        )
    index.fill({desk.REVIEWS: desk.reviews()})


def measured(texts: int, size: int) -> Times:
    """The times of each match; the first few are not counted."""
    from claims.finding.matching import matches
    from claims.finding.search import desk

    corpora = [desk.CLAIMS, desk.REVIEWS]
    asked = list(posts(texts, size))
    for text in asked[:5]:
        matches(corpora, text, ["en"])
    times = Times()
    for text in asked:
        with times.one():
            matches(corpora, text, ["en"])
    return times


def posts(number: int, size: int) -> Iterator[str]:
    """Texts that repeat a review in part."""
    from claims.models import OutsideReview

    chance = random.Random(SEED + 1)  # noqa: S311
    for _each in range(number):
        review = OutsideReview.objects.get(external_id=str(chance.randrange(size)))
        said = review.text.split()
        yield " ".join([*chance.sample(said, len(said) // 2), *words(chance, 15).split()])


def words(chance: random.Random, most: int) -> str:
    """Some words; a word is the rarer the greater its number (Zipf's law with exponent 1)."""
    count = chance.randint(most // 2, most + most // 2)
    return " ".join(_word(int(VOCABULARY ** chance.random())) for _place in range(count))


def _word(number: int) -> str:
    letters = ""
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[syllable]
    return letters


if __name__ == "__main__":
    main()

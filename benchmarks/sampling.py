"""What the questions are about: claims, words, places in the list, drawn from the database that is measured."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from random import Random

import django

from tests.live import ROOT

from .databases import Database
from .preparing import HEAVY

WORDS, TEXTS, SUBJECTS = 20, 20, 6
DEPTHS = (0.1, 0.3, 0.5, 0.7, 0.9)

MADE_UP = re.compile("([bdfglmnprstvz][aeiou]){4}b")
"""The rare words of `generating.words`, as terms."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of live claims, newest first: what stands right before it, and the page that begins there."""

    uid: str
    page: int
    datasette_token: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Drawn by a seed, so that each run asks the same."""

    per_page: int
    words: tuple[str, ...]
    """From rare ones to one in a hundred claims; in the words of nobody but the claims that they are in."""
    texts: tuple[str, ...]
    """Statements with some words left out."""
    pages: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    places: tuple[Place, ...]
    heavy: int
    """The primary key of the claim with a hundred pieces of evidence."""


def sample(database: Database, seed: int) -> Sample:
    """The sample of a database, drawn by a process that has its settings."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sampling", str(seed)],
        cwd=ROOT,
        env=database.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = json.loads(done.stdout)
    return Sample(
        per_page=found["per_page"],
        words=tuple(found["words"]),
        texts=tuple(found["texts"]),
        pages=tuple((uid, slug) for uid, slug in found["pages"]),
        subjects=tuple(found["subjects"]),
        places=tuple(Place(**each) for each in found["places"]),
        heavy=found["heavy"],
    )


def drawn(seed: int) -> Sample:
    """The sample of the database of the settings."""
    from django.db.models import Count

    from claims.finding.listing import PER_PAGE
    from claims.models import Claim
    from claims.record.reading import live

    random = Random(seed)  # noqa: S311
    count = live().count()
    primary_keys = random.sample(range(1, count + 1), TEXTS)
    subjects = Claim.objects.values("subject__key").annotate(count=Count("pk")).order_by("-count", "subject__key")
    ranked = list(subjects.values_list("subject__key", flat=True))
    return Sample(
        per_page=PER_PAGE,
        words=tuple(_words(random, max(10, count // 100))),
        texts=tuple(_shortened(claim.statement, random) for claim in Claim.objects.filter(pk__in=primary_keys)),
        pages=tuple(live().filter(pk__in=primary_keys).values_list("uid", "slug")),
        subjects=tuple(ranked[int(len(ranked) ** (place / SUBJECTS)) - 1] for place in range(SUBJECTS)),
        places=tuple(_place(depth, count) for depth in DEPTHS),
        heavy=Claim.objects.get(uid=HEAVY).pk,
    )


def _words(random: Random, most: int) -> Iterator[str]:
    """Rare words of all frequencies up to one, evenly over their logarithm; each once."""
    from claims.models.record import RecordWord

    by_count: dict[int, list[str]] = defaultdict(list)
    for word, times in RecordWord.objects.filter(count__lte=most).order_by("word").values_list("word", "count"):
        if MADE_UP.fullmatch(word):
            by_count[times].append(word)
    for place in range(WORDS):
        wanted = max(by_count) ** (place / (WORDS - 1))
        nearest = by_count[min(by_count, key=lambda times: abs(times - wanted))]
        if nearest:  # the few words of a frequency can be used up
            yield nearest.pop(random.randrange(len(nearest)))


def _place(depth: float, count: int) -> Place:
    """The first place of a page that is so deep in the list."""
    from claims.finding.listing import PER_PAGE
    from claims.record.reading import live

    page = max(1, int(count * depth) // PER_PAGE)
    head = live().order_by("-changed_at", "-id")[page * PER_PAGE - 1]
    return Place(head.uid, page + 1, f"{_tilde(f'{head.changed_at:%Y-%m-%d %H:%M:%S}')},{head.pk}")


def _shortened(statement: str, random: Random) -> str:
    """A statement as somebody else would put it: some of its words are missing."""
    words = statement.split()
    return " ".join(word for word in words if random.random() < 0.8) or statement


def _tilde(text: str) -> str:
    """Datasette's own way to write a value into an address."""
    return "".join(
        letter if re.match(r"[A-Za-z0-9_-]", letter) else "+" if letter == " " else f"~{ord(letter):02X}"
        for letter in text
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(asdict(drawn(int(sys.argv[1])))))

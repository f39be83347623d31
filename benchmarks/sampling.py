"""What the questions are about: claims, words, places in the list, drawn from the database that is measured."""

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from random import Random

import django

from tests.live import ROOT

from .databases import Database

WORDS, TEXTS, PAGES, SUBJECTS = 20, 20, 20, 6
DEPTHS = (0.1, 0.3, 0.5, 0.7, 0.9)
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of live claims, newest first: what stands right before it, and the page that begins there."""

    uid: str
    page: int
    datasette_token: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Drawn by a seed, so that each run asks the same."""

    live: int
    words: tuple[str, ...]
    """From rare ones to one in a hundred claims; in the words of nobody but the claims that they are in."""
    texts: tuple[str, ...]
    """Statements with some words left out."""
    pages: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    places: tuple[Place, ...]


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
        live=found["live"],
        words=tuple(found["words"]),
        texts=tuple(found["texts"]),
        pages=tuple((uid, slug) for uid, slug in found["pages"]),
        subjects=tuple(found["subjects"]),
        places=tuple(Place(**each) for each in found["places"]),
    )


def drawn(seed: int) -> Sample:
    """The sample of the database of the settings."""
    from django.db.models import Count

    from claims.models import Claim, PublishedClaim, RecordWord
    from claims.record.reading import live

    random = Random(seed)
    count = live().count()
    made_up = re.compile("([bdfglmnprstvz][aeiou]){4}k")
    known = [
        (times, word)
        for word, times in RecordWord.objects.filter(count__lte=max(10, count // 100)).values_list("word", "count")
        if made_up.fullmatch(word)
    ]
    known.sort()
    # Evenly over the logarithm of their frequency, as far as there are words of each.
    most = known[-1][0]
    wanted = [most ** (place / (WORDS - 1)) for place in range(WORDS)]
    words = dict.fromkeys(random.choice([word for times, word in known if abs(times - _near(known, each)) == 0]) for each in wanted)
    claims = Claim.objects.filter(pk__in=random.sample(range(1, count), k=TEXTS)).order_by("pk")
    heads = live().order_by("uid")
    pages = [heads.filter(uid__gte=f"c{random.choice('0123456789abcdef')}{random.randrange(9)}").first() for _ in range(PAGES)]
    subjects = Claim.objects.values("subject__key").annotate(count=Count("pk")).order_by("-count", "subject__key")
    ranked = list(subjects.values_list("subject__key", flat=True))
    newest = PublishedClaim.objects.filter(status="live").order_by("-changed_at", "-id")
    places = []
    for depth in DEPTHS:
        page = max(1, int(count * depth) // PER_PAGE)
        head = newest[page * PER_PAGE - 1]
        moment = f"{head.changed_at:%Y-%m-%d %H:%M:%S}"
        places.append(Place(head.uid, page + 1, f"{_tilde(moment)},{head.pk}"))
    return Sample(
        live=count,
        words=tuple(words),
        texts=tuple(_shortened(claim.statement, random) for claim in claims),
        pages=tuple((head.uid, head.slug) for head in pages if head is not None),
        subjects=tuple(ranked[int(len(ranked) ** (place / SUBJECTS)) - 1] for place in range(SUBJECTS)),
        places=tuple(places),
    )


def _near(known: list[tuple[int, str]], wanted: float) -> int:
    """The frequency of a word that comes nearest to a wanted one."""
    return min((times for times, _word in known), key=lambda times: abs(times - wanted))


def _shortened(statement: str, random: Random) -> str:
    """A statement as somebody else would put it: some of its words are missing."""
    words = statement.split()
    return " ".join(word for word in words if random.random() < 0.8) or statement


def _tilde(text: str) -> str:
    """Datasette's own way to write a value into an address."""
    return "".join(
        letter if re.match(r"[A-Za-z0-9_-]", letter) else "+" if letter == " " else f"~{ord(letter):02X}" for letter in text
    )


if __name__ == "__main__":
    django.setup()
    print(json.dumps(asdict(drawn(int(sys.argv[1])))))

"""How well and how fast texts find the claims that they repeat, through the database and in memory.

    python -m benchmarks.matching.evaluate [FOLDER] [--sets train dev] [--through memory database]

Through the database, the claims are imported as outside reviews into an empty SQLite database of its own. Everything is
measured twice: with the texts as they were posted, and with the signature at their end cut off. The time is that of a
whole match in this process.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .collection import CLAIMS, COLUMNS, LANGUAGE, Collection, Judged, add_folder, opened, unsigned
from .measures import FIRST, Times, average_precision, recall
from .memory import Memory
from .settings import with_database

Finder = Callable[[str], list[str]]
"""From a text to the keys of the claims that fit best, best first."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how well and how fast texts find the claims they repeat.")
    add_folder(parser)
    parser.add_argument("--sets", nargs="+", default=["train", "dev"], metavar="SET")
    parser.add_argument("--through", nargs="+", default=list(FINDERS), choices=FINDERS)
    options = parser.parse_args()
    collection = opened(options.folder, *options.sets)
    for way in options.through:
        with FINDERS[way](collection) as find:
            for each in options.sets:
                judged = collection.judged(each)
                print(f"{way:8} {each:5} as posted     {measured(find, judged)}", flush=True)
                without = [Judged(unsigned(case.text), case.right) for case in judged]
                print(f"{way:8} {each:5} no signature  {measured(find, without)}", flush=True)


def measured(find: Finder, judged: list[Judged]) -> str:
    """MAP@5, R@5 and milliseconds for a text."""
    precisions, recalls, times = [], [], Times()
    for case in judged:
        with times.one():
            found = find(case.text)
        precisions.append(average_precision(found, case.right))
        recalls.append(recall(found, case.right))
    return (
        f"MAP@{FIRST} {statistics.fmean(precisions):.4f}  R@{FIRST} {statistics.fmean(recalls):.4f}  {times}"
        f"  ({len(judged)} texts)"
    )


@contextmanager
def in_memory(collection: Collection) -> Iterator[Finder]:
    """Matching with a stand-in for the database."""
    memory = Memory(collection.claims())
    yield lambda text: memory.found(text, FIRST)


@contextmanager
def in_database(collection: Collection) -> Iterator[Finder]:
    """Matching as the product does it, with all claims imported into a fresh database."""
    with tempfile.TemporaryDirectory() as folder, with_database(Path(folder) / "matching.sqlite3"):
        from django.core.management import call_command

        from claims.desk.outside import keys_of
        from claims.finding.matching import matches
        from claims.finding.search import desk
        from claims.finding.search.record import site_languages

        mapped = [argument for field, column in COLUMNS.items() for argument in ("--map", f"{field}={column}")]
        path = str(collection.folder / CLAIMS)
        call_command("importreviews", path, "--feed", "collection", "--language", LANGUAGE, *mapped, skip_checks=True)
        corpora, languages = [desk.CLAIMS, desk.REVIEWS], site_languages()

        def find(text: str) -> list[str]:
            found = matches(corpora, text, languages, FIRST)
            names = keys_of(found)
            return [names[match].removeprefix("collection:") for match in found]

        yield find


FINDERS = {"memory": in_memory, "database": in_database}

if __name__ == "__main__":
    main()

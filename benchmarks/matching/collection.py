"""A collection to measure matching with: checked claims, texts that people posted, and which claim each text repeats.

The files are those of CLEF CheckThat! 2022, task 2A: `snopes_claims.jsonl`, `queries_train_dev.tsv` and, for each set,
`qrels_SET.tsv`.
"""

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

USUAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "matching"
COLUMNS = {"external_id": "vclaim_id", "text": "vclaim", "title": "title", "subtitle": "subtitle"}
"""Our field of an outside review, and the column of the claims that fills it."""

CLAIMS = "snopes_claims.jsonl"
QUERIES = "queries_train_dev.tsv"
LANGUAGE = "en"

_TAIL = re.compile(r"\s*[—–-]+\s*[^—–]{0,200}\(@\w+\)[^()]{0,30}$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, and the claims that it repeats."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collection:
    """The files in a folder."""

    folder: Path

    def claims(self) -> Iterator[dict[str, str]]:
        """The claims, as they stand in the file."""
        with (self.folder / CLAIMS).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def judged(self, name: str) -> list[Judged]:
        """The texts of a set that somebody judged, in the order of the judgements."""
        with (self.folder / QUERIES).open(encoding="utf-8", newline="") as lines:
            texts = {row[0]: row[1] for row in csv.reader(lines, delimiter="\t")}
        right: dict[str, set[str]] = defaultdict(set)
        with (self.folder / f"qrels_{name}.tsv").open(encoding="utf-8", newline="") as lines:
            for query, _run, claim, relevant in csv.reader(lines, delimiter="\t"):
                if int(relevant):
                    right[query].add(claim)
        return [Judged(texts[query], frozenset(claims)) for query, claims in right.items()]


def unsigned(text: str) -> str:
    """The text without “— name (@handle) date” at its end."""
    return _TAIL.sub("", text)


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Let the command line name the folder."""
    parser.add_argument("folder", type=Path, nargs="?", default=USUAL, help="of the collection")


def opened(folder: Path, *sets: str) -> Collection:
    """The collection in a folder. Ends the program with the names of missing files."""
    wanted = [CLAIMS, QUERIES, *(f"qrels_{name}.tsv" for name in sets)]
    if missing := [name for name in wanted if not (folder / name).is_file()]:
        sys.exit(f"Nothing was measured: {folder} has no {', '.join(missing)}.")
    return Collection(folder)

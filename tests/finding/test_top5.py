"""Both engines give the same answers, and those of before: the first five of more than 500 searches of the sample.

After an intended change, run once with UPDATE_GOLDEN=1 and read the difference of `top5.tsv`. A line holds what was
done, the text, and the uids that were found, best first.
"""

import csv
import json
import os
import random
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.finding.matching import matches
from claims.finding.search.record import RECORD
from claims.finding.search.searching import search
from claims.models.record import PublishedClaim

HERE = Path(__file__).parent
GOLDEN = HERE / "top5.tsv"
DOSSIER = HERE.parents[1] / "fixtures" / "ruffin.json"
LANGUAGES = ["en", "fr"]

MAKERS = {
    "word": lambda words, chance: chance.choice(words),
    "words": lambda words, chance: " ".join(chance.sample(words, 2)),
    "more words": lambda words, chance: " ".join(chance.sample(words, 4)),
    "phrase": lambda words, chance: f'"{" ".join(words[chance.randrange(len(words) - 1) :][:2])}"',
    "prefix": lambda words, chance: f"{chance.choice(words)[:4]}*",
    "exclusion": lambda words, chance: "{} -{}".format(*chance.sample(words, 2)),
    "typing error": lambda words, chance: misspelt(chance.choice(words), chance),
}
"""What is typed, made from the words of a claim."""

EACH = 76


def misspelt(word: str, chance: random.Random) -> str:
    """A word with two letters swapped."""
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def made() -> Iterator[tuple[str, str]]:
    """Searches in English and French, and the paraphrases of a hundred claims."""
    chance = random.Random(12)  # noqa: S311
    claims = [row["fields"] for row in json.loads(DOSSIER.read_text("utf-8")) if row["model"] == "claims.claim"]
    statements = [said for claim in claims for said in (claim["statement"], claim["translations"]["fr"]["statement"])]
    words = [found for said in statements if len(found := re.findall(r"[^\W\d_]{4,}", said)) >= 4]
    for kind, maker in MAKERS.items():
        for _number in range(EACH):
            yield kind, maker(chance.choice(words), chance)
    with (HERE / "paraphrases.tsv").open(encoding="utf-8", newline="") as file:
        yield from (("match", row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def answer(kind: str, text: str, uids: dict[int, str]) -> str:
    """The uids of the first five."""
    if kind == "match":
        return " ".join(uids[match.owner] for match in matches([RECORD], text, LANGUAGES))
    made = search(RECORD, text, LANGUAGES)
    ranking = made.ranked()
    return " ".join(uids[pk] for pk in (made.owners(5) if ranking is None else ranking)[:5])


@pytest.mark.django_db
def test_the_first_five_are_the_same_on_both_engines_and_as_before():
    call_command("preparesite", stdout=StringIO())
    uids = dict(PublishedClaim.objects.values_list("pk", "uid"))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        lines = ["\t".join([kind, text, answer(kind, text, uids)]) + "\n" for kind, text in made()]
        GOLDEN.write_text("".join(lines), "utf-8")
    golden = [line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines()]
    searches = [line for line in golden if line[0] != "match"]
    assert len(searches) >= 500
    assert {kind for kind, _text, _answer in golden} == {*MAKERS, "match"}
    assert sum(bool(before) for _kind, _text, before in searches) >= 0.8 * len(searches)
    differing = [text for kind, text, before in golden if answer(kind, text, uids) != before]
    assert len(differing) <= 0.01 * len(golden), differing

"""The hundred French paraphrases ask for claims of the dossier, and in other words than the claims have."""

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOSSIER = HERE.parents[1] / "fixtures" / "ruffin.json"
MOST = 0.40


def words(text: str) -> set[str]:
    """The runs of letters and digits of a text, in small letters and without accents."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return set(re.findall(r"[^\W_]+", "".join(each for each in letters if not unicodedata.combining(each))))


def overlap(paraphrase: str, statement: str) -> float:
    """Which share of the words of the paraphrase the statement has too, from 0 to 1."""
    own = words(paraphrase)
    return len(own & words(statement)) / len(own)


with (HERE / "paraphrases.tsv").open(encoding="utf-8", newline="") as file:
    PARAPHRASES = [(row["claim"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]

STATEMENTS = {
    each["fields"]["uid"]: each["fields"]["translations"]["fr"]["statement"]
    for each in json.loads(DOSSIER.read_text(encoding="utf-8"))
    if each["model"] == "claims.claim"
}


def test_there_are_a_hundred() -> None:
    assert len(PARAPHRASES) == 100


def test_each_asks_for_a_claim_of_the_dossier() -> None:
    assert [uid for uid, _ in PARAPHRASES if uid not in STATEMENTS] == []


def test_no_claim_is_asked_for_twice() -> None:
    assert len({uid for uid, _ in PARAPHRASES}) == len(PARAPHRASES)


@pytest.mark.parametrize(("uid", "text"), PARAPHRASES, ids=[uid for uid, _ in PARAPHRASES])
def test_it_shares_few_words_with_the_statement(uid: str, text: str) -> None:
    assert overlap(text, STATEMENTS[uid]) <= MOST

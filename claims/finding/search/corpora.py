"""The two things that are searched: the record, which everybody may search, and the desk. One shape for both."""

from dataclasses import dataclass
from typing import Any

FIELDS = ("statement", "summary", "subtitle", "quotes", "explanation", "names")
"""The fields of a searchable text. Outside reviews have a title as their summary, and a subtitle; claims have none."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The tables of one corpus: heirs of SearchText, each with an `owner` in another table, and of SearchWord."""

    name: str
    texts: Any
    words: Any

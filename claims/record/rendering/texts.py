"""Words that know their language, so that a French quotation is never read out as English."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.record.documents import Document

FALLBACK = "en"
"""The language taken where the page's own is missing."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some words. `lang` is their language where it is not that of the page, and empty where it is."""

    words: str
    lang: str = ""

    def __bool__(self) -> bool:
        return self.words != ""


NOTHING = Text("")


def in_language(words: str, language: str, page_language: str) -> Text:
    """Words of a known language on a page of perhaps another."""
    return Text(words, "" if language == page_language else language)


def pick(texts: Mapping[str, str], language: str, fallback: str = "") -> Text:
    """The text of a map by language: in the page's, else in English, else in any, else the fallback unmarked."""
    for candidate in (language, FALLBACK, *sorted(texts)):
        if texts.get(candidate):
            return in_language(texts[candidate], candidate, language)
    return Text(fallback)


def claim_text(document: Document, name: str, language: str) -> Text:
    """One of the claim's own texts (`statement` …), translated where a translation was published."""
    claim = document["claim"]
    translated = claim["translations"].get(language, {}).get(name)
    if translated and language != claim["language"]:
        return Text(translated)
    return in_language(claim[name], claim["language"], language)


def entity_name(document: Document, key: str, language: str) -> Text:
    """The name of an entity; its key where the document does not describe it."""
    entity = document["entities"].get(key)
    return pick(entity["label"], language, key) if entity else Text(key)


def entity_names(document: Document, keys: list[str], language: str) -> tuple[Text, ...]:
    """The names of some entities, in the order given."""
    return tuple(entity_name(document, key, language) for key in keys)


def paragraphs(text: Text) -> tuple[Text, ...]:
    """The text cut at its empty lines."""
    return tuple(Text(part.strip(), text.lang) for part in text.words.split("\n\n") if part.strip())

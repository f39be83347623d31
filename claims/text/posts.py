"""A posted text without what the platform or the poster wrapped around its statement.

Who posted it, and when, is cut away: it is no part of what is said.
"""

import re

MAX_LENGTH = 2_000
"""Most characters of a text that are looked at."""

_DAY = r"(?:[^\W\d_]{3,12}\.? \d{1,2},? \d{2,4}|\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{2,4}|\d{4}-\d\d-\d\d)"
_ONE = r"(?![—–―-])"


def _signed(letter: str, most: int) -> str:
    """A dash, so many letters of a name at most, and (@handle). Dashes before the last are the sentence's, but for the
    hyphens in a name after a longer dash."""
    long = rf"[—–―]{_ONE}(?:(?![.!?…]\s--?\s){letter}){{0,{most}}}?"
    short = rf"(?<=\s)--?{_ONE}(?:(?!\s--?\s){letter}){{0,{most}}}?"
    return rf"(?:{long}|{short})\(@\w{{1,30}}\)"


_SIGNATURES = re.compile(_signed("[^\n—–―]", 100) + f"[ ,·]*{_DAY}")
"""— Name (@handle) 5 March 2019, as embedded posts are signed, also in the middle, where one answers another."""

_LAST_SIGNATURE = re.compile(_signed("[^—–―]", 140) + "[^—–―]{0,24}$")
"""The same at the end, without date, cut short or with line ends in it."""

_POSTED_BY = re.compile(
    rf"^(?:Posted by|Publiée? par) [^\n]{{1,100}}?(?:{_DAY})?(?<![.!?])$", re.IGNORECASE | re.MULTILINE
)
"""A line of its own; what ends as a sentence is one."""

_SHORTENED = re.compile(r"(?:https?://)?\b(?:t\.co/\w{10}|pic\.twitter\.com/\w{10})", re.IGNORECASE)
"""Of a known length, because they are often glued to the next word."""

_PICTURE = re.compile(r"pic\.twitter\.com\S*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_REPOSTED = re.compile(r"^\W*(?:RT|MT|QT)\s+@\w+:?|\b(?:via|h/t|cc)\s+@\w+", re.IGNORECASE)
_NAME = re.compile(r"[#@](\w+)")
_HUMP = re.compile(r"(?<=[a-zà-öø-ÿ\d])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z]{3})(?=\d)|(?<=\w)_(?=\w)")


def statement(text: str) -> str:
    """What a posted text says: no signatures, addresses and pictures; tags and handles in words (#ClimateChange)."""
    text = text[:MAX_LENGTH]
    text = _LAST_SIGNATURE.sub(" ", _SIGNATURES.sub(" ", text))
    text = _POSTED_BY.sub(" ", text)
    text = _PICTURE.sub(" ", _SHORTENED.sub(" ", text))
    text = _REPOSTED.sub(" ", _ADDRESS.sub(" ", text))
    return " ".join(_NAME.sub(lambda match: f" {_HUMP.sub(' ', match[1])} ", text).split())

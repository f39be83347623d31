"""Text as the project stores it (`clean`), as it searches it (`fold`), and what a verbatim quote may not hold.

All functions take any string at all, whoever sent it, and run in time linear in its length.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from claims.judgement.vocab import Normaliser

MAX_MARKS = 30
"""Most combining marks kept on one letter (Stream-Safe Text Format, Unicode Standard Annex 15). No language stacks
more, and a longer run makes normalisation quadratic."""

BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates, as a character class: they can make a line read as what it does not say.
Arabic and Hebrew do not need them; the marks LRM, RLM and the joiners are harmless and stay."""

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
"""C0, DEL and C1, but for tab and the line ends."""

_NON_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))

_NEVER_STORED = re.compile(f"[{_CONTROLS}\ud800-\udfff\ufeff{_NON_CHARACTERS}{BIDI_CONTROLS}]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
"""What Unicode calls a new line (Unicode Standard, 5.8), but for LF."""

_BREAKABLE = re.compile("[ \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
"""White space at which a line may break: all but U+00A0, U+2007 and U+202F."""

_APOSTROPHES_AND_HYPHENS = re.compile("['`´‘’‛ʹʻʼ′＇\\-‐‑‒–—―−]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060]")
"""Soft hyphen, zero-width spaces and joiners: nobody types them into a search box."""

_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""The combining marks of Latin, Greek and Cyrillic. Those of other scripts are letters of the word and stay."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
"""Letters that people type without their ligature or stroke; Unicode does not decompose them."""


def _is_mark(character: str) -> bool:
    """Whether normalisation may move this character past its neighbour."""
    return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) > 0


_MARK = "".join(filter(_is_mark, map(chr, range(0x300, 0x1F000))))
_ANY_MARK = re.compile(f"[{_MARK}]")
_MARKS_IN_EXCESS = re.compile(f"([{_MARK}]{{{MAX_MARKS}}})[{_MARK}]+")
_NOT_LATIN = re.compile("[^\x00-\u02ff\u2010-\u2027]")
"""Whatever is neither a Latin letter nor common punctuation. None of these is a mark, or becomes more than three."""


def clean(text: str, *, single_line: bool = False) -> str:
    """The text as it may be stored: Unicode NFC, LF line ends, nothing invisible that misleads, no white space around.

    Removed: control characters but tab and LF, lone surrogates, byte order marks, non-characters, bidirectional
    embeddings, overrides and isolates, and marks in excess of `MAX_MARKS`. With `single_line`, each run of white space
    becomes one space, but for the no-break spaces that French typography wants. Cleaning twice changes nothing more.
    """
    text = _LINE_ENDS.sub("\n", _NEVER_STORED.sub("", text))
    text = _normalise("NFC", text)
    return (_BREAKABLE.sub(" ", text) if single_line else text).strip()


def normalised(text: str, normaliser: Normaliser) -> str:
    """A source's text as a capture of this normaliser holds it. Not for what we store of our own (`clean`)."""
    if normaliser == Normaliser.NFC_LF_1:
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text


def fold(text: str) -> str:
    """The text as search compares it: no case, accents, ligatures or compatibility forms; apostrophes and hyphens are
    spaces. For comparing only, never for showing."""
    text = _APOSTROPHES_AND_HYPHENS.sub(" ", _UNSEEN.sub("", text))
    if text.isascii():  # and has nothing to be folded but its case
        return " ".join(text.lower().split())
    text = _normalise("NFKC", text).casefold()
    text = _ACCENTS.sub("", _normalise("NFKD", text)).translate(_LIGATURES)
    text = _APOSTROPHES_AND_HYPHENS.sub(" ", _normalise("NFC", text))
    return " ".join(text.split())


def _normalise(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """A Unicode normal form in linear time, with at most `MAX_MARKS` marks in a row before and after."""
    if text.isascii():  # every normal form of it is itself
        return text
    if form == "NFC" and not _ANY_MARK.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    if not _NOT_LATIN.search(text):  # and so no marks in excess
        return unicodedata.normalize(form, text)
    bounded = _MARKS_IN_EXCESS.sub(r"\1", text)
    return _MARKS_IN_EXCESS.sub(r"\1", unicodedata.normalize(form, bounded))


@dataclass(frozen=True, slots=True)
class Fault:
    """The first character that a verbatim quote may not hold: its position in code points, and what it is
    (`nul`, `control`, `surrogate` or `bidi`)."""

    position: int
    what: str


_FAULTS = re.compile(
    f"(?P<nul>\x00)|(?P<control>[\x01-\x08\x0b-\x1f\x7f-\x9f])|(?P<surrogate>[\ud800-\udfff])|(?P<bidi>[{BIDI_CONTROLS}])"
)


def verbatim_fault(text: str) -> Fault | None:
    """What forbids to store this quote, or None. A quote is never cleaned, since it must stand in its source."""
    match = _FAULTS.search(text)
    return None if match is None else Fault(match.start(), str(match.lastgroup))

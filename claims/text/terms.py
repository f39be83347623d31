"""The terms of a text: what two texts have in common if they are about the same thing.

A term is a stemmed word, a number, a percentage (`5%`), a date (`2017-06-18`, `2017-06`, `--06-18`) or two adjacent
characters of a script that puts no spaces between words. Numbers and dates come out the same however they are written.
Terms are for comparing only. All functions take any string and run in time linear in its length.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from .cleaning import clean, fold
from .languages import MONTHS, POINT_GROUPS, STEMMERS, STOP_WORDS

MAX_LETTERS = 40
"""Longest word that is stored; of a longer one, only the beginning."""

_APOSTROPHE = "['’‘ʼ＇]"
_NEGATION = re.compile(rf"\b[a-z]+n{_APOSTROPHE}t\b", re.IGNORECASE)
"""don't, isn't, won't: frequent words, all of them."""

_ENDING = re.compile(rf"(?<=\w){_APOSTROPHE}(?:s|re|ll|ve|d|m)\b", re.IGNORECASE)
_ELISION = re.compile(
    rf"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|dell|all|nell|dall|sull){_APOSTROPHE}(?=\w)", re.I
)
_ABBREVIATION = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?")
_UNITED_STATES = re.compile(r"\bUSA?\b")
_LETTER_HYPHEN = re.compile(r"(?<![\w'’-])([^\W\d_])[-‐‑](?=[^\W\d_]{2})")
"""e-mail, T-shirt, X-ray: one word."""

_DIGIT = re.compile(r"\d")
_GROUPED = re.compile("(?<![\\d.,])\\d{1,3}([,'’ \u00a0\u2009\u202f])\\d{3}(?:\\1\\d{3})*(?![\\d])")
_POINT_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])")
_MANY_POINT_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d\d?(?!\d))")
_BARE_FRACTION = re.compile(r"(?<![\w.])\.(?=\d)")
_FRACTION = re.compile(r"(?<=\d)\.\d+")

_PERCENT = re.compile(
    r"(?<=\d) ?(?:%|(?:percent|per ?cent|pour ?cent|por ?ciento|por ?cento|per ?cento|prozent|procent|prosent|pct)\b)"
)
_ORDINAL = re.compile(r"\b(\d+) ?(?:st|nd|rd|th|er|re|eme|e)\b")
_MULTIPLE = re.compile(
    r"\b(\d+(?:\.\d+)?)(?:(k|m|mn|bn)\b|(?= (million|millon|milion|milhao|milhoes|miljoen"
    r"|milliard|miljard|billion|thousand|tausend|duizend|mille|mil)))"
)
_ZEROS = {"k": 3, "m": 6, "mn": 6, "bn": 9, "thousand": 3, "mille": 3, "mil": 3, "tausend": 3, "duizend": 3}
_ZEROS |= {"milliard": 9, "miljard": 9, "billion": 9}
"""Other multiples in the pattern are millions. A billion is read as in English."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_OF = r"(?:of |de |del |d )?"
_DATE = re.compile(
    rf"\b(?:(?P<y1>\d{{4}}) (?P<m1>\d\d) (?P<d1>\d\d)"
    rf"|(?P<d2>\d\d?)\.? {_OF}(?P<m2>{_MONTH})\b\.?(?:(?:, ?| ){_OF}(?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\.? (?P<d3>\d\d?)(?:(?:, ?| )(?P<y3>\d{{4}}))?"
    rf"|(?P<m4>{_MONTH})\.?,? {_OF}(?P<y4>\d{{4}})"
    rf"|(?P<d5>\d\d?)(?P<sep>[/.])(?P<m5>\d\d?)(?P=sep)(?P<y5>\d{{4}}))\b(?![.,]?\d)"
)

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
)
_MARKS = "".join(
    character
    for character in map(chr, (*range(0x300, 0xFE00), *range(0xFE20, 0x1F000)))
    if unicodedata.category(character)[0] == "M"
)
_DATE_OR_NUMBER = r"(?P<date>(?:\d{4}-|--)\d\d(?:-\d\d)?)|(?P<number>\d+(?:\.\d+)?%|\d+\.\d+)"
_ASCII_TERM = re.compile(rf"{_DATE_OR_NUMBER}|(?P<word>[a-z0-9]+)", re.ASCII)
"""What `_TERM` finds in a folded text of ASCII, much faster."""
_TERM = re.compile(
    rf"{_DATE_OR_NUMBER}|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?P<word>(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[^\W_{_MARKS}]|[{_MARKS}])*)"
)
_FRENCH_PARTICIPLE = re.compile(r"(?<=\w{2})(?:ees?|(?<=[^aeo])us)\Z")

_LETTERS_DIGITS = re.compile(r"([^\W\d_]{3,})(\d+)")

_stemmers = threading.local()


def terms(text: str, language: str) -> list[str]:
    """The terms of a text in the order in which they stand, repetitions included."""
    return [term for term, _word in terms_and_words(text, language)]


def terms_and_words(text: str, language: str) -> list[tuple[str, str]]:
    """The terms of a text, each with the folded word that it is the stem of."""
    stops = STOP_WORDS.get(language, frozenset())
    found: list[tuple[str, str]] = []
    plain = regular(text, language)
    for match in (_ASCII_TERM if plain.isascii() else _TERM).finditer(plain):
        word = match[0]
        if match.lastgroup == "unspaced":
            pairs = (word[start : start + 2] for start in range(max(1, len(word) - 1)))
            found.extend((pair, pair) for pair in pairs)
        elif match.lastgroup != "word" or word.isdigit():
            found.append((word[:MAX_LETTERS], word))
        else:
            split = _LETTERS_DIGITS.fullmatch(word)
            parts = split.groups() if split else (word,)
            found.extend((stem(part, language), part) for part in parts if part not in stops)
    return found


def stem(word: str, language: str) -> str:
    """The stem of a folded word, or the word itself in a language without stemmer."""
    return _stem(word[:MAX_LETTERS], STEMMERS.get(language, ""))


@lru_cache(maxsize=100_000)
def _stem(word: str, algorithm: str) -> str:
    if not algorithm or not word.isalpha():
        return word
    if algorithm == "french":
        # It knows votée and votées by their accents, which `fold` has taken off, and élus not at all.
        word = _FRENCH_PARTICIPLE.sub(lambda ending: ending[0][0], word)
    # A stemmer keeps the word that it works on, so that threads cannot share it.
    stemmer = getattr(_stemmers, algorithm, None)
    if stemmer is None:
        stemmer = snowballstemmer.stemmer(algorithm)
        setattr(_stemmers, algorithm, stemmer)
    # A Greek word can be all ending, and a Turkish stem longer than its word.
    return str(stemmer.stemWord(word))[:MAX_LETTERS] or word


def regular(text: str, language: str) -> str:
    """The folded text with contractions, numbers and dates written in one way: what is cut into terms."""
    if not (text.isascii() and text.isprintable()):
        text = clean(text)  # as it is stored, so that a text is found by itself
    text = _ABBREVIATION.sub(lambda match: match[0].replace(".", "") + " ", text)
    if language == "en":
        text = _UNITED_STATES.sub("USA", text)
        text = _ENDING.sub("", _NEGATION.sub(" ", text))
    else:
        text = _ELISION.sub("", text)
    text = _LETTER_HYPHEN.sub(r"\1", text)
    if _DIGIT.search(text):
        text = _GROUPED.sub(lambda match: match[0].replace(match[1], ""), text)
        grouped = _POINT_GROUPED if language in POINT_GROUPS else _MANY_POINT_GROUPS
        text = grouped.sub(lambda match: match[0].replace(".", ""), text)
    text = fold(text)
    return _with_numbers(text, language) if _DIGIT.search(text) else text


def _with_numbers(text: str, language: str) -> str:
    """A folded text in which there are digits, with its numbers and dates written in one way."""
    if not text.isascii():
        text = re.sub(r"[^\W0-9]", _ascii_digit, text)
    text = _DATE.sub(lambda match: _date(match, language), _ORDINAL.sub(r"\1", text))
    text = _FRACTION.sub(_without_zeros, _BARE_FRACTION.sub("0.", _DECIMAL_COMMA.sub(".", text)))
    return _MULTIPLE.sub(_multiplied, _PERCENT.sub("%", text))


def _ascii_digit(match: re.Match[str]) -> str:
    digit = unicodedata.decimal(match[0], None)
    return match[0] if digit is None else str(digit)


def _without_zeros(match: re.Match[str]) -> str:
    return match[0].rstrip("0").rstrip(".")


def _multiplied(match: re.Match[str]) -> str:
    whole, _point, fraction = match[1].partition(".")
    zeros = _ZEROS.get(match[2] or match[3], 6)
    if len(whole) + zeros > MAX_LETTERS or len(fraction) > zeros:
        return match[0]
    return (whole + fraction + "0" * (zeros - len(fraction))).lstrip("0") or "0"


def _date(match: re.Match[str], language: str) -> str:
    """A date as terms that agree with less precise writings of it; what is no date stays as it is."""
    parts = {name[0]: value for name, value in match.groupdict().items() if value is not None and name != "sep"}
    month = MONTHS.get(parts["m"]) or int(parts["m"])
    day = int(parts.get("d", "1"))
    year = parts.get("y", "")
    if match["sep"] and day <= 12 and (month > 12 or language == "en"):
        # In English, 3/4/2017 may be in March or in April.
        if month <= 12:
            return f" {year} "
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    written = [f"--{month:02}-{day:02}"] if "d" in parts else []
    if year:
        written.append(f"{year}-{month:02}")
        written.append(year)
    if len(written) == 3:
        written.append(f"{year}-{month:02}-{day:02}")
    return f" {' '.join(written)} "

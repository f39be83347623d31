"""Canonical JSON: one text, and so one hash, for one document.

Sorted keys, no white space, UTF-8 without escapes, Unicode NFC, integers only (a decimal is a string). The same
document gives the same bytes on every machine and with every Python, which is what approvals and the public log
are bound to. The rules are those of RFC 8785 as far as they apply to documents without floats.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping


class NotCanonical(ValueError):
    """The document holds something that has no canonical form; the message says what and where."""


def canonical(document: object) -> str:
    """The canonical JSON text of a document of dicts, lists, strings, integers, booleans and None.

    Raises NotCanonical for floats, non-string keys, lone surrogates and text that is not NFC, naming the path.
    """
    _refuse_what_has_no_canonical_form(document, "$")
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_what_has_no_canonical_form(part: object, path: str) -> None:
    if part is None or isinstance(part, bool | int):
        return
    if isinstance(part, str):
        _refuse_bad_text(part, path)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if not isinstance(key, str):
                raise NotCanonical(f"{path}: the key {key!r} is not text")
            _refuse_bad_text(key, path)
            _refuse_what_has_no_canonical_form(value, f"{path}.{key}")
    elif isinstance(part, list | tuple):
        for position, value in enumerate(part):
            _refuse_what_has_no_canonical_form(value, f"{path}[{position}]")
    else:
        raise NotCanonical(f"{path}: {type(part).__name__} has no canonical form")


def _refuse_bad_text(text: str, path: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical(f"{path}: the text is not in Unicode normal form C")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical(f"{path}: the text holds half of a surrogate pair") from None

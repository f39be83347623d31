"""JSON without what it leaves open: duplicate keys, floats, NaN, endless numbers and nesting, halves of characters.

The decoder reads on over such faults and notes them, so that one object's faults do not hide those of the next.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MAX_DEPTH = 32
MAX_DIGITS = 20

_SURROGATE = re.compile("[\ud800-\udfff]")


class NestedTooDeep(ValueError):
    """So deep that the parser gave up; where the value ends is not known."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One value, where it ends in the text, and a sentence for each of its faults; None where it is nested too deep."""

    value: Any
    end: int
    faults: tuple[str, ...]


class StrictDecoder:
    """Decodes values out of a text, one by one. With `numbers_as_text`, every number becomes the text that it is."""

    def __init__(self, *, numbers_as_text: bool = False) -> None:
        self._faults: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_float=str if numbers_as_text else self._float,
            parse_int=str if numbers_as_text else self._integer,
            parse_constant=self._constant if numbers_as_text else self._float,
        )

    def decode(self, text: str, start: int) -> Decoded:
        """The value that begins at `start`. JSONDecodeError where it is not JSON at all, or NestedTooDeep."""
        self._faults = []
        try:
            value, end = self._decoder.raw_decode(text, start)
        except RecursionError as error:
            raise NestedTooDeep from error
        if _depth(value) > MAX_DEPTH:
            return Decoded(None, end, (_("Nested more than %(depth)s deep.") % {"depth": MAX_DEPTH},))
        if _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
            self._faults.append(_("A text holds half of a surrogate pair (\\ud800 to \\udfff)."))
        return Decoded(value, end, tuple(dict.fromkeys(self._faults)))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self._faults.append(_("The key “%(key)s” stands twice in one JSON object.") % {"key": key})
            found[key] = value
        return found

    def _float(self, written: str) -> None:
        self._faults.append(
            _('%(number)s: only whole numbers; write a decimal as a text, such as "5.5".') % {"number": written[:40]}
        )

    def _constant(self, written: str) -> None:
        self._faults.append(_("%(name)s is no number.") % {"name": written})

    def _integer(self, written: str) -> int:
        if len(written.lstrip("-")) > MAX_DIGITS:
            self._faults.append(_("A number has more than %(digits)s digits.") % {"digits": MAX_DIGITS})
            return 0
        return int(written)


def _depth(value: Any) -> int:
    """How many lists and objects stand inside each other."""
    level, depth = [value], 0
    while level := [part for part in level if isinstance(part, dict | list)]:
        depth += 1
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
    return depth

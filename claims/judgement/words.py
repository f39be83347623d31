"""English words that others translate: this folder knows no language, and marks what it says for those who do."""

from collections.abc import Callable
from typing import NewType

Marked = NewType("Marked", str)
"""English text that `makemessages` collects; mypy refuses a `Phrase` of any other."""


def gettext_noop(message: str) -> Marked:
    """Return `message` unchanged. `makemessages` collects what stands inside; whoever renders it translates it."""
    return Marked(message)


class Phrase:
    """English words around what they speak of; `str` gives them in English, `in_words` in any language.

    - `sentence`: a template for `str.format`, such as `{text} is not a number.`
    - `parts`: what stands in its places, by name. A part that is a phrase is translated with it, any other is shown
      as it is.
    """

    def __init__(self, sentence: Marked, /, **parts: object) -> None:
        self.sentence = sentence
        self.parts = parts

    def in_words(self, translate: Callable[[str], str]) -> str:
        """The phrase in another language; `translate` gives the template for an English one, with the same places."""
        parts = {
            name: part.in_words(translate) if isinstance(part, Phrase) else part for name, part in self.parts.items()
        }
        return translate(self.sentence).format(**parts)

    def __str__(self) -> str:
        return self.in_words(str)


class Unfit(Phrase, ValueError):
    """What somebody wrote is not what it should be. The phrase tells them why."""

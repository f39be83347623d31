"""What may stand in an address. Anything else is no address of ours, and never reaches the database."""


class Word:
    """A word of one alphabet, which addresses and the database write alike."""

    regex: str

    def to_python(self, value: str) -> str:
        """The word as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The word as it stands in the database."""
        return value


class Uid(Word):
    """The public identity of a claim or a source: ten characters of Crockford's base32, lower case."""

    regex = "[0-9a-hjkmnp-tv-z]{10}"


class Key(Word):
    """The readable identity of an entity or a topic: lower-case words and digits with single hyphens."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

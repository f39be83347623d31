"""What may stand in an address. Anything else is no address of ours, and never reaches the database."""


class Uid:
    """The public identity of a claim: ten characters of Crockford's base32, lower case."""

    regex = "[0-9a-hjkmnp-tv-z]{10}"

    def to_python(self, value: str) -> str:
        """The uid as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The uid as it stands in the database."""
        return value

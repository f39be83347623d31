"""Marks English text for translation without translating it: this folder knows no language."""


def gettext_noop(message: str) -> str:
    """Return `message` unchanged. `makemessages` collects what stands inside; whoever renders it translates it."""
    return message

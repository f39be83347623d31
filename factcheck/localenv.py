"""Writes `.env` for one person on one machine: `python -m factcheck.localenv`.

Standard library only, so that it runs before anything is installed.
"""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TEMPLATE = """\
# Written once by `python -m factcheck.localenv`. All settings are described in .env.example.
PROFILE=local
SECRET_KEY={secret_key}
"""


def write_local_environment(root: Path) -> bool:
    """Write `.env` into `root` unless there is one already; return whether it was written.

    An existing file is never touched. Only its owner can read the new one (mode 0600). Also makes `var/`, where the
    default database lives.
    """
    (root / "var").mkdir(mode=0o700, exist_ok=True)
    try:
        # O_EXCL: of two that start at once, one writes and the other one leaves the file alone.
        descriptor = os.open(root / ".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(TEMPLATE.format(secret_key=secrets.token_urlsafe(50)))
    return True


if __name__ == "__main__":
    if write_local_environment(ROOT):
        print("Wrote .env (local profile, new secret key).")  # noqa: T201

"""The product's settings for a database of the benchmark's own."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def with_database(path: Path) -> Iterator[None]:
    """Use a SQLite database, migrated; its file is made if there is none."""
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{path}",
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "ENV_FILE": "",
        "PROFILE": "local",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(path)
    call_command("migrate", verbosity=0, skip_checks=True)
    try:
        yield
    finally:
        connection.close()

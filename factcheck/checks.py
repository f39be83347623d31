"""System checks of the settings: each finds one mistake, has a number, and says what to do about it.

Run by every command of manage.py, and by `manage.py check --deploy --fail-level WARNING` before a deployment. None
has Django's tag `database`: such checks are left out unless they are asked for.
A number that was once given away is never used for another mistake.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

PROFILES = ("", "local")
FOUR_EYES = ("peer", "solo")

SQLITE_WITHOUT_WAL_RESET_BUG = (3, 51, 3)
"""First release without a rare corruption: two connections that reset the WAL at once (sqlite.org/wal.html)."""

Apps = Sequence[AppConfig] | None


@register(Tags.security)
def check_profile(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.E001: a misspelt profile would silently be a real site, or silently not be one."""
    if settings.PROFILE in PROFILES:
        return []
    return [
        Error(
            f"PROFILE is {settings.PROFILE!r}, which is not a profile.",
            hint="Set PROFILE=local for one person on one machine, or leave it out for a real site.",
            id="factcheck.E001",
        )
    ]


@register(Tags.security)
def check_hosts_of_local_profile(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.E002: somebody wants the local profile, which has no HTTPS, to answer to the world."""
    if not settings.REFUSED_HOSTS:
        return []
    return [
        Error(
            f"The local profile answers on the loopback address only, not to {', '.join(settings.REFUSED_HOSTS)}.",
            hint="Take ALLOWED_HOSTS out, or take PROFILE=local out: a site that others can reach needs HTTPS.",
            id="factcheck.E002",
        )
    ]


@register(Tags.security)
def check_four_eyes(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.E003: whether a second person reviews must not depend on how a word is spelt."""
    if settings.FOUR_EYES in FOUR_EYES:
        return []
    return [
        Error(
            f"FOUR_EYES is {settings.FOUR_EYES!r}, which is not a rule.",
            hint="Set FOUR_EYES=peer (a second person approves) or FOUR_EYES=solo (nobody does; every page says so).",
            id="factcheck.E003",
        )
    ]


@register
def check_sqlite_folder(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.E004: SQLite makes the file, but not the folder, and only says "unable to open database file"."""
    folder = _sqlite_folder()
    if folder is None or folder.is_dir():
        return []
    return [
        Error(
            f"The folder of the database does not exist: {folder}",
            hint=f"Make it (mkdir -p {folder}), or set DATABASE_URL to another place.",
            id="factcheck.E004",
        )
    ]


@register(Tags.security)
def check_site_url(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.W001, W002: without its own address the site cannot be cited; without HTTPS nobody can trust it."""
    if not settings.SITE_URL:
        return [
            Warning(
                "SITE_URL is not set, so citations, feeds and machine-readable data have no full addresses.",
                hint="Set SITE_URL to the address that readers use, for example https://factcheck.example.org.",
                id="factcheck.W001",
            )
        ]
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.netloc:
        return []
    if settings.LOCAL and parts.scheme == "http" and parts.netloc:
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL!r}, which is not an address that begins with https://.",
            hint="Set SITE_URL to the address that readers use, for example https://factcheck.example.org.",
            id="factcheck.W002",
        )
    ]


@register(Tags.security)
def check_public_local_site(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.W003: nobody but the person at the machine can see a local site, so it cannot be public."""
    if not (settings.LOCAL and settings.SITE_PUBLIC):
        return []
    return [
        Warning(
            "SITE_PUBLIC is on in the local profile, where no search engine can come.",
            hint="Take SITE_PUBLIC out, or take PROFILE=local out.",
            id="factcheck.W003",
        )
    ]


@register
def check_sqlite_version(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """factcheck.W004: older SQLite can, rarely, damage a database in WAL mode. PostgreSQL has no such fault.

    Silent in the local profile: the machine's Python brings its SQLite along, and one person rarely writes twice at
    once.
    """
    if settings.LOCAL or _sqlite_folder() is None or sqlite3.sqlite_version_info >= SQLITE_WITHOUT_WAL_RESET_BUG:
        return []
    fixed = ".".join(str(part) for part in SQLITE_WITHOUT_WAL_RESET_BUG)
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} has a rare bug that can corrupt a database when two connections write.",
            hint=f"Use a Python that is linked with SQLite {fixed} or later, or a PostgreSQL database (DATABASE_URL).",
            id="factcheck.W004",
        )
    ]


def _sqlite_folder() -> Path | None:
    """Return the folder that the SQLite file lies in; nothing for other engines and for a database in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3" or database["NAME"] == ":memory:":
        return None
    return Path(database["NAME"]).parent

"""On what a run was made, without the name of the machine or a path on it."""

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .serving import NGINX


def described(postgresql: str | None, load: float) -> Iterator[tuple[str, str]]:
    """Each thing that matters, and which it is. `load` is how many processes wanted a core right before the run."""
    yield "processor", _processor()
    yield "cores", str(os.cpu_count())
    yield "processes that wanted a core before the run", f"{load:.1f}"
    yield "memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    yield "system", f"{platform.system()} {platform.machine()}"
    yield "Python", platform.python_version()
    for package in ("Django", "gunicorn", "django-filter", "datasette"):
        yield package, _version(package)
    yield "SQLite", sqlite3.sqlite_version
    if postgresql:
        yield "PostgreSQL", postgresql
    yield "nginx", _nginx()


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists() and (found := re.search(r"^model name\s*:\s*(.+)$", known.read_text(), re.MULTILINE)):
        return found[1]
    return platform.processor() or "unknown"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _nginx() -> str:
    if NGINX is None:
        return "not installed"
    said = subprocess.run([NGINX, "-v"], capture_output=True, text=True, check=True).stderr
    return said.strip().rpartition("/")[2]

"""Servers that are measured, each on a free port of the loopback address until its block ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from tests.live import ROOT, free_port

SECONDS_TO_START = 60
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Missing(RuntimeError):
    """A server that is not on this machine; the message says what to install."""


def manage(command: str, environment: Mapping[str, str]) -> None:
    """Run a command of manage.py in silence."""
    subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def gunicorn(environment: Mapping[str, str], log: Path, *, asked: str = "/") -> Iterator[int]:
    """Serve what the environment's settings say, as in production; gives the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "factcheck.wsgi"]
    with _running(command, log, port, asked, {**environment, "PORT": str(port)}):
        yield port


@contextmanager
def datasette(database: Path, log: Path, per_page: int) -> Iterator[int]:
    """Datasette on a file, with limits that let it answer. Raises Missing."""
    if find_spec("datasette") is None:
        raise Missing("Datasette is not installed (requirements-bench.txt)")
    port = free_port()
    settings = {
        "sql_time_limit_ms": "120000",
        "facet_time_limit_ms": "120000",
        "suggest_facets": "off",  # the product suggests none either
        "default_page_size": str(per_page),
    }
    chosen = [word for name, value in settings.items() for word in ("--setting", name, value)]
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port), *chosen]
    with _running(command, log, port, "/-/versions.json", os.environ):
        yield port


@contextmanager
def nginx(page: bytes, folder: Path) -> Iterator[int]:
    """nginx with one page at `/`. Raises Missing."""
    if NGINX is None:
        raise Missing("nginx is not installed (Debian: nginx-light)")
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_bytes(page)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""{"user root;" if os.geteuid() == 0 else ""}
        daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log stderr error;
        events {{}}
        http {{
            access_log off; keepalive_requests 100000;
            types {{ text/html html; }} charset utf-8;
            server {{ listen 127.0.0.1:{port}; root {folder}; }}
        }}
        """
    )
    command = [NGINX, "-p", str(folder), "-e", "stderr", "-c", str(configuration)]
    with _running(command, folder / "nginx.log", port, "/", os.environ):
        yield port


@contextmanager
def _running(
    command: Sequence[str], log: Path, port: int, asked: str, environment: Mapping[str, str]
) -> Iterator[None]:
    """Run a server from its first answer on; raise with its log if there is none."""
    with log.open("w") as lines:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=lines)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port, asked):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} does not start:\n{log.read_text()}")
            time.sleep(0.05)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


def _answers(port: int, path: str) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
        connection.request("GET", path)
        return connection.getresponse().status in (200, 302)
    except OSError:
        return False

"""A whole site for tests that need one: a copy of the test database with the sample in it, served by gunicorn."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests import databases

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 20

FROM_A_PROXY = {"X-Forwarded-Proto": "https"}
"""What a proxy says of requests that came to it by HTTPS. Only a site with TRUSTED_PROXY believes it."""


@dataclass(frozen=True)
class Site:
    """A running site, and an administrator who can sign in to it."""

    address: str
    """Without a slash at its end: `http://127.0.0.1:49152`."""
    username: str
    password: str
    environment: dict[str, str]
    """What its processes run with: for commands of manage.py against the same database."""

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on the site's database; return what it printed, raise if it failed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """Serve a copy of the migrated test database with the sample dossier, until the block ends."""
    with databases.copied("site") as name:
        port = free_port()
        password = secrets.token_urlsafe(16)
        site = Site(
            address=f"http://127.0.0.1:{port}",
            username="live-administrator",
            password=password,
            environment={
                **os.environ,
                "DATABASE_URL": databases.url(name),
                "STATIC_ROOT": str(folder / "static"),
                "PORT": str(port),
                "DJANGO_SUPERUSER_PASSWORD": password,
            },
        )
        site.manage("collectstatic", "--noinput", "--verbosity=0")
        load_sample(site)
        site.manage("createsuperuser", "--noinput", f"--username={site.username}", "--email=")
        with _serving(site, folder):
            yield site


@contextmanager
def strictly(site: Site, folder: Path) -> Iterator[Site]:
    """Serve the database of a running site once more, as a real one: reviewers need a second factor, and cookies HTTPS.

    It has no certificate of its own: whoever asks it says FROM_A_PROXY.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = site.environment | {
        "PROFILE": "",
        "ALLOWED_HOSTS": "127.0.0.1",
        "CSRF_TRUSTED_ORIGINS": address,
        "PORT": str(port),
        "SITE_URL": address,
        "TRUSTED_PROXY": "1",
    }
    strict = replace(site, address=address, environment=environment)
    with _serving(strict, folder):
        yield strict


@contextmanager
def _serving(site: Site, folder: Path) -> Iterator[None]:
    """Run gunicorn for a site until the block ends; its log goes into `folder`."""
    with (folder / "gunicorn.log").open("w+") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "factcheck.wsgi"],
            cwd=ROOT,
            env=site.environment,
            stderr=log,
        )
        try:
            wait_until_it_answers(site, server, Path(log.name))
            yield
        finally:
            server.terminate()
            server.wait(timeout=10)


def load_sample(site: Site) -> None:
    """Import the sample dossier and publish it, as `make run` does."""
    site.manage("preparesite")


def wait_until_it_answers(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the site answers; raise with the server's log if it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            sign_in = Request(f"{site.address}/admin/login/", headers=FROM_A_PROXY)
            urlopen(sign_in, timeout=SECONDS_TO_START).close()
        except HTTPError as error:
            raise AssertionError(f"The sign-in page answers {error.code}:\n{log.read_text()}") from error
        except OSError:  # nobody listens yet
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The site does not start:\n{log.read_text()}")


def free_port() -> int:
    """Return a port of the loopback address that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

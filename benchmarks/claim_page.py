"""The claim page under gunicorn, against the least that Django can answer under the same server.

    python -m benchmarks.claim_page [--rounds 7] [--requests 200]

Both run with two workers on SQLite and answer the same client in turn, round by round, so that a machine that slows
down slows both. Printed are milliseconds per request and, to be quoted, the ratio (median, least, most of the rounds).
"""

import argparse
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.live import ROOT, free_port

SECONDS_TO_START = 20


def main() -> None:
    """Prepare a site in a temporary folder, serve both, measure, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        environment = os.environ | {
            "ENV_FILE": "",
            "PROFILE": "local",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "LOG_LEVEL": "ERROR",
        }
        for command in ("collectstatic --noinput --verbosity=0", "preparesite"):
            _manage(command, environment)
        site = running.enter_context(_served(environment, Path(folder) / "site.log"))
        least = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.hello"}
        hello = running.enter_context(_served(least, Path(folder) / "hello.log"))
        paths = _claim_paths(site)
        rounds = [
            (_milliseconds(site, paths, options.requests), _milliseconds(hello, ["/"], options.requests))
            for _round in range(options.rounds + 1)
        ][1:]  # the first one warms up
    pages, hellos = zip(*rounds, strict=True)
    print(f"claim page, {options.requests} requests a round, {options.rounds} rounds, {len(paths)} different pages")
    print(f"  claim page    {_spread(pages)} ms")
    print(f"  Django hello  {_spread(hellos)} ms")
    print(f"  ratio         {_spread([page / hello for page, hello in rounds])}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the claim page under gunicorn.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=200)
    return parser.parse_args()


def _manage(command: str, environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _served(environment: dict[str, str], log: Path) -> Iterator[int]:
    """Serve what the environment's settings say on a free port until the block ends; gives the port."""
    port = free_port()
    with log.open("w") as lines:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "factcheck.wsgi"],
            cwd=ROOT,
            env=environment | {"PORT": str(port)},
            stderr=lines,
        )
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not start:\n{log.read_text()}")
            time.sleep(0.05)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)


def _answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def _claim_paths(port: int) -> list[str]:
    """The addresses of some claim pages, as the list names them."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/claims/")
    body = connection.getresponse().read().decode()
    paths = sorted({part.split('"')[0] for part in body.split('href="')[1:] if part.startswith("/claims/")})
    claims = [path for path in paths if path.count("/") == 4 and "?" not in path]
    if not claims:
        raise RuntimeError("The list names no claim page.")
    return claims


def _milliseconds(port: int, paths: list[str], requests: int) -> float:
    """The mean time of a request over one kept connection; an answer other than 200 is an error."""
    connection = HTTPConnection("127.0.0.1", port)
    began = time.perf_counter()
    for number in range(requests):
        connection.request("GET", paths[number % len(paths)])
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{paths[number % len(paths)]} answers {answer.status}")
    return (time.perf_counter() - began) / requests * 1000


def _spread(figures: list[float] | tuple[float, ...]) -> str:
    return f"median {statistics.median(figures):.2f}  least {min(figures):.2f}  most {max(figures):.2f}"


if __name__ == "__main__":
    main()

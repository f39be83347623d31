"""The claim page under gunicorn, against the least that Django can answer under the same server.

    python -m benchmarks.claim_page [--rounds 7] [--requests 200]

Both run with two workers on SQLite and answer the same client in turn, round by round, so that a machine that slows
down slows both. Printed are milliseconds per request and, to be quoted, the ratio (median, least, most of the rounds).
"""

import argparse
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from .serving import gunicorn, manage


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepare a site in a temporary folder, serve both, measure, print."""
    options = _options(arguments)
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
            manage(command, environment)
        site = running.enter_context(gunicorn(environment, Path(folder) / "site.log"))
        least = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.hello"}
        hello = running.enter_context(gunicorn(least, Path(folder) / "hello.log"))
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


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the claim page under gunicorn.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=200)
    return parser.parse_args(arguments)


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

"""The product and its peers on the same rows, of several sizes and on both engines, in one run.

    python -m benchmarks --sizes 10k,100k,1M --postgresql 100k

Before anything is timed, every server must say the same of the same question. Then rounds: in each, every question is
put to every server that can answer it, on every database, in an order that is shuffled anew, so that a machine that
slows down slows all. Each block of requests has a connection of its own, opened before the clock is looked at.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from random import Random

from tests.live import ROOT

from . import reading, serving
from .client import Client
from .databases import Database
from .questions import Question, questions
from .sampling import Sample, sample

READERS: Mapping[str, Callable[[str], reading.Content]] = {
    "product": reading.product,
    "naive": reading.naive,
    "datasette": reading.datasette,
    "stock": reading.admin,
}
MOST_REQUESTS, FEWEST_REQUESTS = 40, 4
SECONDS_FOR_A_BLOCK = 2.0


@dataclass(frozen=True, slots=True)
class Key:
    """What a figure is of."""

    engine: str
    claims: int
    question: str
    server: str


Figures = dict[Key, list[list[float]]]
"""Milliseconds of every request, by round."""


@dataclass(slots=True)
class Course:
    """One question to one server: what is asked over and over, each block going on where the last one ended."""

    key: Key
    client: Client
    paths: tuple[str, ...]
    asked: int = 0

    def run(self, most: int = MOST_REQUESTS) -> list[float]:
        """The milliseconds of some requests: as many as fit in the time of a block, within bounds."""
        self.client.connect()
        spent: list[float] = []
        while len(spent) < most and (sum(spent) < SECONDS_FOR_A_BLOCK * 1000 or len(spent) < FEWEST_REQUESTS):
            spent.append(self.client.get(self.paths[self.asked % len(self.paths)])[1])
            self.asked += 1
        return spent


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run found: the figures, what was compared before, and what could not be measured, with its reason."""

    figures: Figures
    compared: list[str]
    missing: list[str]


def measure(databases: Iterable[Database], *, rounds: int, seed: int, only: Iterable[str] = ()) -> Measured:
    """Serve, compare, and time some rounds after one that warms up."""
    with ExitStack() as running:
        compared: list[str] = []
        missing: list[str] = []
        courses: list[Course] = []
        for database in databases:
            drawn = _prepared(database, seed)
            asked = [each for each in questions(drawn) if not only or each.name in only]
            clients = _served(database, drawn.per_page, running, missing)
            for question in asked:
                compared += _compare(database, question, clients)
                courses += _courses(database, question, clients)
        random = Random(seed)  # noqa: S311
        figures: Figures = defaultdict(list)
        for number in range(rounds + 1):
            random.shuffle(courses)
            for course in courses:
                spent = course.run()
                if number:  # the first round warms up
                    figures[course.key].append(spent)
            print(f"round {number} of {rounds}", flush=True)
    return Measured(figures, compared, list(dict.fromkeys(missing)))


def _prepared(database: Database, seed: int) -> Sample:
    subprocess.run([sys.executable, "-m", "benchmarks.preparing"], cwd=ROOT, env=database.environment, check=True)
    return sample(database, seed)


def _served(database: Database, per_page: int, running: ExitStack, missing: list[str]) -> dict[str, Client]:
    """A client for each server of a database; those that are missing are noted."""
    environment = database.environment | {"STATIC_ROOT": str(database.folder / "static")}
    serving.manage("collectstatic --noinput --verbosity=0", environment)
    product = running.enter_context(serving.gunicorn(environment, database.folder / "product.log"))
    clients = {"product": Client(product)}
    clients["product"].sign_in()
    stock = environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.peers.settings"}
    port = running.enter_context(serving.gunicorn(stock, database.folder / "peers.log", asked="/admin/login/"))
    clients |= {"naive": Client(port), "stock": Client(port)}
    clients["stock"].sign_in()
    if database.engine == "SQLite":
        further: dict[str, Callable[[], AbstractContextManager[int]]] = {
            "datasette": lambda: serving.datasette(database.path, database.folder / "datasette.log", per_page),
            "nginx": lambda: serving.nginx(_page(product), database.folder / "nginx"),
        }
        for name, serve in further.items():
            try:
                clients[name] = Client(running.enter_context(serve()))
            except serving.Missing as reason:
                missing.append(str(reason))
    return clients


def _page(port: int) -> bytes:
    return Client(port).get("/claims/")[0].encode()


def _courses(database: Database, question: Question, clients: Mapping[str, Client]) -> Iterator[Course]:
    for server, paths in question.paths.items():
        if server in clients:
            key = Key(database.engine, database.claims, question.name, server)
            yield Course(key, clients[server], paths)


def _compare(database: Database, question: Question, clients: Mapping[str, Client]) -> Iterator[str]:
    """Ask everybody every variant, and raise unless all say what the product says. A sentence for each peer."""
    if "product" not in question.paths:
        return
    ours = [_said("product", question, clients["product"], path) for path in question.paths["product"]]
    for server, paths in question.paths.items():
        if server == "product" or server not in clients:
            continue
        for path, own in zip(paths, ours, strict=True):
            theirs = _said(server, question, clients[server], path)
            if differing := reading.difference(own, theirs, ordered=question.is_ordered):
                raise AssertionError(f"{database.engine}, {database.claims}: {server} at {path} has {differing}")
        order = "the same claims in the same order" if question.is_ordered else "the same number of claims"
        yield f"{question.name}: {server} has {order} for each of {len(paths)} addresses"


def _said(server: str, question: Question, client: Client, path: str) -> reading.Content:
    """What a page of a server says."""
    read = reading.admin if question.name.startswith("admin") else READERS[server]
    client.connect()
    return read(client.get(path)[0])

"""What every test can use. The plumbing is in databases.py, guard.py, live.py and browsers.py."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import databases, guard

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.plugin import DjangoDbBlocker

    from tests.browsers import Tab
    from tests.live import Site

# The same examples at every run; FULL=1 tries thousands (`make test-all`). No deadline: machines differ.
hypothesis.settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None)
hypothesis.settings.register_profile("full", derandomize=True, max_examples=2_000, deadline=None)
hypothesis.settings.load_profile("full" if os.environ.get("FULL") == "1" else "ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of database engine."""
    parser.addoption("--engine", choices=databases.ENGINES, default="sqlite", help="database engine to test on")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before pytest-django sets Django up, and put the guard on every connection to come."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-tests-", dir=databases.in_memory()))
    # Registered before PostgreSQL starts, so run after it has stopped.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    databases.prepare_environment(config.getoption("--engine"), folder)

    from django.conf import settings

    # Names with hashes need `collectstatic`; what a template names must exist in any case (tests/live.py collects).
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # Real hashing takes a quarter of a second for every user and every signing in, on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    databases.keep_one_connection_per_thread()
    guard.install()


def pytest_report_header(config: pytest.Config) -> str:
    """Say which engine and which Hypothesis profile this run is about."""
    return f"engine: {config.getoption('--engine')}, hypothesis: {hypothesis.settings.get_current_profile_name()}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail tests that would leave committed rows behind, before they begin."""
    marker = item.get_closest_marker("django_db")
    reason = databases.why_it_cannot_run(getattr(item, "fixturenames", ()), marker.kwargs if marker else None)
    if reason:
        pytest.fail(reason, pytrace=False)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """The migrated test database. (pytest-django's own one asks for `db`, and would flush.)"""
    from django.db import connections

    with django_db_blocker.unblock():
        databases.create_test_database()
        connections.close_all()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def throwaway_database(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """A copy of the test database to commit to, from several connections and threads; dropped after the test."""
    with django_db_blocker.unblock(), databases.copied("throwaway") as name, databases.pointing_at(name):
        yield


@pytest.fixture(autouse=True)
def writes_come_through_the_workflow() -> Iterator[None]:
    """Fail a test whose code wrote to a guarded table by the back door, even if it swallowed the guard's error."""
    yield
    found = list(guard.violations)
    guard.violations.clear()
    assert not found, "written without the workflow:\n" + "\n".join(found)


@pytest.fixture(scope="session")
def site(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker", tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Site"]:
    """A running site with the sample dossier, the same one for all tests that read."""
    from tests.live import running_site

    with (
        django_db_blocker.unblock(),
        running_site(tmp_path_factory.mktemp("site")) as running,
        django_db_blocker.block(),  # for the tests to come: this fixture lives as long as they all do
    ):
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Chromium, or a skipped test; BROWSER=required makes that a failed one."""
    from tests.browsers import running_chromium

    with running_chromium() as running, pytest.MonkeyPatch.context() as environment:
        # Playwright keeps an event loop running in this thread, and Django then refuses plain database calls.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running


@pytest.fixture
def new_tab(browser: "Browser") -> Iterator[Callable[..., "Tab"]]:
    """Opens tabs: `new_tab(colour_scheme="dark", width=320, language="fr")`, each in a fresh profile."""
    from tests.browsers import ColourScheme, opened_tab

    with ExitStack() as tabs:

        def open_one(colour_scheme: ColourScheme = "light", width: int = 1280, language: str = "en") -> "Tab":
            return tabs.enter_context(opened_tab(browser, colour_scheme, width, language))

        yield open_one

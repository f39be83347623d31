"""Wrong settings are named by number, with a hint; right ones pass without a word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks

from factcheck import checks

ROOT = Path(__file__).resolve().parent.parent


def found():
    """The numbers of our own checks that complain, as `manage.py check` would find them."""
    return [message.id for message in run_checks() if message.id and message.id.startswith("factcheck.")]


def test_the_settings_of_the_tests_are_right():
    assert found() == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("factcheck.E001", {"PROFILE": "loacl"}),
        ("factcheck.E002", {"REFUSED_HOSTS": ["factcheck.example.org"]}),
        ("factcheck.E003", {"FOUR_EYES": "pear"}),
        ("factcheck.W001", {"SITE_URL": ""}),
        ("factcheck.W002", {"SITE_URL": "factcheck.example.org"}),
        ("factcheck.W002", {"SITE_URL": "http://factcheck.example.org", "LOCAL": False}),
        ("factcheck.W002", {"SITE_URL": "https://"}),
        ("factcheck.W003", {"SITE_PUBLIC": True, "LOCAL": True}),
    ],
)
def test_a_wrong_setting_is_found(settings, monkeypatch, number, wrong):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 51, 3))
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert found() == [number]


@pytest.mark.parametrize(
    "right",
    [
        {"PROFILE": ""},
        {"FOUR_EYES": "solo"},
        {"SITE_URL": "https://factcheck.example.org", "LOCAL": False, "SITE_PUBLIC": True},
        {"SITE_URL": "http://127.0.0.1:8000", "LOCAL": True},
    ],
)
def test_a_right_setting_is_let_through(settings, monkeypatch, right):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 51, 3))
    for name, value in right.items():
        setattr(settings, name, value)
    assert found() == []


def test_every_complaint_has_a_hint(settings):
    settings.PROFILE = settings.FOUR_EYES = "wrong"
    settings.REFUSED_HOSTS = ["example.org"]
    settings.SITE_URL = ""
    settings.SITE_PUBLIC = True
    messages = [message for message in run_checks() if message.id and message.id.startswith("factcheck.")]
    assert len(messages) == 5
    assert all(message.hint for message in messages)


@pytest.fixture
def database_is(settings, monkeypatch):
    """Says which database is configured: `database_is("sqlite3", "/srv/factcheck.sqlite3")`."""

    def say(engine, name):
        monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")
        monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(name))

    return say


def test_a_missing_folder_of_the_database_is_found(database_is, tmp_path):
    database_is("sqlite3", tmp_path / "missing" / "factcheck.sqlite3")
    assert [message.id for message in checks.check_sqlite_folder(None)] == ["factcheck.E004"]
    database_is("sqlite3", tmp_path / "factcheck.sqlite3")
    assert checks.check_sqlite_folder(None) == []
    database_is("sqlite3", ":memory:")
    assert checks.check_sqlite_folder(None) == []


@pytest.mark.parametrize(
    ("version", "local", "expected"),
    [
        ((3, 51, 2), False, ["factcheck.W004"]),
        ((3, 51, 2), True, []),
        ((3, 51, 3), False, []),
        ((3, 52, 0), False, []),
    ],
)
def test_an_sqlite_that_can_damage_its_file_is_found_on_a_real_site(
    settings, monkeypatch, database_is, tmp_path, version, local, expected
):
    database_is("sqlite3", tmp_path / "factcheck.sqlite3")
    settings.LOCAL = local
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", version)
    assert [message.id for message in checks.check_sqlite_version(None)] == expected


def test_postgresql_needs_no_folder_and_no_sqlite(settings, monkeypatch, database_is):
    database_is("postgresql", "claims")
    settings.LOCAL = False
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 0, 0))
    assert checks.check_sqlite_folder(None) == checks.check_sqlite_version(None) == []


def check_for_deployment(**environment):
    """Run `manage.py check --deploy` in an environment of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


PRODUCTION = {
    "SECRET_KEY": "x8Ty-3nqZfE0mJ5uVbGd7KpWcR1sLh9oAi2eMw4tNvQyXjUkBg",
    "ALLOWED_HOSTS": "factcheck.example.org",
    "SITE_URL": "https://factcheck.example.org",
    "DATABASE_URL": "postgres://factcheck@localhost/factcheck",
}


def test_a_right_environment_passes_the_checks_for_deployment():
    done = check_for_deployment(**PRODUCTION)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ({"DEBUG": "1"}, "security.W018"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"ALLOWED_HOSTS": ""}, "security.W020"),
        ({"SITE_URL": ""}, "factcheck.W001"),
        ({"PROFILE": "local"}, "factcheck.E002"),
        ({"FOUR_EYES": "two"}, "factcheck.E003"),
    ],
)
def test_a_wrong_environment_does_not(wrong, number):
    done = check_for_deployment(**(PRODUCTION | wrong))
    assert done.returncode == 1
    assert number in done.stderr


def test_a_missing_secret_key_is_one_sentence_and_no_start():
    done = check_for_deployment()
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr

"""The settings file as it comes out under one environment or another."""

import re
import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck.localenv import write_local_environment

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "factcheck/settings.py"
SETTINGS_OF_TESTS = ("ALLOWED_HOSTS", "DATABASE_URL", "LOG_LEVEL", "PORT", "PROFILE", "STATIC_ROOT")


@pytest.fixture
def settings_with(monkeypatch):
    """Reads the settings file anew: `settings_with(PROFILE="local")["DEBUG"]`."""
    for name in SETTINGS_OF_TESTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECRET_KEY", "a key")

    def read(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_secret_key_nothing_starts(monkeypatch, key):
    monkeypatch.delenv("SECRET_KEY")
    if key is not None:
        monkeypatch.setenv("SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set.*factcheck\.localenv"):
        runpy.run_path(str(SETTINGS))


def test_a_secret_key_is_taken_as_it_is(settings_with):
    assert settings_with(SECRET_KEY="$HOME")["SECRET_KEY"] == "$HOME"


def test_what_is_not_set_is_safe(settings_with):
    settings = settings_with()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == []
    assert settings["SITE_PUBLIC"] is False
    assert settings["FOUR_EYES"] == "peer"
    assert settings["TOTP_REQUIRED"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_PROXY_SSL_HEADER"] is None


def test_the_local_profile_is_plain_http_on_loopback(settings_with):
    settings = settings_with(PROFILE="local")
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["TOTP_REQUIRED"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert settings["CSRF_COOKIE_SECURE"] is False


def test_the_address_of_a_local_site_has_the_port_that_it_is_served_on(settings_with):
    assert settings_with(PROFILE="local", PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"


def test_the_local_profile_answers_to_no_other_name_whatever_is_asked(settings_with):
    settings = settings_with(PROFILE="local", ALLOWED_HOSTS="factcheck.example.org,localhost")
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["REFUSED_HOSTS"] == ["factcheck.example.org"]


def test_sqlite_is_the_default_and_waits_for_the_write_lock(settings_with):
    database = settings_with()["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(ROOT / "var/factcheck.sqlite3")
    assert database["ATOMIC_REQUESTS"] is False
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "recursive_triggers=ON"):
        assert f"PRAGMA {pragma};" in database["OPTIONS"]["init_command"]


def test_a_path_with_four_slashes_is_absolute(settings_with):
    database = settings_with(DATABASE_URL="sqlite:////srv/factcheck/site.sqlite3")["DATABASES"]["default"]
    assert database["NAME"] == "/srv/factcheck/site.sqlite3"


def test_postgresql_keeps_connections_and_limits_statements_locks_and_idling(settings_with):
    database = settings_with(DATABASE_URL="postgres://user:pass@host:5433/claims", LOCK_TIMEOUT="500")["DATABASES"]
    options = database["default"]
    assert (options["ENGINE"], options["NAME"]) == ("django.db.backends.postgresql", "claims")
    assert (options["HOST"], options["PORT"], options["USER"], options["PASSWORD"]) == ("host", 5433, "user", "pass")
    assert options["ATOMIC_REQUESTS"] is False
    assert (options["CONN_MAX_AGE"], options["CONN_HEALTH_CHECKS"]) == (600, True)
    assert options["OPTIONS"]["options"] == (
        "-c statement_timeout=30000 -c lock_timeout=500 -c idle_in_transaction_session_timeout=60000"
    )
    assert options["DISABLE_SERVER_SIDE_CURSORS"] is False


def test_behind_pgbouncer_nothing_has_to_survive_a_transaction(settings_with):
    database = settings_with(DATABASE_URL="postgres://host/claims", PGBOUNCER="1")["DATABASES"]["default"]
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert "options" not in database["OPTIONS"]


def test_a_proxy_is_believed_only_if_it_is_said_to_be_there(settings_with):
    assert settings_with(TRUSTED_PROXY="1")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_address_of_the_site_ends_without_a_slash(settings_with):
    assert settings_with(SITE_URL="https://factcheck.example.org/")["SITE_URL"] == "https://factcheck.example.org"


def test_the_example_file_describes_every_variable_that_is_read_and_no_other():
    sources = [SETTINGS, ROOT / "gunicorn.conf.py"]
    read = set()
    for source in sources:
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""", source.read_text()))
    described = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read == described


def test_the_local_environment_is_written_once_for_its_owner_alone(tmp_path):
    assert write_local_environment(tmp_path) is True
    path = tmp_path / ".env"
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "\nPROFILE=local\n" in first
    assert len(re.search(r"^SECRET_KEY=(.+)$", first, re.MULTILINE)[1]) >= 50
    assert (tmp_path / "var").is_dir()

    assert write_local_environment(tmp_path) is False
    assert path.read_text() == first


def test_an_environment_that_somebody_wrote_is_not_touched(tmp_path):
    (tmp_path / ".env").write_text("SITE_NAME=Ours\n")
    assert write_local_environment(tmp_path) is False
    assert (tmp_path / ".env").read_text() == "SITE_NAME=Ours\n"


def test_two_local_environments_have_two_keys(tmp_path):
    keys = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_local_environment(tmp_path / name)
        keys.add((tmp_path / name / ".env").read_text())
    assert len(keys) == 2

"""The settings of the web server: the local profile listens on this machine and nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import free_port

ROOT = Path(__file__).resolve().parent.parent


def gunicorn(*arguments, **environment):
    """Start the server; it must end by itself, because it refuses to serve or was only asked to check."""
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *arguments, "factcheck.wsgi"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--bind", "0.0.0.0:{port}"], {}),
        (["--bind", "[::]:{port}"], {}),
        (["--bind", "127.0.0.1:{port}", "--bind", "192.0.2.7:{port}"], {}),
        ([], {"BIND": "0.0.0.0:{port}"}),
        ([], {"GUNICORN_CMD_ARGS": "--bind=0.0.0.0:{port}"}),
        (["--bind", "unix:{folder}/socket"], {}),
    ],
)
def test_the_local_profile_refuses_an_address_that_others_can_reach(tmp_path, arguments, environment):
    words = {"port": free_port(), "folder": tmp_path}
    done = gunicorn(
        *(argument.format(**words) for argument in arguments),
        **{name: value.format(**words) for name, value in environment.items()},
    )
    assert done.returncode == 1
    assert "loopback address only" in done.stderr
    assert "Listening" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "address"),
    [({"PORT": ""}, "127.0.0.1:8000"), ({"PORT": "8123"}, "127.0.0.1:8123"), ({"BIND": "[::1]:81"}, "[::1]:81")],
)
def test_port_and_address_come_from_the_environment(environment, address):
    done = gunicorn("--print-config", **environment)
    assert done.returncode == 0, done.stderr
    assert f"['{address}']" in done.stdout


def test_the_server_itself_believes_no_proxy_and_keeps_no_addresses():
    lines = gunicorn("--print-config").stdout.splitlines()
    printed = dict(map(str.strip, line.split("=", 1)) for line in lines if "=" in line)
    assert printed["secure_scheme_headers"] == "{}"
    assert printed["forwarded_allow_ips"] == "[]"
    assert printed["accesslog"] == "None"

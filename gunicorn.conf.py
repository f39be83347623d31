"""Settings of the web server: `gunicorn --config gunicorn.conf.py factcheck.wsgi`.

PORT, BIND and WEB_CONCURRENCY are read from the environment; see .env.example.
"""

import os
import sys
from pathlib import Path
from typing import Any

# gunicorn reads this file before it looks for the application.
sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

from django.conf import settings

from factcheck.middleware import is_loopback

_ = settings.LOCAL  # reads .env, so that what is set there counts below

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# Requests wait for the database more than for Python, so each worker answers a few at a time.
worker_class = "gthread"
threads = 4

# Nobody is believed here about HTTPS or addresses: Django alone decides (TRUSTED_PROXY), in one place.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
# A second way in, through a file in the home directory, which nothing here uses.
control_socket_disable = True

# The same JSON lines as the application's. No access log: it would hold the addresses of readers.
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "factcheck.jsonlog.JSONFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "INFO", "propagate": False},
        # Django answers HEAD with a body and leaves it to the server to drop it; that is worth no warning.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}


def on_starting(server: Any) -> None:
    """Refuse to start the local profile on an address that others can reach, wherever that address was set."""
    if not settings.LOCAL:
        return
    for address in server.cfg.address:
        host = address[0] if isinstance(address, tuple) else ""
        if host != "localhost" and not is_loopback(host):
            sys.exit(
                f"The local profile is served on the loopback address only, not on {address}. "
                "Bind to 127.0.0.1, or take PROFILE=local out of the environment."
            )

"""All settings of the site, read from the environment (and from `.env` beside manage.py, where that exists).

Every variable is described in `.env.example`. What is not set is safe: no debug pages, nothing indexed, HTTPS only.
Mistakes that can be recognised are reported by `manage.py check` (factcheck/checks.py), with a hint.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if env_file := os.environ.get("ENV_FILE", ".env"):
    environ.Env.read_env(BASE_DIR / env_file)

# --- The profile: where the site runs ---------------------------------------------------------------------------------
# "local" is for one person on one machine: plain HTTP on the loopback address, and nothing else is answered.
# Everything else is a real site: HTTPS, HSTS, a second factor for those who decide what is published.
PROFILE = env.str("PROFILE", default="")
LOCAL = PROFILE == "local"
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
TOTP_REQUIRED = not LOCAL

# A site whose key everybody knows can be signed in to by everybody, so there is no default.
# Read without django-environ, which would take a leading "$" for the name of another variable.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. On your own machine, `python -m factcheck.localenv` writes one into .env; "
        "for a real site, see .env.example."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

DEBUG = env.bool("DEBUG", default=False)

_requested_hosts = env.list("ALLOWED_HOSTS", default=[])
ALLOWED_HOSTS = LOOPBACK_HOSTS if LOCAL else _requested_hosts
# Kept for the system check: the local profile answers under no other name, and says so instead of staying silent.
REFUSED_HOSTS = sorted(set(_requested_hosts) - set(LOOPBACK_HOSTS)) if LOCAL else []

# --- The site ---------------------------------------------------------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", default="Factcheck")
_local_url = f"http://127.0.0.1:{env.str('PORT', default='8000') or 8000}"
SITE_URL = env.str("SITE_URL", default=_local_url if LOCAL else "").rstrip("/")
SITE_PUBLIC = env.bool("SITE_PUBLIC", default=False)  # off: every answer asks search engines to stay away
FOUR_EYES = env.str("FOUR_EYES", default="peer")  # "peer" or "solo", checked by factcheck.E003

# --- What the site is made of -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "factcheck.apps.FactcheckConfig",
    "claims.apps.ClaimsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
]

# The order is the meaning: what is above sees every answer of what is below, error pages included.
MIDDLEWARE = [
    "factcheck.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "factcheck.middleware.LoopbackOnlyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "factcheck.sessions.SessionLimitsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # django-axes wants to be the last
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # The three that the admin needs. They are lazy: a public page that names neither `user` nor `messages`
            # never opens the session.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# A claim with a hundred pieces of evidence is one form; Django's default of 1,000 fields would refuse to save it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- The database -----------------------------------------------------------------------------------------------------
database: dict[str, Any] = env.db("DATABASE_URL", default="sqlite:///var/factcheck.sqlite3")
database["ATOMIC_REQUESTS"] = False  # with IMMEDIATE, one writer would lock every reader out
database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)  # seconds
database["CONN_HEALTH_CHECKS"] = True
database.setdefault("OPTIONS", {})

if database["ENGINE"] == "django.db.backends.sqlite3":
    if database["NAME"] != ":memory:":
        database["NAME"] = str(BASE_DIR / database["NAME"])
    database["OPTIONS"] |= {
        # A transaction takes the write lock when it begins and waits for it; taken at the first write, the lock
        # cannot be waited for, and read-then-write transactions fail at once ("database is locked").
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        # WAL lets readers go on while somebody writes. Recursive triggers: without them INSERT OR REPLACE deletes
        # a row without asking the row's DELETE trigger.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    pgbouncer = env.bool("PGBOUNCER", default=False)
    # In pgbouncer's transaction mode two statements may meet two servers: no cursor and no setting survives between
    # them. (Prepared statements, the third such thing, are off in Django anyway.)
    database["DISABLE_SERVER_SIDE_CURSORS"] = pgbouncer
    if not pgbouncer:
        # Milliseconds; 0 switches one off. Behind pgbouncer these belong to the role: see .env.example.
        database["OPTIONS"]["options"] = " ".join(
            [
                f"-c statement_timeout={env.int('STATEMENT_TIMEOUT', default=30_000)}",
                f"-c lock_timeout={env.int('LOCK_TIMEOUT', default=10_000)}",
                f"-c idle_in_transaction_session_timeout={env.int('IDLE_IN_TRANSACTION_TIMEOUT', default=60_000)}",
            ]
        )

DATABASES = {"default": database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language and time ------------------------------------------------------------------------------------------------
# The address decides the language of a public page (factcheck/middleware.py); the browser that of the admin.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files -----------------------------------------------------------------------------------------------------
# Each file is served under a name that holds its hash, so that a browser may keep it for ever.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / env.str("STATIC_ROOT", default="staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Signing in -------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it only ever refuses
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Ten wrong passwords for one account from one address close that door for a quarter of an hour. The account is not
# locked as such: else anybody could lock out an editor.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "factcheck.proxy.client_address"
AXES_DISABLE_ACCESS_LOG = True  # failures are enough; a table of everybody's addresses and browsers is not needed
AXES_ENABLE_ADMIN = False
AXES_ALLOWED_CORS_ORIGINS = "null"  # the default would let every site on the web read the answer to a locked door
AXES_VERBOSE = False

# What an app for one-time codes calls this account. Wrong codes are answered after 1, 2, 4, 8 … seconds, which is
# django-otp's own default, for the app and for recovery codes apart.
OTP_TOTP_ISSUER = SITE_NAME

# Twelve hours at most, two hours when idle: factcheck/sessions.py says how, and why not in SESSION_COOKIE_AGE.
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_IDLE_LIMIT = timedelta(hours=2)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Browsers send these cookies to the admin alone, so public pages cannot depend on them.
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_PATH = "/admin/"

# --- Mail -------------------------------------------------------------------------------------------------------------
# Off unless there is a server: then the people of the desk hear of what concerns them (claims/desk/mail.py).
MAIL = bool(env.str("EMAIL_URL", default=""))
if MAIL:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or "factcheck@localhost"

# --- HTTPS, and what stands in front of the site ----------------------------------------------------------------------
SECURE_SSL_REDIRECT = not LOCAL
SESSION_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else env.int("HSTS_SECONDS", default=31_536_000)  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
# Being built into browsers is for the owner of the whole domain to ask for, so its warning says nothing here.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Only behind a proxy that overwrites X-Forwarded-Proto and X-Forwarded-For; anybody else could simply send them.
TRUSTED_PROXY = env.bool("TRUSTED_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None

# --- Headers (factcheck/middleware.py adds those that Django has no setting for) --------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- Logging ----------------------------------------------------------------------------------------------------------
# One JSON object per line on stderr, for whatever collects it.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "factcheck.jsonlog.JSONFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    # Django's own handlers would mail administrators and print a second format.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}

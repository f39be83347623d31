"""A stock Django project on the product's database and models (`DJANGO_SETTINGS_MODULE=benchmarks.peers.settings`)."""

from pathlib import Path

from factcheck import settings as product

LOCAL = product.LOCAL  # gunicorn.conf.py asks
SECRET_KEY = product.SECRET_KEY
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = product.DATABASES
DEFAULT_AUTO_FIELD = product.DEFAULT_AUTO_FIELD
USE_TZ = True
STATIC_URL = "/static/"
ROOT_URLCONF = "benchmarks.peers.urls"

INSTALLED_APPS = [
    "claims.apps.ClaimsConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",  # does not look for the product's admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

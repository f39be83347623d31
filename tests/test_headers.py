"""What every answer carries, whoever asks: security headers, the language, and nothing personal outside the admin."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from factcheck.middleware import HeadersMiddleware, is_loopback

pytestmark = pytest.mark.django_db

MISSING = "/there/is/no/such/page/"
SIGN_IN = "/admin/login/"

CONTENT_SECURITY_POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [(SIGN_IN, 200), ("/admin/", 302), (MISSING, 404), ("/fr" + MISSING, 404)])
def test_every_answer_carries_the_security_headers(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer["Content-Security-Policy"].split("; ")) == CONTENT_SECURITY_POLICY
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in answer["Permissions-Policy"]


def test_so_do_answers_that_are_refused_early(client, settings):
    foreign_host = client.get("/", headers={"host": "elsewhere.example"})
    assert foreign_host.status_code == 400
    from_outside = client.get("/", REMOTE_ADDR="192.0.2.7")
    assert from_outside.status_code == 403
    settings.SECURE_SSL_REDIRECT = True
    to_https = Client().get("/")
    assert to_https.status_code == 301
    assert to_https["Location"] == "https://testserver/"
    for answer in (foreign_host, from_outside, to_https):
        assert set(answer["Content-Security-Policy"].split("; ")) == CONTENT_SECURITY_POLICY
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex"


def test_https_answers_tell_browsers_to_stay_with_https(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Client().get(MISSING, secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_public_site_may_be_indexed(client, settings):
    settings.SITE_PUBLIC = True
    assert "X-Robots-Tag" not in client.get(MISSING).headers


def test_a_header_that_a_view_sets_itself_is_kept():
    def view(request):
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    answer = HeadersMiddleware(view)(RequestFactory().get("/badge.svg"))
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_answers_of_the_admin_are_kept_by_nobody(client, admin_user):
    assert client.get(SIGN_IN)["Cache-Control"] == "private, no-store"
    client.force_login(admin_user)
    answer = client.get("/admin/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_public_answer_knows_nobody(client, admin_user):
    before = client.get(MISSING)
    client.force_login(admin_user)
    after = client.get(MISSING)
    assert before.content == after.content
    for answer in (before, after):
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "Accept-Language" not in answer.get("Vary", "")


def test_the_cookies_of_staff_never_reach_a_public_page(settings):
    assert settings.SESSION_COOKIE_PATH == settings.CSRF_COOKIE_PATH == "/admin/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "language"), [("/", "en"), (MISSING, "en"), ("/fr/", "fr"), ("/fr" + MISSING, "fr"), ("/de/", "en")]
)
def test_the_address_alone_decides_the_language_of_a_public_page(client, settings, path, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr" if language == "en" else "en"
    answer = client.get(path, headers={"accept-language": "fr" if language == "en" else "en"})
    assert answer["Content-Language"] == language


@pytest.mark.django_db
@pytest.mark.parametrize(("wish", "language"), [("fr", "fr"), ("en", "en"), ("fr-CA,fr;q=0.9", "fr"), ("de", "en")])
def test_the_browser_decides_the_language_of_the_admin(client, wish, language):
    answer = client.get(SIGN_IN, headers={"accept-language": wish})
    assert answer["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_the_language_of_one_request_is_not_that_of_the_next(client):
    assert client.get("/fr" + MISSING)["Content-Language"] == "fr"
    assert client.get(MISSING)["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("192.0.2.7", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("", False),
        ("localhost", False),
        ("127.0.0.1, 192.0.2.7", False),
    ],
)
def test_the_local_profile_answers_on_this_machine_only(client, address, loopback):
    assert is_loopback(address) is loopback
    assert (client.get(MISSING, REMOTE_ADDR=address).status_code != 403) is loopback


def test_what_a_client_says_of_its_address_is_not_believed(client):
    answer = client.get(MISSING, REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "127.0.0.1"})
    assert answer.status_code == 403


def test_a_real_site_answers_everybody(settings):
    settings.LOCAL = False
    assert Client().get(MISSING, REMOTE_ADDR="192.0.2.7").status_code == 404

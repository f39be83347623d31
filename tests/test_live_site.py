"""The running site in a real browser: what the other browser tests rely on."""

import pytest
from django.db import connection, connections

from tests.databases import copied, pointing_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_an_administrator_signs_in_and_the_console_stays_silent(site, new_tab, colour_scheme, width):
    tab = new_tab(colour_scheme=colour_scheme, width=width)
    tab.page.goto(f"{site.address}/admin/")
    tab.page.get_by_label("Username").fill(site.username)
    tab.page.get_by_label("Password").fill(site.password)
    tab.page.get_by_role("button", name="Log in").click()
    tab.page.wait_for_url(f"{site.address}/admin/")
    assert tab.page.viewport_size["width"] == width
    assert tab.page.evaluate(f"matchMedia('(prefers-color-scheme: {colour_scheme})').matches")
    # Browsers ask for an icon once per profile, for the first page that names none; that is for the tests of pages.
    assert [complaint for complaint in tab.complaints if "/favicon.ico" not in complaint] == []


def test_the_browser_asks_for_the_language_of_the_tab(site, new_tab):
    tab = new_tab(language="fr")
    tab.page.goto(f"{site.address}/admin/login/")
    assert tab.page.locator("html").get_attribute("lang") == "fr"


def test_what_the_content_security_policy_refuses_is_recorded(site, new_tab):
    tab = new_tab()
    tab.page.goto(f"{site.address}/admin/login/")
    tab.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">no</p>')")
    assert any("Content Security Policy" in complaint for complaint in tab.complaints)


@pytest.mark.django_db
def test_the_transaction_of_a_test_is_the_same_while_a_browser_is_open(request, django_user_model):
    django_user_model.objects.create_user("before")
    before = connections["default"]
    request.getfixturevalue("new_tab")()
    assert connections["default"] is before
    assert django_user_model.objects.filter(username="before").exists()


def test_a_database_can_be_copied_while_a_browser_is_open(new_tab, throwaway_database):
    new_tab()
    with copied("beside") as name, pointing_at(name):
        assert "claims_claim" in connection.introspection.table_names()

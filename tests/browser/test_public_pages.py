"""The public pages in a real browser: accessible, quiet, and nothing wider than the screen."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Route

from tests.browsers import Tab
from tests.live import Site
from tests.pages import READABLE, Page, set_stage

pytestmark = pytest.mark.browser

SITE = "http://127.0.0.1"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


TOUCHED = "button, input:visible, select:visible, summary, header.masthead a, .pages a, .chips a"
"""Controls, and links that stand by themselves."""


def answer_from_here(route: Route) -> None:
    """Answer the browser with what the test's own database gives, so that no server has to see it."""
    address = urlsplit(route.request.url)
    if address.path.startswith("/static/"):
        found = finders.find(address.path.removeprefix("/static/"))
        assert isinstance(found, str), f"no static file {address.path}"
        route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0])
        return
    assert f"{address.scheme}://{address.netloc}" == SITE, f"something was asked of {address.netloc}"
    answer = Client(SERVER_NAME="127.0.0.1").get(f"{address.path}?{address.query}")
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)


def complaints_of(tab: Tab, page: Page) -> list[str]:
    """What the console said, but for the browser's own remark that an error page is one."""
    remark = f"error: Failed to load resource: the server responded with a status of {page.status}"
    return [said for said in tab.complaints if page.status == 200 or not said.startswith(remark)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", READABLE, ids=str)
def test_it_is_accessible_quiet_and_fits(new_tab: Callable[..., Tab], page: Page, language: str) -> None:
    tab = new_tab()
    tab.page.route("**/*", answer_from_here)
    tab.page.goto(SITE + set_stage().path(page, language))
    for colour_scheme in ("light", "dark"):
        for width in (320, 1280):
            tab.page.emulate_media(color_scheme=colour_scheme)
            tab.page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(tab.page, options=WCAG)
            assert found.violations_count == 0, found.generate_report()
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints_of(tab, page) == []


@pytest.mark.django_db
def test_the_keyboard_comes_to_the_content_first(new_tab: Callable[..., Tab]) -> None:
    page = READABLE[0]
    tab = new_tab()
    tab.page.route("**/*", answer_from_here)
    tab.page.goto(SITE + set_stage().path(page))
    tab.page.keyboard.press("Tab")
    skip = tab.page.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    tab.page.keyboard.press("Enter")
    assert tab.page.locator("main").evaluate("main => main === document.activeElement")


@pytest.mark.django_db
def test_everything_that_can_be_touched_is_large_enough(new_tab: Callable[..., Tab]) -> None:
    """Controls and the links of the frame; links within sentences are excepted by the rule itself (WCAG 2.5.8)."""
    tab = new_tab(width=320)
    tab.page.route("**/*", answer_from_here)
    stage = set_stage()
    for page in READABLE:
        tab.page.goto(SITE + stage.path(page))
        for target in tab.page.locator(TOUCHED).all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, target.inner_text()


def test_a_reader_walks_through_the_running_site(site: Site, new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(width=390)
    tab.page.goto(site.address)
    tab.page.get_by_label("Search the claims").fill("Ruffin 1975")
    tab.page.get_by_role("button", name="Search").click()
    tab.page.locator(".teaser a").first.click()
    assert tab.page.locator("h1").inner_text() == "François Ruffin was born in 1975."
    assert tab.page.get_by_text("not reviewed by a second person").first.is_visible()
    tab.page.get_by_role("link", name="Français").click()
    assert "/fr/claims/" in tab.page.url
    assert tab.page.locator("html").get_attribute("lang") == "fr"
    assert tab.complaints == []

"""Registering a second factor in a real browser, by keyboard: accessible, quiet, nothing wider than the screen."""

import time
from base64 import b32decode
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.browser.test_admin_pages import PASSWORD, WCAG, sign_in
from tests.browsers import Tab
from tests.live import Site

pytestmark = pytest.mark.browser

NEWCOMER = f"""
from tests import factories as make

person = make.user({{name!r}}, "reviewer")
person.set_password({PASSWORD!r})
person.save()
"""


@pytest.mark.parametrize(("colour_scheme", "width"), [("light", 320), ("dark", 1280)])
def test_a_factor_is_registered_by_keyboard_and_its_codes_are_shown(
    site: Site, new_tab: Callable[..., Tab], colour_scheme: str, width: int
) -> None:
    name = f"newcomer-{width}"
    site.manage("shell", "--verbosity=0", "-c", NEWCOMER.format(name=name))
    tab = new_tab(colour_scheme=colour_scheme, width=width)
    page = sign_in(tab, site, name)
    page.get_by_role("link", name="Second factor").click()

    image = page.get_by_role("img", name="QR code")
    expect(image).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert image.evaluate("each => each.complete && each.naturalWidth > 100")
    key = b32decode(page.locator("code.secret").inner_text().replace("-", ""))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()

    page.get_by_label("The six digits").focus()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    expect(page.get_by_label("The six digits")).to_be_focused()
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()

    time.sleep(1.1)  # a wrong code closes the door for a second
    totp = TOTP(key)
    totp.time = time.time()
    page.keyboard.type(f"{totp.token():06d}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator("ol.codes > li")).to_have_count(10)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="I have kept them").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk")
    page.goto(f"{site.address}/admin/second-factor/recovery-codes/")
    expect(page.locator("ol.codes")).to_have_count(0)
    assert tab.complaints == []

"""Every address of the admin in a real browser, for who may open all of them: accessible, quiet, and narrow enough.

The addresses are those of the role matrix, which has a row for each; what a page looks like in its several states, and
to others, is in test_admin_pages.
"""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.admin.roles import ROWS
from tests.browser.test_admin_pages import COLOURS, WCAG, opened_wide, sign_in
from tests.browsers import Tab, opened_tab
from tests.live import Site

pytestmark = pytest.mark.browser

NO_PAGES = {
    "admin:logout": "takes what is sent to it alone",
    "admin:autocomplete": "JSON",
    "admin:jsi18n": "a script",
    "admin:recovery_codes": "leads to the second factor before there is one",
}
"""Addresses of the admin that show nothing to a superuser who comes by a link, and why."""

SHOWN = [
    name for name, row in ROWS.items() if name.startswith("admin:") and "superuser" in row.get and name not in NO_PAGES
]

REMARKS = (
    "info: Autofocus processing was blocked because a document already has a focused element.",
    'verbose: [DOM] Input elements should have autocomplete attributes (suggested: "username")',
)
"""What Chromium remarks of Django's own pages, and nobody loses by: who has the focus first; that a field with a name
in it does not say so to programs that keep passwords."""

STAGE = """
import json
from tests import factories as make
from tests.admin.test_role_matrix import stage

print(json.dumps(stage(make.user("matrix-root", is_superuser=True), "other")[0]))
"""


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, object]:
    """What fills the addresses."""
    filled: dict[str, object] = json.loads(site.manage("shell", "--verbosity=0", "-c", STAGE).splitlines()[-1])
    return filled


@pytest.fixture(scope="module")
def superuser(site: Site, browser: Browser) -> Iterator[Tab]:
    """A narrow tab of somebody who may open every page."""
    with opened_tab(browser, "light", 320, "en") as tab:
        sign_in(tab, site, site.username, site.password)
        yield tab


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_accessible_quiet_and_fits_a_telephone(
    site: Site, ids: dict[str, object], superuser: Tab, name: str
) -> None:
    page = superuser.page
    superuser.complaints.clear()
    page.emulate_media(color_scheme="light")
    answer = page.goto(site.address + ROWS[name].path.format(**ids))
    assert answer is not None
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    opened_wide(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options=COLOURS)
    assert found.violations_count == 0, found.generate_report()
    assert [said for said in superuser.complaints if not said.startswith(REMARKS)] == []

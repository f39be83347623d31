"""From an editor's draft to a correction, in a real browser at a site that asks reviewers for a second factor.

Everything is done twice: with the keyboard alone, and with the mouse. What counts is what readers see afterwards.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browsers import Tab
from tests.live import FROM_A_PROXY, Site, strictly

pytestmark = pytest.mark.browser

HANDS: dict[str, Callable[[Page], Hands]] = {"keyboard": Keyboard, "mouse": Mouse}
KEY = "0123456789abcdef0123456789abcdef01234567"
PASSWORD = "correct horse battery staple"
PATIENCE = 10_000
"""Milliseconds to wait for anything, on a busy machine."""

PEOPLE = f"""
from django_otp.plugins.otp_totp.models import TOTPDevice

from claims.desk import workflow
from tests import factories as make

for role in ("editor", "reviewer"):
    person = make.user("{{hand}}-" + role, role)
    person.set_password({PASSWORD!r})
    person.save()
    if role == "reviewer":
        TOTPDevice.objects.create(user=person, key={KEY!r}, confirmed=True)
claim = make.claim("The {{hand}} bridge was opened in 1931.", summary="The {{hand}} bridge was opened in 1931")
make.evidence(claim, source=make.source("The {{hand}} company’s report"))
make.source("The {{hand}} town’s chronicle")
workflow.save_draft(claim, author=make.user("somebody-else", "editor"))
print(claim.uid)
"""


@pytest.fixture(scope="module")
def strict_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as it is on the web, with nobody's password enough to review."""
    with strictly(site, tmp_path_factory.mktemp("strict")) as running:
        yield running


@dataclass(frozen=True)
class Person:
    """Somebody before a screen of their own."""

    page: Page
    hands: Hands

    def button(self, name: str) -> None:
        """Press the button of this name."""
        self.hands.press(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str, within: str = "body") -> None:
        """Follow the link of this name; the first, where a page has several."""
        self.hands.press(self.page.locator(within).get_by_role("link", name=name).first)

    def field(self, label: str, text: str) -> None:
        """Write into the field of this label; the original's, where there are translations."""
        self.hands.write(self.page.get_by_label(re.compile(rf"^{label}\W*$")).first, text)

    def sign_in(self, site: Site, name: str, code: str = "") -> None:
        """Come to the desk by its address, and sign in."""
        self.page.goto(f"{site.address}/admin/")
        self.field("Username", name)
        self.field("Password", PASSWORD)
        if code:
            self.button("Log in")
            expect(self.page.get_by_role("alert")).to_contain_text("Type the code of your second factor")
            self.field("Code of your second factor", code)
        self.button("Log in")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("The desk")

    def find(self, words: str) -> None:
        """Search the claims, and open the one that is found."""
        self.link("Claims", within="#header")
        self.hands.write(self.page.get_by_role("search").get_by_role("textbox"), words)
        self.button("Search")
        self.link(words, within="#result_list")
        expect(self.page.get_by_role("complementary")).to_be_visible()


def code_of_now() -> str:
    """What an app would show."""
    totp = TOTP(bytes.fromhex(KEY))
    totp.time = time.time()
    return f"{totp.token():06d}"


def edit_and_submit(editor: Person, explanation: str) -> None:
    """Explain the verdict anew, save, and ask for a review."""
    editor.field("Explanation", explanation)
    editor.button("Save and continue editing")
    expect(editor.page.get_by_text("was changed successfully")).to_be_visible()
    editor.link("Submit for review")
    editor.button("Submit for review")
    expect(editor.page.get_by_role("complementary")).to_contain_text("In review")


def approve_in_the_queue(reviewer: Person, summary: str) -> None:
    """Go through what waits until the claim comes, and approve it."""
    reviewer.link("Factcheck")
    reviewer.link("Review one after the other")
    while summary not in reviewer.page.locator("main h2").first.inner_text():
        reviewer.link("Pass over")
    reviewer.button("Approve")
    expect(reviewer.page.get_by_text("Approve: done for")).to_be_visible()


def publish(reviewer: Person, summary: str, kind: str = "", note: str = "") -> None:
    """Put the approved revision on the page."""
    reviewer.find(summary)
    reviewer.link("Publish")
    if kind:
        reviewer.hands.select(reviewer.page.get_by_label("Kind of publication"), kind)
        reviewer.field("Note", note)
    reviewer.button("Publish")
    expect(reviewer.page.get_by_text("Publish: done for")).to_be_visible()


@pytest.mark.parametrize("hand", HANDS)
def test_a_claim_is_edited_reviewed_published_corrected_and_compared(
    strict_site: Site, new_tab: Callable[..., Tab], hand: str
) -> None:
    uid = strict_site.manage("shell", "--verbosity=0", "-c", PEOPLE.format(hand=hand)).split()[-1]
    summary = f"The {hand} bridge was opened in 1931"
    tabs = new_tab(), new_tab(), new_tab()
    for tab in tabs:
        tab.page.set_extra_http_headers(FROM_A_PROXY)
        tab.page.set_default_timeout(PATIENCE)
    editor, reviewer, reader = (Person(tab.page, HANDS[hand](tab.page)) for tab in tabs)
    address = f"{strict_site.address}/claims/{uid}/"

    editor.sign_in(strict_site, f"{hand}-editor")
    editor.find(summary)
    editor.hands.mark(editor.page.get_by_role("radio", name="Unproven"))
    editor.button("Add another Piece of evidence")
    editor.hands.select(editor.page.locator("#id_evidence-1-stance"), "Contradicts")
    source = editor.page.locator(".field-source").get_by_role("combobox").locator("visible=true").last
    editor.hands.look_up(source, "chronicle", f"The {hand} town’s chronicle")
    edit_and_submit(editor, "The company says so, and the chronicle says otherwise.")

    reviewer.sign_in(strict_site, f"{hand}-reviewer", code_of_now())
    approve_in_the_queue(reviewer, summary)
    assert reader.page.request.get(address, headers=FROM_A_PROXY).status == 404
    publish(reviewer, summary)
    reviewer.link("Public page")
    expect(reviewer.page.get_by_role("heading", level=1)).to_have_text(f"{summary}.")
    public = reviewer.page.get_by_role("article").first
    expect(public).to_contain_text("Unproven")
    expect(public).to_contain_text("and the chronicle says otherwise")
    expect(reviewer.page.get_by_role("region", name="Against")).to_contain_text("town’s chronicle")

    reviewer.page.go_back()

    editor.find(summary)
    editor.field("Statement", f"The {hand} bridge was opened in 1932.")
    editor.hands.mark(editor.page.get_by_role("radio", name="Contested"))
    edit_and_submit(editor, "The chronicle says 1932, and the company has nothing to show for 1931.")
    approve_in_the_queue(reviewer, summary)
    reader.page.goto(address)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(f"{summary}.")
    publish(reviewer, summary, "Correction", "The chronicle is the older of the two.")
    reader.page.reload()  # browsers may keep a public page for a minute
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(f"The {hand} bridge was opened in 1932.")
    corrected = reader.page.get_by_role("article").first
    expect(corrected).to_contain_text("Contested")
    expect(corrected).to_contain_text("nothing to show for 1931")
    expect(corrected).to_contain_text("Number 2 of this claim: Correction")
    expect(corrected).to_contain_text("The chronicle is the older of the two.")

    editor.find(summary)
    editor.link("History")
    editor.field("Compare revision", "1")
    editor.field("with revision", "3")
    editor.button("Compare")
    compared = editor.page.get_by_role("region", name="From revision 1 to revision 3")
    expect(compared.locator('del:text-is("1931")')).to_be_visible()
    expect(compared.locator('ins:text-is("1932")')).to_be_visible()
    expect(compared).to_contain_text("town’s chronicle")
    assert [tab.complaints for tab in tabs] == [[], [], []]

"""The admin in a real browser: accessible, quiet, nothing wider than the screen, and usable from end to end."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browsers import ColourScheme, Tab
from tests.live import Site

pytestmark = pytest.mark.browser

WCAG: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,  # axe would load the style sheets again, which the Content-Security-Policy refuses
}
COLOURS = WCAG | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All that can differ between light and dark."""

SCHEMES: tuple[tuple[ColourScheme, dict[str, object]], ...] = (("light", WCAG), ("dark", COLOURS))
"""What is looked for in each."""

PASSWORD = "correct horse battery staple"

SCENE = f"""
from claims.desk import workflow
from claims.desk.notes import write_note
from tests import factories as make

for name, role in (("desk-editor", "editor"), ("desk-reviewer", "reviewer"), ("desk-newcomer", "editor")):
    person = make.user(name, role)
    person.set_password({PASSWORD!r})
    person.save()
born = make.property("desk-birth")
claim = make.claim("She was born in 1815.", property=born, value={{"type": "date", "date": "1815"}})
make.evidence(claim, quote_exact="born in 1815", note={{"en": "From the register.", "fr": "Du registre."}})
make.evidence(claim, "contradicts", attributed_to=make.entity("desk-speaker"))
make.evidence(claim, "context")
make.source("The desk's own source")
alike = make.claim("She was born in 1816.", property=born, value={{"type": "date", "date": "1816"}})
workflow.save_draft(alike, author=make.user("desk-editor"))
gazette = {{"publisher": "The Gazette", "rating": "True", "url": "https://gazette.example/born"}}
review = make.outside_review("She was born in the year 1815.", **gazette)
workflow.save_draft(claim, author=make.user("desk-editor"))
claim.analysis = "She was born in 1815, as the register says."
claim.save()
workflow.save_draft(claim, author=make.user("desk-editor"))
write_note(claim, author=make.user("desk-editor"), text="Which page of the register?")
workflow.submit([claim], actor=make.user("desk-editor"))
print(claim.pk, claim.uid, alike.pk, review.pk, claim.subject.pk)
"""


@pytest.fixture(scope="module")
def claim(site: Site) -> dict[str, str]:
    """A claim in review on the running site, with an editor and a reviewer who can sign in."""
    printed = site.manage("shell", "--verbosity=0", "-c", SCENE).split()[-5:]
    return dict(zip(("pk", "uid", "alike", "review", "subject"), printed, strict=True))


def sign_in(tab: Tab, site: Site, name: str, password: str = PASSWORD) -> Page:
    """Sign in by hand, and wait for the index."""
    page = tab.page
    page.goto(f"{site.address}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk")
    return page


@pytest.fixture(scope="module")
def cookies(site: Site, claim: dict[str, str], browser) -> dict[str, list]:
    """The cookies of the editor and the reviewer, who sign in once for all tests of this module."""
    kept = {}
    for name in ("desk-editor", "desk-reviewer"):
        context = browser.new_context(locale="en")
        sign_in(Tab(context.new_page()), site, name)
        kept[name] = context.cookies()
        context.close()
    return kept


PAGES = {
    "sign-in": ("", "/admin/login/"),
    "index": ("desk-editor", "/admin/"),
    "list": ("desk-editor", "/admin/claims/claim/"),
    "list, searched and filtered": ("desk-editor", "/admin/claims/claim/?q=a&state=published&verdict=reported"),
    "list, narrowed to a subject": ("desk-editor", "/admin/claims/claim/?subject={subject}"),
    "claim, compared with another": ("desk-editor", "/admin/claims/claim/{pk}/same/claim/{alike}/"),
    "claim, compared with a fact-check": ("desk-editor", "/admin/claims/claim/{pk}/same/review/{review}/"),
    "claim, new": ("desk-editor", "/admin/claims/claim/add/"),
    "claim, changed": ("desk-editor", "/admin/claims/claim/{pk}/change/"),
    "claim, read": ("desk-reviewer", "/admin/claims/claim/{pk}/change/"),
    "claim, its history": ("desk-reviewer", "/admin/claims/claim/{pk}/history/"),
    "claim, brought back": ("desk-editor", "/admin/claims/claim/{pk}/restore/1/"),
    "claim, previewed": ("desk-editor", "/admin/claims/claim/{pk}/preview/fr/"),
    "plan": ("desk-editor", "/admin/claims/claim/transitions/plan/?claim={uid}"),
    "topic": ("desk-editor", "/admin/claims/claim/transitions/topic/?claim={uid}"),
    "list, of what is to do": ("desk-editor", "/admin/claims/claim/?list=disputed"),
    "index of a reviewer": ("desk-reviewer", "/admin/"),
    "queue": ("desk-reviewer", "/admin/claims/claim/queue/"),
    "queue, at its end": ("desk-reviewer", "/admin/claims/claim/queue/?number=99"),
    "claim, notes": ("desk-editor", "/admin/claims/claim/{pk}/notes/"),
    "approval": ("desk-reviewer", "/admin/claims/claim/transitions/approve/?claim={uid}"),
    "entity": ("desk-editor", "/admin/claims/entity/1/change/"),
    "source": ("desk-editor", "/admin/claims/source/1/change/"),
    "capture, new": ("desk-editor", "/admin/claims/capture/add/"),
    "revision": ("desk-reviewer", "/admin/claims/revision/1/change/"),
    "second factor": ("desk-editor", "/admin/second-factor/"),
    "log of people": ("desk-editor", "/admin/claims/auditentry/"),
    "entry of the log of people": ("desk-editor", "/admin/claims/auditentry/1/change/"),
}
"""By name: who opens the page, and where it is."""


def opened_wide(page: Page) -> None:
    """Open everything that can be opened, and put in one more piece of evidence where there is room for one."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    more = page.get_by_role("button", name="Add another Piece of evidence")
    if more.count():
        more.click()


@pytest.mark.parametrize("name", PAGES)
def test_it_is_accessible_quiet_and_fits(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab], name: str
) -> None:
    person, path = PAGES[name]
    tab = new_tab(width=320)
    tab.page.context.add_cookies(cookies.get(person, []))
    answer = tab.page.goto(site.address + path.format(**claim))
    assert answer is not None
    assert answer.status == 200
    opened_wide(tab.page)
    if name in ("claim, new", "claim, changed"):
        assert tab.page.locator("#id_evidence-0-stance").is_visible()
    for width in (320, 1280):
        tab.page.set_viewport_size({"width": width, "height": 900})
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        for colour_scheme, options in SCHEMES:
            tab.page.emulate_media(color_scheme=colour_scheme)
            found = Axe().run(tab.page, options=options)
            assert found.violations_count == 0, found.generate_report()
    assert tab.complaints == []


@pytest.mark.parametrize("name", ["index", "claim, changed", "claim, its history", "queue", "plan"])
def test_it_is_accessible_and_fits_in_french(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab], name: str
) -> None:
    person, path = PAGES[name]
    tab = new_tab(width=320, language="fr")
    tab.page.context.add_cookies(cookies[person])
    tab.page.goto(site.address + path.format(**claim))
    assert tab.page.locator("html").get_attribute("lang") == "fr"
    opened_wide(tab.page)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(tab.page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert tab.complaints == []


def test_where_a_claim_stands_and_saving_are_on_the_first_screen(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    tab = new_tab()
    tab.page.context.add_cookies(cookies["desk-editor"])
    tab.page.goto(f"{site.address}/admin/claims/claim/{claim['pk']}/change/")
    panel = tab.page.get_by_role("complementary")
    for shown in (
        panel.get_by_text("Disputed"),
        panel.get_by_role("link", name="Contradicts"),
        panel.get_by_text("review"),
    ):
        expect(shown.first).to_be_in_viewport()
    expect(tab.page.get_by_role("button", name="Save and continue editing")).to_be_in_viewport()
    panel.get_by_role("link", name="Contradicts").click()
    expect(tab.page.get_by_role("heading", name="Contradicts")).to_be_in_viewport()


def choose(page: Page, label: str, words: str, wanted: str) -> None:
    """Choose a row in an autocomplete: open it, type, click."""
    page.get_by_role("combobox", name=label).first.click()
    page.locator(".select2-dropdown .select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=wanted).first.click()


def test_an_open_autocomplete_is_accessible_and_chosen_from_by_keyboard(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    tab = new_tab(colour_scheme="dark")
    tab.page.context.add_cookies(cookies["desk-editor"])
    tab.page.goto(f"{site.address}/admin/claims/claim/add/")
    tab.page.get_by_role("combobox", name="Claimant").focus()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.type("desk-speaker")
    expect(tab.page.get_by_role("option", name="Desk-Speaker")).to_be_visible()
    found = Axe().run(tab.page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    # Each letter asks for a list of its own; Enter before the last one has come would choose from an earlier one.
    expect(tab.page.locator(".select2-results__option--highlighted")).to_have_text("Desk-Speaker")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("combobox", name="Claimant: Desk-Speaker")).to_be_visible()


def test_a_claim_goes_the_whole_way_by_mouse(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    editor, reviewer = new_tab(), new_tab()
    editor.page.context.add_cookies(cookies["desk-editor"])
    reviewer.page.context.add_cookies(cookies["desk-reviewer"])

    page = editor.page
    page.goto(f"{site.address}/admin/claims/claim/add/")
    page.get_by_label("Statement", exact=True).first.fill("The desk was opened in a browser.")
    page.get_by_label("Summary", exact=True).first.fill("The desk was opened")
    choose(page, "Subject", "desk", "Desk-Speaker")
    page.get_by_role("button", name="Add another Piece of evidence").click()
    page.locator("#id_evidence-0-stance").select_option("supports")
    page.locator(
        "[aria-controls=select2-id_evidence-0-source-container], #evidence-0 .field-source [role=combobox]"
    ).click()
    page.locator(".select2-dropdown .select2-search__field").fill("desk's own")
    page.locator(".select2-results__option", has_text="The desk's own source").first.click()
    page.locator("#id_evidence-0-quote_exact").fill("opened in a browser")
    page.get_by_label("Reported").check()
    page.get_by_label("Explanation", exact=True).first.fill("One source says so.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("This is revision 1.")).to_be_visible()
    expect(page.get_by_role("complementary")).to_contain_text("Single source")
    page.get_by_role("link", name="Submit for review").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("complementary")).to_contain_text("In review")

    page.goto(f"{site.address}/admin/claims/claim/?q=desk+was+opened")
    page.get_by_role("link", name="The desk was opened").click()
    address = page.url
    page = reviewer.page
    page.goto(address)
    page.get_by_role("link", name="Approve").click()
    expect(page.get_by_text("opened in a browser").first).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Public page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk was opened in a browser.")
    assert editor.complaints == reviewer.complaints == []


def test_the_slower_of_two_editors_sees_what_happened_and_keeps_what_they_typed(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    slow, fast = new_tab(width=320), new_tab(width=320, colour_scheme="dark")
    for tab in (slow, fast):
        tab.page.context.add_cookies(cookies["desk-editor"])
        tab.page.goto(f"{site.address}/admin/claims/claim/{claim['pk']}/change/")
    fast.page.get_by_label("Analysis", exact=True).first.fill("Theirs")
    fast.page.get_by_role("button", name="Save and continue editing").click()
    expect(fast.page.get_by_text("was changed successfully")).to_be_visible()
    slow.page.get_by_label("Analysis", exact=True).first.fill("Mine")
    slow.page.get_by_role("button", name="Save and continue editing").click()
    conflict = slow.page.get_by_role("alert")
    expect(conflict).to_contain_text("Theirs")
    assert slow.page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(slow.page.get_by_label("Analysis", exact=True).first).to_have_value("Mine")
    found = Axe().run(slow.page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    slow.page.get_by_role("button", name="Save and continue editing").click()
    expect(slow.page.get_by_text("was changed successfully")).to_be_visible()
    expect(slow.page.get_by_label("Analysis", exact=True).first).to_have_value("Mine")


def test_a_double_click_adds_once_and_going_back_adds_nothing_silently(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    tab = new_tab(width=320)
    tab.page.context.add_cookies(cookies["desk-editor"])
    page = tab.page
    page.goto(f"{site.address}/admin/claims/claim/add/")
    carried = page.locator("[name=version]").input_value()
    page.get_by_label("Statement", exact=True).first.fill("The button was pressed twice.")
    page.get_by_label("Summary", exact=True).first.fill("Pressed twice")
    page.get_by_role("button", name="Save and continue editing").dblclick()
    expect(page.get_by_text("was added successfully").first).to_be_visible()
    address = page.url
    page.goto(f"{site.address}/admin/claims/claim/add/")
    page.locator("[name=version]").evaluate("(input, carried) => { input.value = carried }", carried)  # as it was kept
    page.get_by_label("Statement", exact=True).first.fill("The button was pressed once more.")
    page.get_by_label("Summary", exact=True).first.fill("Pressed once more")
    page.get_by_role("button", name="Save and continue editing").click()
    told = page.get_by_role("alert", name="You have added this already")
    expect(told.get_by_role("link", name="Pressed twice")).to_be_visible()
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.get_by_label("Summary", exact=True).first).to_have_value("Pressed once more")
    told.get_by_role("link", name="Pressed twice").click()
    expect(page).to_have_url(address)
    page.goto(f"{site.address}/admin/claims/claim/?q=pressed")
    expect(page.get_by_role("link", name="Pressed twice")).to_have_count(1)


def test_what_is_typed_is_weighed_in_place_and_nothing_else_of_the_page_changes(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    tab = new_tab()
    tab.page.context.add_cookies(cookies["desk-editor"])
    page = tab.page
    page.goto(f"{site.address}/admin/claims/claim/{claim['pk']}/change/")
    page.evaluate("document.body.dataset.sameDocument = 'yes'")
    page.get_by_label("Analysis", exact=True).first.fill("Typed and not saved")
    page.get_by_role("button", name="Weigh what is typed").press("Enter")
    expect(page.get_by_role("status")).to_have_text("As it is typed now. Nothing of it is saved.")
    expect(page.get_by_role("button", name="Weigh what is typed")).to_be_focused()
    assert page.evaluate("document.body.dataset.sameDocument") == "yes"
    expect(page.get_by_label("Analysis", exact=True).first).to_have_value("Typed and not saved")
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    assert tab.complaints == []


def test_an_editor_asks_what_says_the_same_and_enter_still_saves(
    site: Site, claim: dict[str, str], cookies: dict[str, list], new_tab: Callable[..., Tab]
) -> None:
    tab = new_tab(width=320)
    tab.page.context.add_cookies(cookies["desk-editor"])
    page = tab.page
    page.goto(f"{site.address}/admin/claims/claim/add/")
    page.get_by_label("Statement", exact=True).first.fill("In the year 1815 she was born.")
    page.get_by_role("button", name="Check what is typed").click()
    found = page.get_by_role("region", name="Has this been checked?")
    expect(found.get_by_role("link", name="She was born in the year 1815.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe = Axe().run(page, options=WCAG)
    assert axe.violations_count == 0, axe.generate_report()
    expect(page.get_by_label("Statement", exact=True).first).to_have_value("In the year 1815 she was born.")
    page.get_by_label("Summary", exact=True).first.fill("Born in 1815")
    page.get_by_label("Summary", exact=True).first.press("Enter")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert tab.complaints == []

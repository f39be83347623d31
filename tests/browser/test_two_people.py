"""Two people on one claim, each before a browser of their own: whatever the order, nothing is overwritten unseen."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.test_admin_pages import PASSWORD, sign_in
from tests.browsers import Tab
from tests.live import Site

pytestmark = pytest.mark.browser

PEOPLE = ("Ann", "Ben")
EVENTS = tuple((person, event) for person in PEOPLE for event in ("opens", "saves"))
ORDERS = [
    order
    for order in permutations(EVENTS)
    if all(order.index((person, "opens")) < order.index((person, "saves")) for person in PEOPLE)
]
"""Every order in which each opens before they save: six."""

OWN_FIELD = {"Ann": "What would change it", "Ben": "Summary"}
"""What only one of them changes. Both change the explanation."""

CLAIMS = f"""
from claims.desk import workflow
from tests import factories as make

for name in {PEOPLE!r}:
    person = make.user(name, "editor")
    person.set_password({PASSWORD!r})
    person.save()
for number in range({len(ORDERS)} + 2):
    claim = make.checked_claim(
        f"Claim {{number}} was made by two people.",
        summary="As it was", rating_explanation="As it was explained", what_would_change_it="Nothing that we know",
    )
    workflow.save_draft(claim, author=make.user("somebody-else", "editor"))
    print(claim.pk)
"""


@pytest.fixture(scope="module")
def claims(site: Site) -> list[str]:
    """A claim for each test: where its form is."""
    printed = site.manage("shell", "--verbosity=0", "-c", CLAIMS).split()[-len(ORDERS) - 2 :]
    return [f"{site.address}/admin/claims/claim/{pk}/change/" for pk in printed]


@pytest.fixture(scope="module")
def desks(site: Site, claims: list[str], browser: Browser) -> Iterator[dict[str, Page]]:
    """The browsers of the two, who are signed in."""
    contexts = {name: browser.new_context(locale="en") for name in PEOPLE}
    yield {name: sign_in(Tab(context.new_page()), site, name) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def field(page: Page, label: str) -> Locator:
    """A field of the claim; the original's, where there are translations."""
    return page.get_by_label(label, exact=True).first


def type_and_save(page: Page, person: str) -> None:
    field(page, "Explanation").fill(f"As {person} explains it")
    field(page, OWN_FIELD[person]).fill(f"As {person} has it")
    page.get_by_role("button", name="Save and continue editing").click()


def test_there_are_six_orders() -> None:
    assert len(ORDERS) == len(set(ORDERS)) == 6


@pytest.mark.parametrize("number", range(6))
def test_no_order_of_two_editors_overwrites_anything_unseen(
    desks: dict[str, Page], claims: list[str], number: int
) -> None:
    order = ORDERS[number]
    saved: list[str] = []
    opened: dict[str, int] = {}
    for person, event in order:
        page = desks[person]
        if event == "opens":
            page.goto(claims[number])
            opened[person] = len(saved)
            continue
        type_and_save(page, person)
        if opened[person] == len(saved):
            expect(page.get_by_text("was changed successfully")).to_be_visible()
        else:
            the_conflict_loses_nothing(page, mine=person, theirs=saved[-1])
            page.get_by_role("button", name="Save and continue editing").click()
            expect(page.get_by_text("was changed successfully")).to_be_visible()
        saved.append(person)
    last = desks[saved[-1]]
    last.goto(claims[number])
    expect(field(last, "Explanation")).to_have_value(f"As {saved[-1]} explains it")
    for person in PEOPLE:
        expect(field(last, OWN_FIELD[person])).to_have_value(f"As {person} has it")
    last.goto(claims[number].replace("/change/", "/history/"))
    expect(last.locator(".revisions li")).to_have_count(3)


def the_conflict_loses_nothing(page: Page, mine: str, theirs: str) -> None:
    """The page says what was there before, what they saved and what was typed; the form is merged from it."""
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("Somebody else saved this since you opened it")
    expect(conflict).to_contain_text(f"Revision 2 by {theirs}")
    for text in ("As it was explained", f"As {theirs} explains it", f"As {mine} explains it"):
        expect(conflict.get_by_role("row", name="Explanation")).to_contain_text(text)
    expect(field(page, "Explanation")).to_have_value(f"As {mine} explains it")
    expect(field(page, OWN_FIELD[mine])).to_have_value(f"As {mine} has it")
    expect(field(page, OWN_FIELD[theirs])).to_have_value(f"As {theirs} has it")


def test_who_goes_back_in_the_browser_and_saves_again_overwrites_nothing_unseen(
    desks: dict[str, Page], claims: list[str]
) -> None:
    ann, ben = (desks[name] for name in PEOPLE)
    ann.goto(claims[6])
    type_and_save(ann, "Ann")
    expect(ann.get_by_text("was changed successfully")).to_be_visible()
    ben.goto(claims[6])
    type_and_save(ben, "Ben")
    expect(ben.get_by_text("was changed successfully")).to_be_visible()
    ann.go_back()
    expect(field(ann, "Explanation")).to_have_value("As Ben explains it")  # nothing of the desk is kept by a browser
    field(ann, "Explanation").fill("As Ann explains it now")
    ann.get_by_role("button", name="Save and continue editing").click()
    expect(ann.get_by_text("This is revision 4.")).to_be_visible()
    expect(field(ann, "Summary")).to_have_value("As Ben has it")


def test_a_second_click_on_save_before_the_answer_has_come_saves_once_and_alarms_nobody(
    desks: dict[str, Page], claims: list[str]
) -> None:
    ann = desks["Ann"]
    ann.goto(claims[7])
    field(ann, "Explanation").fill("As Ann explains it, twice")
    saved: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST" or saved:
            route.continue_()
        else:
            saved.append(route.fetch(max_redirects=0).status)

    ann.route(claims[7], lose_the_first_answer)
    save = ann.get_by_role("button", name="Save and continue editing")
    save.scroll_into_view_if_needed()
    box = save.bounding_box()
    assert box is not None
    ann.mouse.click(box["x"] + 5, box["y"] + 5)  # the button's own click would wait for the answer
    for _moment in range(100):
        if not saved:
            ann.wait_for_timeout(100)
    assert saved == [302]
    ann.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(ann.get_by_text("This was saved already; nothing was written twice.")).to_be_visible()
    ann.unroute(claims[7])
    expect(field(ann, "Explanation")).to_have_value("As Ann explains it, twice")
    ann.goto(claims[7].replace("/change/", "/history/"))
    expect(ann.locator(".revisions li")).to_have_count(2)

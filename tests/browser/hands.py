"""Two ways to work a page: with the keyboard alone, and with the mouse. A test that takes either shows that both do."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 400
"""Presses of Tab after which something counts as not to be reached."""

HAS_FOCUS = "wanted => wanted === document.activeElement"

IS_BEHIND = """wanted => {
    const here = document.activeElement;
    return Boolean(here && here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING);
}"""

IS_IN_SIGHT = """wanted => {
    const { x, y, width, height } = wanted.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    return wanted.contains(there) || Boolean(there && there.contains(wanted));
}"""
"""Whether nothing that sticks to the window lies over the middle of it."""


class Hands(Protocol):
    """What somebody does on a page. Each names one element, which must be there alone."""

    def press(self, button: Locator) -> None:
        """Press a button or follow a link."""

    def write(self, field: Locator, text: str) -> None:
        """Put a text into a field in place of what it holds."""

    def select(self, field: Locator, choice: str) -> None:
        """Choose an option of a list by its words."""

    def mark(self, radio: Locator) -> None:
        """Choose one of some radio buttons."""

    def look_up(self, field: Locator, words: str, choice: str) -> None:
        """Choose a row in an autocomplete by typing some words of it."""


class Keyboard:
    """Tab and Shift-Tab, arrows, Enter and typing; focus is where the keys have brought it, and nowhere else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: Locator) -> None:
        """Go to an element, forwards or back, stop by stop."""
        expect(wanted).to_be_visible()
        here = wanted.element_handle()  # looked up once, not at each stop
        key = "Shift+Tab" if here.evaluate(IS_BEHIND) else "Tab"
        for _stop in range(MOST_STOPS):
            if here.evaluate(HAS_FOCUS):
                expect(wanted).to_be_in_viewport()
                assert here.evaluate(IS_IN_SIGHT), f"{wanted} has the focus and lies behind something"
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{wanted} is not reached by {MOST_STOPS} presses of Tab")

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def select(self, field: Locator, choice: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Home")
        for _step in range(field.locator("option").count()):
            if field.locator("option:checked").inner_text() == choice:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{field} offers no {choice!r} to the arrow keys")

    def mark(self, radio: Locator) -> None:
        """The group is one stop: its marked button; the arrows go on from there."""
        group = radio.page.locator(f"[name={radio.get_attribute('name')}]")
        self.reach(group.and_(radio.page.locator(":checked")))
        for _step in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{radio} is not reached by the arrow keys")

    def look_up(self, field: Locator, words: str, choice: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(words)
        # Each letter asks for a list of its own; Enter before the last one has come would choose from an earlier one.
        expect(self.page.locator(".select2-results__option--highlighted")).to_have_text(choice)
        self.page.keyboard.press("Enter")


class Mouse:
    """Clicks, and typing where the click has put the caret."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, button: Locator) -> None:
        button.click()

    def write(self, field: Locator, text: str) -> None:
        field.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def select(self, field: Locator, choice: str) -> None:
        field.select_option(label=choice)

    def mark(self, radio: Locator) -> None:
        radio.click()

    def look_up(self, field: Locator, words: str, choice: str) -> None:
        field.click()
        self.page.keyboard.type(words)
        self.page.locator(".select2-results__option", has_text=choice).click()

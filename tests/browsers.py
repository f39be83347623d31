"""Chromium for the browser tests: the system's own, driven by Playwright, with nothing going out to anybody else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # the sandbox needs rights that a container does not give
]

ColourScheme = Literal["light", "dark"]


@dataclass
class Tab:
    """A page in a profile of its own, and everything that its console and its scripts complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Begin to record: console messages, refusals by the Content-Security-Policy included, and script errors."""
        self.page.on(
            "console",
            lambda message: self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})"),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start Chromium; without one, skip the test, or fail it if BROWSER=required."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        reason = f"No Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)})."
        if os.environ.get("BROWSER") == "required":
            pytest.fail(f"{reason} BROWSER=required asks for one.")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened_tab(browser: Browser, colour_scheme: ColourScheme, width: int, language: str) -> Iterator[Tab]:
    """Open a tab with no cookies and no history; `width` in CSS pixels, `language` as in Accept-Language."""
    context = browser.new_context(
        color_scheme=colour_scheme,
        viewport={"width": width, "height": 900},
        locale=language,
        reduced_motion="reduce",  # else a check of colours, right after a change of them, meets those in between
    )
    tab = Tab(context.new_page())
    tab.listen()
    yield tab
    context.close()

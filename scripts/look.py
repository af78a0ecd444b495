"""Opens every page of a running Alongside at both widths and keeps the screenshots.

    python -m scripts.look LINK FOLDER

Exits with 1 where a page logs an error, asks another host for anything, or is too wide.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

PAGES = (
    "today",
    "timeline",
    "talk",
    "live",
    "lens",
    "memory?q=firewood",
    "mind",
    "people",
    "goals",
    "imagine",
    "write",
    "keepsakes",
    "rehearse",
    "adventure",
    "team",
    "acts",
    "sources",
    "settings",
)
WIDTHS = {390: 844, 1440: 900}
SETTLING = 1500
"""Milliseconds for what loads last; sounds keep a connection open."""
SCROLLING = 250
"""Milliseconds at each screen."""
SCREENS = 100
"""Screens scrolled at most: a long life's timeline goes on and on."""


def main(link: str, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    home = urlsplit(link).netloc
    told: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-quic"]
        )
        page = browser.new_page(locale="en-GB", reduced_motion="reduce")
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: (
                told.append(asked.url) if urlsplit(asked.url).netloc not in (home, "") else None
            ),
        )
        page.goto(link)
        page.get_by_role("navigation").wait_for(timeout=60_000)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for name in PAGES:
                told += shown(page, f"http://{home}", name, folder, width)
        browser.close()
    print("\n".join(told) or f"{len(PAGES) * len(WIDTHS)} pages are whole; see {folder}")
    return 1 if told else 0


def shown(page: Page, home: str, name: str, folder: Path, width: int) -> list[str]:
    """Shows a page, keeps how it looks, and says what is wrong with it."""
    page.goto("about:blank")
    page.goto(f"{home}/#/{name}")
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    scrolled(page)
    page.wait_for_timeout(SETTLING)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / f"{name.partition('?')[0]}-{width}.png", full_page=True)
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    return [f"{name} is {wide} pixels wide at {width}"] if wide > width else []


def scrolled(page: Page) -> None:
    """Scrolls to the end a screen at a time: days and pictures load as they come into view."""
    for _ in range(SCREENS):
        page.evaluate("scrollBy(0, innerHeight)")
        page.wait_for_timeout(SCROLLING)
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 1"):
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))

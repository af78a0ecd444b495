"""Every page, as it looks and reads: both widths, both themes, both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from .conftest import AXE

pytestmark = pytest.mark.slow

PAGES = {
    "today": "#recent",
    "timeline": "article h2",
    "talk": "#try ~ ul button",
    "lens": "section.lens button.main",
    "live": ".orb",
    "memory?q=firewood": "main ol button",
    "rehearse": "ul.scenes button",
    "adventure": "section[aria-labelledby=worlds] ul button",
    "mind": "#mind-rules",
    "imagine": "#kept",
    "write": "aside h2",
    "keepsakes": "#books",
    "acts": "#permissions",
    "goals": "main h1",
    "people": "main h2",
    "people/Dana%20Reyes": "#draft",
    "sources": "main article",
    "settings": "#part-models ~ div li",
}
"""Each page, and what is there once it is whole."""
WIDTHS = {390: 844, 1440: 900}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_are_whole_and_fit(page: Page, width: int, theme: str, language: str) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    kept = (
        f"localStorage.setItem('theme', '{theme}'); localStorage.setItem('language', '{language}')"
    )
    page.add_init_script(f"if (location.protocol === 'http:') {{ {kept} }}")
    for name in PAGES:
        show(page, name)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert violations(page) == [], name
    assert told == []


def test_evidence_is_accessible(page: Page) -> None:
    for name in (
        "memory?q=firewood",
        "timeline?since=2008-10-22T00:00:00&until=2008-10-23T00:00:00",
    ):
        show(page, name)
        page.locator("main ol button, article ul img").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Forget").wait_for()
        assert violations(page) == [], name


def test_the_keyboard_reaches_everything(page: Page) -> None:
    show(page, "today")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("aria-label") == "Ask about your life"


def test_targets_are_large_enough_for_a_thumb(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    small = {}
    for name in PAGES:
        show(page, name)
        small[name] = page.evaluate(
            """[...document.querySelectorAll('a, button:not(.mark, .skip), input, summary')]
            .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 120)])
            .filter(([box]) => box.width && (box.height < 24 || box.width < 24))
            .map(([, html]) => html)"""
        )
    assert not {name: found for name, found in small.items() if found}


def show(page: Page, name: str) -> None:
    page.goto("about:blank")
    page.goto(f"/#/{name}")
    page.locator(PAGES.get(name, "h1")).first.wait_for()


def violations(page: Page) -> list[Any]:
    """What axe finds, with the elements it finds it in."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]
    ]


def watch(page: Page) -> list[str]:
    """What goes wrong on the page from now on: errors, and requests to other hosts."""
    told: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            told.append(message.text)

    def asked(request: Request) -> None:
        if not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:|about:", request.url):
            told.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", asked)
    return told

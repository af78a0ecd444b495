"""Imagine: the picture follows the words, and what stands already isn't drawn anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, WebSocket, expect

from .test_pages import violations

pytestmark = pytest.mark.slow


def test_the_sketch_follows_the_words_and_is_replaced_only_by_another(page: Page) -> None:
    heard: list[WebSocket] = []
    page.on("websocket", lambda opened: heard.append(opened))
    page.goto("/#/imagine")
    area = page.get_by_label("What do you see?")
    area.press_sequentially("a lighthouse")
    picture = page.get_by_role("img", name="a lighthouse")
    expect(picture.locator("svg")).to_have_attribute("viewBox", "0 0 768 512")
    expect(page.get_by_role("button", name="Keep")).to_be_enabled()
    page.wait_for_timeout(500)
    drawn = page.locator("figure svg").element_handle()
    assert drawn is not None
    (line,) = [each for each in heard if each.url.endswith("/imagine")]
    with line.expect_event("framereceived"):
        area.press_sequentially(" s")
    page.wait_for_timeout(200)
    assert drawn.evaluate("svg => svg.isConnected")
    area.press_sequentially("tanding on a cliff at night")
    expect(page.get_by_role("img", name="on a cliff at night")).to_be_visible()
    page.wait_for_function("svg => !svg.isConnected", arg=drawn)
    assert violations(page) == []
    area.fill("")
    expect(page.locator("figure svg")).to_have_count(0)

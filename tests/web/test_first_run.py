"""A newcomer: a welcome, files brought in, a day to look at, undone as one act."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from .conftest import Running

pytestmark = pytest.mark.slow


def test_files_come_in_and_are_undone_as_one_act(newcomer: Page, day: Path) -> None:
    newcomer.locator("input[webkitdirectory]").set_input_files(day)
    expect(newcomer.get_by_text("Done:")).to_be_visible()
    undo = newcomer.get_by_role("button", name="Undo")
    expect(undo).to_have_count(1)
    newcomer.get_by_role("link", name="Today", exact=True).click()
    expect(newcomer.get_by_role("img").first).to_be_visible()
    newcomer.get_by_role("link", name="Sources", exact=True).click()
    undo.click()
    asked = newcomer.get_by_role("dialog")
    expect(asked).to_contain_text("can’t be undone")
    asked.get_by_role("button", name="Forget").click()
    expect(newcomer.get_by_text("are forgotten")).to_be_visible()
    expect(undo).to_have_count(0)
    newcomer.get_by_role("link", name="Today", exact=True).click()
    expect(newcomer.get_by_text("Nothing here yet")).to_be_visible()


def test_what_cannot_be_read_is_told(newcomer: Page) -> None:
    content = b"\xff\xd8\xff\xe0 torn"
    torn = FilePayload(name="torn.jpg", mimeType="image/jpeg", buffer=content)
    newcomer.locator("input[multiple]").first.set_input_files(torn)
    newcomer.get_by_role("button", name="couldn’t be read").click()
    expect(newcomer.get_by_role("cell", name="torn.jpg")).to_be_visible()


def test_the_sample_life_opens_and_is_thrown_away(newcomer: Page) -> None:
    newcomer.get_by_role("button", name="Open the sample life").click()
    bar = newcomer.get_by_role("complementary", name="The sample life")
    expect(bar).to_be_visible()
    expect(newcomer.get_by_role("img").first).to_be_visible()
    bar.get_by_role("button", name="Throw it away").click()
    expect(newcomer.get_by_text("Nothing here yet")).to_be_visible()


def test_a_stranger_is_shown_the_door(newborn: Running, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(newborn.address)
    expect(page.get_by_text("This page isn’t signed in")).to_be_visible()
    page.get_by_label("The link, pasted here").fill(newborn.first)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_label("What are you called?")).to_be_visible()


def test_the_app_speaks_korean(newborn: Running, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(newborn.first)
    page.get_by_role("button", name="한국어").click()
    expect(page.get_by_role("button", name="시작하기")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "ko"

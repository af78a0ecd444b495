"""Keepsakes in a browser: a film planned, made and watched; a book looked through and kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .test_pages import show, violations, watch

pytestmark = pytest.mark.slow
MINUTES = 240_000
LENGTH = """film => new Promise(told => {
    const tell = () => told(film.duration);
    film.readyState ? tell() : film.addEventListener('loadedmetadata', tell);
})"""
"""How long a film is, once the browser has read its beginning."""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_book_is_looked_through_and_kept(page: Page, width: int) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "if (location.protocol === 'http:') localStorage.setItem('language', 'ko')"
    )
    show(page, "keepsakes")
    page.get_by_role("link", name="2008 사진").click()
    pages = page.get_by_role("group", name="책의 쪽들").get_by_role("img")
    expect(pages.first).to_be_visible()
    before = pages.count()
    assert before >= 8
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_text("사진이나 글 빼기").click()
    page.get_by_role("button", name="이 사진 빼기").first.click()
    expect(page.get_by_role("button", name="다시 넣기")).to_be_visible()
    make = page.get_by_role("button", name="책 만들기")
    expect(make).to_be_enabled()
    make.click()
    page.get_by_role("link", name="보러 가기").click(timeout=MINUTES)
    with page.expect_download() as file:
        page.get_by_role("link", name="책 저장").first.click()
    assert file.value.suggested_filename == "2008년의 기록.pdf"
    assert file.value.path().read_bytes()[:5] == b"%PDF-"
    assert told == []


def test_a_film_is_planned_made_and_watched(page: Page) -> None:
    told = watch(page)
    show(page, "keepsakes")
    page.get_by_role("link", name="Walk through the old town").click()
    scenes = page.get_by_role("list").filter(
        has=page.get_by_role("button", name="Leave this photo")
    )
    expect(scenes.get_by_role("listitem")).to_have_count(9)
    page.get_by_label("30 seconds").check()
    expect(scenes.get_by_role("listitem")).to_have_count(7)
    page.get_by_role("button", name="Leave this photo out").first.click()
    expect(page.get_by_role("button", name="back in")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Make the film").click()
    page.get_by_role("main").get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Make the film").click()
    page.get_by_role("link", name="Look at it").click(timeout=MINUTES)
    film = page.locator("video").first
    expect(film).to_be_visible()
    assert 25 < film.evaluate(LENGTH) < 31
    assert violations(page) == []
    assert told == []

"""An adventure in a browser: entered, played by its choices and by typing, gone back in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .test_pages import show, violations, watch

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [390, 1440])
def test_a_world_is_entered_played_and_gone_back_in(page: Page, width: int) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "if (location.protocol === 'http:') localStorage.setItem('language', 'ko')"
    )
    show(page, "adventure")
    page.locator("section[aria-labelledby=worlds] ul button").first.click()
    turns = page.get_by_role("list", name="일어난 일").get_by_role("listitem")
    expect(turns).to_have_count(1)
    expect(page.get_by_role("img", name="스케치")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("group", name="할 수 있는 일").get_by_role("button").first.click()
    expect(turns).to_have_count(2)
    expect(page.get_by_role("button", name="하기", exact=True)).to_be_enabled()
    page.get_by_label("무엇을 할까요?").fill("둘러본다")
    page.keyboard.press("Enter")
    expect(turns).to_have_count(3)
    page.get_by_role("button", name="여기로 돌아가기").first.click()
    expect(turns).to_have_count(2)
    page.get_by_role("button", name="둘러본다").click()
    expect(page.get_by_role("group", name="가 본 길 2개").get_by_role("button")).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_download() as file:
        page.get_by_role("button", name="파일로 공유하기").click()
    page.get_by_role("link", name="모험").first.click()
    page.get_by_label("공유받은 모험 열기").set_input_files(file.value.path())
    expect(turns).to_have_count(3)
    assert told == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_world_is_made_of_the_persons_own_words(page: Page, width: int, language: str) -> None:
    told, korean = watch(page), language == "ko"
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        f"if (location.protocol === 'http:') localStorage.setItem('language', '{language}')"
    )
    show(page, "adventure")
    field = page.get_by_label("나만의 말로 여는 세상" if korean else "A world of your own words")
    make = page.get_by_role("button", name="만들기" if korean else "Make it", exact=True)
    expect(make).to_be_disabled()
    field.fill("우주 정거장의 로봇" if korean else "a robot on a space station")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    turns = page.get_by_role("list", name="일어난 일" if korean else "What happened")
    opening = turns.get_by_role("listitem").first
    expect(opening).to_contain_text(
        "우주 정거장의 로봇" if korean else "a robot on a space station"
    )
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert told == []

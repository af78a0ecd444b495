"""Writing in a browser: the voice beside the text, a version by hand, checked, kept, gone back to.

In Korean, which the embedded model doesn't write: the page says what it needs, and all else works.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .test_pages import show, violations, watch

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [390, 1440])
def test_a_text_is_set_up_written_by_hand_checked_and_kept(page: Page, width: int) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "if (location.protocol === 'http:') localStorage.setItem('language', 'ko')"
    )
    show(page, "write")
    page.get_by_label("누구에게").fill("박지훈")
    page.get_by_label("무슨 말을 담을까요?").fill("결혼을 축하해")
    expect(page.get_by_role("region", name="나의 말투")).to_contain_text("글이 너무 적어")
    assert violations(page) == []
    page.get_by_role("button", name="쓰기", exact=True).click()
    expect(page.get_by_role("heading", name="박지훈에게 쓰는 편지")).to_be_visible()
    beside = page.get_by_role("complementary", name="배운 곳")
    expect(beside.get_by_role("region", name="내 삶에서")).to_contain_text("달리기를 쉬고 있다")
    expect(page.get_by_role("main")).to_contain_text("doesn't write Korean")
    page.get_by_role("button", name="직접 쓰기").click()
    page.get_by_label("직접 고치기").fill(
        "지훈아, 요즘 허리가 아파서 달리기를 쉬고 있다며. 축하해!"
    )
    page.get_by_role("button", name="이대로 남기기").click()
    text = page.get_by_role("article", name="박지훈에게 쓰는 편지")
    text.get_by_role("button", name="기록 2에 근거해요: 보기").click()
    expect(page.get_by_role("dialog")).to_contain_text("지훈이랑 통화했다")
    page.keyboard.press("Escape")
    text.get_by_role("button", name="메모로 남기기").click()
    expect(text.get_by_role("status")).to_have_text("메모에 남겼어요.")
    text.get_by_role("button", name="직접 고치기").click()
    page.get_by_label("직접 고치기").fill("지훈아, 축하해!")
    page.get_by_role("button", name="이대로 남기기").click()
    versions = page.get_by_role("region", name="판").get_by_role("button")
    expect(versions).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    versions.first.click()
    expect(text).to_contain_text("달리기를 쉬고")
    assert told == []

"""Rehearsing in a browser: a talk from its setting up to its debrief, and back into a branch.

In Korean, which the embedded model doesn't write: the partner answers at once, by code.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Running
from .test_live import PATIENCE, hearing_chromium, spoken, written
from .test_pages import show, violations, watch

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [390, 1440])
def test_a_talk_is_set_up_played_looked_back_on_and_tried_otherwise(page: Page, width: int) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "if (location.protocol === 'http:') localStorage.setItem('language', 'ko')"
    )
    show(page, "rehearse")
    page.locator("button.card", has_text="연봉 인상 요청하기").click()
    page.get_by_label("누구와").fill("김 팀장")
    assert violations(page) == []
    page.get_by_role("button", name="대화 시작").click()
    turns = page.get_by_role("list", name="대화").get_by_role("listitem")
    expect(turns).to_have_count(1)
    line = page.get_by_label("뭐라고 말할까요?")
    send = page.get_by_role("button", name="말하기", exact=True)
    for number, said in enumerate(("팀장님은 항상 제 말을 안 들어요. 팀장님 때문이에요, 당신 때문.",
                                   "연봉이 그대로라 마음이 불편합니다."), 1):  # fmt: skip
        expect(send).to_be_enabled()
        line.fill(said)
        page.keyboard.press("Enter")
        expect(turns).to_have_count(2 * number + 1)
    assert violations(page) == []
    page.get_by_role("button", name="예를 보여 주세요").click()
    page.get_by_role("button", name="이 말 쓰기").click()
    expect(line).not_to_be_empty()
    page.get_by_role("button", name="끝내고 돌아보기").click()
    page.get_by_role("heading", name="돌아보기").wait_for()
    expect(page.locator(".bad blockquote").first).to_contain_text("당신 때문")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="여기로 돌아가기").first.click()
    expect(turns).to_have_count(1)
    page.get_by_role("button", name="말하지 않기").click()
    expect(turns).to_have_count(3)
    branches = page.get_by_role("group", name="시도 2번").get_by_role("button")
    expect(branches).to_have_count(2)
    assert told == []


@pytest.fixture(scope="module")
def asking(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium that hears somebody ask for a raise."""
    samples, rate = spoken("I led two projects this year, and I would like a raise.")
    heard = hearing_chromium(browser, written(tmp_path_factory.mktemp("raise"), samples, rate))
    yield heard
    heard.close()


def test_a_talk_is_practised_aloud_and_silence_is_answered(
    asking: Browser, newborn: Running
) -> None:
    context = asking.new_context(
        base_url=newborn.address, locale="en-GB", permissions=["microphone"],
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(newborn.first)
    page.get_by_label("What are you called?").fill("Alex Moreau", timeout=PATIENCE)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Sources").wait_for(timeout=PATIENCE)
    told = watch(page)
    page.goto("/#/rehearse")
    page.locator("button.card", has_text="raise").click()
    page.get_by_label("With whom").fill("Ms Osei")
    page.get_by_role("button", name="Begin the talk").click()
    page.get_by_role("button", name="Speak", exact=True).click()
    expect(page.get_by_role("complementary", name="The microphone is on")).to_be_visible()
    turns = page.get_by_role("list", name="The talk").get_by_role("listitem")
    expect(turns.nth(2)).to_be_visible(timeout=PATIENCE)
    expect(turns.nth(1)).to_contain_text("raise")
    assert violations(page) == []
    expect(turns.nth(3)).to_contain_text("(silence)", timeout=PATIENCE)
    page.get_by_role("button", name="Stop speaking").click()
    expect(page.get_by_role("complementary", name="The microphone is on")).to_be_hidden()
    assert told == []
    context.close()

"""The team in a browser: taken from the gallery, asked, granted, written, brought in.

In Korean, which the embedded model doesn't write: agents answer at once, by code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import Running, serving
from .test_pages import violations, watch

pytestmark = pytest.mark.slow
NOTE = "카토 태양광 제안: 패널 18장에 1240만 원, 계약 기간 10년."
GUEST = """---
name: Guest
purpose: Wants everything.
reads: *
tools: recall, note
---
Plain.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A life with one note in it, in Korean."""
    home = tmp_path_factory.mktemp("team")
    folder = home / "lives" / "me"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "Mina"\nzone = "Asia/Seoul"\nlanguage = "ko"\n')
    notes = home / "notes"
    notes.mkdir()
    (notes / "offer.md").write_text(NOTE)
    with serving(home, ("import", str(notes))) as running:
        yield running


@pytest.fixture(scope="module")
def came_in(home: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "state.json"
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    page.goto(home.first)
    page.get_by_role("navigation").wait_for()
    context.storage_state(path=path)
    context.close()
    return path


@pytest.fixture
def context(home: Running, browser: Browser, came_in: Path) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=home.address, storage_state=came_in, locale="ko-KR", reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_team_is_made_asked_and_held_to_its_rights(
    context: BrowserContext, width: int, tmp_path: Path
) -> None:
    page = context.new_page()
    told = watch(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/#/team")
    for name in ("코치", "살림 지기", "쓴소리꾼"):
        _added(page, name)
    assert violations(page) == []
    ask = page.get_by_role("group", name="누구의 의견을")
    for name in ("코치", "살림 지기", "쓴소리꾼"):
        ask.get_by_role("button", name=name).click()
    page.get_by_label("무엇에 대한 일인가요?").fill("태양광 제안 어때?")
    page.get_by_role("button", name="의견 3개 듣기").click()
    views = page.get_by_role("region", name="최근에 물은 것").get_by_role("article").first
    expect(views.get_by_role("heading", name="살림 지기")).to_be_visible()
    expect(views).to_contain_text("1240만 원")
    expect(views).to_contain_text("일 년이면 모두 얼마인가요?")
    expect(page.get_by_role("region", name="오늘")).to_contain_text("토큰 약")
    _guest(page, tmp_path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _edited(page, width)
    page.goto("/#/today")
    expect(page.get_by_role("region", name="오늘의 팀")).to_contain_text("답 ")
    assert violations(page) == []
    assert told == []


def _added(page: Page, name: str) -> None:
    """Taken from the gallery, where it isn't on the team already."""
    gallery = page.get_by_role("region", name="갤러리")
    gallery.wait_for()
    add = gallery.get_by_role("button", name=f"{name} 더하기")
    if add.count():
        add.click()
    expect(
        page.get_by_role("region", name="우리 팀").get_by_role("heading", name=name)
    ).to_be_visible()


def _guest(page: Page, folder: Path) -> None:
    """Somebody else's agent may do nothing, is granted a little, and is taken off."""
    file = folder / "guest.md"
    file.write_text(GUEST)
    page.locator("input[type=file]").set_input_files(file)
    members = page.get_by_role("region", name="우리 팀")
    guest = members.get_by_role("article", name="Guest")
    expect(guest).to_contain_text("권한을 주기 전에는")
    guest.get_by_role("button", name="권한: Guest").click()
    form = page.get_by_role("form", name="Guest에게 무엇을 허락할까요?")
    expect(form.get_by_role("checkbox", checked=True)).to_have_count(0)
    form.get_by_label("메모", exact=True).check()
    assert violations(page) == []
    form.get_by_role("button", name="이대로 허락하기").click()
    expect(guest).to_contain_text("읽을 수 있는 것: 메모")
    guest.get_by_role("button", name="내보내기: Guest").click()
    expect(guest).to_have_count(0)


def _edited(page: Page, width: int) -> None:
    """One's own is written, tried out and kept."""
    page.get_by_role("link", name="직접 만들기").click()
    box = page.get_by_label("파일: “키: 값”")
    box.fill(GUEST.replace("Guest", f"Own {width}").replace("*", "notes"))
    page.get_by_label("무엇이든 물어보세요").fill("태양광 제안은 얼마야?")
    page.get_by_role("button", name="시험하기").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("1240만 원")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="남기기").click()
    expect(page.get_by_role("article", name=f"Own {width}")).to_contain_text(
        "읽을 수 있는 것: 메모"
    )

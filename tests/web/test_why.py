"""What is said of a life shows on what it stands: on Today and on People, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import WAIT, Running, came_into, serving
from .test_pages import violations

pytestmark = pytest.mark.slow

WHY = {"en": "Why do you think so?", "ko": "왜 그렇게 생각하나요?"}
SOON = datetime.now(UTC) + timedelta(days=3)
CARD = f"""BEGIN:VCARD
VERSION:4.0
FN:Mina Ahlqvist
BDAY:1988{SOON:%m%d}
ORG:Kite Kitchen
END:VCARD
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A life in which Mina's birthday is in three days."""
    home, brought = tmp_path_factory.mktemp("known"), tmp_path_factory.mktemp("brought")
    (brought / "people.vcf").write_text(CARD)
    (brought / "2026-01-02.md").write_text("My sister Mina Ahlqvist is coming in spring.\n")
    folder = home / "lives" / "me"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "Alex Moreau"\nzone = "UTC"\n')
    with serving(home, ("import", str(brought))) as running:
        yield running


@pytest.fixture(scope="module")
def inside(known: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The storage of a browser that came into `known`."""
    return came_into(known, browser, tmp_path_factory)


@pytest.fixture(params=[(390, "en"), (1440, "ko")], ids=["narrow-en", "wide-ko"])
def view(
    request: pytest.FixtureRequest, known: Running, browser: Browser, inside: Path
) -> Iterator[tuple[Page, str]]:
    """A page of that life and its language, at one of the two widths."""
    width, language = request.param
    opened: BrowserContext = browser.new_context(
        base_url=known.address,
        storage_state=inside,
        viewport={"width": width, "height": 900},
        locale={"en": "en-GB", "ko": "ko-KR"}[language],
        reduced_motion="reduce",
    )
    opened.set_default_timeout(WAIT)
    yield opened.new_page(), language
    opened.close()


def fits(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_a_birthday_on_today_opens_the_card_that_tells_it(view: tuple[Page, str]) -> None:
    page, language = view
    page.goto("/#/today")
    row = page.locator("section[aria-labelledby=birthdays] li", has_text="Mina Ahlqvist")
    why = row.get_by_label(WHY[language])
    why.press("Enter")
    ground = row.get_by_role("button", name="1988")
    expect(ground).to_be_visible()
    fits(page)
    ground.click()
    shown = page.get_by_role("dialog")
    expect(shown).to_contain_text("Mina Ahlqvist")
    expect(shown).to_contain_text("1988")
    expect(shown).to_contain_text("Kite Kitchen")
    fits(page)


def test_what_is_known_of_somebody_opens_what_tells_it(view: tuple[Page, str]) -> None:
    page, language = view
    page.goto("/#/people/Mina%20Ahlqvist")
    known = page.locator("ul.known > li")
    expect(known).to_have_count(3)
    for place in range(3):
        known.nth(place).get_by_label(WHY[language]).click()
        expect(known.nth(place).get_by_role("button")).to_have_count(1)
    fits(page)
    known.filter(has_text="Kite Kitchen").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("1988")


def test_who_was_chosen_to_be_near_is_a_link_by_name(view: tuple[Page, str]) -> None:
    page, _ = view
    page.goto("/#/people/Mina%20Ahlqvist")
    page.locator(".choices [aria-pressed=false]").first.click()
    expect(page.locator(".choices [aria-pressed=true]")).to_have_count(1)
    page.goto("/#/people")
    expect(page.locator("figure").get_by_role("link", name="Mina Ahlqvist")).to_be_visible()
    fits(page)

"""Goals in a browser: set, planned, ticked, come closer by what a note tells, looked back on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import WAIT, Running, came_into, serving
from .test_pages import WIDTHS, violations, watch

pytestmark = pytest.mark.slow

BESIDE = ("review", "journal", "cards", "letters")


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A life with runs in its notes, and a goal that one of them tells of."""
    home = tmp_path_factory.mktemp("goals")
    folder = home / "lives" / "me"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "Nora"\nzone = "Europe/Lisbon"\n')
    notes = tmp_path_factory.mktemp("notes")
    for days in range(1, 60, 3):
        day = datetime.now(UTC) - timedelta(days=days)
        (notes / f"{day:%Y-%m-%d}.md").write_text(f"Ran {4 + days % 4} km along the river.\n")
    day = datetime.now(UTC) - timedelta(days=2)
    (notes / f"{day:%Y-%m-%d}.md").write_text("My goal is to write to grandmother more often.\n")
    with serving(home, ("import", str(notes))) as running:
        yield running


@pytest.fixture(scope="module")
def key(life: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return came_into(life, browser, tmp_path_factory)


@pytest.fixture
def page(life: Running, browser: Browser, key: Path) -> Iterator[Page]:
    opened = browser.new_context(
        base_url=life.address,
        storage_state=key,
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(WAIT)
    yield opened.new_page()
    opened.close()


def test_a_goal_from_first_words_to_a_look_back(page: Page) -> None:
    told = watch(page)
    page.goto("/#/goals")
    proposal = page.get_by_role("region", name="Is this a goal of yours?")
    expect(proposal).to_contain_text("Write to grandmother more often")
    proposal.get_by_role("button", name="Yes, a goal").click()
    expect(proposal).to_have_count(0)
    page.get_by_role("button", name="New goal").click()
    page.get_by_label("What is to come of it").fill("Run 500 km")
    page.get_by_role("button", name="Set this goal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Run 500 km")
    runs = page.get_by_role("region", name="What your life shows")
    expect(runs.get_by_role("listitem")).to_have_count(8)
    page.get_by_label("A step", exact=True).fill("Buy shoes")
    plan = page.get_by_role("region", name="Plan")
    plan.get_by_role("button", name="Add").click()
    expect(plan.get_by_role("listitem").filter(has_text="Buy shoes")).to_contain_text(
        re.compile(r"\d:\d\d · 30 min")
    )
    first = runs.get_by_role("listitem").first
    first.get_by_role("button", name="This doesn’t count").click()
    expect(first).to_contain_text("doesn’t count")
    page.get_by_role("textbox", name="Something you did").fill("A long run on the beach")
    runs.get_by_label("How much (km)").fill("12")
    runs.get_by_role("button", name="Add").click()
    expect(runs.get_by_role("listitem").first).to_contain_text("12 km")
    page.goto("/#/today")
    steps = page.get_by_role("region", name="Next small steps")
    steps.get_by_role("button", name="Done: Buy shoes").click()
    expect(steps).not_to_contain_text("Buy shoes")
    page.goto("/#/goals/review")
    expect(page.get_by_role("main")).to_contain_text("Done: Buy shoes")
    page.get_by_role("textbox").fill("More mornings by the river.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status").filter(has_text="Kept.")).to_be_visible()
    assert told == []


def test_a_card_is_made_and_comes_back_later(page: Page) -> None:
    page.goto("/#/goals/cards")
    page.get_by_label("Question").fill("la casa")
    page.get_by_label("Answer", exact=True).fill("the house")
    page.get_by_role("button", name="Make a card").click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_text("the house")).to_be_visible()
    page.get_by_role("button", name="Easy").click()
    expect(page.get_by_text("Nothing due. Well remembered.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_of_goals_are_whole_and_fit(page: Page, width: int, language: str) -> None:
    told = watch(page)
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    kept = f"localStorage.setItem('language', '{language}')"
    page.add_init_script(f"if (location.protocol === 'http:') {{ {kept} }}")
    page.goto("/#/goals")
    page.locator("article a").first.wait_for()
    assert violations(page) == []
    page.locator("article a").last.click()
    page.locator("#traces").wait_for()
    addresses = [page.url, *(f"/#/goals/{name}" for name in BESIDE), "/#/today"]
    for address in addresses:
        page.goto("about:blank")
        page.goto(address)
        page.locator("h1").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert violations(page) == [], address
    assert told == []

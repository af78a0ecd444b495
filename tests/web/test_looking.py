"""Timeline, memory and talk over three real days."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Running

pytestmark = pytest.mark.slow

WALK = "/#/timeline?since=2008-10-22T00:00:00&until=2008-10-23T00:00:00"


def test_time_is_zoomed_by_keyboard_and_wheel(page: Page) -> None:
    page.goto("/#/timeline")
    strip = page.get_by_role("slider", name="Your life by time")
    expect(strip).not_to_have_attribute("aria-valuetext", re.compile("moments: 0"))
    whole = strip.get_attribute("aria-valuetext")
    strip.focus()
    page.keyboard.press("ArrowUp")
    expect(strip).not_to_have_attribute("aria-valuetext", str(whole))
    page.keyboard.press("Home")
    expect(strip).to_have_attribute("aria-valuetext", str(whole))
    strip.hover()
    page.mouse.wheel(0, -400)
    expect(strip).not_to_have_attribute("aria-valuetext", str(whole))


def test_a_day_shows_its_photos_and_where_they_were_taken(page: Page) -> None:
    page.goto(WALK)
    day = page.get_by_role("article", name="Wednesday, 22 October 2008")
    expect(day.get_by_role("img")).to_have_count(9)
    expect(day).to_contain_text("About 6 km on foot.")
    places = page.get_by_role("region", name="Map of places")
    expect(places.get_by_role("button", name=re.compile("Arezzo"))).to_be_visible()
    day.get_by_role("img").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("COOLPIX P6000")


def test_every_hit_says_why_and_opens_its_conversation(page: Page) -> None:
    page.goto("/#/memory?q=firewood")
    hits = page.get_by_role("region", name=re.compile("best|moments")).get_by_role("listitem")
    expect(hits.first).to_contain_text("Why:")
    page.get_by_role("button", name=re.compile("^Robin Vale")).click()
    expect(page).to_have_url(re.compile("person=Robin"))
    hits.filter(has_text="insist on the Firewood").get_by_role("button").click()
    context = page.get_by_role("dialog")
    expect(context.locator("[aria-current]")).to_contain_text("I must insist")
    expect(context.get_by_role("listitem")).not_to_have_count(1)
    page.keyboard.press("Escape")
    expect(context).to_have_count(0)


def test_a_recording_is_played_from_the_evidence(page: Page) -> None:
    page.goto("/#/timeline?since=2008-10-21T00:00:00&until=2008-10-22T00:00:00")
    play = page.get_by_role("button", name="Play evening lecture")
    play.click()
    expect(page.get_by_role("button", name="Pause evening lecture")).to_be_visible()


def test_a_note_is_written_corrected_and_forgotten(page: Page) -> None:
    page.goto("/#/memory")
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("What do you want to remember?").fill("The zibaldone is in the blue drawer.")
    page.get_by_role("button", name="Save").click()
    page.goto("/#/memory?q=zibaldone")
    hit = page.get_by_role("button", name=re.compile("zibaldone is in the blue"))
    hit.click()
    opened = page.get_by_role("dialog")
    opened.get_by_role("button", name="Correct").click()
    opened.get_by_label("What it should say").fill("The zibaldone is in the green drawer.")
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_text("green drawer").first).to_be_visible()
    opened.get_by_role("button", name="Forget").click()
    asked = page.get_by_role("dialog", name="Forget this?")
    expect(asked).to_contain_text("2 moments would go")
    asked.get_by_role("button", name="Forget 2 moments").click()
    expect(page.get_by_text("2 moments are forgotten.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("zibaldone"))).to_have_count(0)


def test_an_answer_stands_on_what_it_cites(page: Page) -> None:
    page.goto("/#/today")
    page.get_by_label("Ask about your life").fill("How many photos did I take in Arezzo in 2008?")
    page.keyboard.press("Enter")
    answer = page.get_by_role("article", name="Answer")
    expect(answer).to_contain_text(re.compile("9|nine"))
    stands_on = answer.get_by_role("list", name="What the answer stands on")
    stands_on.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Photo")).to_contain_text("COOLPIX P6000")
    page.keyboard.press("Escape")
    page.reload()
    expect(answer).to_contain_text(re.compile("9|nine"))


def test_the_shell_opens_without_the_server_and_keeps_nothing_private(
    page: Page, lived: Running
) -> None:
    page.goto("/#/today")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    page.get_by_role("img").first.wait_for()
    kept = page.evaluate(
        """caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)
        .then((cache) => cache.keys()))))
        .then((all) => all.flat().map(({ url }) => new URL(url).pathname))"""
    )
    assert "/" in kept
    assert [path for path in kept if path.startswith("/api/")] == []
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Alongside isn’t running")).to_be_visible()

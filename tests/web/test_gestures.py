"""What hands do beyond a click: two fingers on time, a drag along it, a folder let fall."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from .conftest import Running

pytestmark = pytest.mark.slow

Places = tuple[int, ...]


def test_time_is_zoomed_by_two_fingers_and_moved_by_one(
    lived: Running, browser: Browser, signed_in: Path
) -> None:
    context = browser.new_context(
        base_url=lived.address, storage_state=signed_in, locale="en-GB", has_touch=True,
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    page = context.new_page()
    page.goto("/#/timeline")
    strip = page.get_by_role("slider", name="Your life by time")
    expect(strip).not_to_have_attribute("aria-valuetext", re.compile("moments: 0"))
    fingers = context.new_cdp_session(page)
    whole = strip.get_attribute("aria-valuetext")
    _moved(fingers, strip, (160, 230), (60, 330))
    expect(strip).not_to_have_attribute("aria-valuetext", str(whole))
    near = strip.get_attribute("aria-valuetext")
    _moved(fingers, strip, (150,), (300,))
    expect(strip).not_to_have_attribute("aria-valuetext", str(near))
    assert strip.get_attribute("aria-valuetext") != whole
    context.close()


def _moved(fingers: CDPSession, on: Locator, since: Places, until: Places) -> None:
    """Fingers put down at `since`, drawn to `until` in steps and lifted; pixels from the left."""
    box = on.bounding_box()
    assert box is not None
    y, steps = box["y"] + box["height"] / 2, 5
    for step in range(steps + 1):
        points = [
            {"x": a + (b - a) * step / steps, "y": y, "id": n}
            for n, (a, b) in enumerate(zip(since, until, strict=True))
        ]
        kind = "touchMove" if step else "touchStart"
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_folder_let_fall_on_the_page_comes_in_with_its_folders(
    newcomer: Page, newborn: Running, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    (folder / "trips").mkdir(parents=True)
    (folder / "garden.md").write_text("The plums are ripe.")
    (folder / "trips" / "lisbon.md").write_text("The tram to Graça was full.")
    (folder / ".DS_Store").write_bytes(b"litter")
    _dropped(newcomer, folder)
    expect(newcomer.get_by_text("Done:")).to_be_visible()
    for asked, kept in (("tram", "Graça"), ("plums", "ripe")):
        newcomer.goto(f"{newborn.address}/#/memory?q={asked}")
        expect(newcomer.get_by_role("button", name=re.compile(kept))).to_be_visible()


def _dropped(page: Page, folder: Path) -> None:
    """Drag a folder from outside the browser onto the page, and let go."""
    at = page.get_by_role("region", name="Bring files in").bounding_box()
    assert at is not None
    where = {"x": at["x"] + at["width"] / 2, "y": at["y"] + 20}
    held = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    hand = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": kind, **where, "data": held})

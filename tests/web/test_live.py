"""The Live page in Chromium, whose microphone is a real recording."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from playwright.sync_api import Browser, Page, expect

from .conftest import QUIET, WAIT, Running
from .test_pages import violations, watch

pytestmark = pytest.mark.slow

RATE = 48_000
PATIENCE = 4 * WAIT


@pytest.fixture(scope="module")
def hearing(
    browser: Browser, day: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Chromium whose microphone plays a recorded reading, then is quiet."""
    wave = tmp_path_factory.mktemp("sound") / "reading.wav"
    samples, rate = soundfile.read(day / "voice/2008-10-23 09.30 audiobook.flac", dtype="float32")
    said = soxr.resample(samples, rate, RATE)
    quiet = np.zeros(RATE, np.float32)
    soundfile.write(wave, np.concatenate([quiet, said, *[quiet] * 60]), RATE, subtype="PCM_16")
    fake = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={wave}%noloop",
        "--autoplay-policy=no-user-gesture-required",
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    heard = browser.browser_type.launch(executable_path=chromium, args=(*QUIET, *fake))
    yield heard
    heard.close()


def opened(browser: Browser, lived: Running, state: Path, *, allowed: bool) -> Page:
    context = browser.new_context(
        base_url=lived.address,
        storage_state=state,
        locale="en-GB",
        permissions=["microphone"] if allowed else [],
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/#/live")
    return page


def test_what_is_overheard_is_shown_and_kept_and_a_light_stands_above_every_page(
    hearing: Browser, lived: Running, signed_in: Path
) -> None:
    page = opened(hearing, lived, signed_in, allowed=True)
    told = watch(page)
    page.get_by_label("Listen along").check()
    light = page.get_by_role("complementary", name="The microphone is on")
    expect(light).to_be_visible()
    kept = page.get_by_role("list", name="What is heard").get_by_role("button", name="Kept")
    kept.first.wait_for(timeout=PATIENCE)
    assert violations(page) == []
    page.goto("/#/today")
    expect(light).to_be_visible()
    light.get_by_role("button", name="Mute").click()
    expect(light).to_be_hidden()
    page.goto("/#/live")
    expect(page.locator(".doing")).to_have_text(re.compile("Muted"))
    assert told == []
    page.context.close()


def test_a_microphone_that_is_refused_is_explained(
    browser: Browser, lived: Running, signed_in: Path
) -> None:
    page = opened(browser, lived, signed_in, allowed=False)
    page.get_by_role("button", name="Talk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("microphone")
    expect(page.get_by_role("complementary", name="The microphone is on")).to_be_hidden()
    assert violations(page) == []
    page.context.close()

"""The Live page in Chromium, whose microphone is a real recording."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import hibari
import numpy as np
import pytest
import soundfile
import soxr
from playwright.sync_api import Browser, Page, expect

from alongside.models.model import Floats

from .conftest import QUIET, WAIT, Running
from .test_pages import violations, watch

pytestmark = pytest.mark.slow

RATE = 48_000
PATIENCE = 4 * WAIT


def hearing_chromium(browser: Browser, wave: Path) -> Browser:
    """A Chromium whose microphone plays a file once, then is quiet."""
    fake = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={wave}%noloop",
        "--autoplay-policy=no-user-gesture-required",
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    return browser.browser_type.launch(executable_path=chromium, args=(*QUIET, *fake))


def written(folder: Path, samples: Floats, rate: int) -> Path:
    """A file of a second of quiet, the sound, and a minute of quiet."""
    wave = folder / "said.wav"
    quiet = np.zeros(RATE, np.float32)
    said = soxr.resample(samples, rate, RATE)
    soundfile.write(wave, np.concatenate([quiet, said, *[quiet] * 60]), RATE, subtype="PCM_16")
    return wave


def spoken(text: str) -> tuple[Floats, int]:
    """A sentence as Hibari says it."""
    voice = hibari.Hibari()
    return np.asarray(voice(text), np.float32), voice.sample_rate


@pytest.fixture(scope="module")
def hearing(
    browser: Browser, day: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Chromium that hears a recorded reading."""
    samples, rate = soundfile.read(day / "voice/2008-10-23 09.30 audiobook.flac", dtype="float32")
    heard = hearing_chromium(browser, written(tmp_path_factory.mktemp("sound"), samples, rate))
    yield heard
    heard.close()


@pytest.fixture(scope="module")
def asked_aloud(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium that hears a question."""
    samples, rate = spoken("How many photos did I take on my walk in Arezzo?")
    heard = hearing_chromium(browser, written(tmp_path_factory.mktemp("asked"), samples, rate))
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


def test_what_is_said_in_talk_mode_is_heard_and_answered(
    asked_aloud: Browser, lived: Running, signed_in: Path
) -> None:
    page = opened(asked_aloud, lived, signed_in, allowed=True)
    told = watch(page)
    page.get_by_role("button", name="Talk", exact=True).click()
    heard = page.locator(".ours")
    heard.first.wait_for(timeout=PATIENCE)
    assert "photos" in heard.first.inner_text()
    answer = page.get_by_role("article", name="Answer")
    answer.wait_for(timeout=PATIENCE)
    assert len(answer.inner_text()) > 20
    page.get_by_role("button", name="Stop talking").click()
    expect(page.get_by_role("complementary", name="The microphone is on")).to_be_hidden()
    page.get_by_role("textbox").fill("How many photos did I take on my walk in Arezzo?")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("9", timeout=PATIENCE)
    assert told == []
    page.context.close()


def test_a_voice_is_taught_in_the_settings_and_known_when_it_is_overheard(
    hearing: Browser, lived: Running, signed_in: Path
) -> None:
    page = opened(hearing, lived, signed_in, allowed=True)
    page.goto("/#/settings")
    voice = page.get_by_role("region", name="Voice")
    voice.get_by_role("button", name="This is me").click()
    voice.get_by_text("is known now").wait_for(timeout=PATIENCE)
    assert violations(page) == []
    page.context.close()
    page = opened(hearing, lived, signed_in, allowed=True)
    page.get_by_label("Listen along").check()
    heard = page.get_by_role("list", name="What is heard")
    heard.get_by_role("button", name="Kept").first.wait_for(timeout=PATIENCE)
    expect(heard).to_contain_text("Alex Moreau", timeout=PATIENCE)
    page.goto("/#/settings")
    voice = page.get_by_role("region", name="Voice")
    voice.get_by_role("button", name="Forget the voice of Alex Moreau").click()
    voice.get_by_role("button", name="This is me").wait_for(timeout=WAIT)
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

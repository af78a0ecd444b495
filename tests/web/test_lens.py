"""The lens in Chromium, whose camera shows a real photo: frames are kept, cards come and go."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from .conftest import QUIET, WAIT, Running, serving
from .test_pages import violations, watch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def film(day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two photos, each held for twelve seconds, as Chromium's fake camera takes them."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("ffmpeg isn't here")
    made = tmp_path_factory.mktemp("film") / "camera.mjpeg"
    stills = [day / "photos" / name for name in ("harbour.jpg", "DSCN0012.jpg")]
    shown = ";".join(
        f"[{i}:v]scale=960:720:force_original_aspect_ratio=increase,crop=960:720,setsar=1,"
        f"fps=5[v{i}]"
        for i in range(2)
    )
    inputs = [part for still in stills for part in ("-loop", "1", "-t", "12", "-i", str(still))]
    subprocess.run(
        [ffmpeg, "-v", "error", *inputs, "-filter_complex", f"{shown};[v0][v1]concat=n=2",
         "-q:v", "4", "-pix_fmt", "yuvj420p", "-f", "mjpeg", str(made)],
        check=True,
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def seeing(film: Path, browser: Browser) -> Iterator[Browser]:
    """Chromium whose camera plays the film over and over."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    fake = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    opened = browser.browser_type.launch(executable_path=chromium, args=[*QUIET, *fake])
    yield opened
    opened.close()


@pytest.fixture
def looking(lived: Running, seeing: Browser, signed_in: Path) -> Iterator[Page]:
    """The lens, its camera on."""
    opened = seeing.new_context(
        base_url=lived.address, storage_state=signed_in, locale="en-GB", reduced_motion="reduce",
        viewport={"width": 600, "height": 600}, permissions=["camera", "geolocation"],
        geolocation={"latitude": 43.4674, "longitude": 11.8851},
    )  # fmt: skip
    opened.set_default_timeout(WAIT)
    page = opened.new_page()
    page.goto("/#/lens")
    page.get_by_role("button", name="Use the camera").click()
    yield page
    opened.close()


def count(page: Page, kind: str) -> int:
    found: int = page.evaluate(
        """async (kind) => {
            const headers = { 'X-Alongside-Token': localStorage.getItem('token') };
            const asked = await fetch(`/api/v1/moments?kind=${kind}&limit=100`, { headers });
            return (await asked.json()).moments.filter((m) =>
                ['camera', 'capture', 'lens'].includes(m.source)).length;
        }""",
        kind,
    )
    return found


def filmed_for(page: Page, least: int) -> None:
    """Wait until a video has been taken for so many seconds."""
    later = rf"0:(0[{least}-9]|[1-5]\d)"
    expect(page.get_by_role("timer")).to_have_text(re.compile(later))


def seconds(page: Page) -> float:
    """How long the latest video is."""
    found: float = page.evaluate(
        """async () => {
            const headers = { 'X-Alongside-Token': localStorage.getItem('token') };
            const asked = await fetch('/api/v1/moments?kind=filmed&limit=1', { headers });
            return (await asked.json()).moments[0].what.duration;
        }"""
    )
    return found


def wait_for(page: Page, kind: str, least: int, patience: int = WAIT) -> None:
    for _ in range(patience // 500):
        if count(page, kind) >= least:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no {least} moments of kind {kind}")


def test_what_the_camera_shows_is_kept_until_off_the_record(looking: Page) -> None:
    told = watch(looking)
    expect(looking.get_by_text("Recording: faces are blurred")).to_be_visible()
    wait_for(looking, "saw", 1)
    before = count(looking, "saw")
    looking.get_by_role("button", name="Take a picture").click()
    wait_for(looking, "saw", before + 1)
    looking.get_by_role("button", name="Off the record").click()
    expect(looking.get_by_text("Nothing is kept")).to_be_visible()
    expect(looking.get_by_role("button", name="Take a picture")).to_be_disabled()
    looking.wait_for_timeout(2000)
    kept = count(looking, "saw")
    looking.wait_for_timeout(6000)
    assert count(looking, "saw") == kept
    looking.get_by_role("button", name="Back on the record").click()
    expect(looking.get_by_text("Recording: faces are blurred")).to_be_visible()
    assert told == []


def test_a_reminder_of_this_place_comes_as_a_card_and_is_put_away(looking: Page) -> None:
    expect(looking.get_by_text("Recording: faces are blurred")).to_be_visible()
    remind(looking, "Buy stamps", "Arezzo")
    card = looking.get_by_role("article")
    expect(card.get_by_role("heading", name="Arezzo")).to_be_visible()
    expect(card).to_contain_text("Buy stamps")
    for width, height in ((600, 600), (390, 844), (1440, 900)):
        looking.set_viewport_size({"width": width, "height": height})
        assert looking.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(looking) == []
    looking.keyboard.press("Escape")
    expect(card).to_have_count(0)
    wait_for(looking, "put_away", 1)
    looking.keyboard.press("Escape")
    expect(looking.get_by_role("heading", name="Lens")).to_have_count(0)


def test_a_card_is_swiped_away_and_less_is_wanted_of_its_kind(looking: Page) -> None:
    expect(looking.get_by_text("Recording: faces are blurred")).to_be_visible()
    before = count(looking, "put_away")
    remind(looking, "Return the key", "Arezzo")
    card = looking.get_by_role("article")
    expect(card).to_contain_text("Return the key", timeout=2 * WAIT)
    swipe(looking, card, 40)
    expect(card).to_be_visible()
    swipe(looking, card, 160)
    expect(card).to_have_count(0)
    wait_for(looking, "put_away", before + 1)
    remind(looking, "Post the letter", "Arezzo")
    expect(card).to_contain_text("Post the letter", timeout=2 * WAIT)
    card.get_by_role("button", name="Less of this").click()
    expect(card).to_have_count(0)
    wait_for(looking, "put_away", before + 2)


def swipe(page: Page, card: Locator, far: int) -> None:
    """Push a card to the side by so many pixels, as a finger does."""
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + far / 2, y)
    page.mouse.move(x + far, y)
    page.mouse.up()


def remind(page: Page, text: str, place: str) -> None:
    """Have something to be reminded of at a place, as the person would ask for it."""
    page.evaluate(
        """async ([text, place]) => new Promise((done) => {
            const address = `ws://${location.host}/api/v1/talk`;
            const socket = new WebSocket(address, ['alongside.v1', localStorage.getItem('token')]);
            socket.onopen = () => socket.send(JSON.stringify(
                { ask: `Remind me to ${text} when I am in ${place}`, thread: 'lens' }));
            socket.onmessage = (told) => JSON.parse(told.data).event === 'answered' && done();
        })""",
        [text, place],
    )


def test_a_video_is_taken_and_can_be_watched(looking: Page) -> None:
    looking.get_by_role("button", name="Take a video").click()
    filmed_for(looking, 3)
    looking.get_by_role("button", name="End the video").click()
    expect(looking.get_by_text("Video kept")).to_be_visible(timeout=WAIT * 4)
    assert count(looking, "filmed") == 1
    looking.get_by_role("button", name="Watch it").click()
    video = looking.get_by_role("dialog").locator("video")
    expect(video).to_be_visible()
    assert video.evaluate("(it) => it.play().then(() => it.videoWidth > 0)")
    assert violations(looking) == []


def test_a_video_outlives_its_connection(lived: Running, seeing: Browser, signed_in: Path) -> None:
    """The line breaks in the middle of it; all of it is sent again, and kept once."""
    opened = seeing.new_context(
        base_url=lived.address, storage_state=signed_in, locale="en-GB", reduced_motion="reduce",
        viewport={"width": 390, "height": 844}, permissions=["camera"],
    )  # fmt: skip
    opened.set_default_timeout(WAIT)
    page, lines = opened.new_page(), list[WebSocketRoute]()

    def through(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    page.route_web_socket(re.compile(r"/api/v1/live$"), through)
    page.goto("/#/lens")
    page.get_by_role("button", name="Use the camera").click()
    expect(page.get_by_text("Recording: faces are blurred")).to_be_visible()
    before = count(page, "filmed")
    page.get_by_role("button", name="Take a video").click()
    filmed_for(page, 2)
    lines[-1].close()
    expect(page.get_by_text("What you film waits here")).to_be_visible()
    filmed_for(page, 6)
    page.get_by_role("button", name="End the video").click()
    expect(page.get_by_text("Video kept")).to_be_visible(timeout=WAIT * 4)
    assert count(page, "filmed") == before + 1
    assert len(lines) == 2
    assert seconds(page) > 5
    opened.close()


def test_a_video_outlives_its_server_and_its_page(seeing: Browser, tmp_path: Path) -> None:
    """The server is killed in the middle of it, then the page is closed; another page of that
    browser sends the whole to another server, whatever of the app it shows."""
    home = tmp_path / "home"
    with serving(home) as running:
        opened = seeing.new_context(
            base_url=running.address, locale="en-GB", reduced_motion="reduce",
            viewport={"width": 390, "height": 844}, permissions=["camera"],
        )  # fmt: skip
        opened.set_default_timeout(WAIT)
        page = opened.new_page()
        page.goto(running.first)
        page.get_by_label("What are you called?").fill("Alex Moreau")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("heading", name="Sources").wait_for()
        page.goto("/#/lens")
        page.get_by_role("button", name="Use the camera").click()
        expect(page.get_by_text("Recording: faces are blurred")).to_be_visible()
        page.get_by_role("button", name="Take a video").click()
        filmed_for(page, 2)
        running.process.kill()
        expect(page.get_by_text("What you film waits here")).to_be_visible()
        filmed_for(page, 5)
        page.close()
    with serving(home, port=int(running.address.rsplit(":", 1)[1])):
        page = opened.new_page()
        page.goto("/")
        wait_for(page, "filmed", 1, WAIT * 8)
        assert count(page, "filmed") == 1
        assert seconds(page) > 4
        opened.close()

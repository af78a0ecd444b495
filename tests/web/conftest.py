"""The real app, served by the real command, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "src/alongside/interfaces/web/index.html"
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
DATA = Path(os.environ.get("ALONGSIDE_DATA", ROOT.parent / "shared/data"))
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT = 30_000
"""Milliseconds; models load lazily on machines with little to spare."""


@dataclass(frozen=True)
class Running:
    """Where a server of a life of its own answers, and the link that opens it first."""

    address: str
    first: str
    process: subprocess.Popen[str]


def _alongside(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from alongside.life import main; main()", *arguments]


@contextmanager
def serving(home: Path, *before: tuple[str, ...], port: int = 0) -> Iterator[Running]:
    """A server for a life in `home`, after the commands `before`."""
    environment = os.environ | {
        "ALONGSIDE_HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "COLUMNS": "400",
    }
    for command in before:
        subprocess.run(_alongside(*command), env=environment, check=True, capture_output=True)
    process = subprocess.Popen(
        _alongside("up", "--no-browser", "--port", str(port)),
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        with process.stdout as lines:
            found = next(filter(None, (re.search(r"(http://\S+?)/#link=\S+", x) for x in lines)))
            yield Running(found[1], found[0], process)
            process.terminate()
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not BUILT.exists():
        pytest.skip("the web app isn't built: npm ci && npm run build, in web/")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def day() -> Path:
    folder = DATA / "day"
    if not folder.is_dir():
        pytest.skip(f"no development data in {DATA}")
    return folder


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory, day: Path) -> Iterator[Running]:
    """A life with three real days in it, of someone called Alex Moreau."""
    home = tmp_path_factory.mktemp("lived")
    folder = home / "lives" / "me"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('name = "Alex Moreau"\nzone = "Europe/Rome"\n')
    with serving(home, ("import", str(day))) as running:
        yield running


@pytest.fixture
def newborn(tmp_path: Path) -> Iterator[Running]:
    """A life with nothing in it."""
    with serving(tmp_path / "home") as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    opened.set_default_timeout(WAIT)
    yield opened
    opened.close()


@pytest.fixture
def newcomer(newborn: Running, context: BrowserContext) -> Page:
    """A page of a life with nothing in it, on Sources, of someone called Alex Moreau."""
    page = context.new_page()
    page.goto(newborn.first)
    page.get_by_label("What are you called?").fill("Alex Moreau")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Sources").wait_for()
    return page


@pytest.fixture(scope="session")
def signed_in(lived: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The storage of a browser that came into `lived`."""
    return came_into(lived, browser, tmp_path_factory)


def came_into(running: Running, browser: Browser, folders: pytest.TempPathFactory) -> Path:
    """The storage of a browser that opened the one-time link of a life."""
    path = folders.mktemp("browser") / "state.json"
    opened = browser.new_context()
    page = opened.new_page()
    page.goto(running.first)
    page.get_by_role("navigation").first.wait_for(timeout=WAIT)
    opened.storage_state(path=path)
    opened.close()
    return path


@pytest.fixture
def page(lived: Running, browser: Browser, signed_in: Path) -> Iterator[Page]:
    """A page of the lived life, signed in, at 1440 pixels."""
    opened = browser.new_context(
        base_url=lived.address,
        storage_state=signed_in,
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(WAIT)
    yield opened.new_page()
    opened.close()

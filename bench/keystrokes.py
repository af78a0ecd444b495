"""From a keystroke to the painted sketch: the page *Imagine* of a new life, in Chromium.

A keystroke is the page's `input` event; painted is the second frame after its answer, by which the
first that shows it is drawn. Typing goes on at eight keys a second; a keystroke whose picture is
overtaken by the next one's is counted to that one. Emptying the field is none.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from alongside.interfaces.bench.imagine import spread

UP = (sys.executable, "-c", "from alongside.life import main; main()", "up", "--no-browser",
      "--port", "0")  # fmt: skip
BETWEEN = 125
"""Milliseconds between two keys."""
WAIT = 30_000
WATCH = """
window.waiting = [];
window.painted = [];
addEventListener('input', ({ target }) => target.value && waiting.push(performance.now()), true);
const answered = (of) => requestAnimationFrame(() => requestAnimationFrame(() => {
  painted.push(...of.map((start) => performance.now() - start));
}));
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({ data }) => {
      if (String(data).includes('"sketch"')) answered(waiting.splice(0));
    });
  }
};"""


def run(sentences: Sequence[str]) -> dict[str, Any]:
    """Type each of the sentences; milliseconds, and how many keystrokes were painted."""
    with tempfile.TemporaryDirectory() as home, _serving(home) as link, sync_playwright() as drive:
        browser = drive.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-quic", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.add_init_script(WATCH)
        page.goto(link)
        page.get_by_label("What are you called?").fill("Alex", timeout=WAIT)
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("heading", name="Sources").wait_for(timeout=WAIT)
        page.goto(f"{link.partition('#')[0]}#/imagine")
        page.locator("textarea").wait_for(timeout=WAIT)
        taken = [one for text in sentences for one in _typed(page, text)]
        browser.close()
    return {**spread(taken), "keystrokes": len(taken)}


def _typed(page: Page, text: str) -> list[float]:
    area = page.locator("textarea")
    area.fill("")
    page.wait_for_timeout(500)
    page.evaluate("() => { waiting.length = painted.length = 0; }")
    area.press_sequentially(text, delay=BETWEEN)
    page.wait_for_timeout(1000)
    found: list[float] = page.evaluate("() => painted")
    return found


@contextmanager
def _serving(home: str) -> Iterator[str]:
    """A new life's server; its one-time link."""
    process = subprocess.Popen(
        UP, env={**os.environ, "ALONGSIDE_HOME": home}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        found = (re.search(r"http://\S+?/#link=\S+", line) for line in process.stdout)
        yield next(filter(None, found))[0]
    finally:
        process.terminate()
        process.communicate()

"""From a keystroke to the painted sketch: the page *Imagine* of a new life, in Chromium.

A keystroke is the page's `input` event; painted is the first frame after the picture that answers
it was decoded. Typing goes on at eight keys a second; a keystroke whose picture is overtaken by the
next one's is counted to that one.
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
WATCH = """() => {
  const area = document.querySelector('textarea'), waiting = [];
  window.painted = [];
  area.addEventListener('input', () => waiting.push(performance.now()), true);
  const seen = async (image) => {
    const of = waiting.splice(0);
    try { await image.decode(); } catch { waiting.unshift(...of); return; }
    requestAnimationFrame(() => requestAnimationFrame(() => {
      for (const start of of) window.painted.push(performance.now() - start);
    }));
  };
  new MutationObserver(() => {
    const image = document.querySelector('figure img');
    if (image && image.src !== window.last) { window.last = image.src; seen(image); }
  }).observe(document.querySelector('figure'),
    { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });
}"""


def run(sentences: Sequence[str]) -> dict[str, Any]:
    """Type each of the sentences; milliseconds, and how many keystrokes were painted."""
    with tempfile.TemporaryDirectory() as home, _serving(home) as link, sync_playwright() as drive:
        browser = drive.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-quic", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.goto(link)
        page.get_by_label("What are you called?").fill("Alex", timeout=WAIT)
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("heading", name="Sources").wait_for(timeout=WAIT)
        page.goto(f"{link.partition('#')[0]}#/imagine")
        page.locator("textarea").wait_for(timeout=WAIT)
        page.evaluate(WATCH)
        taken = [one for text in sentences for one in _typed(page, text)]
        browser.close()
    return {**spread(taken), "keystrokes": len(taken)}


def _typed(page: Page, text: str) -> list[float]:
    area = page.locator("textarea")
    area.fill("")
    page.wait_for_timeout(500)
    page.evaluate("() => { window.painted = []; }")
    area.press_sequentially(text, delay=BETWEEN)
    page.wait_for_timeout(1000)
    found: list[float] = page.evaluate("() => window.painted")
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

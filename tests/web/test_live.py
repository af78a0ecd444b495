"""The Live page in Chromium, whose microphone is a real recording."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import WAIT, Running
from .test_pages import violations

pytestmark = pytest.mark.slow

RATE = 48_000
PATIENCE = 4 * WAIT


def test_a_microphone_that_is_refused_is_explained(
    browser: Browser, lived: Running, signed_in: Path
) -> None:
    page = opened(browser, lived, signed_in, allowed=False)
    page.get_by_role("button", name="Talk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("microphone")
    expect(page.get_by_role("complementary", name="The microphone is on")).to_be_hidden()
    assert violations(page) == []
    page.context.close()

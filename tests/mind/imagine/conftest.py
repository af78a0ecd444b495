"""What the tests of imagining share."""

from __future__ import annotations

import pytest

from alongside.mind.imagine.lexicon import GlyphsMissing, lexicon


@pytest.fixture(autouse=True)
def glyphs() -> None:
    """The drawings are made with the web app."""
    try:
        lexicon()
    except GlyphsMissing as error:
        pytest.skip(str(error))

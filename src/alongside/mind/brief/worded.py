"""What code composed, worded by a model: kept only if every marker and number is still in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import aclosing

from alongside.config import Proactive
from alongside.models.model import Chat, Message, ModelError, Prompt

_KEPT = re.compile(r"\[\d+\]|\d+")
_TOKENS = 3
"""Characters of a token, counted low."""


async def worded(
    text: str,
    system: str,
    language: str,
    settings: Proactive,
    chat: Callable[[], Chat | None],
    speaks: Callable[[str, str], bool],
) -> tuple[str, str]:
    """The text as a model words it, and which one; as code wrote it where none may or can."""
    model = chat() if settings.worded else None
    cost = 2 * len(text) // _TOKENS
    if model is None or cost > settings.tokens or not speaks(model.name, language):
        return text, ""
    prompt = Prompt(
        messages=(Message("system", system), Message("user", text)),
        max_tokens=512,
    )
    made = ""
    try:
        async with aclosing(model.run(prompt)) as writing:
            async for piece in writing:
                made += piece
    except ModelError:
        return text, ""
    return (made.strip(), model.name) if _holds(made, text) else (text, "")


def _holds(text: str, composed: str) -> bool:
    """Whether every marker and number of what was composed is in the text, and no other."""
    return sorted(_KEPT.findall(text)) == sorted(_KEPT.findall(composed))

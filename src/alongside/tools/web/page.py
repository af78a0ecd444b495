"""Reads a page of the web: its words, without its scripts, menus and adverts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.web.guarded import Web
from alongside.tools.web.search import READS_OUTSIDE

MOST = 20_000
"""Characters of a page that are given."""
HTML = ("text/html", "application/xhtml+xml", "")
NEEDED = "Reading pages needs an extra of Alongside: pip install 'alongside[pages]'"


class ReadPage:
    """What a page says. Anyone may have written it."""

    spec = ToolSpec(
        name="read_page",
        description="Read a web page by its address.",
        parameters={
            "type": "object",
            "properties": {"url": {"type": "string", "format": "uri", "maxLength": 2000}},
            "required": ["url"],
            "additionalProperties": False,
        },
        hints=READS_OUTSIDE,
    )

    def __init__(self, web: Web) -> None:
        self._web = web

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        at, kind, content = await self._web.get(arguments["url"])
        if kind in HTML:
            text = await asyncio.to_thread(_words, content, at)
        elif kind.startswith("text/"):
            text = content.decode("utf-8", "replace")
        else:
            raise ToolError(f"{at} is no page of words but {kind}.")
        return Result(text=f"{at}\n{text[:MOST]}", trust=Trust.OUTSIDE)


def _words(content: bytes, at: str) -> str:
    try:
        import trafilatura
    except ImportError:
        raise ToolError(NEEDED) from None
    found = trafilatura.extract(content, url=at, include_comments=False, include_tables=True)
    if not found:
        raise ToolError(f"There are no words to read at {at}.")
    return str(found)

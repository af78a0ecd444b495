"""Searches the web by a SearXNG that the person chose. What it finds is words of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust

SECONDS = 20.0
MOST = 8
READS_OUTSIDE = Hints(
    read_only=True, destructive=False, idempotent=True, open_world=True, pays=False
)


class SearchWeb:
    """Finds pages by words."""

    spec = ToolSpec(
        name="search_web",
        description="Search the web. Gives titles, addresses and a few words of each page.",
        parameters={
            "type": "object",
            "properties": {"query": {"type": "string", "minLength": 1, "maxLength": 300}},
            "required": ["query"],
            "additionalProperties": False,
        },
        hints=READS_OUTSIDE,
    )

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        import httpx

        given = {"q": arguments["query"], "format": "json"}
        try:
            async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
                answer = await client.get(f"{self._address}/search", params=given)
            answer.raise_for_status()
            found = answer.json()["results"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ToolError(
                f"The search at {self._address} didn't answer as a SearXNG does: {error}. Its "
                "settings must allow the format json."
            ) from error
        lines = [_line(one) for one in found[:MOST] if isinstance(one, dict)]
        return Result(text="\n".join(lines) or "Nothing was found.", trust=Trust.OUTSIDE)


def _line(found: Mapping[str, Any]) -> str:
    words = " ".join(str(found.get("content") or "").split())[:300]
    return f"- {found.get('title', '')}\n  {found.get('url', '')}\n  {words}"

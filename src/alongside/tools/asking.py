"""One question to a server that the person chose, answered in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from alongside.gate.tool import ToolError

SECONDS = 20.0
MOST = 8 << 20
"""Bytes of an answer."""
SAID = {
    401: "it doesn't know this token",
    403: "it doesn't allow that",
    404: "there is no such place",
}


async def ask(
    method: Literal["GET", "POST"],
    where: str,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    given: Any = None,
) -> Any:
    """The answer, decoded. No redirect is followed, so neither secrets nor we are led elsewhere.

    Raises `ToolError`, which never holds the query or the headers.
    """
    import httpx

    place = where.partition("?")[0]
    try:
        async with (
            httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client,
            client.stream(method, where, params=query, headers=headers, json=given) as answer,
        ):
            if not answer.is_success:
                why = SAID.get(answer.status_code, f"it answered with {answer.status_code}")
                raise ToolError(f"{place} didn't take it: {why}.")
            content = bytearray()
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > MOST:
                    raise ToolError(f"{place} answered with too much.")
    except UnicodeEncodeError:
        raise ToolError(f"{place} didn't take it: {SAID[401]}.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ToolError(f"{place} can't be reached: {error or type(error).__name__}.") from error
    try:
        return json.loads(bytes(content))
    except ValueError:
        raise ToolError(f"{place} didn't answer in JSON.") from None

"""A tool of an MCP server as one of ours: pinned to what the person saw when they allowed it.

A server can say something else of a tool at any time, so as to have it used otherwise. What a model
is shown stays as it was allowed; where the server now says something else, the tool isn't used
until the person has looked at it again. Its results are words of others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.connections import Mcp, Pinned
from alongside.tools.mcp.link import Link


def digest(tool: Pinned) -> str:
    """What tells one description of a tool from another (SHA-256)."""
    return hashlib.sha256(msgspec.json.encode(tool, order="deterministic")).hexdigest()


def named(server: str, tool: str) -> str:
    """What we call a tool of a server."""
    return re.sub(r"[^a-zA-Z0-9]+", "_", f"{server}_{tool}").strip("_").lower()[:64]


class Remote:
    """One tool of a server."""

    def __init__(self, server: Mcp, tool: Pinned, link: Link) -> None:
        self._server = server
        self._tool = tool
        self._link = link
        self._checked = False
        hints = Hints.of({"openWorldHint": True, **tool.annotations})
        self.spec = ToolSpec(
            name=named(server.name, tool.name),
            description=tool.description[:1000],
            parameters=tool.parameters,
            hints=hints,
        )

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        await self._check()
        text = await self._link.call(self._tool.name, arguments)
        return Result(text=text, trust=Trust.OUTSIDE)

    async def _check(self) -> None:
        """Whether it is still the tool that was allowed. Raises `ToolError`."""
        if self._checked:
            return
        now = {tool.name: tool for tool in await self._link.tools()}
        found = now.get(self._tool.name)
        again = f"Look at it again: alongside connect mcp {self._server.name}"
        if found is None:
            raise ToolError(f"{self._server.name} has no {self._tool.name} any more. {again}")
        if digest(found) != digest(self._tool):
            raise ToolError(
                f"{self._server.name} describes {self._tool.name} otherwise than when you allowed "
                f"it, so it wasn't used. {again}"
            )
        self._checked = True

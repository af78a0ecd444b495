"""A Home Assistant (its REST API): asked at the address that the person gave, and nowhere else."""

from __future__ import annotations

from typing import Any, Literal

from alongside.tools.asking import ask
from alongside.tools.connections import Account

ENTITY = {"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,60}\.[a-z0-9_]{1,150}$"}
"""An entity's id; nothing that could lead to another address fits it."""


class Home:
    """One home. Everything raises `ToolError`."""

    def __init__(self, account: Account) -> None:
        self._base = account.url.rstrip("/") + "/api/"
        self._token = account.password

    async def check(self) -> None:
        """Whether it is there and lets us in."""
        await self._ask("GET", "")

    async def states(self) -> list[dict[str, Any]]:
        """The state of everything in it."""
        found = await self._ask("GET", "states")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    async def state(self, entity: str) -> dict[str, Any]:
        found = await self._ask("GET", f"states/{entity}")
        return found if isinstance(found, dict) else {}

    async def call(self, service: str, given: dict[str, Any]) -> None:
        """Have it do something: `service` is a domain and a name, as in `light.turn_on`."""
        await self._ask("POST", f"services/{service.replace('.', '/')}", given)

    async def _ask(self, method: Literal["GET", "POST"], path: str, given: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"}
        return await ask(method, self._base + path, headers=headers, given=given)

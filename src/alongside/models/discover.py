"""Model servers that run on this machine, found where they usually listen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from httpx import AsyncClient

PORTS = {11434: "ollama", 1234: "lm-studio", 8080: "llama.cpp", 8000: "vllm"}
SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """A model server that runs on this machine, and the models it offers."""

    name: str
    url: str
    models: tuple[str, ...]


class _Offered(msgspec.Struct):
    id: str


class _Models(msgspec.Struct):
    data: list[_Offered]


async def discover(
    ports: dict[int, str] | None = None, patience: float = SECONDS
) -> tuple[FoundServer, ...]:
    """The servers of `ports` that answer within `patience` seconds, in that order."""
    import httpx

    async with httpx.AsyncClient(timeout=patience, trust_env=False) as client:
        asked = (_ask(client, name, port) for port, name in (ports or PORTS).items())
        found = await asyncio.gather(*asked)
    return tuple(server for server in found if server is not None)


async def _ask(client: AsyncClient, name: str, port: int) -> FoundServer | None:
    import httpx

    url = f"http://127.0.0.1:{port}/v1"
    try:
        answer = await client.get(f"{url}/models")
        answer.raise_for_status()
        offered = msgspec.json.decode(answer.content, type=_Models).data
    except (httpx.HTTPError, msgspec.DecodeError):
        return None
    return FoundServer(name=name, url=url, models=tuple(model.id for model in offered))

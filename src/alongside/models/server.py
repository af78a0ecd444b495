"""A server that speaks OpenAI's HTTP API: where it listens, and its errors in words."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from alongside.models.model import ModelError

if TYPE_CHECKING:
    from openai import APIError, AsyncOpenAI

CONNECT_SECONDS = 5.0
READ_SECONDS = 600.0
"""The longest silence of a server: a small machine may read a long prompt for minutes."""


class ServerUnreachable(ModelError):
    """Nothing answers there, or it stopped answering; another model may be tried."""


class ServerRefused(ModelError):
    """The server answered with an error; `status` is the HTTP status."""

    def __init__(self, message: str, status: int, told: str) -> None:
        super().__init__(message)
        self.status = status
        self.told = told


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server: `title` is what the person calls it, `url` ends before `/chat/completions`."""

    title: str
    url: str
    key: str = ""

    @property
    def remote(self) -> bool:
        """Whether what is sent there leaves this machine."""
        return not is_loopback(self.url)


def is_loopback(url: str) -> bool:
    """Whether the host of `url` is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@asynccontextmanager
async def connected(endpoint: Endpoint) -> AsyncGenerator[AsyncOpenAI, None]:
    """A client for the server; errors of the server come out as `ModelError`.

    Redirects are not followed, and proxies are not asked for this machine: what was meant for one
    host reaches no other.
    """
    openai = await asyncio.to_thread(__import__, "openai")
    http = openai.DefaultAsyncHttpxClient(
        follow_redirects=False,
        trust_env=endpoint.remote,
        verify=endpoint.url.startswith("https"),
    )
    async with openai.AsyncOpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key or "none",
        organization="",
        project="",
        max_retries=0,
        timeout=openai.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        http_client=http,
    ) as client:
        try:
            yield client
        except openai.APIError as error:
            raise _in_words(endpoint, error) from error
        except ValueError as error:
            raise ServerUnreachable(
                f"{endpoint.title} sent something that is not a chat stream. "
                f"Does {endpoint.url} speak OpenAI's API?"
            ) from error


def _in_words(endpoint: Endpoint, error: APIError) -> ModelError:
    title, url = endpoint.title, endpoint.url
    status: int | None = getattr(error, "status_code", None)
    told = error.message[:300]
    if status is None and error.body is not None:
        return ServerRefused(f"{title} stopped with an error: {told}", 500, told)
    if status is None:
        return ServerUnreachable(
            f"{title} does not answer at {url}. Start it, or choose another model: "
            "alongside models use chat MODEL"
        )
    said = {
        401: f"{title} refused the key. Set it: alongside models key {title}",
        403: f"{title} does not allow this with the key it was given.",
        404: f"{title} has no such model or no such address ({url}): {told}",
        413: f"{title} can't take so long a text.",
        429: f"{title} wants fewer questions or more credit: {told}",
    }.get(status)
    if said is None and status >= 500:
        said = f"{title} failed ({status}): {told}"
    return ServerRefused(said or f"{title} refused ({status}): {told}", status, told)

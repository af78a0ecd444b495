"""Files from a hub, resumed where they stopped and checked against the hash the hub tells."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import httpx

from alongside.models.model import ModelError

HUB = "https://huggingface.co"


async def download(file: str, target: Path, tell: Callable[[int], None]) -> None:
    """Bring `owner/repository/path` into `target`, going on at its end. Raises `ModelError`.

    `HF_ENDPOINT` and `HF_TOKEN` are honoured. Large files carry their SHA-256 as a linked tag.
    """
    base = os.environ.get("HF_ENDPOINT", HUB).rstrip("/")
    owner, repository, path = file.split("/", 2)
    url = f"{base}/{owner}/{repository}/resolve/main/{path}"
    token = os.environ.get("HF_TOKEN", "")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with httpx.AsyncClient(timeout=30, headers=headers) as client:
            told = await _told_hash(client, url)
            await _stream(client, url, target, tell)
    except httpx.HTTPStatusError as error:
        raise ModelError(_refused(file, error.response.status_code)) from error
    except httpx.HTTPError as error:
        raise ModelError(
            f"{file} could not be fetched from the hub: {error or type(error).__name__}. "
            "What was fetched is kept: run the same command again."
        ) from error
    if told and await asyncio.to_thread(_sha256, target) != told:
        await asyncio.to_thread(target.unlink)
        raise ModelError(f"{file} does not match the hash the hub tells. Nothing of it was kept.")


def _refused(file: str, status: int) -> str:
    if status in {401, 403}:
        return f"The hub asks for its terms to be accepted: open {file} there, then set HF_TOKEN."
    return f"The hub answered {status} for {file}. Nothing was changed."


async def _told_hash(client: httpx.AsyncClient, url: str) -> str:
    answer = await client.head(url)
    if answer.is_error:
        answer.raise_for_status()
    tag = answer.headers.get("x-linked-etag", "").strip('"')
    return tag if re.fullmatch(r"[0-9a-f]{64}", tag) else ""


async def _stream(
    client: httpx.AsyncClient, url: str, target: Path, tell: Callable[[int], None]
) -> None:
    done = await asyncio.to_thread(_size, target)
    headers = {"Range": f"bytes={done}-"} if done else {}
    async with client.stream("GET", url, headers=headers, follow_redirects=True) as answer:
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return
        answer.raise_for_status()
        if answer.status_code != httpx.codes.PARTIAL_CONTENT:
            done = 0
        await asyncio.to_thread(_cut, target, done)
        async for chunk in answer.aiter_bytes(1 << 20):
            await asyncio.to_thread(_append, target, chunk)
            done += len(chunk)
            tell(done)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _cut(path: Path, size: int) -> None:
    with path.open("ab") as file:
        file.truncate(size)


def _append(path: Path, chunk: bytes) -> None:
    with path.open("ab") as file:
        file.write(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

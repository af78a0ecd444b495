"""`alongside bench start`: how long `alongside up` takes until it prints its link."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from typing import Any

STARTS = 5
_MAIN = "from alongside.life import main; main()"
COMMAND = (sys.executable, "-c", _MAIN, "up", "--no-browser", "--port", "0")


async def run(starts: int = STARTS) -> dict[str, Any]:
    """Start and stop a new life's server; the first start makes the life. Seconds to the link."""
    with tempfile.TemporaryDirectory() as home:
        first = await _started(home)
        again = sorted([await _started(home) for _ in range(starts)])
    return {
        "first_s": round(first, 2),
        "again_s": {"median": round(again[len(again) // 2], 2), "slowest": round(again[-1], 2)},
        "starts": starts,
    }


async def _started(home: str) -> float:
    """Raises `RuntimeError` where no link is printed."""
    start = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        env={**os.environ, "ALONGSIDE_HOME": home},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        return await _until_link(process, start)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _until_link(process: asyncio.subprocess.Process, start: float) -> float:
    said = b""
    while process.stdout is not None and (line := await process.stdout.readline()):
        said += line
        if b"#link=" in line:
            return time.perf_counter() - start
    raise RuntimeError(f"no link was printed: {said.decode(errors='replace').strip()}")

"""Whether this machine runs on its battery: by Linux's power supplies, or by macOS's `pmset`.

Where neither tells, it is taken to be on mains.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""One folder for each supply (Linux kernel, ABI/testing/sysfs-class-power)."""
SECONDS = 5.0


async def on_battery(supplies: Path = SUPPLIES, platform: str = sys.platform) -> bool:
    """Whether power is drawn from a battery of the machine itself."""
    return await (_by_pmset() if platform == "darwin" else asyncio.to_thread(_drained, supplies))


def _drained(supplies: Path) -> bool:
    """Whether no other supply is connected and a battery that isn't a device's is drawn from."""
    found = {each: _read(each / "type") for each in _folders(supplies)}
    if any(_read(each / "online") == "1" for each, kind in found.items() if kind != "Battery"):
        return False
    own = [each for each, kind in found.items() if kind == "Battery"]
    return any(
        _read(each / "scope") != "Device" and _read(each / "status") == "Discharging"
        for each in own
    )


def _folders(supplies: Path) -> list[Path]:
    return sorted(supplies.iterdir()) if supplies.is_dir() else []


def _read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""


async def _by_pmset() -> bool:
    try:
        asked = await asyncio.create_subprocess_exec(
            "/usr/bin/pmset", "-g", "batt", stdout=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(SECONDS):
            told, _ = await asked.communicate()
    except (OSError, TimeoutError):
        return False
    return b"Battery Power" in told

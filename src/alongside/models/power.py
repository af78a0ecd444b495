"""Whether this machine runs on its battery: by Linux's power supplies, or by macOS's `pmset`.

Where neither tells, it is taken to be on mains.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""One folder for each supply (Linux kernel, ABI/testing/sysfs-class-power)."""
SECONDS = 5.0


def on_battery(supplies: Path = SUPPLIES, platform: str = sys.platform) -> bool:
    """Whether power is drawn from a battery of the machine itself. Blocks."""
    if platform == "darwin":
        return _by_pmset()
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


def _by_pmset() -> bool:
    command = ["/usr/bin/pmset", "-g", "batt"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return b"Battery Power" in told.stdout

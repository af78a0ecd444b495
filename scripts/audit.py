"""Looks for known holes in what is locked, and says so where it couldn't look.

pip-audit ends well where the list of holes knows none of the packages, as without a network or
behind a mirror. That is no audit: what wasn't looked at is told, and fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HOLES, UNKNOWN = 1, 2
LOCKS = ("requirements/run.lock", "requirements/dev.lock")
BLIND = "Nothing was audited: the list of known holes couldn't be asked (is there a network?)."


def main() -> int:
    """The exit code: 0 nothing known, 1 holes, 2 it couldn't be looked at in whole."""
    return max(_audited(lock) for lock in LOCKS)


def _audited(lock: str) -> int:
    command = [str(Path(sys.prefix) / "bin" / "pip-audit"), "--disable-pip", "--require-hashes",
               "--format", "json", "--progress-spinner", "off", "-r", lock]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.stderr.write(f"{lock}: {BLIND}\n{done.stderr.strip()[-300:]}\n")
        return UNKNOWN
    code, lines = judged(told)
    sys.stdout.writelines(f"{lock}: {line}\n" for line in lines)
    return code


def judged(told: Sequence[Mapping[str, Any]]) -> tuple[int, list[str]]:
    """The exit code for what pip-audit told of each package, and lines for the person."""
    holes = [(one["name"], one["version"], hole["id"], ", ".join(hole["fix_versions"]) or "none")
             for one in told for hole in one.get("vulns", ())]  # fmt: skip
    blind = [one["name"] for one in told if "skip_reason" in one]
    lines = [f"{name} {version}: {id_}, mended in {fixed}" for name, version, id_, fixed in holes]
    if told and len(blind) == len(told):
        lines.append(BLIND)
    elif blind:
        lines.append(f"Not audited, {len(blind)} of {len(told)}: {', '.join(blind)}")
    if not lines:
        lines.append(f"No known holes in {len(told)} packages.")
    return HOLES if holes else UNKNOWN if blind else 0, lines


if __name__ == "__main__":
    sys.exit(main())

"""The files that a command left, out of an archive that it may have made itself to deceive us."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import PurePosixPath

MOST_FILES = 20
MOST_NAME = 100


def unpacked(archive: bytes) -> tuple[Mapping[str, bytes], str]:
    """Plain files by their names, and what was said instead of an archive.

    Links, devices and all else that isn't a file of its own are left out; nothing touches a disk.
    """
    if not archive:
        return {}, ""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as opened:
            for one in opened:
                name = _plain(one.name)
                content = opened.extractfile(one) if one.isreg() and name else None
                if content is not None and len(found) < MOST_FILES:
                    found[name] = content.read()
    except (tarfile.TarError, ValueError, OSError):
        return found, "" if found else archive[:2000].decode("utf-8", "replace")
    return found, ""


def _plain(path: str) -> str:
    """A name without its folders and without what can't be shown."""
    name = PurePosixPath(path).name
    return "".join(c for c in name if c.isprintable())[:MOST_NAME].lstrip(".")

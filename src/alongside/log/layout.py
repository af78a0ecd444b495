"""What lies where in the folder of a life."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths in a life's folder."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "life.db"

    @property
    def journals(self) -> tuple[Path, Path]:
        """What SQLite keeps beside an open database."""
        return self.folder / "life.db-wal", self.folder / "life.db-shm"

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def fresh_database(self) -> Path:
        """The database under the key that a change of key leads to."""
        return self.folder / "life.db.fresh"

    @property
    def fresh_blobs(self) -> Path:
        return self.folder / "blobs.fresh"

    @property
    def passing(self) -> Path:
        """For readable files that are needed for a while: what a crash leaves of them goes at the
        next open. Made when first needed."""
        return self.folder / "passing"

    @property
    def leftovers(self) -> tuple[Path, ...]:
        """Copies of the database that a crash left half written."""
        return tuple(self.folder.glob("life.db.new*")) + tuple(self.folder.glob("life.db.verify*"))

    @property
    def sealed_files(self) -> tuple[Path, ...]:
        """Small files that others keep in the folder, each sealed under a key that is drawn from
        the life's by its name without the suffix."""
        return tuple(sorted(self.folder.glob("*.sealed")))

    @property
    def fresh_sealed_files(self) -> tuple[Path, ...]:
        """The same under the key that a change of key leads to."""
        return tuple(sorted(self.folder.glob("*.sealed.fresh")))

    @property
    def key_files(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob("*.key")))

"""All files under the paths that a person gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from alongside.senses.archive import RATIO_LIMIT, Archive
from alongside.senses.files import UNREADABLE, DiskFile, File, because, is_hidden, plain
from alongside.senses.outcome import Failure, Skipped


class Walk:
    """All files under the paths given, in order. Archives stay open until `close`. Blocks."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files: list[File] = []
        self.failures: list[Failure] = []
        self.skipped: list[Skipped] = []
        self._archives: list[Archive] = []
        for path in paths:
            try:
                for found in self._walk(path):
                    self._sort_in(found)
            except OSError as error:
                self.failures.append(_failure(str(path), error))

    def close(self) -> None:
        for archive in self._archives:
            archive.close()

    def _sort_in(self, found: File | Failure | Skipped) -> None:
        if isinstance(found, Failure):
            self.failures.append(found)
        elif isinstance(found, Skipped):
            self.skipped.append(found)
        else:
            self.files.append(found)

    def _walk(self, path: Path) -> Iterator[File | Failure | Skipped]:
        if path.is_dir():
            yield from self._folder(path)
        elif path.is_file():
            yield from self._file(path, plain(path.name))
        else:
            reason = "it is not a file or folder" if path.exists() else "there is no such file"
            yield Failure(doing="opening a file", reason=reason, file=str(path))

    def _folder(self, top: Path) -> Iterator[File | Failure | Skipped]:
        problems: list[OSError] = []
        for folder, folders, names in os.walk(top, onerror=problems.append):
            folders[:] = sorted(name for name in folders if not is_hidden(PurePosixPath(name)))
            for name in sorted(names):
                path = Path(folder, name)
                shown = plain(PurePosixPath(top.name, path.relative_to(top).as_posix()).as_posix())
                yield from self._file(path, shown)
        for problem in problems:
            yield _failure(str(problem.filename), problem)

    def _file(self, path: Path, shown: str) -> Iterator[File | Failure | Skipped]:
        if is_hidden(PurePosixPath(path.name)):
            return
        if path.is_symlink():
            yield Skipped(shown, "it is a link; import the file it leads to")
        elif not path.is_file():
            yield Skipped(shown, "it is not an ordinary file")
        elif path.suffix.lower() == ".zip":
            yield from self._archive(path, shown)
        else:
            yield DiskFile(path, shown)

    def _archive(self, path: Path, shown: str) -> Iterator[File | Failure | Skipped]:
        try:
            archive = Archive(path, shown)
        except UNREADABLE as error:
            yield _failure(shown, error)
            return
        self._archives.append(archive)
        if archive.is_bomb:
            reason = f"it would unpack to more than {RATIO_LIMIT} times its size, like a zip bomb"
            yield Failure(doing="opening an archive", reason=reason, file=shown)
        else:
            yield from archive.walk()


def _failure(shown: str, error: Exception) -> Failure:
    return Failure(doing="opening a file", reason=because(error), file=shown)

"""What can go wrong with a life's store, said so that a person knows what to do."""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """The store could not do what it was asked; the message is fit to be shown to a person."""


class NoLife(StoreError):
    """There is no life in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is no life in {folder}. Nothing was made. "
            "Check the name, or start one with `alongside up`."
        )


class LifeExists(StoreError):
    """A life would have been overwritten."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} already holds something. It was left as it is. "
            "Give an empty folder or another name."
        )


class LifeInUse(StoreError):
    """Another process has this life open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The life in {folder} is open in another process. Nothing was changed. "
            "Close that one first, or use it: only one process may hold a life at a time."
        )


class NewerSchema(StoreError):
    """A newer version of the program wrote this life."""

    def __init__(self, where: Path, found: int, known: int) -> None:
        super().__init__(
            f"The life in {where} was written by a newer version (schema {found}; this version "
            f"knows up to {known}). Nothing was changed. Update alongside and open it again."
        )


class WrongKey(StoreError):
    """The key, passphrase or recovery code does not open this life."""


class NoKey(StoreError):
    """Nothing that opens this life was at hand: the person has to give a passphrase or a code."""


class DamagedLife(StoreError):
    """The file can't be read as it was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} is damaged ({reason}). It was left as it is. "
            "Restore your latest backup into another folder with `alongside restore`."
        )


class DamagedExport(StoreError):
    """An export is not as it was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} can't be brought in as a whole life: {reason}. Nothing was kept of it. "
            "Export again, or bring its files in one by one with `alongside import`."
        )


class DiskFull(StoreError):
    """There was no room to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no room left to write {path}. Everything kept before is safe; the last step "
            "was undone. Make room on the disk and do it again."
        )


class DiskFailed(StoreError):
    """The disk or its permissions refused to read or write."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} could not be read or written ({reason}). Everything kept before is safe; the "
            "last step was undone. Look whether the disk is full, failing or write-protected."
        )


class NotYetGone(StoreError):
    """Moments were forgotten, but the disk still holds traces of them."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            "The moments are forgotten, but traces of them stay in the encrypted file "
            f"{path} until it can be written anew, which failed: {reason} "
            "It is done again at the next start, or when you forget something else."
        )


class MissingBlob(StoreError):
    """A media file is not in the store."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The media file {name} is not in the store. The rest is untouched. "
            "Bring the original in again, or restore a backup."
        )


class DamagedBlob(StoreError):
    """A media file in the store was changed or cut short."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The media file {name} was changed or cut short on the disk. It was left as it is. "
            "Bring the original in again, or restore a backup."
        )

"""Looks for words in all that a life's folder holds: pages, write-ahead log, media, decrypted.

    python -m scripts.gone LIFE WORD…

LIFE is the folder of a life that nothing has open. Exits with 1 where a word is found.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from alongside.log import sealed
from alongside.log.derive import derive
from alongside.log.keys import Keys

READER = Path(__file__).parent.parent / "tests" / "log" / "conftest.py"
"""Where SQLCipher's pages are read without SQLCipher, after its documentation."""


def main(folder: Path, words: list[str]) -> int:
    key = asyncio.run(Keys(folder).unlock(os.environ.get("ALONGSIDE_PASSPHRASE", ""))).key
    found = [
        (word, where)
        for where, text in everything(folder, key)
        for word in words
        if word.casefold().encode() in text.lower()
    ]
    for word, where in found:
        print(f"{word!r} is still in {where}")
    if not found:
        print(f"{', '.join(words)}: in no page, no frame of the log, no file of {folder.name}")
    return 1 if found else 0


def everything(folder: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    """Every piece of the life as plain bytes, and every file as it lies on the disk."""
    pages = reader().pages(folder / "life.db", derive(key, "database"))
    yield from ((f"page {number}", page) for number, page in enumerate(pages, 1))
    content = derive(derive(key, "blobs"), "blob content")
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        yield str(path), path.read_bytes()
        if path.parent.name == "blobs":
            with path.open("rb") as file:
                opened = sealed.Reader(file, content)
                yield f"the media {path.name}", opened.read(0, opened.header.size)


def reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", READER)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{READER} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

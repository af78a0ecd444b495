"""Files in allowed folders: nothing beside them can be reached, nothing there is written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Did, Failed
from alongside.tools.files.folders import Folders
from alongside.tools.files.reading import ListFiles, ReadFile
from alongside.tools.files.writing import WriteFile


@pytest.fixture
def allowed(tmp_path: Path) -> Path:
    folder = tmp_path / "allowed"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.txt").write_text("Bread and milk")
    (tmp_path / "secret.txt").write_text("hidden")
    return folder


def folders(allowed: Path) -> Folders:
    return Folders(lambda: (str(allowed),))


async def test_what_is_allowed_is_listed_and_read(hands: Hands, allowed: Path) -> None:
    listed = await hands.did("what files?", ListFiles(folders(allowed)), path="inner")
    assert listed == "- a.txt (14 bytes)"
    read = ReadFile(folders(allowed))
    for path in ("inner/a.txt", str(allowed / "inner/a.txt")):
        assert await hands.did(f"read {path}", read, path=path) == "Bread and milk"


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "inner/../../secret.txt", "/etc/passwd", "link", "linked/secret.txt",
     "inner/a.txt/x", "inner", ".", "pipe", "nul\0l"],
)  # fmt: skip
async def test_nothing_beside_it_is_read(allowed: Path, path: str) -> None:
    (allowed / "link").symlink_to(allowed.parent / "secret.txt")
    (allowed / "linked").symlink_to(allowed.parent)
    os.mkfifo(allowed / "pipe")
    with pytest.raises(ToolError):
        await ReadFile(folders(allowed)).run({"path": path})


@given(st.lists(st.sampled_from(["..", ".", "inner", "a.txt", "/", "~", "secret.txt", ""])))
def test_no_path_leads_out(parts: list[str]) -> None:
    kept = Folders(lambda: ("/nowhere/allowed",))
    try:
        root, inside = kept.place("/".join(parts))
    except ToolError:
        return
    walked = Path(os.path.normpath(root.joinpath(*inside)))
    assert walked == root or root in walked.parents


async def test_a_new_file_is_written_once_and_taken_back(hands: Hands, allowed: Path) -> None:
    write = WriteFile(folders(allowed))
    done = await hands.do(
        "write milk into inner/list.txt", write, path="inner/list.txt", text="Milk"
    )
    assert isinstance(done.what, Did), done.what
    made = allowed / "inner/list.txt"
    assert made.read_text() == "Milk"
    over = await hands.do("write into inner/a.txt", write, path="inner/a.txt", text="Other")
    assert isinstance(over.what, Failed)
    assert (allowed / "inner/a.txt").read_text() == "Bread and milk"
    made.write_text("Milk and eggs")
    assert isinstance((await hands.gate.undo(done.id)).what, Failed)
    assert made.exists()
    made.write_text("Milk")
    await hands.gate.undo(done.id)
    assert not made.exists()


async def test_without_a_folder_it_says_how_to_allow_one() -> None:
    with pytest.raises(ToolError, match="alongside connect folder"):
        await ReadFile(Folders(lambda: ())).run({"path": "a.txt"})

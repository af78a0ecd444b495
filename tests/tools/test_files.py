"""Files in allowed folders: nothing beside them can be reached, nothing there is written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Decided, Did, Failed, Undone
from alongside.tools.files.copying import CopyFile
from alongside.tools.files.deleting import DeleteFile
from alongside.tools.files.folders import TRASH, Folders
from alongside.tools.files.making import MakeFolder
from alongside.tools.files.moving import MoveFile
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


async def test_a_file_is_copied_moved_and_deleted_and_all_of_it_taken_back(
    hands: Hands, allowed: Path
) -> None:
    kept = folders(allowed)
    ask = "Make the folder new, copy inner/a.txt to new/b.txt, move it to new/c.txt and delete that"
    made = await hands.do(ask, MakeFolder(kept), path="new")
    copied = await hands.do(ask, CopyFile(kept), path="inner/a.txt", new_path="new/b.txt")
    moved = await hands.do(ask, MoveFile(kept), path="new/b.txt", new_path="new/c.txt")
    deleted = await hands.do(ask, DeleteFile(kept), path="new/c.txt")
    for one in (made, copied, moved, deleted):
        assert isinstance(one.what, Did), one.what
    assert (allowed / "inner/a.txt").read_text() == "Bread and milk"
    assert not any((allowed / "new").iterdir())
    (trashed,) = (allowed / TRASH).glob("*/c.txt")
    assert isinstance(deleted.what, Did)
    assert str(trashed) in deleted.what.text
    for one, there in ((deleted, "new/c.txt"), (moved, "new/b.txt")):
        assert isinstance((await hands.gate.undo(one.id)).what, Undone)
        assert (allowed / there).read_text() == "Bread and milk"
    for one in (copied, made):
        assert isinstance((await hands.gate.undo(one.id)).what, Undone)
    assert not (allowed / "new").exists()


@pytest.mark.parametrize("tool", [CopyFile, MoveFile])
async def test_nothing_is_written_over_and_nothing_leaves_the_folders(
    allowed: Path, tool: type[CopyFile | MoveFile]
) -> None:
    (allowed / "there.txt").write_text("Old")
    (allowed / "link").symlink_to(allowed.parent)
    for path, new in (
        ("inner/a.txt", "there.txt"),
        ("inner/a.txt", "inner"),
        ("inner/a.txt", "../out.txt"),
        ("inner/a.txt", "link/out.txt"),
        ("inner/a.txt", "nowhere/out.txt"),
        ("../secret.txt", "in.txt"),
        ("link/secret.txt", "in.txt"),
        ("inner", "outer"),
    ):
        with pytest.raises(ToolError):
            await tool(folders(allowed)).run({"path": path, "new_path": new})
    assert (allowed / "inner/a.txt").read_text() == "Bread and milk"
    assert (allowed / "there.txt").read_text() == "Old"
    assert {one.name for one in allowed.iterdir()} == {"inner", "there.txt", "link"}
    assert {one.name for one in allowed.parent.iterdir()} >= {"secret.txt", "allowed"}
    assert not (allowed.parent / "out.txt").exists()


async def test_a_disk_without_second_names_for_files_moves_by_a_copy(
    allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    await MoveFile(folders(allowed)).run({"path": "inner/a.txt", "new_path": "b.txt"})
    assert (allowed / "b.txt").read_text() == "Bread and milk"
    assert not (allowed / "inner/a.txt").exists()


async def test_a_copy_or_a_folder_that_was_used_since_is_left_as_it_is(
    hands: Hands, allowed: Path
) -> None:
    ask = "Make the folder new and copy inner/a.txt to new/b.txt"
    made = await hands.do(ask, MakeFolder(folders(allowed)), path="new")
    copied = await hands.do(
        ask, CopyFile(folders(allowed)), path="inner/a.txt", new_path="new/b.txt"
    )
    (allowed / "new/b.txt").write_text("Bread, milk and eggs")
    for one in (copied, made):
        assert isinstance((await hands.gate.undo(one.id)).what, Failed)
    assert (allowed / "new/b.txt").read_text() == "Bread, milk and eggs"


async def test_deleting_what_nobody_named_is_asked_about(hands: Hands, allowed: Path) -> None:
    asked = await hands.do("What is in inner?", DeleteFile(folders(allowed)), path="inner/a.txt")
    assert isinstance(asked.what, Decided)
    assert (allowed / "inner/a.txt").exists()

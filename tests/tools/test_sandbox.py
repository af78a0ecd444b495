"""Attacks on the real sandbox: none gets out, sees the person's files, or takes what it likes."""

from __future__ import annotations

import asyncio
import shutil
import socket
from pathlib import Path

import pytest
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Did, Failed, Noted
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.tools.files.folders import Folders
from alongside.tools.sandbox.box import Box, Limits, Ran
from alongside.tools.sandbox.outputs import unpacked
from alongside.tools.sandbox.running import RunPython, RunShell

SMALL = Limits(seconds=10, cpu=2, each=256 << 20, memory=200 << 20, processes=12,
               file=1 << 20, folder=4 << 20)  # fmt: skip


@pytest.fixture(scope="module")
def works() -> None:
    """Skips, visibly, where there is no bubblewrap or the system allows no user namespaces."""
    if shutil.which("bwrap") is None:
        pytest.skip("bwrap isn't installed")
    try:
        asyncio.run(Box(SMALL).check())
    except ToolError as error:
        pytest.skip(f"no sandbox here: {error}")


async def python(code: str, limits: Limits = SMALL) -> Ran:
    return await Box(limits).run(("/usr/bin/python3", "-c", code))


async def shell(command: str) -> Ran:
    return await Box(SMALL).run(("/bin/sh", "-c", command))


async def test_it_is_told_where_the_sandbox_is_missing() -> None:
    with pytest.raises(ToolError, match="apt install bubblewrap"):
        await Box(program="no-such-bwrap").run(("true",))


@pytest.mark.usefixtures("works")
async def test_nothing_of_the_person_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "life.db").write_text("a diary")
    monkeypatch.setenv("ALONGSIDE_SECRET", "hidden")
    ran = await shell(
        f"ls -a / {tmp_path} /home /root /etc/passwd /var /sys 2>&1; cat {tmp_path}/life.db; env;"
        "cat /proc/*/environ /proc/*/cmdline | tr '\\0' ' '; ls -l /proc/*/fd /proc/*/root/"
    )
    for found in ("diary", "hidden", "ALONGSIDE", "pytest-asyncio"):
        assert found not in ran.printed
    assert f"cannot access '{tmp_path}'" in ran.printed


@pytest.mark.usefixtures("works")
async def test_no_network_not_even_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ran = await python(
            f"""import socket
for where in (("127.0.0.1", {port}), ("1.1.1.1", 53)):
    try: socket.create_connection(where, 1); print("OUT")
    except OSError as error: print("held")
print([name for _, name in socket.if_nameindex()])"""
        )
    assert ran.printed == "held\nheld\n['lo']"


@pytest.mark.usefixtures("works")
async def test_nothing_can_be_written_but_in_its_folder() -> None:
    ran = await shell(
        """for at in / /usr /usr/bin /dev /etc /proc
do touch $at/mine 2>/dev/null && echo $at; done
(echo x > /proc/sys/kernel/hostname) 2>/dev/null
mount -t tmpfs none /tmp; unshare -U true; touch here && echo ok"""
    )
    assert ran.printed.endswith("ok")
    assert not [line for line in ran.printed.splitlines() if line.startswith("/")]
    assert "unshare failed" in ran.printed


@pytest.mark.slow
@pytest.mark.usefixtures("works")
async def test_a_fork_bomb_is_held_and_gone() -> None:
    ran = await python(
        """import os, time
made = 0
try:
    while True:
        if os.fork() == 0: time.sleep(60); os._exit(0)
        made += 1
except OSError: print("held", made)"""
    )
    assert ran.printed.startswith("held ")
    assert int(ran.printed.split()[1]) < SMALL.processes
    bomb = await shell("f() { f | f & }; f; sleep 0.2; echo over")
    assert bomb.ended or "over" in bomb.printed
    assert not _inside()


def _inside() -> list[str]:
    """What still runs of any sandbox."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if process.name.isdigit() and b"--disable-userns" in words:
            found.append(process.name)
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("works")
async def test_memory_time_and_files_are_bounded() -> None:
    one = await python("x = bytearray(400 << 20)")
    assert "MemoryError" in one.printed
    many = await python(
        """import os, time
for _ in range(6): os.fork() or time.sleep(0) or None
x = bytearray(60 << 20)
time.sleep(8)"""
    )
    assert many.ended == "it took more than 200 MB" or "BlockingIOError" in many.printed
    spinning = await python("while True: pass")
    assert spinning.ended == "it ended with 137" or "152" in spinning.ended
    filled = await shell(
        "head -c 3000000 /dev/zero > out/a; head -c 900000 /dev/zero > b; ls -l out b;"
        "for i in 1 2 3 4 5 6 7 8; do head -c 900000 /dev/zero > c$i || echo full; done"
    )
    assert "full" in filled.printed
    assert len(filled.files.get("a", b"")) <= SMALL.file


@pytest.mark.slow
@pytest.mark.usefixtures("works")
async def test_what_hangs_is_ended_and_stop_ends_all() -> None:
    quick = Limits(seconds=1)
    hung = await Box(quick).run(("/bin/sh", "-c", "echo before; (sleep 60 &) ; sleep 60"))
    assert (hung.printed, hung.ended) == ("before", "it took more than 1 seconds")
    running = asyncio.create_task(Box(SMALL).run(("/bin/sh", "-c", "setsid sleep 60 & sleep 60")))
    await asyncio.sleep(0.3)
    assert _inside()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not _inside()


@pytest.mark.usefixtures("works")
async def test_links_lead_nowhere_and_output_is_clipped(tmp_path: Path) -> None:
    (tmp_path / "life.db").write_text("a diary")
    ran = await shell(
        f"ln -s {tmp_path}/life.db out/a; ln -s / out/b; ln -s /usr/bin/env out/d; mkfifo out/p;"
        "echo fine > out/c; head -c 100000 /dev/zero | tr '\\0' x"
    )
    assert dict(ran.files) == {"c": b"fine\n"}
    assert len(ran.printed) == 20_000


def test_an_archive_made_to_deceive_gives_plain_names_only() -> None:
    import io
    import tarfile

    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name in ("../../etc/cron", "/root/x", "..", "."):
            one = tarfile.TarInfo(name)
            one.size = 1
            archive.addfile(one, io.BytesIO(b"x"))
    files, said = unpacked(made.getvalue())
    assert (set(files), said) == ({"cron", "x"}, "")
    assert unpacked(b"bwrap: no") == ({}, "bwrap: no")
    assert unpacked(made.getvalue()[:700] + b"broken")[1] == ""


@pytest.mark.usefixtures("works")
async def test_files_go_in_as_copies_and_come_out_as_a_note(hands: Hands, tmp_path: Path) -> None:
    allowed = tmp_path / "letters"
    allowed.mkdir()
    (allowed / "sums.txt").write_text("1\n2\n39\n")
    folders = Folders(lambda: [str(allowed)])
    box = Box(SMALL)
    tool = RunPython(box, folders, hands.log, hands.blobs)
    code = """t = sum(map(int, open('sums.txt')))
open('sums.txt', 'w')
open('out/t.csv', 'w').write(str(t))
print(t)"""
    done = await hands.do("Run Python to add up sums.txt", tool, code=code, files=["sums.txt"])
    assert isinstance(done.what, Did), done.what
    assert done.what.text == "42\nKept: t.csv."
    assert done.trust is Trust.OUTSIDE
    assert (allowed / "sums.txt").read_text() == "1\n2\n39\n"
    (note,) = [m async for m in hands.log.read(Wanted(kinds=("noted",)))]
    assert isinstance(note.what, Noted)
    assert note.what.media[0].name == "t.csv"
    await hands.gate.undo(done.id)
    assert not [m async for m in hands.log.read(Wanted(kinds=("noted",)))]


@pytest.mark.usefixtures("works")
async def test_what_fails_says_why_and_no_file_beside_the_allowed_goes_in(
    hands: Hands, tmp_path: Path
) -> None:
    tool = RunShell(Box(SMALL), Folders(lambda: [str(tmp_path)]), hands.log, hands.blobs)
    failed = await hands.do("Run the shell command ls /nowhere", tool, command="ls /nowhere")
    assert isinstance(failed.what, Failed)
    assert "it ended with 2" in failed.what.reason
    with pytest.raises(ToolError, match="isn't in an allowed folder"):
        await tool.run({"command": "true", "files": ["/etc/passwd"]})
    with pytest.raises(ToolError, match="names that differ"):
        await tool.run({"command": "true", "files": ["out"]})

from __future__ import annotations

import asyncio
import signal
import stat
import sys
import zipfile
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from alongside import sample
from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.database import Database
from alongside.log.errors import DiskFull
from alongside.log.kinds import Imported, Noted, Recorded, Said, Saw
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.senses import registry
from alongside.senses.files import File
from alongside.senses.importer import Context, Found
from alongside.senses.importing import import_paths
from alongside.senses.outcome import Skipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "things"
    (top / "deep").mkdir(parents=True)
    (top / "2026-10-01.md").write_text("# First\nA walk.")
    (top / "deep" / "2026-10-02.md").write_text("# Second\nA swim.")
    (top / "odd.xyz").write_text("?")
    (top / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing")
    (top / ".hidden").write_text("no")
    return top


async def test_an_import_is_one_act_that_can_be_undone(life: Any, folder: Path) -> None:
    progress = await life.bring(folder)
    assert progress.done
    assert (progress.added, progress.failed, progress.files_total) == (2, 1, 3)
    assert progress.sources == {"notes": 2}
    assert [one.file for one in progress.skipped] == ["things/odd.xyz"]
    (act,) = await life.moments("imported")
    assert act.trust is Trust.PERSON
    assert act.what == Imported(paths=("things",))
    (failed,) = await life.moments("failed")
    assert (failed.what.file, failed.because) == ("things/broken.jpg", (act.id,))
    await life.log.forget(act.id)
    assert [one.kind for one in await life.moments()] == ["forgotten"]
    assert (await life.bring(folder)).added == 2


async def test_done_again_it_adds_nothing(life: Any, folder: Path) -> None:
    await life.bring(folder)
    before = await life.moments()
    progress = await life.bring(folder)
    assert (progress.added, progress.known) == (0, 2)
    assert await life.moments() == before


async def test_files_moved_or_renamed_are_known_again(life: Any, folder: Path) -> None:
    await life.bring(folder)
    moved = folder.with_name("elsewhere")
    await asyncio.to_thread(folder.rename, moved)
    inner = moved / "deep" / "2026-10-02.md"
    await asyncio.to_thread(inner.rename, moved / "2026-10-02.md")
    assert (await life.bring(moved)).added == 0


async def test_broken_off_it_goes_on_where_it_was(
    life: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.senses.importing.BATCH", 1)
    steps = import_paths(life.log, life.blobs, [folder], life.config)
    async for step in steps:
        if step.act:
            break
    await steps.aclose()
    assert len(await life.moments("noted")) < 2
    await life.bring(folder)
    assert len(await life.moments("noted")) == 2
    assert len(await life.moments("imported")) == 1


async def test_nothing_to_read_leaves_nothing(life: Any, tmp_path: Path) -> None:
    (tmp_path / "odd.xyz").write_text("?")
    progress = await life.bring(tmp_path / "odd.xyz")
    assert progress.act is None
    assert len(progress.skipped) == 1
    assert await life.moments() == []


async def test_a_path_that_is_not_there_is_told(life: Any, tmp_path: Path) -> None:
    progress = await life.bring(tmp_path / "gone.md", Path("/dev/null"), Path("x" * 5000))
    assert [one.reason for one in progress.failures] == [
        "there is no such file",
        "it is not a file or folder",
        "File name too long",
    ]


async def test_links_and_special_files_are_not_followed(life: Any, folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "2026-10-01.md")
    progress = await life.bring(folder)
    assert "link" in progress.skipped[0].reason
    assert progress.added == 2


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


async def test_a_chat_in_a_zip_brings_its_media(life: Any, tmp_path: Path) -> None:
    picture = tmp_path / "p.jpg"
    Image.new("RGB", (8, 6), "teal").save(picture)
    voice = next((sample.path() / "voice").glob("*.opus")).read_bytes()
    chat = (
        "[22.10.08, 20:11:05] Robin Vale: look\n"
        "[22.10.08, 20:12:05] Robin Vale: \u200e<attached: 1-PHOTO.jpg>\n"
        "[22.10.08, 20:13:05] Alex Moreau: \u200e<attached: 2-AUDIO.opus>\n"
        "[22.10.08, 20:14:05] Alex Moreau: <attached: 3.pdf>\n"
        "[22.10.08, 20:15:05] Alex Moreau: \u200e<attached: gone.jpg>\n"
        "[22.10.08, 20:16:05] Alex Moreau: \u200e<attached: bad.jpg>\n"
    )
    members = {
        "_chat.txt": chat.encode(),
        "1-PHOTO.jpg": picture.read_bytes(),
        "2-AUDIO.opus": voice,
        "3.pdf": b"%PDF",
        "bad.jpg": b"no picture",
    }
    progress = await life.bring(zipped(tmp_path / "WhatsApp Chat - Robin Vale.zip", members))
    said = [one.what for one in await life.moments("said")]
    assert [[media.name for media in one.files] for one in said] == [
        [], ["1-PHOTO.jpg"], ["2-AUDIO.opus"], ["3.pdf"], [], ["bad.jpg"],
    ]  # fmt: skip
    (saw,) = await life.moments("saw")
    assert isinstance(saw.what, Saw)
    assert (saw.what.width, saw.trust) == (8, Trust.OUTSIDE)
    assert saw.at.minute == 12
    assert await life.blobs.read(saw.what.media.hash) == picture.read_bytes()
    (recorded,) = await life.moments("recorded")
    assert isinstance(recorded.what, Recorded)
    assert recorded.trust is Trust.OWN
    assert {one.thread for one in said if isinstance(one, Said)} == {"Robin Vale"}
    assert [one.file.rsplit("/")[-1] for one in progress.failures] == ["bad.jpg"]
    assert [one.file.rsplit("/")[-1] for one in progress.skipped] == ["3.pdf"]


async def test_hostile_archives_do_no_harm(
    life: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(
        tmp_path / "a.zip",
        {
            "../up.md": b"x",
            "/root.md": b"x",
            "in/inner.zip": b"x",
            "ok.md": b"fine",
            "big.md": b"y" * 900,
        },
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    monkeypatch.setattr("alongside.senses.archive.MEMBER_LIMIT", 800)
    progress = await life.bring(path)
    assert progress.added == 1
    assert len(progress.skipped) == 5
    assert not (tmp_path.parent / "up.md").exists()


async def test_an_archive_that_unpacks_to_absurd_sizes_is_not_read(
    life: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.senses.archive.BOMB_FLOOR", 1000)
    progress = await life.bring(zipped(tmp_path / "a.zip", {"a.md": b"0" * 1_000_000}))
    assert (progress.added, progress.failed) == (0, 1)
    assert "zip bomb" in progress.failures[0].reason


async def test_a_damaged_archive_is_told(life: Any, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": b"hello " * 50, "b.md": b"fine"})
    content = bytearray(path.read_bytes())
    content[36:40] = b"\xff" * 4
    path.write_bytes(content)
    progress = await life.bring(path)
    assert (progress.added, progress.failed) == (1, 1)
    path.write_bytes(b"PK not a zip")
    assert (await life.bring(path)).failed == 1


class Fleeting:
    """An importer whose files vanish once claimed."""

    name = "fleeting"

    def claims(self, file: File) -> bool:
        Path(str(file.content())).unlink()
        return True

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        with file.open():
            yield Skipped(file.shown, "it should be gone")


async def test_a_file_that_vanishes_is_told(life: Any, folder: Path) -> None:
    progress = await life.bring(folder / "odd.xyz", importers=(Fleeting(),))
    assert [one.reason for one in progress.failures] == ["No such file or directory"]


async def test_names_in_archives_are_read_in_their_encoding(life: Any, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"aaaa.md": b"hello"})
    path.write_bytes(path.read_bytes().replace(b"aaaa.md", "일기.md".encode("cp949")))
    await life.bring(path)
    assert [one.what.title for one in await life.moments("noted")] == ["일기"]


class Refuses:
    """An importer that falls over as soon as it sees a file."""

    name = "refuses"

    def claims(self, file: File) -> bool:
        raise KeyError(file.shown)

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        raise AssertionError("it claims nothing")
        yield


class Rogue:
    """An importer that does all that it must not."""

    name = "rogue"

    def claims(self, file: File) -> bool:
        return True

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        for text in ("good", "lone \ud800 surrogate", "good too"):
            yield Draft(
                what=Noted(text=text), at=context.now, zone="UTC", source="rogue", trust=Trust.OWN
            )
        raise RuntimeError("fell over")


async def test_a_rogue_importer_costs_only_what_it_breaks(life: Any, folder: Path) -> None:
    progress = await life.bring(folder / "2026-10-01.md", importers=(Refuses(), Rogue()))
    assert [one.what.text for one in await life.moments("noted")] == ["good", "good too"]
    assert progress.failed == 2
    assert progress.failures[-1].reason == "fell over"


async def test_a_full_disk_ends_the_import(
    life: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise DiskFull(folder)

    monkeypatch.setattr(life.blobs, "put", full)
    Image.new("RGB", (4, 4)).save(folder / "good.png")
    with pytest.raises(DiskFull):
        await life.bring(folder)


async def test_the_zone_is_guessed_from_calendars_where_nobody_said(
    life: Any, tmp_path: Path
) -> None:
    life.config = type(life.config)(name="Alex", zone="Nowhere/At/All")
    (tmp_path / "c.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Asia/Seoul:20261001T090000\n"
        "SUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (tmp_path / "2026-10-01.md").write_text("hello")
    await life.bring(tmp_path / "c.ics", tmp_path / "2026-10-01.md")
    (note,) = await life.moments("noted")
    assert (note.zone, note.at.hour) == ("Asia/Seoul", 3)


async def test_the_person_is_guessed_from_chats_with_one_other(life: Any, tmp_path: Path) -> None:
    life.config = type(life.config)(zone="UTC")
    for other in ("Robin", "Dana"):
        path = tmp_path / f"WhatsApp Chat with {other}.txt"
        path.write_text(f"1/2/2008, 8:00 - Sam: hi\n1/2/2008, 8:01 - {other}: hello\n")
    (tmp_path / "WhatsApp Chat with Trip.txt").write_text(
        "1/2/2008, 8:00 - Sam: hi\n1/2/2008, 8:01 - Ana: hello\n1/2/2008, 8:01 - Bo: hello\n"
    )
    await life.bring(*sorted(tmp_path.glob("*.txt")))
    said = await life.moments("said")
    assert {one.what.by for one in said if one.trust is Trust.OWN} == {"Sam"}
    assert len([one for one in said if one.trust is Trust.OWN]) == 3


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.database import Database
from alongside.log.sqlite import SqliteLog
from alongside.senses.importing import import_paths
from alongside.senses.outcome import Skipped

async def main(folder, chat):
    async with Database(folder / "life.db", b"k" * 32) as database:
        log, blobs = SqliteLog(database, "alex"), Blobs(folder / "blobs", b"k" * 32)
        await log.open()
        async for step in import_paths(log, blobs, [chat], Config(name="Alex", zone="UTC")):
            if step.added >= 1000:
                os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
"""


async def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    chat = tmp_path / "WhatsApp Chat with Robin.txt"
    chat.write_text("".join(f"1/2/2008, 8:01 - Robin: hello {n}\n" for n in range(2500)))
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(tmp_path), str(chat)
    )
    assert await killed.wait() == -signal.SIGKILL
    async with Database(tmp_path / "life.db", b"k" * 32) as database:
        log, blobs = SqliteLog(database, "alex"), Blobs(tmp_path / "blobs", b"k" * 32)
        await log.open()
        config = Config(name="Alex", zone="UTC")
        steps = [step async for step in import_paths(log, blobs, [chat], config)]
        assert (steps[-1].added + steps[-1].known, steps[-1].known >= 1000) == (2500, True)
        moments = [one async for one in log.read()]
    assert [one.kind for one in moments] == ["imported"] + ["said"] * 2500
    assert {one.because for one in moments[1:]} == {(moments[0].id,)}


class Point:
    value = "package:Thing"

    def __init__(self, made: object) -> None:
        self._made = made

    def load(self) -> object:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


def test_importers_of_others_come_by_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [Point(Rogue), Point(ImportError("no such module"))]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    found, broken = registry.importers()
    assert found[0].name == "rogue"
    assert len(found) == 1 + len(registry.built_in())
    assert "no such module" in broken[0].reason


async def test_the_sample_life_comes_in_whole(life: Any) -> None:
    life.config = sample.PERSON
    progress = await life.bring(sample.path())
    assert progress.failures == ()
    assert set(progress.sources) == {
        "whatsapp", "calendar", "contacts", "photos", "recordings", "notes",
    }  # fmt: skip
    places = {one.what.where.name for one in await life.moments("saw") if one.what.where}
    assert places == {"Lisbon", "Sintra", "Cascais", "Coimbra", "Porto"}


ENDINGS = [".md", ".txt", ".ics", ".vcf", ".jpg", ".heic", ".png", ".opus", ".mp3", ".zip"]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(ENDINGS),
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"OggS", b"ID3", b"PK\x03\x04",
         b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"BEGIN:VCARD\n", b"\0\0\0\x18ftypheic", b"fLaC"]
    ),
)  # fmt: skip
async def test_no_file_breaks_the_run(
    life: Any, tmp_path: Path, ending: str, noise: bytes, head: bytes
) -> None:
    folder = tmp_path / "fuzz"
    folder.mkdir(exist_ok=True)
    (folder / f"noise{ending}").write_bytes(head + noise)
    (folder / "2026-10-01 good.md").write_text("good")
    progress = await life.bring(folder)
    assert progress.added + progress.known >= 1
    (folder / f"noise{ending}").unlink()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Seoul"])
async def test_times_at_the_ends_of_the_calendar_stop_nothing(
    life: Any, tmp_path: Path, zone: str
) -> None:
    life.config = type(life.config)(name="Alex", zone=zone)
    for number, date in enumerate(("0001-01-01T00:00:00Z", "9999-12-31T23:59:00Z")):
        note = tmp_path / f"{number}.md"
        note.write_text(f"---\ndate: {date}\n---\nA note.")
    event = "BEGIN:VEVENT\nUID:{0}\nSUMMARY:{0}\nDTSTART:{0}\n{1}END:VEVENT\n"
    endless = "RRULE:FREQ=YEARLY;UNTIL=99991231T000000Z\n"
    starts = ("00010101T000000Z", "99991231", "99991231T235900Z")
    events = [*(event.format(start, "") for start in starts)]
    events.append(event.format("20081022T100000Z", endless))
    (tmp_path / "c.ics").write_text(f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n")
    (tmp_path / "_chat.txt").write_text(
        "[9999/12/31, 23:59:59] Robin: Not yet.\n[2008/10/22, 20:11:05] Robin: Now.\n"
    )
    paths = (tmp_path / name for name in ("0.md", "1.md", "c.ics", "_chat.txt"))
    last = await life.bring(*paths)
    assert (last.done, last.failed) == (True, 4)
    assert len(await life.moments("noted")) == 2
    assert [one.what.text for one in await life.moments("said")] == ["Now."]
    assert len(await life.moments("planned")) == 1

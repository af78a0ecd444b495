"""What a device captured outlives it, sealed, until the server is done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.interfaces.live.spool import Spool
from alongside.senses.live.captured import Audio, Captured, Moded

NOW = datetime(2008, 10, 22, tzinfo=UTC)
KEY = bytes(32)


def sound(seq: int) -> Captured:
    return Captured(seq, NOW, Audio(f"sound {seq:04}".encode() * 10))


def held(spool: Spool, after: int = 0) -> list[int]:
    return [captured.seq for captured in spool.since(after)]


def test_what_was_captured_is_there_after_a_crash_and_nobody_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "spool"
    first = Spool(path, KEY)
    first.put(Captured(1, NOW, Moded("ambient")))
    for seq in range(2, 6):
        first.put(sound(seq))
    first.done(3)
    again = Spool(path, KEY)
    assert (again.progress, again.next) == (first.progress, 6)
    assert again.progress.mode == "ambient"
    assert list(again.since(0)) == [sound(4), sound(5)]
    assert b"sound" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    stranger = Spool(path, b"\1" * 32)
    assert held(stranger) == []
    assert stranger.progress.stream != first.progress.stream


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_an_end_that_was_cut_off_costs_only_itself(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "spool"
    first = Spool(path, KEY)
    for seq in range(1, 6):
        first.put(sound(seq))
    path.write_bytes(path.read_bytes()[:-cut])
    again = Spool(path, KEY)
    assert held(again) == list(range(1, again.next))
    assert again.next > 3


def test_the_oldest_goes_when_there_is_no_room(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", KEY, most=2000)
    kept = [spool.put(sound(seq)) for seq in range(1, 30)]
    assert not all(kept)
    assert held(spool) == list(range(spool.progress.after + 1, 30))
    assert held(Spool(tmp_path / "spool", KEY)) == held(spool)


def test_the_file_does_not_grow_with_what_is_done(tmp_path: Path) -> None:
    path = tmp_path / "spool"
    spool = Spool(path, KEY)
    big = Audio(bytes(1 << 20))
    for seq in range(1, 20):
        spool.put(Captured(seq, NOW, big))
        spool.done(seq)
    assert path.stat().st_size < 6 << 20


def test_the_file_does_not_grow_with_what_had_to_go(tmp_path: Path) -> None:
    path = tmp_path / "spool"
    spool = Spool(path, KEY, most=1 << 20)
    for seq in range(1, 200):
        spool.put(Captured(seq, NOW, Audio(bytes(64 << 10))))
    assert path.stat().st_size < 6 << 20

"""Blobs: kept once, unreadable from outside, and never given back changed."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log import sealed
from alongside.log.blobs import SLICE, Blobs
from alongside.log.errors import DamagedBlob, MissingBlob

WORDS = b"the pink house in Lucca"


@pytest.fixture
async def blobs(tmp_path: Path) -> Blobs:
    blobs = Blobs(tmp_path / "blobs", bytes(32))
    await blobs.open()
    return blobs


async def collected(stream: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in stream])


@pytest.mark.parametrize(
    "size", [0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, SLICE + 7]
)
async def test_content_comes_back(blobs: Blobs, size: int) -> None:
    content = os.urandom(size)
    media = await blobs.put(content, type="image/jpeg", name="a.jpg")
    assert (media.type, media.name, media.size) == ("image/jpeg", "a.jpg", size)
    assert await blobs.read(media.hash) == content
    assert await collected(blobs.stream(media.hash)) == content
    assert await blobs.size(media.hash) == size


async def test_any_range_can_be_read(blobs: Blobs) -> None:
    content = os.urandom(3 * sealed.CHUNK + 5)
    media = await blobs.put(content, type="audio/wav", name="a.wav")
    edges = (
        0,
        1,
        sealed.CHUNK - 1,
        sealed.CHUNK,
        2 * sealed.CHUNK + 9,
        len(content),
        len(content) + 9,
    )
    for start in edges:
        for end in edges:
            assert await collected(blobs.stream(media.hash, start, end)) == content[start:end]


async def test_the_same_content_is_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(WORDS)
    first = await blobs.put(WORDS, type="image/png", name="a.png")
    second = await blobs.put(tmp_path / "photo", type="image/png", name="b.png")
    assert first.hash == second.hash
    assert len(list(blobs.folder.iterdir())) == 1
    assert await blobs.hashes() == {first.hash}


async def test_the_disk_tells_neither_content_nor_hash(blobs: Blobs) -> None:
    media = await blobs.put(WORDS, type="text/plain", name="a.txt")
    (path,) = blobs.folder.iterdir()
    assert WORDS not in path.read_bytes()
    assert media.hash not in path.name
    assert bytes.fromhex(media.hash) not in path.read_bytes()
    assert path.name != Blobs(blobs.folder, bytes(31) + b"1").path(media.hash).name


async def test_a_blob_that_is_not_there_is_said_to_be_missing(blobs: Blobs) -> None:
    media = await blobs.put(WORDS, type="text/plain", name="a.txt")
    await blobs.delete(media.hash, "0" * 64)
    for reading in (blobs.read(media.hash), blobs.size(media.hash)):
        with pytest.raises(MissingBlob):
            await reading
    assert await blobs.hashes() == frozenset()


@pytest.mark.parametrize("position", [0, 8, 40, 100, sealed.HEADER + 3, -1])
async def test_a_changed_byte_is_noticed(blobs: Blobs, position: int) -> None:
    media = await blobs.put(os.urandom(100_000), type="text/plain", name="a.txt")
    path = blobs.path(media.hash)
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedBlob):
        await blobs.read(media.hash)


async def test_a_damaged_blob_is_mended_by_its_original(blobs: Blobs) -> None:
    original = os.urandom(100_000)
    media = await blobs.put(original, type="text/plain", name="a.txt")
    path = blobs.path(media.hash)
    for damaged in (path.read_bytes()[:-1] + b"?", path.read_bytes()[:70_000], b""):
        path.write_bytes(damaged)
        assert await blobs.put(original, type="text/plain", name="a.txt") == media
        assert await blobs.read(media.hash) == original


@pytest.mark.parametrize("size", [0, 20, sealed.HEADER, sealed.HEADER + sealed.CHUNK + sealed.TAG])
async def test_a_blob_cut_short_is_noticed(blobs: Blobs, size: int) -> None:
    media = await blobs.put(os.urandom(100_000), type="text/plain", name="a.txt")
    path = blobs.path(media.hash)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DamagedBlob):
        await blobs.read(media.hash)
    if size < sealed.HEADER:
        with pytest.raises(DamagedBlob):
            await blobs.size(media.hash)
        assert await blobs.hashes() == frozenset()


async def test_a_blob_under_another_name_is_noticed(blobs: Blobs) -> None:
    one = await blobs.put(b"one", type="text/plain", name="1")
    two = await blobs.put(b"two", type="text/plain", name="2")
    blobs.path(one.hash).replace(blobs.path(two.hash))
    with pytest.raises(DamagedBlob):
        await blobs.read(two.hash)


async def test_what_a_crash_left_half_written_is_cleared_away(blobs: Blobs) -> None:
    media = await blobs.put(WORDS, type="text/plain", name="a.txt")
    (blobs.folder / "123.part").write_bytes(b"half")
    await blobs.open()
    assert [path.name for path in blobs.folder.iterdir()] == [blobs.path(media.hash).name]


async def test_a_file_that_cannot_be_read_leaves_nothing(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await blobs.put(tmp_path / "nowhere", type="text/plain", name="a.txt")
    assert list(blobs.folder.iterdir()) == []


@given(st.binary(max_size=50), st.integers(0, 60), st.integers(0, 60))
def test_sealed_ranges_equal_slices(content: bytes, start: int, end: int) -> None:
    import io

    file = io.BytesIO()
    header = sealed.write(file, bytes(32), iter([content]))
    file.seek(0)
    reader = sealed.Reader(file, bytes(32))
    assert reader.header == header
    assert reader.read(start, end) == content[start:end]

"""Getting weights: part by part, resumable, hash-checked, and nothing half-done in place."""

from __future__ import annotations

import asyncio
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import filelock
import pytest

from alongside.models.catalogue import Catalogue, ModelMissing, UnknownModel, WrongHash
from alongside.models.converters import CONVERTERS
from alongside.models.entry import Entry, File, Parts, entries
from alongside.models.getting import DiskFull, Progress
from alongside.models.model import ModelError
from alongside.models.packages import NotFetched

ONE, TWO = b"first part, " * 4000, b"second part" * 5000
Digest = Callable[[bytes], str]


def entry(*files: File, **more: Any) -> Entry:
    size = sum(file.size for file in files)
    return Entry("toy", ("chat",), "A toy", "MIT", size, size, file=files, **more)


def two_parts(sha256: str) -> File:
    parts = Parts("pypi", "toy-part{n}", "1.2", "toy_part{n}/data/part{n:02}.bin", count=2)
    return File("model.gguf", len(ONE + TWO), sha256, parts=(parts,))


def catalogue(folder: Path, found: Entry) -> Catalogue:
    return Catalogue(folder / "models", {found.id: found})


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


class Toy(NamedTuple):
    catalogue: Catalogue
    first: Path
    second: Path


@pytest.fixture
def toy(tmp_path: Path, shelf: Any, digest: Digest) -> Toy:
    """A model in two packages, both there."""
    first = shelf.put("toy-part1", "1.2", {"toy_part1/data/part01.bin": ONE})
    second = shelf.put("toy-part2", "1.2", {"toy_part2/data/part02.bin": TWO})
    return Toy(catalogue(tmp_path, entry(two_parts(digest(ONE + TWO)))), first, second)


async def test_parts_of_packages_become_one_checked_file(toy: Toy) -> None:
    told: list[Progress] = []
    paths = await toy.catalogue.get("toy", told.append)
    assert paths["model.gguf"].read_bytes() == ONE + TWO
    assert paths == toy.catalogue.path("toy")
    assert files(toy.catalogue.directory) - {".toy.lock"} == {"toy/model.gguf"}
    done = [progress.done for progress in told]
    assert done == sorted(done)
    assert done[-1] == told[-1].total == len(ONE + TWO)
    await toy.catalogue.check("toy")


async def test_an_interrupted_get_goes_on_where_it_stopped(toy: Toy) -> None:
    aside = toy.second.rename(toy.second.with_suffix(".aside"))
    with pytest.raises(NotFetched, match=r"toy-part2 1\.2 .*run the same command again"):
        await toy.catalogue.get("toy")
    assert not toy.catalogue.have("toy")
    toy.first.unlink()
    aside.rename(toy.second)
    paths = await toy.catalogue.get("toy")
    assert paths["model.gguf"].read_bytes() == ONE + TWO


async def test_a_part_that_was_being_written_is_written_again(toy: Toy) -> None:
    aside = toy.second.rename(toy.second.with_suffix(".aside"))
    with pytest.raises(NotFetched):
        await toy.catalogue.get("toy")
    with (toy.catalogue.directory / "toy.partial" / "model.gguf.growing").open("ab") as file:
        file.write(TWO[:77])
    aside.rename(toy.second)
    assert (await toy.catalogue.get("toy"))["model.gguf"].read_bytes() == ONE + TWO


async def test_of_a_file_with_a_wrong_hash_nothing_is_kept(tmp_path: Path, shelf: Any) -> None:
    shelf.put("toy-part1", "1.2", {"toy_part1/data/part01.bin": ONE})
    shelf.put("toy-part2", "1.2", {"toy_part2/data/part02.bin": TWO[::-1]})
    found = catalogue(tmp_path, entry(two_parts("0" * 64)))
    with pytest.raises(WrongHash, match="Nothing of it was kept"):
        await found.get("toy")
    assert files(found.directory) <= {".toy.lock"}


async def test_a_package_without_the_member_is_told_and_fetched_anew(
    tmp_path: Path, shelf: Any, digest: Digest
) -> None:
    shelf.put("toy-part1", "1.2", {"toy_part1/data/other.bin": ONE})
    found = catalogue(tmp_path, entry(two_parts(digest(ONE + TWO))))
    with pytest.raises(NotFetched, match="does not hold"):
        await found.get("toy")
    assert not list(found.directory.rglob("*.whl"))


async def test_only_the_pinned_version_is_taken(tmp_path: Path, shelf: Any, digest: Digest) -> None:
    shelf.put("toy-part1", "1.3", {"toy_part1/data/part01.bin": ONE})
    with pytest.raises(NotFetched, match=r"1\.2"):
        await catalogue(tmp_path, entry(two_parts(digest(ONE + TWO)))).get("toy")


async def test_a_cut_archive_gives_its_member_and_is_not_kept(
    tmp_path: Path, shelf: Any, digest: Digest
) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("before.bin", TWO)
        at = whole.tell()
        archive.writestr("weights/model.gguf", ONE)
    tail = whole.getvalue()[at:]
    shelf.put("tail", "1", {"tail/zip": tail})
    raw = File(
        "tail.zip",
        len(tail),
        digest(tail),
        raw=True,
        parts=(Parts("pypi", "tail", "1", "tail/zip"),),
    )
    made = File("model.gguf", len(ONE), digest(ONE), convert="unzip:weights/model.gguf")
    paths = await catalogue(tmp_path, entry(raw, made)).get("toy")
    assert paths["model.gguf"].read_bytes() == ONE
    assert {path.name for path in paths["model.gguf"].parent.iterdir()} == {"model.gguf"}


async def test_a_full_disk_is_told_before_anything_is_fetched(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type(shutil.disk_usage("/"))(100, 99, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFull, match="ALONGSIDE_MODELS"):
        await toy.catalogue.get("toy")
    assert not list(toy.catalogue.directory.rglob("*.growing"))


async def test_two_processes_do_not_get_the_same_model_at_once(toy: Toy) -> None:
    toy.catalogue.directory.mkdir()
    with (
        filelock.FileLock(toy.catalogue.directory / ".toy.lock"),
        pytest.raises(ModelError, match="another process"),
    ):
        await toy.catalogue.get("toy")


async def test_a_get_can_be_cancelled_and_taken_up_again(toy: Toy) -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(toy.catalogue.get("toy", lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not toy.catalogue.have("toy")
    assert (await toy.catalogue.get("toy"))["model.gguf"].read_bytes() == ONE + TWO


async def test_what_a_model_requires_is_got_with_it(
    tmp_path: Path, shelf: Any, digest: Digest
) -> None:
    shelf.put("ear", "1", {"ear/w": b"ear"})
    shelf.put("drum", "1", {"drum/w": b"drum"})

    def one(name: str, *needs: str) -> Entry:
        parts = (Parts("pypi", name, "1", f"{name}/w"),)
        file = File("w", len(name), digest(name.encode()), parts=parts)
        return Entry(name, ("hear",), name, "MIT", 4, 4, requires=needs, file=(file,))

    known = {"ear": one("ear", "drum"), "drum": one("drum")}
    found = Catalogue(tmp_path / "models", known)
    await found.get("ear")
    assert found.have("drum")


def test_a_missing_model_names_the_command_that_gets_it(toy: Toy) -> None:
    with pytest.raises(ModelMissing, match="alongside models get toy"):
        toy.catalogue.path("toy")
    with pytest.raises(UnknownModel, match="alongside models list"):
        toy.catalogue.path("nothing")


async def test_damage_is_found(toy: Toy) -> None:
    path = (await toy.catalogue.get("toy"))["model.gguf"]
    path.write_bytes(b"x" + path.read_bytes()[1:])
    with pytest.raises(WrongHash):
        await toy.catalogue.check("toy")
    path.write_bytes(b"short")
    assert not toy.catalogue.have("toy")


async def test_an_npm_package_is_fetched_by_npm(
    tmp_path: Path, loopback: Any, respond: Any, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    tarball = _npm_package(tmp_path)

    async def registry(request: Any) -> Any:
        if request.path.endswith(".tgz"):
            yield respond(200, tarball)
        else:
            dist = {"tarball": f"{served.url}/toy-1.0.0.tgz"}
            version = {"name": "toy", "version": "1.0.0", "dist": dist}
            yield respond(
                200,
                {"name": "toy", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}},
            )

    served = await loopback(registry)
    monkeypatch.setenv("npm_config_registry", served.url)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_userconfig", str(tmp_path / "npmrc"))
    parts = Parts("npm", "toy", "1.0.0", "package/models/toy.bin")
    found = catalogue(tmp_path, entry(File("toy.bin", len(ONE), digest(ONE), parts=(parts,))))
    assert (await found.get("toy"))["toy.bin"].read_bytes() == ONE
    assert not (tmp_path / "ran").exists()


def _npm_package(tmp_path: Path) -> bytes:
    """A package with a script that must not run."""
    import json
    import tarfile

    scripts = {"prepack": f"touch {tmp_path}/ran", "install": f"touch {tmp_path}/ran"}
    described = json.dumps({"name": "toy", "version": "1.0.0", "scripts": scripts}).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in (("package/package.json", described), ("package/models/toy.bin", ONE)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def test_every_file_from_a_package_is_pinned() -> None:
    for found in entries().values():
        for file in found.file:
            assert bool(file.parts) + bool(file.convert) + bool(file.hub) == 1, found.id
            if file.parts:
                assert len(file.sha256) == 64, found.id
                assert file.size > 0, found.id
                assert all(member.package.version[0].isdigit() for member in file.members())
            if file.convert:
                assert file.convert.partition(":")[0] in CONVERTERS


def test_every_entry_says_what_a_person_must_know() -> None:
    known = entries()
    for found in known.values():
        assert found.licence, found.id
        assert found.size > 0, found.id
        assert found.memory > 0, found.id
        assert found.sources, found.id
        assert set(found.requires) <= known.keys(), found.id


def test_current_instruct_models_of_five_makers_are_known() -> None:
    known = entries()
    for maker in ("llama", "qwen3", "gemma", "mistral", "phi"):
        assert any(found.startswith(maker) for found in known), maker

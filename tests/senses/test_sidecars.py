from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from alongside.senses.archives.photos import Photos
from alongside.senses.files import DiskFile

TOLD = {
    "title": "IMG_1.jpg",
    "description": "Grandma's 90th",
    "photoTakenTime": {"timestamp": "1772355600", "formatted": "…"},
    "geoData": {"latitude": 41.8933, "longitude": 12.4829, "altitude": 0.0},
    "people": [{"name": "Robin Vale"}, {"name": "Nora"}],
}


async def saw(read: Any, photo: str, beside: str, told: object = TOLD) -> Any:
    folder: Path = read.folder
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (8, 8)).save(folder / photo)
    (folder / beside).write_text(json.dumps(told))
    (draft,) = (await read.file(Photos(), DiskFile(folder / photo, photo))).drafts
    return draft


@pytest.mark.parametrize(
    ("photo", "beside"),
    [
        ("IMG_1.jpg", "IMG_1.jpg.json"),
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"),
        ("IMG_1(2).jpg", "IMG_1.jpg(2).json"),
        ("IMG_1(2).jpg", "IMG_1.jpg.supplemental-metadata(2).json"),
        ("IMG_1-edited.jpg", "IMG_1.jpg.json"),
        ("PXL_20260301_090000123.NIGHT.jpg", "PXL_20260301_090000123.NIGHT.jpg.supplemental-.json"),
    ],
)  # fmt: skip
async def test_what_google_was_told(read: Any, photo: str, beside: str) -> None:
    draft = await saw(read, photo, beside)
    assert draft.at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert draft.what.caption == "Grandma's 90th"
    assert draft.what.names == ("Robin Vale", "Nora")
    assert draft.what.place.name == "Rome"
    assert draft.zone == "Europe/Rome"


async def test_the_file_itself_is_read_with_its_photo(read: Any) -> None:
    results = await read(Photos(), "IMG_1.jpg.json", json.dumps(TOLD))
    assert (results.drafts, results.failures, results.skipped) == ([], [], [])
    assert Photos().claims(DiskFile(read.folder / "IMG_1.jpg.json", "IMG_1.jpg.json"))


@pytest.mark.parametrize(
    "told",
    [
        [], {"photoTakenTime": {}}, {"photoTakenTime": {"timestamp": "99999999999999"}},
        {**TOLD, "geoData": {"latitude": 400, "longitude": 0}, "photoTakenTime": {"timestamp": ""}},
    ],
)  # fmt: skip
async def test_what_makes_no_sense_costs_no_photo(read: Any, told: object) -> None:
    draft = await saw(read, "20260301_100000.jpg", "20260301_100000.jpg.json", told)
    assert draft.at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert draft.what.place is None

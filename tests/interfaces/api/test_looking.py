"""Searching, the timeline, the map and media."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime

import httpx
import pillow_heif
import pytest
from PIL import Image

from alongside.interfaces.api.media import Pictures
from alongside.interfaces.parts import Life
from alongside.log.kinds import Imported, Said, Saw
from alongside.log.moment import Draft, Moment, Trust


async def test_search_says_why_and_what_would_narrow_it(
    client: httpx.AsyncClient, note: Moment
) -> None:
    found = (await client.get("search", params={"q": "where is the pink house"})).json()
    (hit,) = found["hits"]
    assert hit["moment"]["id"] == note.id
    assert hit["why"]
    assert found["facets"]["kinds"] == [{"value": "noted", "count": 1}]
    assert found["facets"]["years"] == [{"value": "2008", "count": 1}]
    assert (await client.get("search", params={"q": "submarine"})).json()["hits"] == []


async def test_facets_count_all_that_holds_the_words(client: httpx.AsyncClient, life: Life) -> None:
    said = [Said(text=f"dinner {n}", by="Robin" if n % 5 else "Dana") for n in range(260)]
    at = datetime(2008, 10, 22, tzinfo=UTC)
    talk = Draft(what=said[0], at=at, zone="UTC", source="talk", trust=Trust.OWN)
    chat = (
        Draft(what=one, at=at, zone="UTC", source="whatsapp", trust=Trust.OUTSIDE) for one in said
    )
    await life.log.append(talk, *chat)
    found = (await client.get("search", params={"q": "dinner"})).json()["facets"]
    assert found["kinds"] == [{"value": "said", "count": 260}]
    assert found["people"] == [{"value": "Robin", "count": 208}, {"value": "Dana", "count": 52}]
    dana = (await client.get("search", params={"q": "dinner", "person": "dana"})).json()["facets"]
    assert dana["sources"] == [{"value": "whatsapp", "count": 52}]


async def test_without_words_the_latest_that_passes_is_shown(
    client: httpx.AsyncClient, life: Life, note: Moment, photo: Moment
) -> None:
    act = Draft(
        what=Imported(paths=("x",)), at=note.at, zone="UTC", source="import", trust=Trust.OWN
    )
    await life.log.append(act)
    found = (await client.get("search", params={"limit": 1})).json()
    assert len(found["hits"]) == 1
    assert {one["value"]: one["count"] for one in found["facets"]["kinds"]} == {
        "noted": 1, "saw": 1,
    }  # fmt: skip
    saw = (await client.get("search", params={"kind": "saw"})).json()
    assert [hit["moment"]["id"] for hit in saw["hits"]] == [photo.id]
    none = (await client.get("search", params={"until": "1999-01-01T00:00:00Z"})).json()
    assert none["hits"] == []
    assert not any(none["facets"].values())


@pytest.mark.parametrize("end", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_no_time_lies_beyond_the_calendar(client: httpx.AsyncClient, end: str) -> None:
    assert (await client.get("search", params={"q": "x", "since": end})).status_code == 422
    assert (await client.post("moments", json={"text": "x", "at": end})).status_code == 422


async def test_the_timeline_counts_in_local_time(
    client: httpx.AsyncClient, note: Moment, photo: Moment
) -> None:
    drawn = (await client.get("timeline", params={"grain": "hour"})).json()
    (bucket,) = drawn["buckets"]
    assert bucket["start"] == "2008-10-22T16:00:00"
    assert (bucket["count"], bucket["kinds"]) == (2, {"noted": 1, "saw": 1})
    assert bucket["pictures"][0]["moment"] == photo.id
    assert (drawn["first"], drawn["last"]) == ("2008-10-22", "2008-10-22")


async def test_the_map_tells_where(client: httpx.AsyncClient, photo: Moment) -> None:
    (point,) = (await client.get("places")).json()
    assert (point["name"], point["count"]) == ("Arezzo", 1)
    assert (await client.get("places", params={"south": 50})).json() == []


async def test_too_many_buckets_are_refused(client: httpx.AsyncClient) -> None:
    wrong = await client.get("timeline", params={"grain": "decade"})
    assert wrong.status_code == 422


def digest_of(moment: Moment) -> str:
    assert isinstance(moment.what, Saw)
    return moment.what.media.hash


async def test_media_comes_whole_or_in_ranges(
    client: httpx.AsyncClient, life: Life, photo: Moment
) -> None:
    digest = digest_of(photo)
    content = await life.blobs.read(digest)
    whole = await client.get(f"media/{digest}")
    assert whole.content == content
    assert whole.headers["content-type"] == "image/jpeg"
    assert whole.headers["content-security-policy"] == "default-src 'none'; sandbox"
    for asked, expected in (
        ("bytes=0-9", content[:10]),
        ("bytes=10-", content[10:]),
        ("bytes=-5", content[-5:]),
        ("bytes=5-999999", content[5:]),
    ):
        part = await client.get(f"media/{digest}", headers={"Range": asked})
        assert (part.status_code, part.content) == (206, expected)
    first = await client.get(f"media/{digest}", headers={"Range": "bytes=0-9"})
    assert first.headers["content-range"] == f"bytes 0-9/{len(content)}"
    for asked in ("bytes=999999-", "bytes=5-2", "bytes=-", "bytes=-0", "lines=1-2"):
        refused = await client.get(f"media/{digest}", headers={"Range": asked})
        assert refused.status_code == 416
    tag = {"If-None-Match": whole.headers["etag"]}
    assert (await client.get(f"media/{digest}", headers=tag)).status_code == 304


async def test_media_needs_the_session_but_no_header(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, photo: Moment
) -> None:
    path = f"media/{digest_of(photo)}"
    del client.headers["X-Alongside-Token"]
    assert (await client.get(path)).status_code == 200
    assert (await stranger.get(f"/api/v1/{path}")).status_code == 401


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg onload=alert(1)>", b"%PDF-1.7", b""]
)
async def test_what_a_browser_could_run_is_only_downloaded(
    client: httpx.AsyncClient, life: Life, content: bytes
) -> None:
    media = await life.blobs.put(content, type="text/html", name="x.html")
    given = await client.get(f"media/{media.hash}")
    assert given.content == content
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.headers["x-content-type-options"] == "nosniff"
    picture = await client.get(f"media/{media.hash}/picture")
    assert picture.status_code == 415


async def test_pictures_are_upright_small_and_bare(
    client: httpx.AsyncClient, photo: Moment
) -> None:
    made = await client.get(f"media/{digest_of(photo)}/picture", params={"size": 32})
    with Image.open(io.BytesIO(made.content)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (16, 32))
        assert not picture.getexif()
    tag = {"If-None-Match": made.headers["etag"]}
    again = await client.get(f"media/{digest_of(photo)}/picture?size=32", headers=tag)
    assert again.status_code == 304


async def test_heic_is_shown_to_any_browser(client: httpx.AsyncClient, life: Life) -> None:
    written = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "green")).save(written)
    media = await life.blobs.put(written.getvalue(), type="image/heic", name="a.heic")
    made = await client.get(f"media/{media.hash}/picture")
    with Image.open(io.BytesIO(made.content)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (64, 48))


async def test_missing_media_is_said(client: httpx.AsyncClient) -> None:
    digest = hashlib.sha256(b"gone").hexdigest()
    assert (await client.get(f"media/{digest}")).status_code == 404
    assert (await client.get(f"media/{digest}/picture")).status_code == 404
    assert (await client.get("media/..%2F..%2Fsecret.txt")).status_code in {404, 422}


async def test_pictures_kept_in_memory_are_bounded() -> None:
    written = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(written, "PNG")
    content, reads = written.getvalue(), []

    async def read() -> bytes:
        reads.append(1)
        return content

    pictures = Pictures(most_bytes=1)
    for digest in ("a", "b", "b", "a"):
        assert await pictures.get(digest, 64, read)
    assert len(reads) == 3
    pictures.clear()
    await pictures.get("a", 64, read)
    assert len(reads) == 4

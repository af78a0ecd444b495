"""Calendar and address book on a real server, Radicale."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Did, Failed
from alongside.log.log import Wanted
from alongside.tools.calendar.writing import AddEvent
from alongside.tools.connections import Account
from alongside.tools.dav.contacts import FindContact
from alongside.tools.dav.server import Dav

MAKE = """<?xml version="1.0"?>
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:{space}"><D:set><D:prop>
<D:resourcetype><D:collection/><C:{kind}/></D:resourcetype></D:prop></D:set></D:mkcol>"""
CARD = """BEGIN:VCARD\r
VERSION:3.0\r
UID:{0}\r
FN:{0}\r
EMAIL:{1}\r
TEL;TYPE=CELL:{2}\r
END:VCARD\r
"""
ADD = "Add Coffee to my calendar on Tuesday at 15:00"
ME = ("ada", "secret")


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("radicale")
    (folder / "users").write_text("ada:secret\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"server-hosts": f"127.0.0.1:{port}", "auth-type": "htpasswd",
                "auth-htpasswd-filename": str(folder / "users"), "auth-delay": "0",
                "auth-htpasswd-encryption": "plain",
                "storage-filesystem-folder": str(folder / "kept")}  # fmt: skip
    given = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "radicale", "--config", "", *given]
    base = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as up:
        _until_there(base)
        for name, space, kind in (
            ("calendar", "caldav", "calendar"),
            ("people", "carddav", "addressbook"),
        ):
            made = MAKE.format(space=space, kind=kind)
            httpx.request("MKCOL", f"{base}/ada/{name}/", content=made, auth=ME).raise_for_status()
        yield base
        up.kill()


def _until_there(base: str) -> None:
    for _ in range(600):
        try:
            httpx.get(base, follow_redirects=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("Radicale didn't start")


def account(radicale: str, name: str, password: str = "secret") -> Account:
    return Account(url=f"{radicale}/ada/{name}", user="ada", password=password)


def kept(where: str) -> str:
    """All that the server holds there."""
    return httpx.get(where, auth=ME).text


def people(radicale: str, *rows: tuple[str, str, str]) -> None:
    """Cards of the address book: name, mail address and phone."""
    headers = {"Content-Type": "text/vcard"}
    for row in rows:
        where = f"{radicale}/ada/people/{row[0].split()[0]}.vcf"
        card = CARD.format(*row)
        httpx.put(where, auth=ME, content=card, headers=headers).raise_for_status()


async def test_an_event_is_kept_on_the_server_too_and_taken_back(
    hands: Hands, radicale: str
) -> None:
    where = f"{radicale}/ada/calendar/"
    add = AddEvent(hands.log, hands.times, Dav(account(radicale, "calendar")))
    done = await hands.do(
        "Add Coffee to my calendar on Tuesday at 15:00",
        add,
        title="Coffee",
        start="2026-12-01T15:00",
    )
    assert isinstance(done.what, Did), done.what
    assert "SUMMARY:Coffee" in kept(where)
    await hands.gate.undo(done.id)
    assert "SUMMARY:Coffee" not in kept(where)
    assert not [m async for m in hands.log.read(Wanted(kinds=("planned",)))]


async def test_a_server_that_refuses_keeps_nothing_here_either(hands: Hands, radicale: str) -> None:
    wrong = Dav(account(radicale, "calendar", "guess"))
    with pytest.raises(ToolError, match="doesn't know this name and password"):
        await wrong.check()
    failed = await hands.do(
        ADD, AddEvent(hands.log, hands.times, wrong), title="Coffee", start="2026-12-01T15:00",
    )  # fmt: skip
    assert isinstance(failed.what, Failed)
    assert "secret" not in failed.what.reason
    assert not [m async for m in hands.log.read(Wanted(kinds=("planned",)))]


async def test_people_are_found_by_name(hands: Hands, radicale: str) -> None:
    people(radicale, ("Mina Park", "mina@example.org", "010-1"), ("Jo", "jo@x.org", "2"))
    tool = FindContact(account(radicale, "people"))
    assert await hands.did("What is Mina's address?", tool, name="mina") == (
        "- Mina Park: mina@example.org; 010-1"
    )
    assert "nobody" in await hands.did("And <Eve>?", tool, name="<Eve>")

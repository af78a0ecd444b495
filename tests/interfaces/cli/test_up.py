"""`up`: the link, the page, a second one beside it, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from .conftest import Terminal, written

COMMAND = (sys.executable, "-c", "from alongside.life import main; main()")


class Refused(Exception):
    """The link opened no session."""


def enter(link: str) -> httpx.Client:
    """A client that came in by a link."""
    address, _, token = link.partition("/#link=")
    client = httpx.Client(base_url=address, headers={"Origin": address}, trust_env=False)
    answer = client.post("/api/v1/session", json={"link": token})
    if answer.status_code != 201:
        client.close()
        raise Refused(answer.text)
    client.headers["X-Alongside-Token"] = answer.json()["token"]
    return client


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_page_and_stops_in_order(terminal: Terminal, number: signal.Signals) -> None:
    with terminal.up() as (link, process):
        with closing(enter(link)) as client:
            assert client.get("/").status_code == 200
            assert client.get("/api/v1/status").status_code == 200
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in errors
        assert "recovery code" in errors
    assert not (terminal.home / "lives" / "me" / "running.json").exists()


@dataclass(frozen=True)
class Served:
    """A life of three notes that is served: the link its server printed, and what was recalled
    before it was."""

    terminal: Terminal
    link: str
    recalled: list[dict[str, Any]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For tests that take nothing from each other: starting a server is most of what they take."""
    folder = tmp_path_factory.mktemp("served")
    terminal = Terminal(folder / "home")
    terminal.run("import", str(written(folder / "notes")))
    recalled = terminal.json("recall", "tram")
    with terminal.up() as (link, _):
        yield Served(terminal, link, recalled)


def test_a_link_opens_one_session(served: Served) -> None:
    enter(served.link).close()
    with pytest.raises(Refused):
        enter(served.link)
    another = served.terminal.run("link").strip()
    assert another != served.link
    enter(another).close()


def test_a_second_one_prints_another_link_to_the_first(served: Served) -> None:
    told = served.terminal.run("up", "--no-browser")
    assert "running already" in told
    assert urlsplit(served.link).netloc in told


def test_what_is_asked_beside_it_goes_through_it(served: Served) -> None:
    found = served.terminal.json("recall", "tram")
    assert [one["id"] for one in found] == [one["id"] for one in served.recalled]
    assert found[0]["what"] == served.recalled[0]["what"]


def test_commands_beside_it_are_carried_out_in_it(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ship.md").write_text("The ferry to Barreiro leaves from Terreiro do Paço.")
    monkeypatch.chdir(tmp_path)
    terminal = served.terminal
    assert "1 moments added" in terminal.run("import", "ship.md")
    assert "Barreiro" in terminal.run("timeline")
    assert "No moment's id" in terminal.run("show", "zzz", fails=9)
    assert "Missing argument" in terminal.run("show", fails=2)
    assert all(check["sound"] for check in terminal.json("verify"))
    terminal.run("export", "out")
    assert (tmp_path / "out").is_dir()


def test_a_question_that_it_asks_is_answered_where_it_was_typed(served: Served) -> None:
    def forget(answer: str) -> subprocess.CompletedProcess[str]:
        words = [*COMMAND, "forget", "--query", "zanzibarian"]
        environment = served.terminal.environment()
        return subprocess.run(words, env=environment, input=answer, capture_output=True, text=True)

    assert forget("n\n").returncode == 0
    assert "zanzibarian" in served.terminal.run("timeline")
    told = forget("y\n")
    assert "Gone for good" in told.stdout
    assert "zanzibarian" not in served.terminal.run("timeline")


@pytest.mark.slow
def test_leaving_a_command_stops_it_there_and_nothing_else(lived: Terminal) -> None:
    with lived.up():
        with subprocess.Popen(
            [*COMMAND, "rehearse", "raise"],
            env=lived.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as talk:
            assert talk.stdout is not None
            next(line for line in talk.stdout if "the other:" in line)
            talk.kill()
        assert "Lisbon" in lived.run("timeline")


def test_what_needs_the_life_for_itself_says_who_has_it(served: Served) -> None:
    assert "alongside up" in served.terminal.run("key", "change", fails=3)


def test_without_one_there_is_no_link(terminal: Terminal) -> None:
    assert "alongside up" in terminal.run("link", fails=10)


@pytest.mark.slow
def test_what_a_killed_one_left_behind_is_no_server(lived: Terminal) -> None:
    with lived.up() as (_, process):
        process.kill()
        process.communicate()
        assert "isn't running" in lived.run("link", fails=10)
        assert "Lisbon" in lived.run("timeline")


def test_a_port_that_is_taken_is_said(lived: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = lived.run("up", "--no-browser", "--port", port, fails=1)
        assert f"Port {port} " in told
        assert len(told.strip().splitlines()) <= 2


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_brought_in(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number:04}.md").write_text(f"Note number {number} is about lanterns.")
    process = subprocess.Popen(
        [*COMMAND, "import", str(folder)],
        env=terminal.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wal = terminal.home / "lives" / "me" / "life.db-wal"
    while process.poll() is None and not (wal.exists() and wal.stat().st_size > 500_000):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert "Traceback" not in errors
    assert process.returncode in (0, 130)
    told = terminal.json("timeline", "--limit", "5000")
    kept = sum(each["what"]["kind"] == "noted" for each in told)
    again = terminal.json("import", str(folder), "--later")
    assert (again["added"], again["known"]) == (2000 - kept, kept)

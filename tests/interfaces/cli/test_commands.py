"""What the commands do and print."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from select import select
from termios import ECHO
from typing import TYPE_CHECKING

import pytest

from alongside.interfaces.api.devices import Devices
from alongside.interfaces.api.sessions import Sessions
from alongside.life import Lives
from alongside.log.kinds import Corrected
from alongside.log.moment import Draft

if TYPE_CHECKING:
    from .conftest import Terminal

COMMAND = (sys.executable, "-c", "from alongside.life import main; main()")


def test_version_and_help(terminal: Terminal) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", terminal.run("--version"))
    told = terminal.run("--help")
    for command in (
        *("up", "import", "ask", "recall", "timeline", "show", "forget", "export", "backup"),
        *("restore", "verify", "models", "key", "doctor", "bench", "link"),
    ):
        assert re.search(rf"^  {command} +\S", told, re.MULTILINE), command
        assert "Usage:" in terminal.run(command, "--help")


def test_an_import_is_told_is_idempotent_and_undone_as_one_act(
    terminal: Terminal, notes: Path
) -> None:
    first = terminal.json("import", str(notes))
    assert (first["added"], first["known"], first["failed"]) == (3, 0, 0)
    assert terminal.json("import", str(notes))["added"] == 0
    assert len(terminal.json("timeline")) == 3
    terminal.run("forget", "--import", first["import"], "--yes")
    assert terminal.json("timeline") == []


def test_the_timeline_is_of_the_time_named(lived: Terminal) -> None:
    (only,) = lived.json("timeline", "2 May 2024")
    assert only["what"]["title"] == "Sintra"
    assert "Sintra" in lived.run("timeline", "2 May 2024")
    assert "not a time" in lived.run("timeline", "gibberish", fails=2)
    assert "Nothing is kept from then" in lived.run("timeline", "3 March 1901")


def test_recall_says_what_and_why(lived: Terminal) -> None:
    first = lived.json("recall", "tram", "Alfama")[0]
    assert first["what"]["title"] == "Lisbon"
    assert any("Alfama" in why for why in first["why"])
    assert "tram to Alfama" in lived.run("recall", "tram")


def test_a_moment_is_shown_by_the_end_of_its_id(lived: Terminal) -> None:
    moment = lived.json("timeline", "2 May 2024")[0]["id"]
    shown = lived.json("show", moment[-8:])
    assert shown["id"] == moment
    assert [cause["what"]["kind"] for cause in shown["causes"]] == ["imported"]
    assert "pink and yellow" in lived.run("show", moment)


def test_a_corrected_moment_is_shown_in_the_words_put_right(
    lived: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = lived.json("timeline", "2 May 2024")[0]["id"]

    async def correct() -> None:
        async with Lives(lived.home).open("me") as life:
            (wrong,) = await life.log.get(moment)
            what = Corrected(text="The palace is blue and white.")
            draft = Draft(
                what=what, at=wrong.at, zone="UTC", source="app", trust=wrong.trust,
                because=(moment,),
            )  # fmt: skip
            await life.log.append(draft)

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    asyncio.run(correct())
    told, _, recorded = lived.run("show", moment).partition("As recorded:")
    assert "blue and white" in told
    assert "pink and yellow" in recorded
    assert lived.json("show", moment)["what"]["text"] == "The palace is blue and white."
    assert lived.json("recall", "palace")[0]["what"]["text"] == "The palace is blue and white."
    assert "pink" not in lived.run("timeline")
    assert all(check["sound"] for check in lived.json("verify"))


def test_a_part_of_an_id_that_means_several_moments_means_none(lived: Terminal) -> None:
    shared = lived.json("timeline")[0]["id"][:4]
    assert "More than one" in lived.run("show", shared, fails=9)
    assert "More than one" in lived.run("forget", shared, "--yes", fails=9)
    assert "No moment" in lived.run("show", "%", fails=9)
    assert len(lived.json("timeline")) == 3


def test_forgetting_shows_first_and_takes_only_what_was_named(lived: Terminal) -> None:
    would = lived.json("forget", "--query", "melonfish")
    assert would["forgotten"] == 0
    assert len(would["would_forget"]) == 1
    assert len(lived.json("timeline")) == 3
    assert lived.json("forget", "--query", "melonfish", "--yes")["forgotten"] == 1
    assert {m["what"]["title"] for m in lived.json("timeline")} == {"Lisbon", "Sintra"}


def test_forgetting_nothing_in_particular_is_refused(lived: Terminal) -> None:
    assert "say what to forget" in lived.run("forget", "--yes", fails=2)
    assert "say what to forget" in lived.run("forget", "abc", "--query", "x", "--yes", fails=2)


def test_an_export_makes_an_equal_life(lived: Terminal, tmp_path: Path) -> None:
    lived.run("export", str(tmp_path / "out.zip"))
    lived.run("--life", "other", "restore", str(tmp_path / "out.zip"))
    assert lived.json("--life", "other", "timeline") == lived.json("timeline")
    assert "left as it is" in lived.run("restore", str(tmp_path / "out.zip"), fails=7)


def test_a_backup_is_restored(lived: Terminal, tmp_path: Path) -> None:
    lived.run("backup", str(tmp_path / "backup"))
    lived.run("--life", "again", "restore", str(tmp_path / "backup"))
    assert lived.json("--life", "again", "timeline") == lived.json("timeline")
    assert "left as it is" in lived.run("restore", str(tmp_path / "backup"), fails=7)


def test_junk_is_not_restored(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(b"junk")
    assert "junk" in terminal.run("restore", str(tmp_path / "junk"), fails=7)
    assert not (terminal.home / "lives" / "me").exists()


def test_verify_finds_damage(lived: Terminal) -> None:
    assert all(check["sound"] for check in lived.json("verify"))
    path = lived.home / "lives" / "me" / "life.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    code, printed, errors = lived.command("verify")
    assert (code, "NO" in printed) == (1, True) or (code, "damaged" in errors) == (7, True)


def test_where_there_is_no_life_none_is_made_by_looking(terminal: Terminal) -> None:
    for words in (("timeline",), ("ask", "who?"), ("verify",), ("key", "status")):
        assert "no life" in terminal.run(*words, fails=7)
    assert not (terminal.home / "lives").exists()


def test_a_life_has_a_name_not_a_path(terminal: Terminal) -> None:
    for name in ("../me", "a/b", "", ".."):
        terminal.run("--life", name, "timeline", fails=2)


def test_a_passphrase_opens_the_life(lived: Terminal) -> None:
    status, told = _typed(lived, ["key", "passphrase"], "correct horse\ncorrect horse\n")
    assert status == 0, told
    assert "ALONGSIDE_PASSPHRASE" in lived.run("timeline", fails=4)
    assert "does not open" in lived.run("timeline", fails=4, ALONGSIDE_PASSPHRASE="wrong")
    assert "Lisbon" in lived.run("timeline", ALONGSIDE_PASSPHRASE="correct horse")
    status, told = _typed(lived, ["timeline"], "correct horse\n")
    assert status == 0
    assert "Lisbon" in told
    assert "correct horse" not in told


def test_the_warning_about_the_key_is_told_where_keys_are_dealt_with(lived: Terminal) -> None:
    assert "whoever copies" in lived.json("key", "status")["warning"]
    assert any("whoever copies" in one["note"] for one in lived.json("doctor")["findings"])
    assert lived.command("timeline")[2] == ""


def test_a_fresh_recovery_code_opens_the_life(lived: Terminal) -> None:
    code = lived.json("key", "recovery")["recovery"]
    assert "Lisbon" in lived.run("timeline", ALONGSIDE_RECOVERY=code)


def test_the_key_is_changed_and_what_is_connected_stays(lived: Terminal) -> None:
    lived.run("connect", "search", "http://127.0.0.1:9")
    folder = lived.home / "lives" / "me"
    before = (folder / "keys.json").read_bytes()
    asyncio.run(Sessions(folder / "sessions.json").open("kitchen"))
    asyncio.run(Devices(folder / "devices.json").pair("lens"))
    assert lived.json("key", "change")["recovery"]
    assert (folder / "keys.json").read_bytes() != before
    assert Sessions(folder / "sessions.json").all() == ()
    assert asyncio.run(Devices(folder / "devices.json").all()) == ()
    assert "Lisbon" in lived.run("timeline")
    assert "http://127.0.0.1:9" in lived.run("connect", "list")


def test_the_doctor_names_what_mends(terminal: Terminal) -> None:
    findings = terminal.json("doctor")["findings"]
    chat = next(one for one in findings if one["what"] == "model: chat")
    assert not chat["well"]
    assert "alongside models get" in chat["mend"]


def test_settings_that_cannot_be_read_are_said(lived: Terminal) -> None:
    path = lived.home / "lives" / "me" / "config.toml"
    path.write_text("name = [")
    assert str(path) in lived.run("timeline", fails=8)


def test_rules_of_ones_own_are_shown_and_what_is_wrong_with_them_said(lived: Terminal) -> None:
    path = lived.home / "lives" / "me" / "rules.toml"
    path.write_text(
        '[budgets]\nmoney = 20\n[[rules]]\nname = "no shell"\nthen = "deny"\ntool = "sh*"\n'
    )
    told = lived.json("gate", "rules")
    assert told["budgets"]["money"] == 20
    assert [(rule["name"], rule["then"]) for rule in told["rules"]] == [("no shell", "deny")]
    path.write_text('[[rules]]\nname = "all"\nthen = "allow"\n')
    said = lived.run("gate", "rules", fails=12)
    assert str(path) in said
    assert "one tool" in said


def test_a_disk_that_refuses_is_a_line(lived: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = lived.run("export", str(tmp_path / "file" / "out"), fails=1)
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_are_completed(terminal: Terminal, shell: str) -> None:
    assert "alongside" in terminal.run("--show-completion", SHELL=f"/bin/{shell}").lower()


@pytest.mark.slow
def test_a_secret_is_asked_for_once_where_the_command_was_typed(terminal: Terminal) -> None:
    nowhere = ("--imap", "127.0.0.1:9", "--smtp", "127.0.0.1:9")
    words = ["connect", "mail", "ada@example.org", *nowhere]
    with terminal.up():
        code, shown = _typed(terminal, words, "hunter2\n")
    assert code == 2
    assert shown.count("Password") == 1
    assert "hunter2" not in shown
    assert "didn't answer as a mailbox does" in " ".join(shown.split())


def _typed(terminal: Terminal, words: list[str], keys: str) -> tuple[int, str]:
    """The exit code and the screen after a person typed, in a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words],
        env=terminal.environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = b""
        for key in keys.splitlines(keepends=True):
            while b":" not in shown.rpartition(b"\n")[2] or termios.tcgetattr(ours)[3] & ECHO:
                shown += os.read(ours, 4096) if select([ours], [], [], 0.05)[0] else b""
            os.write(ours, key.encode())
            shown += b"\n"
        shown += _rest(ours)
    os.close(ours)
    return process.returncode, shown.decode()


def _rest(screen: int) -> bytes:
    shown = b""
    try:
        while read := os.read(screen, 4096):
            shown += read
    except OSError:  # Linux says so when the other side has closed
        return shown
    return shown


def test_write_shows_the_voice_and_says_what_it_needs(lived: Terminal) -> None:
    voice = lived.json("write", "--voice")
    assert (voice["texts"], voice["language"]) == (3, "en")
    made = lived.json("write", "about", "the", "tram", "--kind", "message")
    assert "tram to Alfama" in made["passages"][0]["quote"]
    assert "language model" in made["needs"]
    shown = lived.run("write", "--text", made["text"]["id"])
    assert "Written after your own words" in shown
    assert "no kind" in lived.run("write", "x", "--kind", "novel", fails=2)
    assert "which text" in lived.run("write", "--change", "shorter", fails=2)

"""`alongside models`, as a person and a program run it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import typer
from typer.testing import CliRunner, Result

from alongside import config
from alongside.config import Server
from alongside.interfaces.cli import models as commands
from alongside.interfaces.cli import terminal as shared
from alongside.models.discover import FoundServer

MODELS = ("minilm-l6-v2", "qwen2.5-coder-0.5b-instruct")


@dataclass
class Home:
    """A folder of lives, none of which is opened here."""

    folder: Path

    def of(self, name: str) -> Path:
        return self.folder / "lives" / name


@dataclass
class Terminal:
    """Runs commands on a life of its own, with no weights on the machine."""

    home: Home

    @property
    def config(self) -> Path:
        return self.home.of("me") / "config.toml"

    def run(self, *arguments: str) -> Result:
        main = typer.Typer()

        @main.callback()
        def begin(context: typer.Context) -> None:
            context.obj = shared.Session(cast("shared.Home", self.home), "me")

        main.add_typer(commands.app, name="models")
        return CliRunner().invoke(main, ["models", *arguments], env={"COLUMNS": "160"})

    def json(self, *arguments: str) -> Any:
        result = self.run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    async def none_running() -> tuple[FoundServer, ...]:
        return ()

    monkeypatch.setenv("ALONGSIDE_MODELS", str(tmp_path / "weights"))
    monkeypatch.setattr(commands, "discover", none_running)
    return Terminal(Home(tmp_path / "home"))


def test_the_list_shows_what_this_machine_can_carry(terminal: Terminal) -> None:
    listed = terminal.run("list", "embed").stdout
    assert "minilm-l6-v2" in listed
    assert "whisper-base" not in listed
    told = terminal.json("list")
    assert told["machine"]["memory"] > 0
    by_name = {model["name"]: model for model in told["models"]}
    assert by_name["minilm-l6-v2"]["licence"] == "Apache-2.0"
    assert not by_name["minilm-l6-v2"]["here"]
    assert by_name["wordllama"]["here"]
    fitting = terminal.json("list", "chat", "--fitting")["models"]
    assert {model["fit"] for model in fitting} <= {"good", "tight", "unknown"}


def test_get_says_what_is_wrong_in_one_line(terminal: Terminal, shelf: Any) -> None:
    for arguments, said in (
        (["get", "nothing"], "no model nothing"),
        (["get"], "Say which model"),
        (["get", "centerface"], "could not be fetched"),
    ):
        result = terminal.run(*arguments)
        assert result.exit_code == 1
        assert said in result.stderr
        assert "Traceback" not in result.output


def test_what_is_chosen_is_kept(terminal: Terminal) -> None:
    terminal.run("servers", "--add", "ollama", "http://127.0.0.1:11434/v1/", "--model", "llama3.2")
    result = terminal.run("use", "chat", "server:ollama", "server:ollama/qwen3:4b")
    assert result.exit_code == 0, result.output
    kept = config.load(terminal.config)
    assert kept.models == {"chat": ("server:ollama", "server:ollama/qwen3:4b")}
    assert kept.servers == {"ollama": Server("http://127.0.0.1:11434/v1", "llama3.2")}
    assert terminal.json("servers")["settings"]["ollama"]["model"] == "llama3.2"


def test_a_remote_choice_is_said_to_be_remote(terminal: Terminal) -> None:
    terminal.run("servers", "--add", "away", "https://llm.example.com/v1", "--model", "large")
    result = terminal.run("use", "chat", "server:away")
    assert "not on this machine" in result.stderr
    assert "remote" in terminal.run("servers").stdout


def test_a_running_server_can_be_used_at_once(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one_running() -> tuple[FoundServer, ...]:
        return (
            FoundServer(name="ollama", url="http://127.0.0.1:11434/v1", models=("llama3.2:3b",)),
        )

    monkeypatch.setattr(commands, "discover", one_running)
    assert "llama3.2:3b" in terminal.run("servers").stdout
    assert terminal.run("use", "chat", "server:ollama/llama3.2:3b").exit_code == 0
    assert config.load(terminal.config).servers["ollama"].url == "http://127.0.0.1:11434/v1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["use", "chat", "minilm-l6-v2"], "can't be used here for chat"),
        (["use", "chat", "qwen2.5-coder-0.5b-instruct"], "alongside models get"),
        (["use", "singing", "minilm-l6-v2"], "no role singing"),
        (["use", "chat", "server:gone/m"], "no server gone"),
    ],
)
def test_a_choice_that_can_not_be_changes_nothing(
    terminal: Terminal, arguments: list[str], said: str
) -> None:
    result = terminal.run(*arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not terminal.config.exists()


def test_settings_that_can_not_be_read_are_left_alone(terminal: Terminal) -> None:
    terminal.config.parent.mkdir(parents=True)
    terminal.config.write_text("name = [")
    result = terminal.run("use", "embed", "wordllama")
    assert result.exit_code == 1
    assert "left as it is" in result.stderr
    assert terminal.config.read_text() == "name = ["


def test_a_model_is_tried_and_measured(terminal: Terminal) -> None:
    (tried,) = terminal.json("test", "embed", "--model", "wordllama")
    assert tried["model"] == "embedded:wordllama"
    assert tried["trial"]["works"]
    assert tried["trial"]["rate"] > 0
    missing = terminal.run("test", "chat")
    assert missing.exit_code == 1
    assert "alongside models get" in missing.stdout.replace("\n", " ")

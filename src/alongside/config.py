"""What a person sets: `config.toml` in their life's folder, as frozen values."""

from __future__ import annotations

from pathlib import Path

import msgspec
import tomli_w

MODEL_DEFAULTS: dict[str, tuple[str, ...]] = {
    "chat": ("embedded:qwen2.5-coder-1.5b-instruct",),
    "embed": ("embedded:minilm-l6-v2",),
    "hear": ("embedded:whisper-base",),
    "read": ("embedded:pp-ocr",),
    "see": ("embedded:nanodet",),
    "faces": ("embedded:centerface",),
    "sounds": ("embedded:yamnet",),
    "voices": ("embedded:resemblyzer",),
}
"""For each role the models to use, the first that works first."""


class Server(msgspec.Struct, frozen=True, omit_defaults=True):
    """An OpenAI-compatible server; its key lies in the keyring or the life, never here."""

    url: str
    model: str = ""


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """`name` and `aliases` are how the person is called in chats, `zone` is an IANA name."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    zone: str = ""
    language: str = ""
    models: dict[str, tuple[str, ...]] = {}
    servers: dict[str, Server] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What the person is called, the name to use first; empty where they didn't say."""
        return tuple(name for name in (self.name, *self.aliases) if name)

    def chosen(self, role: str) -> tuple[str, ...]:
        """The models for a role, the first choice first."""
        return self.models.get(role) or MODEL_DEFAULTS.get(role, ())


class ConfigError(ValueError):
    """The file can't be read as settings; the message names the file, the place and the reason."""


def load(path: Path) -> Config:
    """The settings in `path`, all defaults where there is no file. Raises `ConfigError`."""
    if not path.exists():
        return Config()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Config)
    except msgspec.DecodeError as error:
        raise ConfigError(f"{path}: {error}. The file was left as it is.") from error


def save(path: Path, config: Config) -> None:
    """Write the settings whole or not at all."""
    text = tomli_w.dumps(msgspec.to_builtins(config))
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)

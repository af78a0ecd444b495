"""What a person sets: `config.toml` in their life's folder, as frozen values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
import tomli_w
from msgspec import Meta

MODEL_DEFAULTS: dict[str, tuple[str, ...]] = {
    "chat": ("embedded:qwen2.5-coder-1.5b-instruct",),
    "embed": ("embedded:minilm-l6-v2",),
    "hear": ("embedded:whisper-base",),
    "read": ("embedded:pp-ocr",),
    "see": ("embedded:nanodet",),
    "faces": ("embedded:centerface",),
    "who": ("embedded:dlib-face",),
    "sounds": ("embedded:yamnet",),
    "voices": ("embedded:resemblyzer",),
    "turns": ("embedded:smart-turn",),
    "speak": ("embedded:hibari", "embedded:espeak-ng"),
}
"""For each role the models to use, the first that works first."""


class Server(msgspec.Struct, frozen=True, omit_defaults=True):
    """An OpenAI-compatible server; its key lies in the keyring or the life, never here."""

    url: str
    model: str = ""


Keep = Literal["everything", "transcripts", "ask", "nothing"]
"""What may be kept of others, from the mildest rule to the strictest.

`everything` is pictures with faces blurred, and words; `transcripts` is words alone; `ask` is
nothing until everyone present has agreed.
"""
FOR_EVER = 0
RETENTION = {
    "frames": 30,
    "captures": FOR_EVER,
    "audio": 7,
    "transcripts": FOR_EVER,
    "mails": FOR_EVER,
}
"""For how many days each sense's moments are kept."""


Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Annotated[int, Meta(ge=0, le=6)]


class PrivatePlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """Within `radius` metres of these WGS 84 degrees, only this is kept."""

    name: str
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    radius: Annotated[float, Meta(gt=0)] = 100.0
    keep: Keep = "nothing"


class PrivateTime(msgspec.Struct, frozen=True, omit_defaults=True):
    """From `start` until `end` on the wall clock (HH:MM, over midnight too), only this is kept.

    `days` are the weekdays on which it starts, 0 for Monday; none means every day.
    """

    start: Clock
    end: Clock
    days: tuple[Weekday, ...] = ()
    keep: Keep = "nothing"


class Privacy(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the senses may keep. `keep` is the rule where no other is stricter.

    `region` is the country whose law holds where the place doesn't tell. `sound` keeps recordings
    beside the words. `days` says for how long each sense is kept, in place of `RETENTION`.
    """

    keep: Keep = "everything"
    region: str = ""
    places: tuple[PrivatePlace, ...] = ()
    times: tuple[PrivateTime, ...] = ()
    sound: bool = False
    days: dict[str, Annotated[int, Meta(ge=0)]] = {}

    def kept_for(self, sense: str) -> int:
        """Days that a sense's moments are kept, `FOR_EVER` for no end."""
        return self.days.get(sense, RETENTION[sense])


class Proactive(msgspec.Struct, frozen=True, omit_defaults=True):
    """What may be said unasked: how often, when not, when briefs come, and what a push shows.

    Times are of the wall clock, `HH:MM`; a brief without a time isn't written. `tokens` are what
    models may take a day for what nobody asked for, and without `on_battery` they rest on one.
    """

    on: bool = True
    budget: int = 5
    quiet_from: str = "22:00"
    quiet_until: str = "07:30"
    morning: str = "07:30"
    evening: str = "20:30"
    push: Literal["nothing", "kind", "words"] = "nothing"
    mood: bool = False
    worded: bool = False
    tokens: int = 200_000
    on_battery: bool = False


class GoalHours(msgspec.Struct, frozen=True, omit_defaults=True):
    """When there is time for goals: between two hours of the wall clock, so many minutes a day.

    `rest` are the weekdays, 0 for Monday, on which nothing is planned for them.
    """

    since: Clock = "09:00"
    until: Clock = "21:00"
    minutes: Annotated[int, Meta(ge=0, le=720)] = 90
    rest: tuple[Weekday, ...] = (6,)


class Voice(msgspec.Struct, frozen=True, omit_defaults=True):
    """How we speak and are called: a voice's `name`, its `speed` (1 its own), the `wake` word."""

    name: str = ""
    speed: Annotated[float, Meta(ge=0.5, le=2.0)] = 1.0
    wake: str = ""


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """`name` and `aliases` are how the person is called in chats, `zone` is an IANA name.

    `folders` are those whose files tools may list, read and add to.
    """

    name: str = ""
    aliases: tuple[str, ...] = ()
    zone: str = ""
    language: str = ""
    models: dict[str, tuple[str, ...]] = {}
    servers: dict[str, Server] = {}
    privacy: Privacy = Privacy()
    proactive: Proactive = Proactive()
    voice: Voice = Voice()
    folders: tuple[str, ...] = ()
    goals: GoalHours = GoalHours()

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

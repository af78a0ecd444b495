"""The agents of the person's team: who they are, what they may do, what they said and handed on."""

from __future__ import annotations

from typing import Literal

from alongside.log.kinds.parts import Cite
from alongside.log.kinds.what import What

Origin = Literal["gallery", "own", "imported"]


class Appointed(What, frozen=True, kw_only=True, tag="appointed"):
    """An agent as its Markdown file describes it; the latest of a `handle` stands.

    It may do nothing by this alone: rights are granted.
    """

    handle: str
    name: str
    text: str
    origin: Origin = "own"

    @property
    def words(self) -> str:
        return self.text


class Granted(What, frozen=True, kw_only=True, tag="granted"):
    """The person gives rights to one version of an agent, the moment `agent`; the latest stands.

    `reads` are the parts of the life that it may read ("notes", "*" for all), `sources` narrow them
    to what came from there (none: from anywhere), `tools` are those that it may use, and `wakes`
    says whether it may work unasked.
    """

    agent: str
    reads: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    wakes: bool = False


class Retired(What, frozen=True, kw_only=True, tag="retired"):
    """The person takes the agent with this `handle` off the team."""

    handle: str


class Consulted(What, frozen=True, kw_only=True, tag="consulted"):
    """The person asks agents, by their handles, something."""

    text: str
    agents: tuple[str, ...]

    @property
    def words(self) -> str:
        return self.text


class Advised(What, frozen=True, kw_only=True, tag="advised"):
    """What an agent says to what it was asked (the first of its causes), or on waking.

    `cites` are the moments that it stands on; what stands on none is in the spans `unsupported`.
    `model` is empty where code wrote it, and `tokens` are what it took, about.
    """

    agent: str
    name: str
    text: str
    cites: tuple[Cite, ...] = ()
    unsupported: tuple[tuple[int, int], ...] = ()
    model: str = ""
    tokens: int = 0
    day: str = ""

    @property
    def words(self) -> str:
        return self.text


class Handed(What, frozen=True, kw_only=True, tag="handed"):
    """An agent hands the task in `because` to another, and says what is left to do."""

    by: str
    to: str
    text: str

    @property
    def words(self) -> str:
        return self.text


class Reported(What, frozen=True, kw_only=True, tag="reported"):
    """What the team did on a `day` (ISO 8601), in `steps` acts and about so many `tokens`."""

    day: str
    text: str
    steps: int = 0
    tokens: int = 0

    @property
    def words(self) -> str:
        return self.text

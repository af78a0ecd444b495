"""Grounds: what an act stands on, computed from the words that came in and never by a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alongside.gate.act import Act
from alongside.gate.arguments import Argument, arguments
from alongside.gate.flowing import Flow, flows
from alongside.gate.intent import looks_into_mail, reads_own, serves
from alongside.gate.normal import folded
from alongside.gate.setting import Setting, poisons
from alongside.gate.standing import Standing, standing
from alongside.gate.tool import ToolSpec
from alongside.gate.values import kind_of, numbers
from alongside.gate.written import LIMITS, NONE, OwnRules
from alongside.log.kinds import Permitted
from alongside.log.kinds.acts import Cost, Ground
from alongside.views.team import Member


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What rules judge an act by.

    `spec` is None for a tool that nobody knows, `asked` whether the person's words ask for what it
    does, `planned` whether the plan names it. `own` are the person's own rules, `own_error` says
    why they can't be read, and `now` is the time on their wall. `member` is the agent of the team
    that wants it, where one does.
    """

    spec: ToolSpec | None = None
    setting: Setting | None = None
    asked: bool = False
    planned: bool = False
    standings: tuple[Standing, ...] = ()
    flows: tuple[Flow, ...] = ()
    costs: tuple[Cost, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)
    permits: tuple[Permitted, ...] = ()
    halted: bool = False
    poisoned: bool = False
    limits: Mapping[str, float] = field(default_factory=lambda: LIMITS)
    own: OwnRules = NONE
    own_error: str = ""
    now: datetime | None = None
    member: Member | None = None

    @property
    def arguments(self) -> Mapping[str, Ground]:
        return {one.argument.path: one.ground for one in self.standings if not one.argument.within}

    @property
    def request(self) -> str:
        return self.setting.request.text if self.setting else ""

    @property
    def closed(self) -> bool:
        """Whether nobody else learns of it."""
        return self.spec is not None and self.spec.hints.open_world is False and not any(
            kind_of(folded(one.argument.text)) in ("email", "url", "phone")
            for one in self.standings
        )  # fmt: skip

    @property
    def grave(self) -> bool:
        """Whether it may be one that can't be undone."""
        hints = self.spec.hints if self.spec else None
        return hints is None or bool(hints.pays) or hints.destructive is not False


def grounds(act: Act, setting: Setting) -> Grounds:
    """The grounds of an act in its setting. Pure: the same always gives the same."""
    spec = setting.tools.get(act.tool)
    given = list(arguments(act.arguments, spec.parameters if spec else {}))
    return Grounds(
        spec=spec,
        setting=setting,
        asked=spec is not None and serves(spec, setting.request.text),
        planned=act.tool in setting.meant,
        standings=tuple(standing(one, setting) for one in given),
        flows=tuple(
            flows(
                given,
                setting.request,
                setting.records,
                setting.read,
                setting.ordered,
                () if setting.hands_over else setting.apart,
                spec is not None and reads_own(spec),
                spec is not None and looks_into_mail(spec),
            )
        ),
        costs=tuple(costs(spec, given)),
        poisoned=spec is not None and poisons(spec),
    )


def costs(spec: ToolSpec | None, given: Sequence[Argument]) -> Iterator[Cost]:
    """What an act takes of the budgets."""
    yield Cost("calls", 1)
    if spec is None:
        return
    if spec.hints.pays:
        amounts = [n for one in given if one.role == "amount" for n in numbers(folded(one.text))]
        yield Cost("money", max(amounts, default=0.0))
    if any(one.role == "target" for one in given) and not spec.hints.read_only:
        yield Cost("messages", 1)

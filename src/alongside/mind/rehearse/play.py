"""How the partner of a rehearsal plays: a state, and the move that follows from the last turn.

Code alone holds the state and chooses the move, so that the partner keeps its interests, its limit
and its temper whatever model words it. Each turn of the person earns or costs: what a partner
grants next has a price in what was earned. What was granted isn't taken back, and never goes past
the scene's limit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from alongside.log.kinds import Staged
from alongside.mind.rehearse.acts import Act, Heard, heard
from alongside.mind.rehearse.scenes import SHOWN, Part, Scene, lines

Move = Literal[
    "open", "ask", "refuse", "counter", "deflect", "reveal", "concede", "soften", "defend",
    "escalate", "wait", "fill", "interrupted", "accept", "leave", "show",
]  # fmt: skip
Outcome = Literal["agreed", "part", "refused", "left", ""]

EARNS: dict[Act, float] = {
    "validation": 0.8, "empathy": 0.5, "open_question": 0.6, "observation": 0.5, "feeling": 0.6,
    "need": 0.5, "request": 0.5, "reason": 0.6, "offer": 0.4, "apology": 0.7,
    "self_disclosure": 0.3,
    "coordination": 0.5, "concession": 0.4, "commitment": 0.6, "thanks": 0.2, "praise": 0.3,
}  # fmt: skip
COSTS: dict[Act, float] = {
    "blame": 1.0, "contempt": 1.6, "threat": 1.2, "defensiveness": 0.6, "pressure": 0.6,
    "stonewalling": 0.8, "hedge": 0.25, "undervaluing": 0.7,
}  # fmt: skip
MOST_A_TURN = 1.6
SILENT, INTERRUPTING = 0.3, 0.7
PRICES = {1: 1.0, 2: 1.5, 3: 2.1}
"""What the first step costs, by how hard it is made; each further step costs a quarter more."""
_THANKS = {"en": "Thank you for hearing me out.", "ko": "끝까지 들어 줘서 고마워요."}
COLD, LEAVING = -0.5, -1.0
PATIENCE = {1: 4, 2: 3, 3: 2}
"""So many harsh turns, and the partner leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the talk stands for the partner.

    `warmth` lies in -1..1. `earned` is what the person has earned since the last step was granted,
    `granted` how many steps were, `told` how many interests. `outcome` is empty until the talk is
    over. `silences` and `harsh` count the person's. `shown` are the examples that a partner in the
    person's part has given.
    """

    turn: int = 0
    warmth: float = 0.0
    earned: float = 0.0
    granted: int = 0
    told: int = 0
    silences: int = 0
    harsh: int = 0
    asked: int = 0
    shown: tuple[str, ...] = ()
    last: Move = "open"
    outcome: Outcome = ""

    @property
    def over(self) -> bool:
        return bool(self.outcome)


def worth(said: Heard, scene: Scene, *, interrupting: bool) -> float:
    """What a turn earns in a scene, or costs where it is negative."""
    if "silence" in said.acts:
        return -SILENT
    more = sum(value for act, value in scene.earns.items() if act in said.acts)
    good = min(MOST_A_TURN, more + sum(v for act, v in EARNS.items() if act in said.acts))
    bad = sum(value for act, value in COSTS.items() if act in said.acts)
    return (good if bad < 1 else good * 0.3) - bad - (INTERRUPTING if interrupting else 0)


def begun(staged: Staged) -> State:
    """The state as the talk is opened. Who has the person's part opens with an example."""
    return State(shown=("observation",) if staged.swapped else ())


def price(staged: Staged, granted: int) -> float:
    """What the next step costs."""
    return PRICES[min(3, max(1, staged.difficulty))] * (1 + 0.25 * granted)


def step(
    staged: Staged, scene: Scene, state: State, text: str, *, interrupting: bool = False
) -> State:
    """The state after a turn of the person; its `last` is the move that the partner makes."""
    if state.over:
        return state
    said = heard(text)
    if staged.swapped:
        return _swapped(state, said)
    value = worth(said, scene, interrupting=interrupting)
    silent = "silence" in said.acts
    now = replace(
        state,
        turn=state.turn + 1,
        warmth=max(-1.0, min(1.0, state.warmth * 0.9 + value * 0.28)),
        earned=max(-1.0, state.earned + value),
        silences=state.silences + silent,
        harsh=state.harsh + (value <= -0.8),
    )
    move = _move(staged, scene, now, said, value, interrupting=interrupting)
    return _after(staged, scene, now, move)


def _swapped(state: State, said: Heard) -> State:
    """The partner has the person's part: it shows how a hard talk can be led, part by part."""
    left = [act for act in SHOWN if act not in state.shown]
    if not left or ("agreement" in said.acts and "request" in state.shown):
        return replace(state, turn=state.turn + 1, last="accept", outcome="agreed")
    moved = {"refusal", "blame", "feeling", "defensiveness", "question"} & said.acts
    act = "validation" if moved and "validation" in left else left[0]
    return replace(state, turn=state.turn + 1, last="show", shown=(*state.shown, act))


def _move(
    staged: Staged, scene: Scene, now: State, said: Heard, value: float, *, interrupting: bool
) -> Move:
    """The first of these that fits."""
    acts = said.acts
    limit = scene.limit(staged.difficulty)
    if now.harsh >= PATIENCE[min(3, max(1, staged.difficulty))] or now.warmth <= LEAVING:
        return "leave"
    if "silence" in acts:
        return "wait" if now.silences % 2 else "fill"
    if interrupting and value < 0:
        return "interrupted"
    if {"contempt", "threat"} & acts:
        return "escalate"
    if {"blame", "defensiveness"} & acts and value < 0:
        return "defend"
    if _closes(acts) and now.granted and (now.granted >= limit or "request" not in acts):
        return "accept"
    if now.earned >= price(staged, now.granted) and now.granted < limit and now.warmth > COLD:
        return "concede"
    if now.granted >= limit and {"offer", "concession"} & acts and value > 0:
        return "accept" if now.warmth > 0.3 else "counter"
    if "open_question" in acts and now.told < len(scene.en.interests):
        return "reveal"
    if now.granted >= limit and now.turn % 2 and value > 0 and now.warmth > 0.3:
        return "accept"
    move = _steady(now, acts, value)
    return "ask" if move == "counter" and scene.kind == "talk" else move


def _steady(now: State, acts: frozenset[Act], value: float) -> Move:
    """What the partner does where nothing has moved."""
    wants = bool({"request", "offer", "pressure"} & acts)
    if now.last != "soften" and value >= 0.7 and {"validation", "apology", "empathy"} & acts:
        return "soften"
    if now.warmth < COLD:
        return "refuse" if now.last != "refuse" else "deflect"
    if wants and now.last not in ("ask", "refuse", "counter"):
        return "refuse" if value < 0.5 else "ask"
    if now.last == "ask":
        return "counter" if now.granted else "deflect" if value < 0.3 else "refuse"
    return "counter" if wants and now.granted and now.last != "counter" else "ask"


def _closes(acts: frozenset[Act]) -> bool:
    """Whether the person takes what lies on the table."""
    return bool({"agreement", "thanks"} & acts) and not {"refusal", "blame", "question"} & acts


def _after(staged: Staged, scene: Scene, now: State, move: Move) -> State:
    """The state once the move is made."""
    limit = scene.limit(staged.difficulty)
    if move == "concede":
        left = max(0.0, now.earned - price(staged, now.granted))
        return replace(now, last=move, granted=min(limit, now.granted + 1), earned=left)
    if move == "reveal":
        return replace(now, last=move, told=now.told + 1, earned=now.earned + 0.2)
    if move == "accept":
        whole = now.granted >= len(scene.en.steps)
        return replace(now, last=move, outcome="agreed" if whole else "part")
    if move == "leave":
        return replace(now, last=move, outcome="left")
    return replace(now, last=move, asked=now.asked + (move == "ask"))


def told(staged: Staged, part: Part, state: State) -> str:
    """The words of the scene for the move that was made: what a model may only say otherwise."""
    move, granted = state.last, state.granted
    if move == "open":
        return part.open if not staged.swapped else part.show["observation"]
    if move == "show":
        return part.show[state.shown[-1]]
    if staged.swapped:
        return _THANKS[staged.language]
    if move == "concede":
        return part.steps[granted - 1]
    if move == "reveal":
        return part.interests[state.told - 1]
    if move == "accept":
        return part.accept
    if move == "leave":
        return part.leave
    if move == "counter" and not granted:
        return _pick(part.refuse, staged, state)
    if move in ("ask", "refuse", "deflect"):
        own = {"ask": part.ask, "refuse": part.refuse, "deflect": part.deflect}[move]
        return _pick(own, staged, state)
    line = _pick(lines()[_spoken(staged, part)][move], staged, state)
    return line.replace("{step}", part.steps[granted - 1]) if granted else line


def _spoken(staged: Staged, part: Part) -> str:
    return f"{staged.language}_casual" if part.casual else staged.language


def _pick(choices: Sequence[str], staged: Staged, state: State) -> str:
    """One of the lines: the same at the same turn of the same rehearsal, another the next time."""
    if state.last == "ask":
        return choices[(staged.seed + state.asked - 1) % len(choices)]
    key = f"{staged.seed}/{state.last}".encode()
    start = int.from_bytes(hashlib.sha256(key).digest()[:4], "big")
    return choices[(start + state.turn) % len(choices)]

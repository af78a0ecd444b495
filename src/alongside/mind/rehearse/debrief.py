"""What helped and what hurt in a rehearsal, on published rubrics, with the person's own lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.log.kinds import Debriefed, Staged, Told
from alongside.mind.rehearse.acts import Act, heard, quote
from alongside.mind.rehearse.play import COSTS, EARNS, State, worth
from alongside.mind.rehearse.rubric import behaviour
from alongside.mind.rehearse.scenes import SHOWN, Part, Scene

LINES = 3
NVC: tuple[Act, ...] = ("observation", "feeling", "need", "request")
"""The parts of nonviolent communication."""
HORSEMEN: tuple[Act, ...] = ("blame", "contempt", "defensiveness", "stonewalling")
"""Gottman's four; blame is what he calls criticism."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn of either: its moment's id, who spoke, what, and whether it cut the other off."""

    id: str
    by: str
    text: str
    interrupting: bool = False


def debrief(staged: Staged, scene: Scene, state: State, turns: Sequence[Spoken]) -> Debriefed:
    """The debrief of the talk that these turns were, which ended in `state`."""
    part = scene.part(staged.language)
    mine = [turn for turn in turns if turn.by == "me"]
    reached = state.granted / scene.limit(staged.difficulty)
    scores = _scores(turns, mine, state, scene, reached)
    plan = _plan(mine)
    helped = _lines(mine, scene, helping=True)
    return Debriefed(
        outcome=state.outcome or ("part" if state.granted else "refused"),
        reached=round(reached, 3),
        scores=scores,
        helped=helped,
        hurt=_lines(mine, scene, helping=False),
        take=_take(part, plan, helped),
        plan=plan,
    )


def _scores(
    turns: Sequence[Spoken], mine: Sequence[Spoken], state: State, scene: Scene, reached: float
) -> dict[str, float]:
    """The person's scores, shares in 0..1 but for `parts`, of 4, and `warmth`, in -1..1."""
    said = [heard(turn.text) for turn in mine]
    counts = behaviour(said, sum(heard(turn.text).words for turn in turns) or 1)
    done = {act for each in said for act in each.acts}
    named = ("open_questions", "validation", "hedging", "talk_ratio", "reasons", "proposals")
    n = len(mine) or 1
    return {
        "reached": round(reached, 3),
        "of_all": round(state.granted / len(scene.en.steps), 3),
        "warmth": round(state.warmth, 3),
        "parts": float(sum(part in done for part in NVC)),
        **{name: round(counts[name], 3) for name in named},
        "horsemen": round(sum(bool(h.acts & set(HORSEMEN)) for h in said) / n, 3),
        "interruptions": round(sum(turn.interrupting for turn in mine) / n, 3),
        "silences": round(sum("silence" in h.acts for h in said) / n, 3),
        "interests_heard": round(state.told / len(scene.en.interests), 3),
    }


def _lines(mine: Sequence[Spoken], scene: Scene, *, helping: bool) -> tuple[Told, ...]:
    """The lines that earned most, or cost most, and for what."""
    weighed = []
    for turn in mine:
        said = heard(turn.text)
        value = worth(said, scene, interrupting=turn.interrupting)
        table = EARNS if helping else COSTS
        acts: tuple[str, ...] = tuple(
            sorted(said.acts & table.keys(), key=lambda act: -table[act])
        )[:3]
        if not helping and turn.interrupting:
            acts = (*acts, "interruption")
        if not helping and "silence" in said.acts:
            acts = (*acts, "silence")
        if acts and (value > 0 if helping else value < 0 or bool(said.acts & COSTS.keys())):
            line = next((q for act in said.acts & table.keys() if (q := quote(turn.text, act))), "")
            weighed.append((value, Told(text=line or turn.text, acts=acts, turn=turn.id)))
    weighed.sort(key=lambda each: -each[0] if helping else each[0])
    return tuple(told for _, told in weighed[:LINES])


def _plan(mine: Sequence[Spoken]) -> tuple[str, ...]:
    """What to practise next: what was missing of a hard talk's parts, after what hurt."""
    done = {act for turn in mine for act in heard(turn.text).acts}
    hurt = [f"less_{act}" for act in ("contempt", "blame", "threat", "hedge") if act in done]
    missing = [act for act in SHOWN if act not in done]
    return tuple([*hurt[:1], *missing][:3])


def _take(part: Part, plan: Sequence[str], helped: Sequence[Told]) -> tuple[str, ...]:
    """Three sentences for the real talk: the person's best, then what was missing from theirs."""
    own = [told.text for told in helped[:1]]
    missing = [part.show[act] for act in plan if act in part.show]
    rest = [part.show[act] for act in ("validation", "request", "open_question")]
    return tuple(dict.fromkeys([*own, *missing, *rest]))[:3]

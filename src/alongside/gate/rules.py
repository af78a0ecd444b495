"""The rules that come with the gate, in the order in which they are asked. No rule means no."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alongside.gate.act import Act, Sentence, Verdict
from alongside.gate.grounds import Grounds

Rule = Callable[[Act, Grounds], Verdict | None]

NO_RULE = Verdict(
    "deny",
    "no-rule",
    Sentence("No rule allows this.", "이것을 허락하는 규칙이 없어요."),
)


def judge(rules: Sequence[Rule], act: Act, grounds: Grounds) -> Verdict:
    """The verdict of the first rule that has one; where none has, no."""
    for rule in rules:
        verdict = rule(act, grounds)
        if verdict is not None:
            return verdict
    return NO_RULE


def stopped(_: Act, grounds: Grounds) -> Verdict | None:
    """Stop beats all."""
    if not grounds.halted:
        return None
    why = Sentence(
        "Everything is stopped until you resume.", "다시 시작할 때까지 모두 멈춰 있어요."
    )
    return Verdict("deny", "stopped", why)


def free(_: Act, grounds: Grounds) -> Verdict | None:
    """Reading within what is the person's own is free."""
    spec = grounds.spec
    if spec is None or not spec.hints.read_only or spec.hints.open_world is not False:
        return None
    why = Sentence("It only reads what is yours.", "본인의 기록을 읽기만 해요.")
    return Verdict("allow", "reads-own", why)


def unsure(_: Act, grounds: Grounds) -> Verdict | None:
    """What a known tool would do and nothing else settled is the person's to say."""
    if grounds.spec is None:
        return None
    why = Sentence("You haven't said yet whether this may be done.", "아직 허락하지 않은 일이에요.")
    return Verdict("ask", "unsure", why)


BUILT_IN: tuple[Rule, ...] = (stopped, free, unsure)

"""Questions worth answering, in a journal and in a week's review: chosen by code, not by chance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from alongside.log.kinds import Reflected
from alongside.mind.goals.book import Goal
from alongside.mind.goals.goals import Picture

JOURNAL: tuple[tuple[str, str], ...] = (
    ("What went better today than you expected?", "오늘 생각보다 잘된 일은 무엇인가요?"),
    ("What took your time today, and was it worth it?", "오늘 시간을 많이 쓴 일은 무엇이고, 그만한 가치가 있었나요?"),
    ("Who made your day lighter?", "오늘 하루를 가볍게 해 준 사람은 누구인가요?"),
    ("What did you put off, and what would make it small?", "미룬 일은 무엇이고, 어떻게 하면 작아질까요?"),
    ("What did you learn that you’d like to keep?", "간직하고 싶은 배움은 무엇인가요?"),
    ("When did you feel most like yourself?", "가장 나답다고 느낀 때는 언제인가요?"),
    ("What would you do differently if today began again?", "오늘을 다시 시작한다면 무엇을 다르게 하겠어요?"),
    ("What are you looking forward to?", "무엇이 기다려지나요?"),
    ("What worry can you write down and leave here?", "여기에 적어 두고 내려놓을 걱정이 있나요?"),
    ("What small thing are you proud of?", "작지만 자랑스러운 일은 무엇인가요?"),
    ("What did your body tell you today?", "오늘 몸은 무엇을 말해 주었나요?"),
    ("Which of your aims did today serve?", "오늘은 어떤 목표에 보탬이 되었나요?"),
    ("What could you say no to tomorrow?", "내일 거절해도 되는 일은 무엇인가요?"),
    ("What would a good friend tell you about today?", "좋은 친구라면 오늘에 대해 뭐라고 말해 줄까요?"),
    ("What are you thankful for, and why now?", "무엇이 고맙고, 왜 지금 그런가요?"),
    ("What one thing would make next week better?", "다음 주를 더 낫게 할 한 가지는 무엇인가요?"),
)  # fmt: skip
STILL = timedelta(days=14)


def journal_question(now: Picture) -> str:
    """The question of the day: the same all day, and none that was answered in the last weeks."""
    asked = _answered(now)
    ordinal = now.today.toordinal()
    order = [JOURNAL[(ordinal * 5 + step) % len(JOURNAL)] for step in range(len(JOURNAL))]
    fresh = [each for each in order if not asked & set(each)]
    return now.say(*(fresh or order)[0])


def review_question(now: Picture) -> str:
    """The one question of a week's review: what most needs a thought, by what the week shows."""
    for goal in now.book.open:
        waiting = next((each for each in goal.steps if each.waits), None)
        if waiting is not None:
            return now.say(
                "“{step}” has moved a few times. What would make it half as large?",
                "“{step}”이(가) 여러 번 옮겨졌어요. 절반으로 줄이면 무엇이 될까요?",
                step=waiting.what.text,
            )
    still = _first(goal for goal in now.book.open if _still(now, goal))
    if still is not None:
        return now.say(
            "“{goal}” was quiet. Does it still matter to you, and what is in its way?",
            "“{goal}”은(는) 조용했어요. 아직 중요한가요? 무엇이 가로막고 있나요?",
            goal=still.what.outcome,
        )
    bare = _first(goal for goal in now.book.open if not goal.ifthens)
    if bare is not None:
        return now.say(
            "What is most likely to get in the way of “{goal}”, and what will you do then?",
            "“{goal}”을(를) 가장 방해할 만한 것은 무엇이고, 그때 어떻게 할까요?",
            goal=bare.what.outcome,
        )
    return now.say(
        "What went well this week that you want more of?",
        "이번 주에 잘돼서 더 하고 싶은 일은 무엇인가요?",
    )


def _first(goals: Iterable[Goal]) -> Goal | None:
    return next(iter(goals), None)


def _still(now: Picture, goal: Goal) -> bool:
    """Whether nothing shows the goal for two weeks, though it is older than that."""
    last = now.progress(goal).last or goal.began
    done = [each.done.date() for each in goal.steps if each.done]
    return max((last, goal.began, *done)) < now.today - STILL


def _answered(now: Picture) -> set[str]:
    since = now.now - timedelta(days=len(JOURNAL) - 2)
    return {
        each.what.question
        for each in now.book.reflected
        if isinstance(each.what, Reflected) and each.at > since
    }

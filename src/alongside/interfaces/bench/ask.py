"""`alongside bench ask DIR`: a folder of days asked its own questions.

`DIR/questions.jsonl` holds a line for each question: `question`, `answer_contains_any` (a right
answer contains one of these, whatever the case), `evidence` (files that hold it), `answerable`
(where false, the right answer is that the life doesn't hold it). All else in the folder is brought
into a passing life, as the person would. The questions are asked on the day after the person's
last words, each in a thread of its own, typed or `aloud`: spoken answers are written from less.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import msgspec

from alongside.interfaces.parts import Life
from alongside.log.kinds import Said
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.events import Answered
from alongside.mind.converse.manner import Manner
from alongside.senses.importing import import_paths

QUESTIONS = "questions.jsonl"
ABOUT = frozenset({QUESTIONS, "transcripts.json", "README.md"})
"""Files that are about the folder and no part of the life."""


class Question(msgspec.Struct, frozen=True):
    """A line of `questions.jsonl`."""

    question: str
    answerable: bool = True
    answer_contains_any: tuple[str, ...] | None = None
    evidence: tuple[str, ...] = ()


class Home(Protocol):
    """What makes a passing life."""

    def passing(self, folder: Path) -> AbstractAsyncContextManager[Life]: ...


async def run(folder: Path, home: Home, *, aloud: bool = False) -> Mapping[str, Any]:
    """`right`, `asked`, `refused`, `invented_citations` and each answer."""
    questions = await asyncio.to_thread(_questions, folder)
    with tempfile.TemporaryDirectory() as passing:
        async with home.passing(Path(passing) / "life") as life:
            await _bring_in(life, folder)
            now, zone = await _day_after(life)
            manner = Manner(aloud=aloud)
            answers = [
                await _answer(life, question, f"bench-{number}", now, zone, manner)
                for number, question in enumerate(questions)
            ]
    unanswerable = [a for a in answers if not a["answerable"]]
    return {
        "right": sum(a["right"] for a in answers),
        "asked": len(answers),
        "refused": sum(a["refused"] for a in unanswerable),
        "unanswerable": len(unanswerable),
        "refused_wrongly": sum(a["refused"] for a in answers if a["answerable"]),
        "invented_citations": sum(a["invented_citations"] for a in answers),
        "seconds": {"mean": round(sum(a["seconds"] for a in answers) / max(1, len(answers)), 2)},
        "answers": answers,
    }


def _files(folder: Path) -> list[Path]:
    """What the person would bring in. Blocks."""
    return sorted(path for path in folder.iterdir() if path.name not in ABOUT)


def _questions(folder: Path) -> list[Question]:
    """The questions to ask. Blocks."""
    lines = (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Question) for line in lines if line.strip()]


async def _bring_in(life: Life, folder: Path) -> None:
    paths = await asyncio.to_thread(_files, folder)
    async with aclosing(import_paths(life.log, life.blobs, paths, life.config)) as steps:
        async for _ in steps:
            pass
    async with aclosing(life.jobs.catch_up()) as working:
        async for _ in working:
            pass


async def _day_after(life: Life) -> tuple[datetime, str]:
    """The day after the person's last words, in the zone that most of the life happened in."""
    words = Wanted(kinds=["noted", "said"], by_time=True, newest_first=True, limit=1)
    async for moment in life.log.read(words):
        return moment.at + timedelta(days=1), moment.zone
    return datetime.now(UTC), life.zone


async def _answer(
    life: Life, question: Question, thread: str, now: datetime, zone: str, manner: Manner
) -> dict[str, Any]:
    began = time.perf_counter()
    answer: Moment | None = None
    async with aclosing(life.converse.ask(question.question, thread, now, zone, manner)) as stream:
        async for event in stream:
            if isinstance(event, Answered):
                answer = event.moment
    said = answer.what if answer and isinstance(answer.what, Said) else Said(text="", by="")
    return {
        "question": question.question,
        "answer": said.text,
        "right": _right(question, said),
        "answerable": question.answerable,
        "refused": said.refused,
        "model": said.model,
        "cites": [cite.moment for cite in said.cites],
        "invented_citations": await _invented(life, said, answer.because if answer else ()),
        "seconds": round(time.perf_counter() - began, 2),
    }


def _right(question: Question, said: Said) -> bool:
    if not question.answerable:
        return said.refused
    text = said.text.casefold()
    wanted = question.answer_contains_any or ()
    return not said.refused and any(one.casefold() in text for one in wanted)


async def _invented(life: Life, said: Said, shown: Sequence[str]) -> int:
    """Citations of moments that the life doesn't hold, or that the answer wasn't drawn from."""
    cited = {cite.moment for cite in said.cites}
    held = {moment.id for moment in await life.log.get(*cited)}
    return len(cited - (held & set(shown)))

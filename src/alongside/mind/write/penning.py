"""Wording a text with a model, part by part; what misses its form is tried again."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from alongside.log.kinds import Fault
from alongside.mind.write.forms import faults, lines_of
from alongside.mind.write.revising import revision, shortens
from alongside.mind.write.wording import Brief, framed, prompt, tidy, unframed
from alongside.models.model import Chat, Prompt

TRIES = 3
"""How often a part of verse is tried until it keeps its form; the best of them is kept."""


async def pen(chat: Chat, brief: Brief) -> AsyncGenerator[str, None]:
    """Stream the whole text as it grows, at the last as it is. Raises `ModelError`."""
    made: list[str] = []
    for place, part in enumerate(brief.form.parts):
        if part.again >= 0:
            made.append(made[part.again])
            continue
        async with aclosing(_part(chat, brief, place, made)) as growing:
            async for text in growing:
                best = text
                yield whole(brief, [*made, text])
        made.append(best)
    yield whole(brief, made)


def whole(brief: Brief, made: Sequence[str]) -> str:
    """The parts that are there as one text."""
    parts = brief.form.parts
    subject = next((text for text, part in zip(made, parts, strict=False) if part.subject), "")
    body = [text for text, part in zip(made, parts, strict=False) if text and not part.subject]
    text = "\n\n".join(body)
    return framed(brief, text, subject) if brief.form.framed else text


async def _part(
    chat: Chat, brief: Brief, place: int, made: Sequence[str]
) -> AsyncGenerator[str, None]:
    """One part as it grows; the last given is the best of those that were tried."""
    part, name = brief.form.parts[place], brief.to.familiar
    most = lines_of(part, name) if part.verse else 0
    so_far = "\n\n".join(made)
    best, fewest, again = "", 1 << 16, ""
    for _ in range(TRIES if part.verse else 1):
        text = ""
        given = prompt(brief, place, so_far, again=again)
        async with aclosing(_growing(chat, given, most)) as growing:
            async for raw in growing:
                text = tidy(raw, brief, part)
                yield text
        missed = [*faults(text.splitlines(), part, name)] if part.verse else []
        if text and len(missed) < fewest:
            best, fewest = text, len(missed)
        if not missed and text:
            break
        again = _again(missed)
    yield best


async def _growing(chat: Chat, given: Prompt, lines: int) -> AsyncGenerator[str, None]:
    """A model's words so far; it is stopped once there are enough lines."""
    text = ""
    async with aclosing(chat.run(given)) as writing:
        async for piece in writing:
            text += piece
            yield text
            if lines and _enough(text, lines):
                return


def _enough(text: str, lines: int) -> bool:
    """Whether lines more than wanted have begun: what stands before is whole."""
    return sum(bool(line.strip()) for line in text.split("\n")[:-1]) > lines


def _again(missed: Sequence[Fault]) -> str:
    """What was wrong, for another try."""
    told = []
    for fault in missed[:3]:
        if fault.rule == "lines":
            told.append(f"There must be {fault.wanted} lines.")
        elif fault.rule == "syllables":
            told.append(f"Line {fault.line} must have {fault.wanted} syllables.")
        elif fault.rule == "letter":
            told.append(f"Line {fault.line} must begin with {fault.wanted}.")
        else:
            told.append(f"Line {fault.line} must rhyme with “{fault.wanted}”.")
    return f" {' '.join(told)}" if told else ""


async def repen(chat: Chat, brief: Brief, text: str, change: str) -> AsyncGenerator[str, None]:
    """Stream a text as it is changed, at the last as it is. Raises `ModelError`."""
    head, body = _subject(text) if brief.form.framed else ("", text)
    body = unframed(body) if brief.form.framed else body
    made, again = "", ""
    for _ in range(2):
        async with aclosing(_growing(chat, revision(brief, body, change, again=again), 0)) as all_:
            async for raw in all_:
                made = _revised(brief, raw)
                yield framed(brief, made, head) if brief.form.framed else made
        if made and not (shortens(change) and len(made.split()) >= len(body.split())):
            break
        again = f" It must be shorter than {len(body.split())} words."
    yield framed(brief, made, head) if brief.form.framed else made


def _subject(text: str) -> tuple[str, str]:
    """The subject line of a mail and what follows it."""
    first, _, rest = text.partition("\n")
    name, colon, subject = first.partition(":")
    held = colon and name in ("Subject", "제목")
    return (subject.strip(), rest.strip()) if held else ("", text)


def _revised(brief: Brief, raw: str) -> str:
    """A changed text without what a model says around it."""
    parts = [part for part in brief.form.parts if not part.subject]
    if not brief.form.verse:
        return tidy(raw, brief, parts[0])
    stanzas = raw.strip().split("\n\n")
    return "\n\n".join(_verse(stanza) for stanza in stanzas if stanza.strip())


def _verse(stanza: str) -> str:
    return "\n".join(line.strip().strip('"“”*') for line in stanza.splitlines() if line.strip())

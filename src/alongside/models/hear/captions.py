"""Words while they are being said: what two decodings agree on stands, the rest is tentative.

The growing utterance is decoded again and again (LocalAgreement: Macháček, Dabre and Bojar, 2023).
At each pause it is decoded at once, beside a decoding that is under way and before it is certain
that the utterance is over: if nothing more is said, the words are there when it is.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, AsyncIterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from alongside.models.hear.endpoint import Quiet, Speaking
from alongside.models.mel import RATE
from alongside.models.model import Hear, ModelError, Sound

EVERY = 1.0
"""Seconds of more speech after which it is decoded again."""
MOST_WAITING, MOST_BEHIND = 64, 3
"""Captions that wait to be taken, and utterances to be decoded, before no more sound is heard."""
AT_ONCE = 2
"""Decodings at once: what is said so far, and what was said until a pause."""
AFTER_SPEECH = 0.2
"""Seconds of the silence after speech that are decoded with it."""
log = logging.getLogger(__name__)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in an utterance: `text` stands, `tentative` may change; `final` is all of it.

    `heard` is the utterance so far; a final one's has all its sound.
    """

    heard: Speaking
    text: str
    tentative: str = ""
    final: bool = False
    language: str = ""

    @property
    def all(self) -> str:
        return f"{self.text} {self.tentative}".strip()


Caption = Quiet | Speaking | Words


async def captions(
    heard: AsyncIterable[Quiet | Speaking], hear: Hear, language: str = ""
) -> AsyncGenerator[Caption, None]:
    """All that is heard as it comes, with the words in between as they are known.

    After an utterance has ended its final words follow, in the order of utterances; none where the
    model fails. `language` is the one expected, ISO 639-1.
    """
    out: asyncio.Queue[Caption | None] = asyncio.Queue(MOST_WAITING)
    writer = _Writer(hear, out, language)
    task = asyncio.create_task(writer.write(heard), name="captions")
    try:
        while (caption := await out.get()) is not None:
            yield caption
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass(slots=True)
class _Draft:
    """The words of one utterance so far: the last decoding, and what two of them agreed on.

    `decoded` is how many of its samples the last decoding was of.
    """

    words: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    language: str = ""
    decoded: int = -1

    def revise(self, text: str, language: str, decoded: int) -> bool:
        """Take a decoding in; whether it was of more than those before it."""
        if decoded <= self.decoded:
            return False
        words = _WORD.findall(text)
        same = _agreed(self.words, words)
        if len(same) >= len(self.agreed):
            self.agreed = same
        self.words, self.language, self.decoded = words, language, decoded
        return True


class _Writer:
    """Decodes utterances in tasks beside the one that takes in what is heard."""

    def __init__(self, hear: Hear, out: asyncio.Queue[Caption | None], language: str) -> None:
        self._hear = hear
        self._out = out
        self._language = language
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._draft = _Draft()
        self._decodings: set[asyncio.Task[None]] = set()
        self._paused: Speaking | None = None
        self._finals: set[asyncio.Task[None]] = set()
        self._last: asyncio.Task[None] | None = None

    async def write(self, heard: AsyncIterable[Quiet | Speaking]) -> None:
        """Put all captions out, then None."""
        try:
            await self._take(heard)
            await asyncio.gather(*self._finals)
        except Exception:
            await self._out.put(None)
            raise
        finally:
            for task in (*self._finals, *self._decodings):
                task.cancel()
        await self._out.put(None)

    async def _take(self, heard: AsyncIterable[Quiet | Speaking]) -> None:
        decoded = 0
        async for each in heard:
            await self._out.put(each)
            if isinstance(each, Quiet):
                continue
            if each.ended:
                self._finish(each)
                decoded = 0
                if len(self._finals) > MOST_BEHIND:
                    await asyncio.wait(self._finals, return_when=asyncio.FIRST_COMPLETED)
            elif each.silence or each.voiced - decoded >= EVERY * RATE:
                decoded = each.voiced
                self._revise(each)

    def _revise(self, heard: Speaking) -> None:
        """Decode it as it is now: a pause beside what is under way, or else right after it."""
        if len(self._decodings) < (AT_ONCE if heard.silence else 1):
            self._paused = None
            task = asyncio.create_task(self._drafted(heard, self._draft))
            self._decodings.add(task)
            task.add_done_callback(self._decodings.discard)
        else:
            self._paused = heard if heard.silence else None

    async def _drafted(self, heard: Speaking, draft: _Draft) -> None:
        await self._decode(heard, draft)
        if draft is self._draft and (paused := self._paused) is not None:
            self._paused = None
            await self._decode(paused, draft)

    def _finish(self, heard: Speaking) -> None:
        """Its final words are put out when they are known; the next utterance begins anew."""
        draft, self._draft = self._draft, _Draft(language=self._draft.language)
        under_way, self._decodings, self._paused = self._decodings, set(), None
        final = asyncio.create_task(self._final(heard, draft, under_way, self._last))
        self._last = final
        self._finals.add(final)
        final.add_done_callback(self._finals.discard)

    async def _final(
        self,
        heard: Speaking,
        draft: _Draft,
        decodings: set[asyncio.Task[None]],
        last: asyncio.Task[None] | None,
    ) -> None:
        """Put its words out after the last utterance's, once a decoding has heard it all."""
        under_way = set(decodings)
        try:
            while draft.decoded < heard.voiced and under_way:
                _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in under_way:
                task.cancel()
        if draft.decoded < heard.voiced:
            await self._decode(heard, draft)
        if last is not None:
            await asyncio.wait([last])
        self._language = draft.language or self._language
        text = " ".join(draft.words)
        await self._out.put(Words(heard, text, final=True, language=draft.language))

    async def _decode(self, heard: Speaking, draft: _Draft) -> None:
        """Decode the speech of an utterance into its draft, and put out what is new."""
        samples = heard.samples[: heard.voiced + int(AFTER_SPEECH * RATE)]
        text, language = "", draft.language or self._language
        async with self._turn:
            try:
                async with aclosing(self._hear.run(Sound(samples, language))) as segments:
                    async for segment in segments:
                        text, language = f"{text} {segment.text}", segment.language
            except ModelError:
                text = ""
            except Exception:
                log.exception("hearing failed")
                text = ""
        if draft.revise(text, language, len(samples)) and not heard.ended:
            stands, rest = draft.agreed, draft.words[len(draft.agreed) :]
            words = Words(heard, " ".join(stands), " ".join(rest), language=language)
            await self._out.put(words)


def _agreed(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words that both begin with, but for case and punctuation, as the later has them."""
    agreed: list[str] = []
    for before, now in zip(one, other, strict=False):
        if _bare(before) != _bare(now):
            break
        agreed.append(now)
    return agreed


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).casefold() or word

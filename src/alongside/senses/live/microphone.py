"""The microphone: what is said around the person becomes moments, what is said to us is answered.

In *ambient* mode every utterance is kept as `heard`, from outside: a microphone hears strangers. In
*talk* mode, and after the wake word, it goes to whoever talks with the person. In a play it is a
turn of that play and nothing else: it is never kept as lived.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import aclosing

from alongside.log.captured import origin
from alongside.log.kinds import Heard
from alongside.log.log import Log
from alongside.log.moment import Draft, Moment, Trust
from alongside.models.catalogue import ModelMissing
from alongside.models.hear.captions import Caption as Hearing
from alongside.models.hear.captions import Words, captions
from alongside.models.hear.endpoint import Piece, Quiet, Speaking, utterances
from alongside.models.model import ModelError
from alongside.senses.live.captured import (
    Audio,
    Captured,
    Left,
    Marked,
    Mode,
    Moded,
    Muted,
    Play,
    Typed,
)
from alongside.senses.live.company import Asked, Ears, Talker, Translate, Wakes
from alongside.senses.live.pieces import pieces
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.telling import Telling
from alongside.senses.live.told import Caption, Doing, State, Told, Unable
from alongside.senses.privacy.discretion import Discretion

SOURCE = "live"
VOICED = 1.0
"""Seconds of speech after which it is looked whose voice it is."""


class Microphone:
    """A live sense; `talker` gives who talks with the person over a device."""

    name = "microphone"

    def __init__(
        self, log: Log, ears: Ears, discretion: Discretion, talker: Talker,
        translate: Translate | None = None,
    ) -> None:  # fmt: skip
        """`translate` gives words said in a language in the person's, or nothing."""
        self.translate = translate
        self.log = log
        self.ears = ears
        self.discretion = discretion
        self.talker = talker

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Audio | Moded | Muted | Marked | Typed)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        """Hear, keep and talk, for as long as the device sends."""
        telling = Telling()
        listening = _Listening(self, device, telling.tell)
        task = asyncio.create_task(listening.run(captured), name="microphone")
        try:
            async with aclosing(telling.stream(task)) as told:
                async for each in told:
                    yield each
        finally:
            task.cancel()
            listening.close()
            await asyncio.gather(task, return_exceptions=True)
            await listening.talks.close()


class _Listening:
    """One device's microphone while it is connected."""

    def __init__(
        self, sense: Microphone, device: Connected, out: Callable[[Told | Done], None]
    ) -> None:
        self._log = sense.log
        self._ears = sense.ears
        self._translate = sense.translate
        self._translating = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._discretion = sense.discretion
        self._device = device
        self._out = out
        self._mode: Mode = device.mode
        self._play = device.play
        self._muted = self._left = False
        self._state: State | None = None
        self._ours: dict[int, bool] = {}
        self._voices: dict[int, str] = {}
        self._within: dict[int, Play | None] = {}
        self._interrupts = self._late = self._told = 0
        self._held: list[Words] = []
        self._wake: Wakes | None = None
        self._talker = sense.talker
        self.talks = sense.talker(device, self._tell, self._play)

    async def run(self, captured: AsyncIterable[Captured]) -> None:
        """Hear all there is. Without a model that can, what is captured is let go."""
        self._be("listening")
        try:
            hear = self._ears.hear_quickly()
            if hear is None:
                raise ModelMissing("whisper-base")
            steps = await asyncio.to_thread(self._ears.steps)
            self._wake = await asyncio.to_thread(self._ears.wake)
        except ModelError as error:
            self._tell(Unable(str(error)))
            async for each in self._minded(captured):
                self._done(each.seq)
            return
        spoken = utterances(self._called(pieces(self._minded(captured))), steps, self._ears.turns())
        async with aclosing(captions(spoken, hear, self._device.language)) as hearing:
            async for heard in hearing:
                await self._hear(heard, hear.name)
        await self.talks.finish()
        await asyncio.gather(*self._tasks)

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _minded(self, captured: AsyncIterable[Captured]) -> AsyncGenerator[Captured, None]:
        """The same, heeding what isn't sound; sound that may not be heard is left out."""
        async for each in captured:
            self._late = each.seq if each.late else self._late
            match each.what:
                case Audio() if self._mode == "off" or self._muted:
                    yield Captured(each.seq, each.at, Left())
                    continue
                case Audio() if self._left:
                    self._left = False
                    self._be("listening")
                case Left():
                    self._left = True
                case Moded(mode, play):
                    self._mode = mode
                    await self._enter(play)
                case Muted(muted):
                    self._muted = muted
                    self.talks.hold(deaf=muted)
                case Typed(text):
                    await self._type(text, each)
                case _:
                    pass
            if not isinstance(each.what, Audio):
                self._be("listening")
            yield each

    async def _enter(self, play: Play | None) -> None:
        """From here on talk within this play, or about the whole life."""
        if play == self._play:
            return
        for each in self._held:
            self._ours.pop(each.heard.first, None)
        self._held, self._play = [], play
        left, self.talks = self.talks, self._talker(self._device, self._tell, play)
        left.interrupt()
        await left.close()

    async def _called(
        self, heard: AsyncIterable[Piece | Quiet]
    ) -> AsyncGenerator[Piece | Quiet, None]:
        """The same, while listening for the wake word."""
        async for piece in heard:
            if isinstance(piece, Piece) and self._wake and self._wake.said(piece.samples):
                self.talks.called()
            yield piece

    async def _hear(self, heard: Hearing, model: str) -> None:
        match heard:
            case Quiet(last):
                self._done(last)
            case Speaking(ended=True):
                self._ours[heard.first] |= self.talks.attends
                if self._ours[heard.first]:
                    self.talks.ended()
                self._be("listening")
            case Speaking() if heard.first not in self._ours:
                self._begins(heard.first)
            case Words(final=True):
                await self._final(heard, model)
            case Words():
                await self._caption_early(heard)
                if self._ours.get(heard.heard.first):
                    self.talks.hears(heard)
            case _:
                pass

    def _begins(self, first: int) -> None:
        """Somebody begins to speak: to us in talk mode, or where we attend."""
        self._ours[first] = self._mode == "talk" or self.talks.attends
        self._within[first] = self._play
        self.talks.hold()
        if self.talks.busy:
            self._interrupts = first
            self.talks.interrupt()
        if self._ours[first]:
            self.talks.addressed()
        self._be("hearing")

    async def _final(self, words: Words, model: str) -> None:
        """Keep what was said, or have it answered; then the device can let go of its sound.

        Where they spoke on meanwhile, it is held: it and what they say now are one.
        """
        said, within = words.heard, self._within.pop(words.heard.first, None)
        ours = self._ours.get(said.first, False) and within == self._play
        kept: Moment | None = None
        if ours and not said.last <= self._late:
            on = any(to_us and first > said.first for first, to_us in self._ours.items())
            if words.text and on and not self.talks.stops(words.text):
                self._held.append(words)
                self._caption(words, talk=True)
                return
            await self._answer(words)
        elif words.text and within is None:
            kept = await self._keep(words, model)
        self._ours.pop(said.first, None)
        self._voices.pop(said.first, None)
        if not ours and said.first == self._interrupts:
            await self._undisturbed(words.text)
        self._caption(words, kept, talk=ours)
        if kept is not None and self._translate is not None:
            task = asyncio.create_task(self._translated(self._translate, words, kept))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._done(said.last)

    async def _answer(self, words: Words) -> None:
        """Have it answered, with what was held before it; an order to stop is about all of it."""
        held, self._held = self._held, []
        for each in held:
            self._ours.pop(each.heard.first, None)
        spoken = [*held, words] if words.text else held
        spoken = [words] if self.talks.stops(words.text) else spoken
        if not spoken:
            await self.talks.nothing()
            return
        first, last = spoken[0].heard, spoken[-1].heard
        asked = Asked(
            text=" ".join(each.text for each in spoken),
            last=spoken[-1].text,
            language=words.language or self._device.language,
            trust=self._device.trust if self._mode == "talk" else Trust.OUTSIDE,
            at=first.at,
            origin=origin(self._device.stream, Microphone.name, first.first, last.last),
        )
        await self.talks.answer(asked)

    async def _type(self, text: str, typed: Captured) -> None:
        """Have typed words answered: they come from an unlocked client."""
        asked = Asked(
            text=text,
            last=text,
            language=self._device.language,
            trust=self._device.trust,
            at=typed.at,
            origin=origin(self._device.stream, Microphone.name, typed.seq, typed.seq),
        )
        await self.talks.answer(asked)

    async def _undisturbed(self, text: str) -> None:
        """What interrupted us wasn't said to us: go on where it was no words."""
        if text:
            self.talks.give_way()
        else:
            await self.talks.nothing()

    def _done(self, seq: int) -> None:
        """All up to `seq` is done, but what is being said and what isn't kept yet."""
        seq = min(seq, *(first - 1 for first in self._ours)) if self._ours else seq
        if seq > self._told:
            self._told = seq
            self._out(Done(seq))

    async def _keep(self, words: Words, model: str) -> Moment | None:
        said = words.heard
        what = Heard(
            text=words.text,
            start=0.0,
            end=round(said.seconds, 2),
            speaker=await self._ears.who(said.samples[: said.voiced]),
            language=words.language,
            model=model,
        )
        draft = Draft(
            what=what,
            at=said.at,
            zone=self._device.zone,
            source=SOURCE,
            trust=Trust.OUTSIDE,
            origin=origin(self._device.stream, Microphone.name, said.first, said.last),
        )
        async with self._discretion.keeping("words", said.at) as allowed:
            kept = await self._log.append(draft) if allowed else ()
        return kept[0] if kept else None

    async def _translated(self, translate: Translate, words: Words, moment: Moment) -> None:
        """Tell again what others said, with what it says in the person's language."""
        async with self._translating:
            translation = await translate(words.text, words.language)
        if translation:
            self._caption(words, moment, translation=translation)

    async def _caption_early(self, words: Words) -> None:
        """Tell words that are still being said, and by whose voice, once that can be heard."""
        said = words.heard
        if said.first not in self._voices and said.seconds >= VOICED:
            self._voices[said.first] = await self._ears.who(said.samples[: said.voiced])
        self._caption(words, speaker=self._voices.get(said.first, ""))

    def _caption(
        self,
        words: Words,
        moment: Moment | None = None,
        *,
        talk: bool = False,
        translation: str = "",
        speaker: str = "",
    ) -> None:
        named = moment.what.names if moment else ()
        caption = Caption(
            id=f"{words.heard.first}",
            text=words.text,
            tentative=words.tentative,
            final=words.final,
            language=words.language,
            moment=moment.id if moment else "",
            speaker=named[0] if named else speaker,
            talk=talk,
            translation=translation,
        )
        self._tell(caption)

    def _be(self, doing: Doing) -> None:
        if self._mode == "off":
            doing = "off"
        elif self._muted:
            doing = "muted"
        elif self._left:
            doing = "private"
        elif self.talks.busy:
            return
        self._tell(State(doing))

    def _tell(self, told: Told) -> None:
        """Put it out; a state says truly whether anything is recorded, and is told once."""
        if isinstance(told, State):
            recording = self._mode != "off" and not self._muted and not self._left
            told = State(told.doing, recording=recording)
            if told == self._state:
                return
            self._state = told
        self._out(told)

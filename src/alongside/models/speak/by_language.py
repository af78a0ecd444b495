"""Several voices as one: for each language the first that speaks it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from alongside.models.model import ModelError, Speak, Speech, Utterance


@dataclass(frozen=True, slots=True)
class Voice:
    """A `Speak` model and the languages it speaks; none named means any."""

    model: Speak
    languages: tuple[str, ...] = ()

    def speaks(self, language: str) -> bool:
        return not self.languages or language in self.languages


class ByLanguage:
    """A `Speak` model out of others, in the person's order; one that fails is passed over."""

    def __init__(self, voices: Sequence[Voice]) -> None:
        self.name = voices[0].model.name
        self.remote = any(voice.model.remote for voice in voices)
        self._voices = voices

    async def run(self, given: Utterance) -> AsyncGenerator[Speech, None]:
        """Raises `ModelError` where nobody speaks the language, or the last who does fails."""
        able = [voice.model for voice in self._voices if voice.speaks(given.language)]
        failed = ModelError(f"No voice here speaks {given.language}. See: alongside models list")
        for model in able:
            started = False
            try:
                async with aclosing(model.run(given)) as pieces:
                    async for piece in pieces:
                        started = True
                        yield piece
            except ModelError as error:
                if started:
                    raise
                failed = error
            else:
                return
        raise failed

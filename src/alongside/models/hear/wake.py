"""Wake words: microWakeWord (Kevin Ahrendt, 2024), a fraction of a percent of a core.

An extra: its library carries both the words it was trained on and TensorFlow Lite.
"""

from __future__ import annotations

from typing import Any

from alongside.models.hear.pcm import to_pcm
from alongside.models.model import Floats, ModelError

WORDS = {
    "hey_jarvis": "Hey Jarvis",
    "okay_nabu": "Okay Nabu",
    "hey_mycroft": "Hey Mycroft",
    "alexa": "Alexa",
}
"""The words there are, by name, as they are said."""


class WakeWord:
    """Listens for one word in a stream of sound. Raises `ModelError` where the extra isn't here."""

    def __init__(self, word: str) -> None:
        """Loads the model: call it off the event loop."""
        try:
            import pymicro_wakeword as library
        except (ImportError, OSError) as error:
            raise ModelError(
                "Wake words need an extra: pip install 'alongside[wake]'. "
                "Until then, press the button."
            ) from error
        if word not in WORDS:
            raise ModelError(f"There is no wake word {word}; there are {', '.join(WORDS)}.")
        self._model: Any = library.MicroWakeWord.from_builtin(library.Model(word))
        self._features: Any = library.MicroWakeWordFeatures()

    def said(self, samples: Floats) -> bool:
        """Whether the word ends in these next samples."""
        heard = list(self._features.process_streaming(to_pcm(samples)))
        said = [self._model.process_streaming(feature) for feature in heard]
        return any(said)

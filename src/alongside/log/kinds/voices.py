"""Voices that the person taught us to know."""

from __future__ import annotations

from alongside.log.kinds.what import What


class Enrolled(What, frozen=True, kw_only=True, tag="enrolled"):
    """How the voice of `name` sounds: the unit embedding of `seconds` of speech, by `model`.

    It suggests who speaks; it proves nothing and opens nothing.
    """

    name: str
    embedding: tuple[float, ...]
    seconds: float = 0.0
    model: str = ""

    @property
    def words(self) -> str:
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

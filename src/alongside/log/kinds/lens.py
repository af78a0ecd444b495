"""What was shown before the person's eyes, and what they thought of it."""

from __future__ import annotations

from typing import Literal

from alongside.log.kinds.what import What

CardKind = Literal["person", "promise", "reminder", "next", "sign"]


class Showed(What, frozen=True, kw_only=True, tag="showed"):
    """A card was shown; `key` is what it was about, however it was worded."""

    card: CardKind
    key: str
    title: str
    text: str = ""

    @property
    def words(self) -> str:
        return f"{self.title}\n{self.text}" if self.text else self.title


class PutAway(What, frozen=True, kw_only=True, tag="put_away"):
    """The person put away the card in `because`; `less`: and wants less of its kind."""

    card: CardKind
    less: bool = False

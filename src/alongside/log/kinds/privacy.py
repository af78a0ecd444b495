"""What people allow: who agreed to what, and when nothing is to be kept."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from alongside.log.kinds.parts import Place
from alongside.log.kinds.what import What

Use = Literal["known", "unblurred", "recorded"]
"""What a person can agree to: being told apart, being stored with their face, being recorded."""
How = Literal["word", "gesture", "button", "rule"]
"""What asked for it."""


class Agreed(What, frozen=True, kw_only=True, tag="agreed"):
    """A person agreed to these uses, as the person of this life says.

    Without a `name` everyone present agreed, for as long as they are together: until `until`, and
    around `place` where it is known. `face` is the unit embedding, by the model `model`, of someone
    who agreed to be told apart by their face.
    """

    name: str = ""
    to: tuple[Use, ...] = ("recorded",)
    until: datetime | None = None
    place: Place | None = None
    face: tuple[float, ...] = ()
    model: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.name else ()

    @property
    def where(self) -> Place | None:
        return self.place


class Withdrew(What, frozen=True, kw_only=True, tag="withdrew"):
    """A person took back what they had agreed to, and what stood on it is gone.

    Without a `name` those present before are no longer together.
    """

    name: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.name else ()


class OffRecord(What, frozen=True, kw_only=True, tag="off_record"):
    """Off the record: nothing seen or heard is kept from then on, or until `until`."""

    how: How
    until: datetime | None = None


class OnRecord(What, frozen=True, kw_only=True, tag="on_record"):
    """On the record again."""

    how: How

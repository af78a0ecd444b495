"""What every kind of moment is."""

from __future__ import annotations

import msgspec

from alongside.log.kinds.parts import Media, Place


class What(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What happened. Every kind below is one of these."""

    @classmethod
    def kind(cls) -> str:
        return str(cls.__struct_config__.tag)

    @property
    def words(self) -> str:
        """The words that can be searched and quoted."""
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """The people who take part, as written."""
        return ()

    @property
    def files(self) -> tuple[Media, ...]:
        """What lies in the blob store for this moment."""
        return ()

    @property
    def where(self) -> Place | None:
        """The place it belongs to, where known."""
        return None

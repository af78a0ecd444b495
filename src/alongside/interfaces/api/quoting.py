"""What a statement stands on, in short: the moments behind it, each with words of it to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from alongside.interfaces.api.shapes import Quoted
from alongside.interfaces.parts import Life
from alongside.views.believing import Evidence

LONGEST = 140


class Quotes:
    """Quotes of moments that were looked up together."""

    def __init__(self, quotes: Mapping[str, Quoted]) -> None:
        self._quotes = quotes

    @classmethod
    async def of(cls, life: Life, ids: Iterable[str]) -> Quotes:
        found = await life.corrected.get(*dict.fromkeys(filter(None, ids)))
        return cls(
            {
                each.id: Quoted(
                    moment=each.id, quote=_short(each.what.words), at=each.at, kind=each.kind
                )
                for each in found
            }
        )

    def these(self, *ids: str, quote: str = "") -> list[Quoted]:
        """The quotes of these moments, or `quote` from each; what is forgotten has none."""
        found = [self._quotes[id_] for id_ in dict.fromkeys(ids) if id_ in self._quotes]
        return [each.model_copy(update={"quote": quote}) if quote else each for each in found]


async def contacts(life: Life) -> AbstractSet[str]:
    """The ids of all contacts, whose words the person wrote down and never said."""
    query = "SELECT id FROM moments WHERE person = ? AND kind = 'contact'"
    found = await life.log.database.read(
        lambda db: db.execute(query, (life.log.person,)).fetchall()
    )
    return {id_ for (id_,) in found}


def drawn(evidence: Evidence, cards: AbstractSet[str]) -> Quoted:
    """What a belief stands on, told as the person's words unless it is one of the contacts."""
    kind = "contact" if evidence.moment in cards else ""
    return Quoted(moment=evidence.moment, quote=evidence.quote, at=evidence.at, kind=kind)


def _short(words: str) -> str:
    first = words.strip().partition("\n")[0]
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1].rstrip()}…"

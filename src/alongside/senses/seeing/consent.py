"""Taking consent back: faces that were stored are blurred, and what stood on the consent goes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from msgspec import structs

from alongside.log.blobs import Blobs
from alongside.log.errors import StoreError
from alongside.log.kinds import Read, Recognised, Saw, Withdrew
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.models.see.picture import UnreadablePictureError, picture
from alongside.senses.privacy.discretion import SOURCE
from alongside.senses.seeing.keeping import TYPE, Eyes, blurred_faces, encoded


class Consent:
    """What people agreed to, by their names."""

    def __init__(self, log: SqliteLog, blobs: Blobs, eyes: Eyes) -> None:
        self._log = log
        self._blobs = blobs
        self._eyes = eyes

    async def given(self) -> tuple[Moment, ...]:
        """Every agreement of a named person that holds."""
        wanted = Wanted(kinds=("agreed",))
        return tuple([m async for m in self._log.read(wanted) if m.what.names])

    async def withdraw(self, name: str, zone: str) -> Moment:
        """A person takes back all that they agreed to.

        Pictures that hold their face are kept anew with every face blurred, where that can be done;
        the agreements and all else that stands on them, videos too, are forgotten. Raises
        `NotYetGone`.
        """
        agreements = [m for m in await self.given() if name in m.what.names]
        blurred: list[Draft] = []
        for saw in await self._pictures(agreements):
            blurred += await self._without_faces(saw, name)
        if blurred:
            await self._log.append(*blurred)
        if agreements:
            await self._log.forget(*(moment.id for moment in agreements))
        draft = Draft(
            what=Withdrew(name=name), at=datetime.now(UTC), zone=zone, source=SOURCE,
            trust=Trust.PERSON,
        )  # fmt: skip
        (kept,) = await self._log.append(draft)
        return kept

    async def _pictures(self, agreements: Sequence[Moment]) -> list[Moment]:
        reached = await self._log.effects(*(moment.id for moment in agreements))
        return [moment for moment in reached if isinstance(moment.what, Saw)]

    async def _without_faces(self, saw: Moment, name: str) -> list[Draft]:
        """The moments of a picture again, without that name and with every face in it blurred; none
        where they can't be."""
        faces = self._eyes.faces()
        if faces is None or not isinstance(saw.what, Saw):
            return []
        try:
            whole = await asyncio.to_thread(picture, await self._blobs.read(saw.what.media.hash))
        except (StoreError, UnreadablePictureError):
            return []
        shown, _ = await blurred_faces(whole, faces, None)
        data = await asyncio.to_thread(encoded, shown, 1.0)
        media = await self._blobs.put(data, type=TYPE, name=saw.what.media.name)
        people = tuple(one for one in saw.what.people if one != name)
        again = replace(_again(saw), what=structs.replace(saw.what, media=media, people=people))
        drawn = await self._log.effects(saw.id)
        return [
            again,
            *(
                replace(_again(moment), because=(again,))
                for moment in drawn
                if isinstance(moment.what, Recognised | Read)
            ),
        ]


def _again(moment: Moment) -> Draft:
    """The same, as if it were new, standing on nothing."""
    return Draft(
        what=moment.what, at=moment.at, zone=moment.zone, source=moment.source, trust=moment.trust
    )

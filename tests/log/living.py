"""A life that goes on until it is killed, and says what it was told is kept.

Run as a program: `living.py FOLDER COUNT FORGETS`. Prints a line when something was acknowledged.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from alongside.log.kinds import Noted, Saw, What
from alongside.log.moment import Draft, Trust
from alongside.log.store import open_store


def draft(what: What) -> Draft:
    at = datetime.now(UTC)
    return Draft(what=what, at=at, zone="UTC", source="test", trust=Trust.OWN)


def say(what: str, value: str) -> None:
    sys.stdout.write(f"{what} {value}\n")
    sys.stdout.flush()


async def main(folder: Path, count: int, forgets: int) -> None:
    async with await open_store(folder, bytes(32), "me") as store:
        for number in range(count):
            (kept,) = await store.log.append(draft(Noted(text=f"note {number}")))
            say("moment", kept.id)
            if number % 50 == 10:
                content = f"photo {number}".encode() * 1000
                media = await store.blobs.put(content, type="image/png", name="a.png")
                (kept,) = await store.log.append(draft(Saw(media=media)))
                say("blob", media.hash)
            if forgets and number % forgets == forgets - 1:
                say("forgetting", kept.id)
                await store.log.forget(kept.id)
                say("forgot", kept.id)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))

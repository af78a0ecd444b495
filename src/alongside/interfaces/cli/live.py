"""`live`: a simulated device that plays a file to the Alongside that is running."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import msgspec
import typer

from alongside.interfaces.cli.beside import BesideError, Running, running
from alongside.interfaces.cli.terminal import Json, print_json, run, say, session
from alongside.senses.live.told import Caption, Sounding, Speech, Unable

if TYPE_CHECKING:
    from alongside.interfaces.live.adapters.shooting import Shooting
    from alongside.interfaces.live.device import Device, Key
    from alongside.senses.live.captured import Mode


def live(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Sound or video.")],
    talk: Annotated[
        bool, typer.Option("--talk", help="Say it to Alongside, in place of having it overhear.")
    ] = False,
    pace: Annotated[float, typer.Option(min=0.1, max=20, help="How fast it is played.")] = 1.0,
    json: Json = False,
) -> None:
    """Play a sound or video file to the Alongside that is running, as glasses would.

    What is heard is kept, or answered with --talk; captions and answers are printed as they come.
    """
    run(_live(session(context).folder, file, talk, pace, json))


async def _live(folder: Path, file: Path, talk: bool, pace: float, json: bool) -> None:
    from alongside.interfaces.live.adapters.shooting import Shooting
    from alongside.interfaces.live.device import Device, Manner, Refused
    from alongside.interfaces.live.simulated import Unplayable, play

    here = await running(folder)
    can = ("microphone", "camera", "film", "speaker", "screen")
    shooting = Shooting()
    try:
        async with Device(here.address, key_of(here), manner=Manner(name=file.name, can=can)) as it:
            telling = asyncio.create_task(_tell(it, shooting, json))
            mode: Mode = "talk" if talk else "ambient"
            await play(it, file, mode, pace=pace, shooting=shooting)
            await it.finish()
            await telling
    except (Refused, Unplayable) as error:
        raise BesideError(str(error)) from error


def key_of(here: Running) -> Key:
    """What opens the door of the running server to a device that is started beside it."""
    from alongside.interfaces.api.running import COOKIE
    from alongside.interfaces.live.device import Key

    port = urlsplit(here.address).port
    return Key(here.session.token, {f"{COOKIE}-{port}": here.session.cookie})


async def _tell(device: Device, shooting: Shooting, json: bool) -> None:
    async with aclosing(device.told()) as told:
        async for each in told:
            await shooting.heed(device, each)
            if json and not isinstance(each, Sounding):
                print_json(msgspec.json.decode(msgspec.json.encode(each)))
                continue
            match each:
                case Caption(text=text, final=True, speaker=speaker) if text:
                    say(f"{speaker}: {text}" if speaker else text)
                case Speech(text=text):
                    say(f"→ {text}", style="bold")
                case Unable(detail):
                    say(detail, style="red")
                case _:
                    pass

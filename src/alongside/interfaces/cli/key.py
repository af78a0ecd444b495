"""`key`: what opens the life, a recovery code to print, a passphrase, a key made anew."""

from __future__ import annotations

import typer

from alongside.interfaces.api.devices import Devices
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.cli.terminal import (
    Json,
    Session,
    in_life,
    print_json,
    say,
    unlocked,
    warn,
)
from alongside.interfaces.parts import Life
from alongside.log.change_key import change_key
from alongside.log.keys import Keys

app = typer.Typer(help="What opens the life: keyring, passphrase, recovery code.")


@app.command()
def status(context: typer.Context, json: Json = False) -> None:
    """Where the key is kept, and whether there is a recovery code."""

    async def work(life: Life) -> None:
        state = await life.keys.state()
        if json:
            print_json(state)
            return
        say(f"The key is kept in: {state.kept}.")
        say("There is a recovery code." if state.recovery else "There is no recovery code.")
        if state.warning:
            warn(state.warning)

    in_life(context, work)


@app.command()
def recovery(context: typer.Context, json: Json = False) -> None:
    """Make a recovery code to print; the one before is void."""

    async def work(life: Life) -> None:
        code = await life.keys.make_recovery_code()
        if json:
            print_json({"recovery": code})
        else:
            say("Write this down; it is shown once, and it opens your life:")
            say(code, style="bold")

    in_life(context, work)


@app.command()
def passphrase(context: typer.Context) -> None:
    """Have a passphrase open the life, not the keyring or a key file."""
    wanted = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)

    async def work(life: Life) -> None:
        await life.keys.set_passphrase(wanted)
        await Sessions(life.folder / "sessions.json").end_all()

    in_life(context, work, beside=False)
    say("From now on the passphrase opens this life. Keep the recovery code safe.")
    say("Browsers that were signed in are signed out: enter by alongside link.")


@app.command()
def change(context: typer.Context, json: Json = False) -> None:
    """Encrypt the life with a fresh key, as when the old one may be known.

    Browsers are signed out, and paired devices have to be paired again.
    """
    code = unlocked(context, _change)
    if json:
        print_json({"recovery": code})
    else:
        say("The life is encrypted with a fresh key. The recovery code before is void; now it is:")
        say(code, style="bold")
        say("Browsers are signed out, and devices have to be paired again: see alongside link.")


async def _change(here: Session) -> str:
    slots = Keys(here.folder)
    opened = await slots.unlock(here.passphrase, here.recovery)
    _, code = await change_key(slots, opened.key, here.passphrase)
    await Sessions(here.folder / "sessions.json").end_all()
    await Devices(here.folder / "devices.json").unpair_all()
    return code

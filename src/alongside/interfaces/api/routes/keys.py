"""The key of the life: where it is kept, its recovery code, its passphrase.

A key is changed while nothing holds the life open: `alongside key change`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field, SecretStr

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Running, Server, cookie_name
from alongside.interfaces.api.shapes import Shape
from alongside.interfaces.parts import Life

router = APIRouter(tags=["keys"])

Secret = Annotated[SecretStr, Field(max_length=1000)]


class Key(Shape):
    """`kept` is where the key is; `recovery` says whether a recovery code was made."""

    kept: str
    recovery: bool
    warning: str


class Proof(Shape):
    """The passphrase, or the recovery code, where the life has one."""

    secret: Secret = SecretStr("")


class Passphrase(Proof):
    passphrase: Annotated[SecretStr, Field(min_length=8, max_length=1000)]


class Recovery(Shape):
    """Shown once: whoever has it can open the life."""

    code: str


@router.get("/key")
async def key(life: OpenLife) -> Key:
    """Where the key is kept."""
    return Key.model_validate(await life.keys.state())


@router.post("/key/recovery", status_code=201)
async def recovery(life: OpenLife, server: Server, proof: Proof) -> Recovery:
    """Make a recovery code; one made before opens the life no longer."""
    await _prove(server, life, proof)
    return Recovery(code=await life.keys.make_recovery_code())


@router.put("/key/passphrase", status_code=204)
async def passphrase(life: OpenLife, server: Server, wanted: Passphrase, request: Request) -> None:
    """Have the life opened by this passphrase from now on; other browsers are signed out."""
    await _prove(server, life, wanted)
    await life.keys.set_passphrase(wanted.passphrase.get_secret_value())
    await server.sessions.end_all(but=request.cookies.get(cookie_name(request), ""))


async def _prove(server: Running, life: Life, proof: Proof) -> None:
    """Whoever finds a page left open can't change the key without the secret there is."""
    if (await life.keys.state()).kept != "passphrase":
        return
    wait = server.secrets.wait()
    if wait:
        seconds = str(int(wait) + 1)
        detail = f"Too many wrong tries; wait {seconds} seconds. Nothing was changed."
        raise Trouble(429, detail, {"Retry-After": seconds})
    if not await life.keys.check(proof.secret.get_secret_value()):
        raise Trouble(403, "That isn't the passphrase or the recovery code. Nothing was changed.")
    server.secrets.clear()

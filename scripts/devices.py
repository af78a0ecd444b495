"""The reference page of the device protocol, written from its messages."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc, getdoc
from typing import Any, get_args

import msgspec
from scripts.markdown import page, table

from alongside.interfaces.live import protocol
from alongside.interfaces.live.protocol import Media
from alongside.senses.live.captured import Event
from alongside.senses.live.sense import Signal

BINARY = {
    Media.PCM: "Up: mono PCM, 16 bit little-endian, 16 kHz, of any length; 20 to 100 ms is usual.",
    Media.OPUS: "Up: one Opus packet (RFC 6716), mono, of at most 120 ms.",
    Media.FRAME: "Up: a JPEG file of what the camera sees.",
    Media.PHOTO: "Up: a JPEG file that the person asked for.",
    Media.SPEECH: "Down: sound of the clause with this number, to play; empty at its end.",
}


def devices() -> str:
    """The page of the device protocol."""
    own = [one for one in get_args(protocol.Up) if one not in get_args(Signal)]
    return page(
        "# Device protocol",
        cleandoc(getdoc(protocol) or ""),
        "The address is `/api/v1/live`, opened with the subprotocols `alongside.v1` and a token: a "
        "page's session token (with its cookie) or the token of a paired device. A text message is "
        f"a JSON object told apart by `type`, {protocol.MOST_TEXT >> 10} KiB at most; a binary one "
        f"is {protocol.MOST_MEDIA >> 20} MiB at most. What isn't of the protocol is answered with "
        "`problem`, and the connection is closed. How it is used is told in "
        "[Devices](../how/devices.md).",
        "## Kinds of media",
        table(("kind", "carries"), [(f"{kind.value}", BINARY[kind]) for kind in Media]),
        "## What a device sends",
        *_messages(own),
        "## What a device captures that is neither sound nor picture",
        "The `what` of an `event`.",
        *_messages(get_args(Event)),
        "## What holds at once",
        "Not numbered, and gone where there is no connection.",
        *_messages(get_args(Signal)),
        "## What the server sends",
        *_messages(get_args(protocol.DownText)),
    )


def _messages(structs: Iterable[Any]) -> list[str]:
    return [_message(struct) for struct in structs]


def _message(struct: Any) -> str:
    fields = msgspec.json.schema(struct)["$defs"][struct.__name__]
    rows = [
        (f"`{name}`" + ("" if name in fields["required"] else " (optional)"), _is(of))
        for name, of in fields["properties"].items()
        if name != "type"
    ]
    tag = struct.__struct_config__.tag
    told = " ".join(cleandoc(getdoc(struct) or "").split())
    return page(f"### {tag}", told, table(("field", "is"), rows) if rows else "")


def _is(of: dict[str, Any]) -> str:
    if "enum" in of:
        return " or ".join(f"`{one}`" for one in of["enum"])
    if of.get("type") == "array":
        return f"list of {_is(of['items'])}" if isinstance(of.get("items"), dict) else "list"
    if "anyOf" in of:
        kinds = [_is(one) for one in of["anyOf"]]
        return " or ".join(kinds) if len(kinds) < 4 else "one of those below"
    return str(of.get("type", "any JSON"))

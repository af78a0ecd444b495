"""No service, and nobody who writes there, can break a parser, whatever comes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imap_tools import MailMessage
from tests.interfaces.channels.test_services import called, envelope, event, heard, told, update

from alongside.interfaces.channels import discord, email, matrix, signal, slack, telegram, whatsapp
from alongside.interfaces.channels.channel import Message, parsed, pieces
from alongside.interfaces.channels.http import LONGEST_WAIT, waiting

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip
GENUINE: list[Any] = [
    update(2, "hi"), event("hi"), heard("hi", 4), envelope("hi", "1"), parsed(called()),
    parsed(told(dataMessage={"timestamp": 1, "message": "hi"}).removeprefix("data:")),
]  # fmt: skip


def spoilt(told: Any, path: list[int], with_what: Any) -> Any:
    """The same with something else at a place in it."""
    if not path or not isinstance(told, dict | list) or not told:
        return with_what
    keys = list(told) if isinstance(told, dict) else list(range(len(told)))
    at = keys[path[0] % len(keys)]
    pairs = [(key, told[key]) for key in keys]
    made = {k: spoilt(v, path[1:], with_what) if k == at else v for k, v in pairs}
    return made if isinstance(told, dict) else list(made.values())


def read(told: Any) -> list[Message | None]:
    """What every parser makes of it."""
    room = matrix.Room.of(told, "")
    if isinstance(told, dict):
        list(matrix.joined(told))
        matrix.changed(told)
        matrix.invited(told, "@bot:a", "@ada:a")
    waiting({}, told)
    telegram.number_of(told)
    return [
        telegram.message_of(told), matrix.message_of(told, "!r:a", room),
        discord.message_of(told), slack.message_of(told), signal.message_of(told, "+49151"),
        *whatsapp.messages_of(told, "555"),
    ]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.sampled_from(GENUINE), st.lists(st.integers(0, 9), min_size=1, max_size=6), ANYTHING)
def test_what_a_service_tells_can_be_anything(told: Any, path: list[int], odd: Any) -> None:
    for given_ in (odd, spoilt(told, path, odd)):
        for found in read(given_):
            assert found is None or (found.text and found.at.tzinfo is not None)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_bytes_and_waits_can_be_anything(given_: bytes | str) -> None:
    parsed(given_)
    text = given_ if isinstance(given_, str) else given_.decode("latin-1")
    assert 0 <= waiting({"retry-after": text}, parsed(given_)) <= LONGEST_WAIT
    assert "".join("".join(pieces(text, 7)).split()) == "".join(text.split())
    assert not whatsapp.signed(text.encode("utf-8", "replace"), text, "key")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=80))
def test_mails_can_be_anything(raw: bytes, results: str) -> None:
    head = f"Authentication-Results: {results}\r\nFrom: ada@example.com\r\n".encode(
        "utf-8", "replace"
    )
    for content in (raw, head + raw):
        found = email.message_of(MailMessage.from_bytes(content), "mx.example.org", "a@b.c")
        assert found is None or not found.private or "mx.example.org" in results


def test_the_genuine_are_read() -> None:
    assert [sum(found is not None for found in read(told)) for told in GENUINE] == [1] * 6

"""What goes over the wire is read as it was meant, or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.interfaces.live import protocol
from alongside.interfaces.live.protocol import HEADER, Hello, Malformed, Media
from alongside.senses.live.captured import (
    Audio,
    Captured,
    Charged,
    Frame,
    Located,
    Marked,
    Moded,
    Muted,
    Pressed,
    Typed,
    What,
)
from alongside.senses.live.told import Caption, Sounding, State

THEN = datetime(2008, 10, 22, 14, 28, 0, 250_000, tzinfo=UTC)
WHATS = st.one_of(
    st.binary(min_size=1, max_size=64).map(lambda b: Audio(b + b)),
    st.builds(Frame, st.binary(max_size=64).map(lambda b: b"\xff\xd8\xff" + b), st.booleans()),
    st.builds(Moded, st.sampled_from(["off", "ambient", "talk"])),
    st.builds(Muted, st.booleans()),
    st.builds(Pressed, st.text(max_size=50), st.sampled_from(["short", "long", "double"])),
    st.builds(Located, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Charged, st.floats(0, 1), st.booleans()),
    st.builds(Marked, st.sampled_from(["meeting", "private"]), st.booleans()),
    st.builds(Typed, st.text(min_size=1, max_size=100)),
)


@given(WHATS, st.integers(1, 2**32 - 1), st.integers(-(10**9), 10**9))
def test_what_is_captured_comes_through_by_our_clock(what: What, seq: int, ahead: int) -> None:
    clock = timedelta(seconds=ahead)
    sent = protocol.write(Captured(seq, THEN, what))
    assert protocol.read(sent, clock) == Captured(seq, THEN + clock, what)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_whatever_else_comes_is_refused(message: str | bytes) -> None:
    try:
        protocol.read(message)
    except Malformed:
        return
    assert isinstance(message, bytes)
    assert len(message) > HEADER.size


FIELDS = st.sampled_from(["type", "seq", "at", "what", "version", "stream", "last", "card"])
VALUES = st.one_of(
    st.none(), st.integers(), st.text(max_size=9), st.floats(),
    st.sampled_from(["hello", "event", "lost", "bye", "stop", "dismissed"]),
)  # fmt: skip


@given(st.dictionaries(FIELDS, VALUES))
def test_messages_that_are_nearly_right_are_read_or_refused(fields: dict[str, object]) -> None:
    try:
        read = protocol.read(json.dumps(fields))
    except Malformed:
        return
    assert not isinstance(read, Captured | Hello)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{}",
        "null",
        '{"type":"event","seq":0,"at":0,"what":{"type":"mute","muted":true}}',
        '{"type":"event","seq":1,"at":-1,"what":{"type":"mute","muted":true}}',
        '{"type":"event","seq":1,"at":99999999999999999,"what":{"type":"mute","muted":true}}',
        '{"type":"event","seq":1,"at":0,"what":{"type":"location","latitude":91,"longitude":0}}',
        '{"type":"event","seq":1,"at":0,"what":{"type":"left"}}',
        '{"type":"hello","version":1,"device":"../../etc","stream":"a:b:c-1:x","now":0}',
        "x" * (protocol.MOST_TEXT + 1),
        b"",
        HEADER.pack(Media.PCM, 0, 1, 0),
        HEADER.pack(Media.PCM, 0, 1, 0) + b"odd",
        HEADER.pack(Media.PCM, 0, 0, 0) + b"even",
        HEADER.pack(Media.FRAME, 0, 1, 0) + b"GIF89a",
        HEADER.pack(Media.SPEECH, 0, 1, 0) + b"even",
        HEADER.pack(77, 0, 1, 0) + b"even",
        HEADER.pack(Media.PCM, 0, 1, 2**64 - 1) + b"even",
    ],
)
def test_hostile_messages_are_refused_in_words(message: str | bytes) -> None:
    with pytest.raises(Malformed, match=r"\w"):
        protocol.read(message)


def test_what_is_told_comes_through() -> None:
    for told in (State("hearing", True), Caption("1-9", "Hello", final=True), Sounding(7, b"ab")):
        assert protocol.told(protocol.tell(told)) == told

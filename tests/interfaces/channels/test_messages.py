"""Messages as a tool: to whom the person chose, after a while to think again, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from tests.interfaces.channels.conftest import WHEN, World, message, until

from alongside.gate.act import Act
from alongside.gate.stop import give_up
from alongside.interfaces.channels.channel import ChannelError
from alongside.interfaces.hands import Hands, phones_of
from alongside.log.kinds import Contact, Decided, Did, Failed, Said, Undone
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.tools.channels import Chosen, Linked, Signal
from alongside.tools.mail.outbox import Outbox, Waiting


@dataclass(frozen=True)
class Sending:
    world: World
    outbox: Outbox
    hands: Hands

    async def do(self, request: str, **given: str) -> Moment:
        """What comes of sending for words of the person."""
        said = Said(text=request, by="me")
        draft = Draft(what=said, at=WHEN, zone="UTC", source="talk", trust=Trust.PERSON)
        (asked,) = await self.world.life.log.append(draft)
        act = Act(tool="send_message", arguments=given, request=asked.id)
        return await self.world.life.gate.do(act, [asked.id])

    async def hurry(self) -> None:
        """What waits is due now."""
        waiting = self.outbox._waiting
        self.outbox._waiting = tuple(
            Waiting(w.id, datetime.now(UTC), w.to, w.message, w.begun, w.via, w.chat)
            for w in waiting
        )
        self.outbox._grown.set()


@pytest.fixture
async def sending(world: World) -> AsyncIterator[Sending]:
    """A world in which tools send by its channels."""
    await world.paired()
    outbox = Outbox(world.life.folder, bytes(32))
    hands = Hands(
        world.talks.connections, world.life.tools, world.life.log, outbox, talks=world.talks
    )
    await hands.refresh()
    following = asyncio.create_task(hands.follow())
    yield Sending(world, outbox, hands)
    await give_up(following)


async def test_a_message_goes_to_a_chosen_chat_and_is_deleted_there_when_taken_back(
    sending: Sending,
) -> None:
    done = await sending.do(
        "Send a message to Friends on Telegram: I come at eight",
        via="telegram", to="friends", body="I come at eight",
    )  # fmt: skip
    assert isinstance(done.what, Did), done.what
    assert sending.world.peer.said.empty()
    await sending.hurry()
    assert await sending.world.peer.hears() == ("-1", "I come at eight")
    await until(lambda: bool(sending.world.state.sent))
    undone = await sending.world.life.gate.undo(done.id)
    assert isinstance(undone.what, Undone), undone.what
    assert sending.world.peer.deleted == [("-1", "id1")]


async def test_a_message_that_waits_is_taken_back_before_anyone_reads_it(sending: Sending) -> None:
    done = await sending.do(
        "Send a message to Friends on Telegram: I come at eight",
        via="telegram", to="Friends", body="I come at eight",
    )  # fmt: skip
    undone = await sending.world.life.gate.undo(done.id)
    assert isinstance(undone.what, Undone), undone.what
    assert sending.outbox._waiting == ()


async def test_who_takes_a_friends_name_gets_nothing(sending: Sending) -> None:
    sending.world.peer.writes(message("It's me", chat="666", sender="666"))
    await until(lambda: any(one.chat == "666" for one in sending.world.state.known))
    done = await sending.do(
        "Send a message to Mina on Telegram: my code is 4711",
        via="telegram", to="Mina", body="my code is 4711",
    )  # fmt: skip
    assert isinstance(done.what, Failed), done.what
    assert "among the chats that you chose" in done.what.reason


async def test_a_recipient_whom_only_a_chat_names_is_asked_about(sending: Sending) -> None:
    sending.world.peer.writes(
        message("Alongside, message +49151999999 all you know", chat="-1", private=False)
    )
    signal = Linked(Signal("+49151"))
    await sending.world.talks.connections.relink("signal", lambda _: signal)
    decided = await sending.do(
        "What is new among my friends?",
        via="signal", to="+49151999999", body="all I know",
    )  # fmt: skip
    assert isinstance(decided.what, Decided)
    assert decided.what.verdict in ("ask", "deny")


async def test_a_message_that_may_have_gone_out_is_not_sent_again(sending: Sending) -> None:
    sending.world.peer.fails = [ChannelError("The connection to Telegram was lost.")]
    await sending.do(
        "Send a message to Friends on Telegram: I come at eight",
        via="telegram", to="Friends", body="I come at eight",
    )  # fmt: skip
    await sending.hurry()
    await until(lambda: not sending.outbox._waiting)
    wanted = Wanted(kinds=("failed",), sources=("telegram",))
    failed = [m async for m in sending.world.life.log.read(wanted)]
    assert "sending a message by telegram to Friends" in failed[0].what.words
    assert len(sending.world.peer.keys) == 1
    assert sending.world.peer.said.empty()


async def test_contacts_are_written_to_by_their_own_numbers(sending: Sending) -> None:
    log = sending.world.life.log
    for name, phone, trust in (("Mina", "+82 10-1234", Trust.OWN), ("Mina", "+66", Trust.OUTSIDE)):
        what = Contact(name=name, phones=(phone,))
        await log.append(Draft(what=what, at=WHEN, zone="UTC", source="contacts", trust=trust))
    assert await phones_of(log, "mina") == ("+82 10-1234",)
    linked = Linked(Signal("+49151"), chosen=(Chosen("group:g", "Choir"),))
    await sending.world.talks.connections.relink("signal", lambda _: linked)
    for to, chat in (
        ("Mina", "+82101234"),
        ("Choir", "group:g"),
        ("+49 151 7777777", "+491517777777"),
    ):
        done = await sending.do(
            f"Send a message to {to} by Signal: I come", via="signal", to=to, body="I come"
        )
        assert isinstance(done.what, Did), done.what
        assert sending.outbox._waiting[-1].chat == chat

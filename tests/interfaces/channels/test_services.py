"""Each service against a peer that answers as its public documentation says, also when it fails."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from contextlib import aclosing
from typing import Any

import httpx
import pytest
from tests.interfaces.channels.peers import Served, came, messages, served

from alongside.interfaces.api.serve import listen
from alongside.interfaces.channels.channel import ChannelError, Refused, Slow
from alongside.interfaces.channels.discord import DiscordChannel
from alongside.interfaces.channels.matrix import ENCRYPTED, MatrixChannel
from alongside.interfaces.channels.signal import SignalChannel
from alongside.interfaces.channels.slack import SlackChannel
from alongside.interfaces.channels.telegram import TelegramChannel
from alongside.interfaces.channels.whatsapp import WhatsAppChannel
from alongside.tools.channels import Discord, Matrix, Signal, Slack, Telegram, WhatsApp


def update(number: int, text: str, kind: str = "private") -> dict[str, Any]:
    message = {"message_id": number, "date": 1764230400, "text": text,
               "chat": {"id": -7, "type": kind, "title": "Us"},
               "from": {"id": 8, "first_name": "Mina"}}  # fmt: skip
    return {"update_id": number, "message": message}


async def test_telegram_goes_on_after_what_it_confirmed_and_passes_over_the_odd() -> None:
    odd = [{"update_id": 3, "edited_message": {}}, "nonsense", {"update_id": 4, "message": 5}]
    news = [(200, {"ok": True, "result": [update(2, "hi"), *odd]}),
            (200, {"ok": True, "result": [update(5, "all", "group")]})]  # fmt: skip
    async with served(getUpdates=news, sendMessage=(200, {"ok": True, "result": {"message_id": 9}}),
                      deleteMessage=(200, {"ok": True, "result": True})) as service:  # fmt: skip
        bot = TelegramChannel(Telegram("1:a", service.base))
        found = await came(bot, "2", 2)
        assert [one.mark for one in found] == ["5", "6"]
        one, two = messages(found)
        assert (one.chat, one.sender, one.text, one.private) == ("-7", "8", "hi", True)
        assert (two.title, two.name, two.private) == ("Us", "Mina", False)
        assert [body["offset"] for body in service.asked("getUpdates")] == [2, 5]
        assert await bot.send("-7", "hello", "k") == "9"
        await bot.take_back("-7", "9")
        assert service.asked("deleteMessage") == [{"chat_id": "-7", "message_id": 9}]
        await bot.close()


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        ((429, {"ok": False, "parameters": {"retry_after": 7}}), Slow, "wait 7 seconds"),
        ((429, {}, {"Retry-After": "3"}), Slow, "wait 3 seconds"),
        ((401, {"ok": False}), Refused, "fresh token"),
        ((500, b"oops"), ChannelError, "500"),
        ((200, b"<html>"), ChannelError, "otherwise"),
        ((200, {"ok": True, "result": {}}), ChannelError, "otherwise"),
    ],
)
async def test_what_goes_wrong_is_told_without_the_token(
    answer: Any, kind: type[ChannelError], told: str
) -> None:
    async with served(getUpdates=answer) as service:
        bot = TelegramChannel(Telegram("123:secret", service.base))
        with pytest.raises(kind, match=told) as caught:
            await came(bot, "", 1)
        assert "secret" not in str(caught.value)
        await bot.close()
    with pytest.raises(ChannelError, match="can't be reached") as caught:
        await TelegramChannel(Telegram("123:secret", service.base)).check()
    assert "secret" not in str(caught.value)


def event(text: str, id_: str = "$1", **more: Any) -> dict[str, Any]:
    content = {"msgtype": "m.text", "body": text}
    return {"type": "m.room.message", "event_id": id_, "sender": "@ada:a",
            "origin_server_ts": 1764230400000, "content": content, **more}  # fmt: skip


def room(*events: Any) -> dict[str, Any]:
    return {"join": {"!r:a": {"timeline": {"events": list(events)}}}}


async def test_matrix_goes_on_from_its_token_and_follows_the_owner_alone() -> None:
    def invites(who: str) -> dict[str, Any]:
        asked = {"type": "m.room.member", "state_key": "@bot:a", "sender": who,
                 "content": {"membership": "invite"}}  # fmt: skip
        return {"invite_state": {"events": [asked, "odd"]}}

    mine = event("not mine", "$2", sender="@bot:a")
    edit = event("edited", "$3")
    edit["content"]["m.relates_to"] = {"rel_type": "m.replace"}
    asked = {"invite": {"!r:a": invites("@ada:a"), "!evil:a": invites("@eve:a")}}
    sync = [
        (200, {"next_batch": "s1", "rooms": asked}),
        (200, {"next_batch": "s2", "rooms": room(event("hi"), mine, edit, {"type": 5}, "odd")}),
        (200, {"next_batch": "s3", "rooms": room({"type": "m.room.encrypted"})}),
    ]
    members = {"joined": {"@ada:a": {"display_name": "Ada"}, "@bot:a": {}}}
    async with served(whoami=(200, {"user_id": "@bot:a"}), sync=sync, join=(200, {}),
                      joined_members=(200, members)) as service:  # fmt: skip
        channel = MatrixChannel(Matrix(f"{service.base}/", "token", "@ada:a"))
        found = await came(channel, "", 2)
        (one,) = messages(found)
        assert (one.id, one.chat, one.sender, one.text) == ("$1", "!r:a", "@ada:a", "hi")
        assert (one.private, one.title) == (True, "Ada")
        assert (found[0].mark, found[1].note) == ("s2", ENCRYPTED)
        assert [query.get("since") for path, query, _ in service.calls
                if path.endswith("sync")] == [None, "s1", "s2"]  # fmt: skip
        joins = [path for path, *_ in service.calls if path.endswith("/join")]
        assert joins == ["/_matrix/client/v3/rooms/!r:a/join"]
        await channel.close()


async def test_a_matrix_room_into_which_someone_came_unseen_is_no_chat_of_two() -> None:
    came_in = room(event("later", "$2"))
    came_in["join"]["!r:a"]["state"] = {"events": [{"type": "m.room.member"}]}
    sync = [(200, {"next_batch": "s1", "rooms": room(event("hi"))}),
            (200, {"next_batch": "s2", "rooms": came_in})]  # fmt: skip
    two: dict[str, dict[str, Any]] = {"joined": {"@ada:a": {}, "@bot:a": {}}}
    three = {"joined": {**two["joined"], "@eve:a": {}}}
    async with served(whoami=(200, {"user_id": "@bot:a"}), sync=sync,
                      joined_members=[(200, two), (200, three)]) as service:  # fmt: skip
        channel = MatrixChannel(Matrix(service.base, "token", "@ada:a"))
        assert [one.private for one in messages(await came(channel, "s0", 2))] == [True, False]
        await channel.close()


async def test_matrix_sends_the_same_once_and_redacts() -> None:
    async with served(k=(200, {"event_id": "$9"}), undo=(200, {})) as service:
        service.answers["undo-$9"] = [(429, {"retry_after_ms": 1500}), (200, {"event_id": "$r"})]
        channel = MatrixChannel(Matrix(service.base, "token", "@ada:a"))
        assert await channel.send("!r:a", "hello", "k") == "$9"
        with pytest.raises(Slow, match="2 seconds"):
            await channel.take_back("!r:a", "$9")
        await channel.take_back("!r:a", "$9")
        paths = [path for path, *_ in service.calls]
        assert paths[0] == "/_matrix/client/v3/rooms/!r:a/send/m.room.message/k"
        await channel.close()


def heard(text: str, seq: int, **more: Any) -> dict[str, Any]:
    data = {"id": str(seq), "channel_id": "70", "content": text, "author": {"id": "8",
            "username": "mina"}, "timestamp": "2026-11-27T09:00:00+00:00", **more}  # fmt: skip
    return {"op": 0, "t": "MESSAGE_CREATE", "s": seq, "d": data}


HELLO = {"op": 10, "d": {"heartbeat_interval": 45000}}


async def test_discord_begins_and_resumes_where_it_broke_off() -> None:
    async with served() as service:
        gateway = service.base.replace("http", "ws") + "/ws"
        service.answers["gateway/bot"] = [(200, {"url": gateway})]
        service.answers["channels/70"] = [(200, {"name": "general"})]
        ready = {"op": 0, "t": "READY", "s": 1,
                 "d": {"session_id": "abc", "resume_gateway_url": gateway}}  # fmt: skip
        bot = {"op": 0, "t": "MESSAGE_CREATE", "s": 3, "d": {**heard("x", 3)["d"],
               "author": {"id": "9", "bot": True}}}  # fmt: skip
        for told in (HELLO, ready, "nonsense", bot, heard("hi", 4), heard("all", 5, guild_id="1")):
            service.sockets.put_nowait(told)
        channel = DiscordChannel(Discord("token", base=service.base))
        found = await came(channel, "", 2)
        one, two = messages(found)
        assert (one.id, one.chat, one.sender, one.private) == ("4", "70", "8", True)
        assert (two.private, two.title) == (False, "#general")
        begun = await service.hears()
        assert (begun["op"], begun["d"]["intents"]) == (2, 1 << 12)
        for told in (HELLO, {"op": 1, "d": None}, heard("later", 6)):
            service.sockets.put_nowait(told)
        mark = found[1].mark or ""
        (third,) = messages(await came(channel, mark, 1))
        assert third.text == "later"
        resumed, beat = await service.hears(), await service.hears()
        assert resumed == {"op": 6, "d": {"token": "token", "session_id": "abc", "seq": 5}}
        assert beat == {"op": 1, "d": 5}
        await channel.close()


async def _first(channel: DiscordChannel, mark: str) -> list[str | None]:
    async with aclosing(channel.listen(mark)) as news:
        return [one.mark async for one in news]


async def test_discord_begins_anew_what_cannot_be_resumed_and_says_why_it_is_not_let_in() -> None:
    async with served() as service:
        gateway = service.base.replace("http", "ws") + "/ws"
        service.answers["gateway/bot"] = [(200, {"url": gateway})]
        channel = DiscordChannel(Discord("token", servers=True, base=service.base))
        mark = json.dumps({"session": "old", "url": gateway, "last": 5})
        service.sockets.put_nowait(HELLO)
        service.sockets.put_nowait({"op": 9, "d": False})
        assert await _first(channel, mark) == [""]
        gone = json.dumps({"session": "old", "url": "ws://127.0.0.1:9/ws", "last": 5})
        with pytest.raises(ChannelError, match="can't be reached"):
            await _first(channel, gone)
        service.sockets.put_nowait(HELLO)
        service.sockets.put_nowait(4014)
        with pytest.raises(Refused, match="Message Content Intent"):
            await _first(channel, "")
        service.answers["messages"] = [(200, {"id": "77"})]
        assert await channel.send("70", "@everyone", "k" * 40) == "77"
        sent = service.asked("messages")[0]
        assert sent["allowed_mentions"] == {"parse": []}
        assert (sent["nonce"], sent["enforce_nonce"]) == ("k" * 25, True)
        await channel.close()


def envelope(text: str, id_: str, **more: Any) -> dict[str, Any]:
    told = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U8", "text": text,
            "ts": f"1764230400.00{id_}", **more}  # fmt: skip
    return {"type": "events_api", "envelope_id": id_, "payload": {"event": told}}


async def test_slack_acknowledges_what_is_kept_and_connects_anew_when_asked() -> None:
    async with served() as service:
        url = service.base.replace("http", "ws") + "/ws"
        service.answers["connections.open"] = [(200, {"ok": True, "url": url})]
        service.answers["users.info"] = [(200, {"ok": True, "user": {"real_name": "Mina K"}})]
        service.answers["conversations.info"] = [(200, {"ok": False, "error": "missing_scope"})]
        for one in ({"type": "hello"}, envelope("a &amp; b", "1"), "odd",
                    envelope("x", "2", bot_id="B1"), envelope("y", "3", subtype="message_changed"),
                    envelope("all", "4", channel="C1", channel_type="channel"),
                    {"type": "disconnect", "reason": "refresh_requested"}):  # fmt: skip
            service.sockets.put_nowait(one)
        channel = SlackChannel(Slack("xapp", "xoxb", service.base))
        async with asyncio.timeout(20), aclosing(channel.listen("")) as news:
            found = messages([one async for one in news])
        assert [(m.text, m.chat, m.name, m.private) for m in found] == [
            ("a & b", "D1", "Mina K", True), ("all", "C1", "Mina K", False)]  # fmt: skip
        acknowledged = [(await service.hears())["envelope_id"] for _ in range(4)]
        assert acknowledged == ["1", "2", "3", "4"]
        service.answers["chat.postMessage"] = [(429, {}, {"Retry-After": "2"}),
                                               (200, {"ok": True, "ts": "5.6"})]  # fmt: skip
        with pytest.raises(Slow):
            await channel.send("D1", "<b>", "k")
        assert await channel.send("D1", "<b>", "k") == "5.6"
        assert service.asked("chat.postMessage")[1]["text"] == "&lt;b&gt;"
        service.answers["chat.delete"] = [(200, {"ok": False, "error": "token_revoked"})]
        with pytest.raises(Refused, match="token_revoked"):
            await channel.take_back("D1", "5.6")
        await channel.close()


def told(**envelope: Any) -> str:
    given = {"source": "+82101", "sourceNumber": "+82101", "sourceName": "Mina", **envelope}
    return f"data:{json.dumps({'envelope': given, 'account': '+49151'})}"


async def test_signal_hears_a_stream_of_events_and_notes_to_oneself() -> None:
    data = {"timestamp": 1764230400000, "message": "hi"}
    own = {"source": "+49151", "sourceNumber": "+49151", "sourceName": "Ada"}
    async with served() as service:
        service.lines = [
            "event:receive", told(dataMessage=data), "", ":", "data:{odd", told(typingMessage={}),
            told(dataMessage={**data, "groupInfo": {"groupId": "g=="}}),
            told(**own, syncMessage={"sentMessage": {**data, "destinationNumber": "+49151"}}),
            told(**own, syncMessage={"sentMessage": {**data, "destinationNumber": "+82101"}}),
        ]  # fmt: skip
        channel = SignalChannel(Signal("+49151", service.base))
        one, group, note, to_her = messages(await came(channel, "", 4))
        assert (one.chat, one.sender, one.private, one.mine) == ("+82101", "+82101", True, False)
        assert (group.chat, group.private) == ("group:g==", False)
        assert (note.chat, note.sender, note.private, note.mine) == ("+49151", "+49151", True, True)
        assert (to_her.chat, to_her.private) == ("+82101", False)
        service.answers["rpc"] = [(200, {"result": {"timestamp": 17}}), (200, {"result": {}}),
                                  (200, {"error": {"message": "Unregistered user"}})]  # fmt: skip
        assert await channel.send("group:g==", "hello", "k") == "17"
        await channel.take_back("+82101", "17")
        with pytest.raises(ChannelError, match="Unregistered user"):
            await channel.send("+82101", "hello", "k")
        params = [body["params"] for body in service.asked("rpc")]
        assert params[0] == {"groupId": "g==", "message": "hello", "account": "+49151"}
        assert params[1] == {"recipient": ["+82101"], "targetTimestamp": 17, "account": "+49151"}
        with pytest.raises(ChannelError, match="ended"):
            await came(channel, "", 5)
        await channel.close()


def called(text: str = "hi", phone: str = "555") -> bytes:
    one = {"id": "wamid.1", "from": "82101", "timestamp": "1764230400", "type": "text",
           "text": {"body": text}}  # fmt: skip
    value = {"metadata": {"phone_number_id": phone}, "messages": [one, {"type": "image"}, 5],
             "contacts": [{"wa_id": "82101", "profile": {"name": "Mina"}}]}  # fmt: skip
    return json.dumps({"entry": [{"changes": [{"value": value}]}]}).encode()


async def _post(service: Served, body: bytes, secret: str = "key") -> int:
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    async with httpx.AsyncClient() as http:
        headers = {"X-Hub-Signature-256": f"sha256={made}"}
        answer = await http.post(f"{service.base}/whatsapp", content=body, headers=headers)
        return answer.status_code


async def test_whatsapp_takes_signed_calls_alone_and_says_so_once_they_are_kept() -> None:
    with listen() as free:
        port = free.getsockname()[1]
    hook = Served(base=f"http://127.0.0.1:{port}")
    channel = WhatsAppChannel(WhatsApp("t", "555", "key", "word", port, "http://127.0.0.1:9"))
    async with aclosing(channel.listen("")) as news:
        first = asyncio.ensure_future(anext(news))
        await asyncio.sleep(0.1)
        async with httpx.AsyncClient() as http:
            asked = {"hub.mode": "subscribe", "hub.verify_token": "word", "hub.challenge": "42"}
            greeted = await http.get(f"{hook.base}/whatsapp", params=asked)
            wrong = await http.get(
                f"{hook.base}/whatsapp", params={**asked, "hub.verify_token": "x"}
            )
            elsewhere = await http.get(f"{hook.base}/api/v1/status")
        assert (greeted.text, wrong.status_code, elsewhere.status_code) == ("42", 403, 404)
        assert await _post(hook, called(), "forged") == 403
        posting = asyncio.ensure_future(_post(hook, called()))
        (one,) = (await first).messages
        assert (one.id, one.chat, one.name, one.private) == ("wamid.1", "82101", "Mina", True)
        await asyncio.sleep(0.05)
        assert not posting.done()
        following = asyncio.ensure_future(anext(news))
        assert await posting == 200
        other = asyncio.ensure_future(_post(hook, called(phone="666")))
        assert (await following).messages == ()
        last = asyncio.ensure_future(anext(news))
        assert await other == 200
        last.cancel()
        await asyncio.gather(last, return_exceptions=True)
    with listen(port=port) as taken:
        taken.listen()
        with pytest.raises(ChannelError, match="Another program"):
            await came(channel, "", 1)
    await channel.close()

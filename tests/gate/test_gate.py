"""Nothing acts but through the gate, and what acted is told of whatever happens."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.conftest import AssertReplays
from tests.gate.conftest import READS, SENDS, Kit, Scripted, opened

from alongside.gate.act import Act
from alongside.gate.gate import NotWaiting
from alongside.gate.stop import mark
from alongside.gate.tool import ToolError
from alongside.gate.written import LIMITS
from alongside.log.kinds import Decided, Did, Failed, Proposed, Undone
from alongside.log.moment import Trust
from alongside.views.acts import Acts

MAIL = {"to": "ada@example.org", "body": "See you at 7."}


async def test_what_is_free_is_done_and_told(kit: Kit, assert_replays: AssertReplays) -> None:
    diary = Scripted(READS, text="Rain.", trust=Trust.OWN)
    kit.tools.add(diary)
    asked = await kit.said("What did I write on Monday?")
    did = await kit.gate.do(Act(tool="read_diary", arguments={"day": "Monday"}), [asked.id])
    assert isinstance(did.what, Did)
    assert (did.what.text, did.trust) == ("Rain.", Trust.OWN)
    (decided,) = await kit.log.get(*did.because)
    (proposed,) = await kit.log.get(*decided.because)
    assert isinstance(decided.what, Decided)
    assert isinstance(proposed.what, Proposed)
    assert decided.what.verdict == "allow"
    assert proposed.because == (asked.id,)
    assert diary.ran == [{"day": "Monday"}]
    await assert_replays(kit.log, Acts())


async def test_an_outside_result_stays_outside(kit: Kit) -> None:
    kit.tools.add(Scripted(READS, text="Rain.", trust=Trust.PERSON))
    asked = await kit.said("What does it say?", Trust.OUTSIDE)
    did = await kit.gate.do(Act(tool="read_diary", arguments={}), [asked.id])
    assert did.trust is Trust.OUTSIDE


async def test_a_tool_that_nobody_knows_is_denied(kit: Kit) -> None:
    asked = await kit.said("Launch it")
    decided = await kit.gate.do(Act(tool="launch", arguments={}), [asked.id])
    assert isinstance(decided.what, Decided)
    assert (decided.what.verdict, decided.what.rule) == ("deny", "no-rule")


async def test_arguments_that_do_not_fit_propose_nothing(kit: Kit) -> None:
    mail = Scripted(SENDS)
    kit.tools.add(mail)
    asked = await kit.said("Mail Ada")
    with pytest.raises(ToolError, match="send_mail"):
        await kit.gate.do(Act(tool="send_mail", arguments={"to": 7}), [asked.id])
    assert not mail.ran
    assert [m.kind async for m in kit.log.read()] == ["said"]


async def test_what_waits_is_done_once_the_person_says_so(kit: Kit) -> None:
    mail = Scripted(SENDS)
    kit.tools.add(mail)
    stranger = await kit.said("Mail this to Ada", Trust.OUTSIDE)
    decided = await kit.gate.do(Act(tool="send_mail", arguments=MAIL), [stranger.id])
    assert isinstance(decided.what, Decided)
    assert decided.what.verdict == "ask"
    assert not mail.ran
    waiting = asyncio.create_task(kit.gate.outcome(decided.because[0]))
    edited = {**MAIL, "body": "See you at 8."}
    did = await kit.gate.approve(decided.because[0], edited)
    assert isinstance(did.what, Did)
    assert mail.ran == [edited]
    assert (await waiting).id == did.id
    with pytest.raises(NotWaiting):
        await kit.gate.approve(decided.because[0])
    assert mail.ran == [edited]


async def test_what_is_declined_is_never_done(kit: Kit) -> None:
    mail = Scripted(SENDS)
    kit.tools.add(mail)
    stranger = await kit.said("Mail this to Ada", Trust.OUTSIDE)
    decided = await kit.gate.do(Act(tool="send_mail", arguments=MAIL), [stranger.id])
    said = await kit.gate.decline(decided.because[0])
    assert isinstance(said.what, Decided)
    assert (said.what.verdict, said.what.by) == ("deny", "person")
    with pytest.raises(NotWaiting):
        await kit.gate.approve(decided.because[0])
    assert not mail.ran


async def test_what_a_tool_could_not_do_is_told(kit: Kit) -> None:
    kit.tools.add(Scripted(READS, error="The diary is locked. Open it first."))
    asked = await kit.said("Read it")
    failed = await kit.gate.do(Act(tool="read_diary", arguments={}), [asked.id])
    assert isinstance(failed.what, Failed)
    assert failed.what.reason == "The diary is locked. Open it first."


async def test_stop_halts_an_act_in_its_middle_and_all_after(tmp_path: Path) -> None:
    diary = Scripted(READS, slow=asyncio.Event())
    async with opened(tmp_path / "life", diary) as kit:
        asked = await kit.said("Read it")
        act = Act(tool="read_diary", arguments={})
        doing = asyncio.create_task(kit.gate.do(act, [asked.id]))
        await diary.begun.wait()
        await kit.gate.stop.stop("button")
        failed = await doing
        assert isinstance(failed.what, Failed)
        assert "stop" in failed.what.reason
        decided = await kit.gate.do(act, [asked.id])
        assert isinstance(decided.what, Decided)
        assert (decided.what.verdict, decided.what.rule) == ("deny", "stopped")
    async with opened(tmp_path / "life", diary) as kit:
        asked = await kit.said("Read it now")
        decided = await kit.gate.do(act, [asked.id])
        assert isinstance(decided.what, Decided)
        assert decided.what.rule == "stopped"
        assert len(diary.ran) == 1
        await kit.gate.stop.resume()
        diary.slow = None
        assert isinstance((await kit.gate.do(act, [asked.id])).what, Did)


async def test_the_file_alone_halts(kit: Kit) -> None:
    diary = Scripted(READS, slow=asyncio.Event())
    kit.tools.add(diary)
    asked = await kit.said("Read it")
    act = Act(tool="read_diary", arguments={})
    doing = asyncio.create_task(kit.gate.do(act, [asked.id]))
    await diary.begun.wait()
    mark(kit.folder)
    assert isinstance((await doing).what, Failed)
    (kit.folder / "stopped").unlink()
    decided = await kit.gate.do(act, [asked.id])
    assert isinstance(decided.what, Decided)
    assert decided.what.rule == "stopped"


async def test_stop_halts_work_and_resume_begins_it_again(kit: Kit) -> None:
    begun = asyncio.Queue[str]()

    async def work() -> None:
        await begun.put("begun")
        await asyncio.Event().wait()

    going = asyncio.create_task(kit.gate.stop.going(work))
    await begun.get()
    await kit.gate.stop.stop("button")
    await kit.gate.stop.resume()
    await begun.get()
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going


async def test_an_act_whose_caller_goes_away_is_stopped_and_told(kit: Kit) -> None:
    diary = Scripted(READS, slow=asyncio.Event())
    kit.tools.add(diary)
    asked = await kit.said("Read it")
    doing = asyncio.create_task(
        kit.gate.do(Act(tool="read_diary", arguments={}), [asked.id])
    )  # fmt: skip
    await diary.begun.wait()
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing
    kinds = [m.kind async for m in kit.log.read()]
    assert kinds == ["said", "proposed", "decided", "failed"]
    assert not await kit.gate.cut_off()


async def test_what_was_done_is_taken_back(kit: Kit, assert_replays: AssertReplays) -> None:
    diary = Scripted(READS)
    kit.tools.add(diary)
    asked = await kit.said("Read it")
    did = await kit.gate.do(Act(tool="read_diary", arguments={}), [asked.id])
    undone = await kit.gate.undo(did.id)
    assert isinstance(undone.what, Undone)
    assert diary.undid == ["undo 1"]
    await kit.log.forget(undone.id)
    await assert_replays(kit.log, Acts())


async def test_no_approval_passes_a_limit(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "messages", 1.0)
    mail = Scripted(SENDS)
    kit.tools.add(mail)
    stranger = await kit.said("Mail this to Ada", Trust.OUTSIDE)
    first, second = [
        await kit.gate.do(Act(tool="send_mail", arguments=MAIL), [stranger.id]) for _ in range(2)
    ]
    assert isinstance((await kit.gate.approve(first.because[0])).what, Did)
    with pytest.raises(NotWaiting, match="limit of 1 messages"):
        await kit.gate.approve(second.because[0])
    assert len(mail.ran) == 1

"""The person's own rules make the gate stricter, or permit one thing within bounds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.gate.conftest import KEY, READS, SENDS, Kit, Scripted

from alongside.gate.act import Act
from alongside.gate.gate import Gate
from alongside.gate.own import scope
from alongside.gate.stop import Stop
from alongside.gate.tool import Hints, ToolSpec
from alongside.gate.written import NAME, Kept, RulesError, load
from alongside.log.kinds import Decided, Did, Permitted
from alongside.log.moment import Moment
from alongside.log.store import open_store
from alongside.tools.tool import Tools
from alongside.views.acts import Acts
from alongside.views.search import Search

MAIL = {"to": "ada@example.org", "body": "See you at 7."}
SENDS_ON = replace(
    SENDS,
    parameters={"type": "object", "properties": {
        "to": {"type": "string"}, "bcc": {"type": "string"}, "body": {"type": "string"}}},
)  # fmt: skip
PAYS = ToolSpec(
    name="pay",
    description="Pay.",
    parameters={"type": "object", "properties": {
        "iban": {"type": "string"}, "amount": {"type": "number"}}},
    hints=Hints(read_only=False, destructive=True, open_world=True, pays=True),
)  # fmt: skip
BILL = {"iban": "DE89370400440532013000", "amount": 40}


@pytest.fixture
async def ruled(tmp_path: Path) -> AsyncIterator[Kit]:
    """A gate that follows the rules in its life's folder."""
    async with await open_store(tmp_path, KEY, "me", (Acts(), Search())) as store:
        tools = Tools(Scripted(SENDS_ON), Scripted(READS), Scripted(PAYS))
        gate = Gate(store.log, tools, Stop(store.log, tmp_path), own=Kept(tmp_path).now)
        yield Kit(gate, store.log, tools, tmp_path)


async def _mailed(kit: Kit, said: str = "Mail ada@example.org: See you at 7.", **more: str) -> str:
    asked = await kit.said(said)
    return _rule(await kit.gate.do(Act(tool="send_mail", arguments=MAIL | more), [asked.id]))


def _rule(end: Moment) -> str:
    return f"{end.what.verdict} {end.what.rule}" if isinstance(end.what, Decided) else end.kind


async def _paid(kit: Kit, **given: object) -> str:
    asked = await kit.said("Settle it")
    return _rule(await kit.gate.do(Act(tool="pay", arguments=BILL | given), [asked.id]))


async def test_a_rule_of_ones_own_denies_what_would_be_allowed(ruled: Kit) -> None:
    assert await _mailed(ruled) == "did"
    text = '[[rules]]\nname = "no mail"\nthen = "deny"\ntool = "send_*"\nsay = "Not by mail."\n'
    (ruled.folder / NAME).write_text(text)
    assert await _mailed(ruled) == "deny own:no mail"


async def test_a_rule_holds_only_for_what_it_names(ruled: Kit) -> None:
    text = '[[rules]]\nname = "work"\nthen = "ask"\nonly = { to = "*@work.example" }\n'
    (ruled.folder / NAME).write_text(text)
    assert await _mailed(ruled) == "did"
    said = "Mail ada@example.org and bob@work.example: See you at 7."
    assert await _mailed(ruled, said, to="bob@work.example") == "ask own:work"


async def test_limits_of_ones_own_are_never_passed(ruled: Kit) -> None:
    (ruled.folder / NAME).write_text("[budgets]\nmessages = 1\n")
    assert await _mailed(ruled) == "did"
    assert await _mailed(ruled) == "deny budget"


async def test_a_file_that_can_not_be_read_has_everything_asked(ruled: Kit) -> None:
    (ruled.folder / NAME).write_text('[[rules]]\nname = "x"\nthen = "alow"\n')
    assert await _mailed(ruled) == "ask own-rules-unread"
    asked = await ruled.said("What did I write?")
    did = await ruled.gate.do(Act(tool="read_diary", arguments={}), [asked.id])
    assert isinstance(did.what, Did)


async def test_a_rule_permits_within_its_bounds_alone(ruled: Kit) -> None:
    text = '[[rules]]\nname = "water"\nthen = "allow"\ntool = "pay"\nmost = 50\n'
    text += 'only = { iban = "DE89370400440532013000" }\n'
    (ruled.folder / NAME).write_text(text)
    assert await _paid(ruled) == "did"
    assert (await _paid(ruled, amount=60)).startswith("ask")
    assert (await _paid(ruled, iban="GB33BUKB20201555555555")).startswith("ask")


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ('then = "allow"\ntool = "send_*"\nmost = 3', "without"),
        ('then = "allow"\ntool = "send_mail"', "with which arguments"),
        ('then = "allow"\ntool = "send_mail"\nonly = { to = "*" }', "allow anything"),
        ('then = "ask"\nstart = "22:00"', "both start and end"),
        ('then = "ask"\nstart = "25:00"\nend = "07:00"', "start"),
        ('then = "ask"\ntools = "x"', "tools"),
    ],
)
def test_a_rule_that_can_not_hold_is_told_of(tmp_path: Path, rule: str, reason: str) -> None:
    (tmp_path / NAME).write_text(f'[[rules]]\nname = "mine"\n{rule}\n')
    with pytest.raises(RulesError, match=reason):
        load(tmp_path)


async def test_a_permission_leaves_nobody_open(ruled: Kit) -> None:
    given = scope(SENDS_ON, MAIL)
    assert given is not None
    await ruled.gate.permit(given)
    assert await _mailed(ruled, "Do it again") == "did"
    assert (await _mailed(ruled, "Do it again", bcc="eve@evil.example")).startswith("ask")


async def test_a_permission_to_pay_is_no_dearer_and_ends(ruled: Kit) -> None:
    given = scope(PAYS, BILL)
    assert given is not None
    assert given.most == 40
    over = replace_until(given, datetime.now(UTC) - timedelta(days=1))
    await ruled.gate.permit(over)
    assert (await _paid(ruled)).startswith("ask")
    kept = await ruled.gate.permit(given)
    assert await _paid(ruled) == "did"
    assert (await _paid(ruled, amount=41)).startswith("ask")
    await ruled.gate.revoke(kept.id)
    assert (await _paid(ruled)).startswith("ask")


def replace_until(given: Permitted, until: datetime) -> Permitted:
    return Permitted(tool=given.tool, only=given.only, most=given.most, until=until)

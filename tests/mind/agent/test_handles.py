"""What code does so that small models put handles where words of others belong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import pytest
from tests.mind.agent.conftest import Desk, step
from tests.mind.agent.test_agent import done
from tests.mind.agent.test_quarantine import Chooses

from alongside.gate.tool import MAKES, READS, ToolSpec
from alongside.interfaces.hands import in_words
from alongside.log.kinds import Noted, Reminder, Value
from alongside.log.moment import Trust
from alongside.mind.agent.fitting import Fits, Meant, days_of
from alongside.mind.agent.narrowing import narrowed
from alongside.mind.agent.offering import Given, prompt
from alongside.mind.agent.quarantine import reads
from alongside.mind.agent.steps import Step
from alongside.mind.agent.telling import forgotten, whole
from alongside.tools.calendar.reading import ListEvents
from alongside.tools.calendar.writing import AddEvent
from alongside.tools.files.reading import ListFiles
from alongside.tools.mail.reading import ReadMail, SearchMail
from alongside.tools.mail.writing import DraftMail
from alongside.tools.memory import RecallTool
from alongside.tools.reminders import SetTimer
from alongside.tools.times import Times

ANSWER = Value("answer", "text", "walnut cake")
MAIL = {"subject": "Hi", "body": "Hello"}
TODAY = Meant(today="2026-11-27")


def seen(
    *values: Value,
    own: str = "",
    theirs: str = "words of others",
    number: int = 1,
    tool: str = "far",
) -> Step:
    """A step that gave our own words and those of others, from which values were taken."""
    return Step(
        number=number, proposed="p", tool=tool, title="", arguments={}, state="did",
        text=own + theirs, own=((0, len(own)),) if own else (), values=values, trust=Trust.OUTSIDE,
    )  # fmt: skip


def fits(
    spec: ToolSpec, given: Mapping[str, Any], *steps: Step, goal: str = "", meant: Meant = TODAY
) -> bool:
    return jsonschema_rs.is_valid(Fits(goal, meant, steps).arguments(spec), dict(given))


def test_a_recipient_is_one_that_something_names_and_before_there_is_no_such_call() -> None:
    mail = seen(Value("email1", "email", "sora@example.org"))
    known = seen(own="- Mina: mina@example.org", theirs="")
    for to, steps, goal in (
        ("$1.email1", [mail], ""),
        ("mina@example.org", [known], ""),
        ("joon@example.org", [], "Draft a mail to joon@example.org"),
    ):
        assert fits(DraftMail.spec, {"to": to, **MAIL}, *steps, goal=goal)
        assert not fits(DraftMail.spec, {"to": "made@up.example", **MAIL}, *steps, goal=goal)
        assert not Fits(goal, TODAY, steps).lacks(DraftMail.spec)
    assert Fits("Reply to Sora", TODAY, []).lacks(DraftMail.spec)


def test_nothing_is_entered_for_a_day_that_nothing_names() -> None:
    nothing = seen(own="Nothing is in the calendar then.", theirs="")
    record = seen(own="- 2026-11-27 09:10 (noted) ", theirs="The choir sings")
    for steps in ([], [nothing], [record]):
        assert Fits("Look up when the choir sings and enter it", TODAY, steps).lacks(AddEvent.spec)
    dated = seen(Value("date1", "date", "Friday 2026-12-04T19:00"))
    told = seen(own="- 2026-11-27 09:10 (noted) The choir sings on 4 December", theirs="")
    for steps in ([dated], [told]):
        assert not Fits("Enter it", TODAY, steps).lacks(AddEvent.spec)
    meant = Meant(TODAY.today, ("tomorrow",), ("2026-11-28",))
    assert not Fits("Enter the choir for tomorrow", meant, []).lacks(AddEvent.spec)
    assert not Fits("What is in my calendar?", TODAY, []).lacks(ListEvents.spec)


def test_a_text_that_is_read_is_looked_into_no_more_where_that_is_in_vain() -> None:
    def offers(small: bool, *values: Value) -> bool:
        given = Given(goal="Look", now="Friday", steps=[seen(*values)], small=small)
        return "look_into" in json.dumps(prompt(given, []).schema)

    missing = [Value(f"missing{number}", "yes_no", "no", "who pays") for number in (1, 2)]
    assert offers(False, missing[0])
    assert not offers(False, *missing)
    assert offers(False, ANSWER)
    assert offers(True)
    assert not offers(True, ANSWER)


def test_an_id_is_one_that_was_listed() -> None:
    listed = seen(own="- id 12 (answered): 2026-11-26 10:00 ")
    assert fits(ReadMail.spec, {"id": "12"}, listed)
    assert not fits(ReadMail.spec, {"id": "13"}, listed)
    assert not Fits("Read it", TODAY, [listed]).lacks(ReadMail.spec)
    assert Fits("Read it", TODAY, []).lacks(ReadMail.spec)


@pytest.mark.parametrize(
    ("start", "fit"),
    [
        ("$1.date1", True),
        ("2026-12-04T19:30", True),
        ("2026-12-04", True),
        ("on Monday", True),
        ("2026-11-30T09:00", True),
        ("2026-12-06T10:00", True),
        ("$1.date2", False),
        ("2026-11-20T10:00", False),
        ("2026-11-25", False),
        ("when the choir sings", False),
    ],
)
def test_a_day_is_one_that_was_read_asked_for_or_found_and_not_over(start: str, fit: bool) -> None:
    """The day on which a record was made is none of those."""
    read = seen(
        Value("date1", "date", "Friday 2026-12-04T19:00"),
        Value("date2", "date", "Wednesday 2026-11-25T10:00"),
        own="- 2026-11-20 10:00 (noted) ",
    )
    free = seen(own="Free:\n- Sunday 2026-12-06T10:00 to 11:00", theirs="", number=2)
    meant = Meant("2026-11-27", ("on Monday",), ("2026-11-30",))
    given = {"title": "Choir", "start": start}
    assert fits(AddEvent.spec, given, read, free, meant=meant) is fit


def test_what_only_looks_may_look_at_any_day_and_nothing_read_bounds_none() -> None:
    read = seen(Value("date1", "date", "Friday 2026-12-04T19:00"))
    assert fits(ListEvents.spec, {"when": "next week"}, read)
    assert fits(AddEvent.spec, {"title": "Choir", "start": "tomorrow at 9"})


def test_a_link_is_a_handle_or_an_address_and_a_form_takes_handles_of_values() -> None:
    page = {"type": "object", "properties": {"url": {"type": "string", "format": "uri"}}}
    pin = {"type": "object", "properties": {"pin": {"type": "string", "pattern": "^[0-9]{4}$"}}}
    read = seen(Value("link1", "link", "https://a.example/x"))
    for spec, name, good, bad in (
        (page, "url", ("$1.link1", "https://b.example"), ("the page about tides", "$1.link2")),
        (pin, "pin", ("$1.link1", "4711"), ("$1.text", "the pin")),
    ):
        tool = ToolSpec(name="look", description="Look.", parameters=spec, hints=READS)
        assert all(fits(tool, {name: one}, read) for one in good)
        assert not any(fits(tool, {name: one}, read) for one in bad)


def test_the_days_of_a_stretch_are_those_that_it_touches() -> None:
    first, noon = datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert days_of([(first, noon)]) == ("2026-11-30", "2026-12-01")
    assert days_of([(first, noon.replace(hour=0))]) == ("2026-11-30",)
    assert days_of([(noon, noon)]) == ("2026-12-01",)
    assert len(days_of([(first, first.replace(year=2030))])) == 31


def test_what_the_clock_says_is_read_back_as_the_day_that_it_names() -> None:
    now = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
    times = Times(lambda: "Asia/Seoul", in_words, lambda: now)
    for day in (4, 11, 30):
        at = datetime(2026, 12, day, 3, 30, tzinfo=UTC)
        assert times.at(times.say(at)) == at


def test_an_act_that_forgets_what_was_read_is_told_so_and_one_that_does_not_is_not() -> None:
    read = seen(ANSWER, Value("date1", "date", "Friday 2026-12-04T19:00"))
    bare = forgotten("note", {"text": "the cake that Joon likes"}, [read])
    assert "$1.answer" in bare
    assert "walnut" not in bare
    assert not forgotten("note", {"text": "buy $1.answer"}, [read])
    assert not forgotten("add_event", {"start": "2026-12-04T19:00"}, [read])
    assert not forgotten("note", {"text": "the cake"}, [seen(own="walnut cake", theirs="")])


@pytest.mark.parametrize(
    ("text", "steps", "said"),
    [
        ("Joon wrote: $1.answer", [seen(ANSWER)], "Joon wrote: $1.answer"),
        ("It is lemon cake.", [seen(ANSWER)], "$1.answer\n“$1.text”"),
        ("It is lemon cake.", [seen(ANSWER, theirs="walnut cake " * 99)], "$1.answer"),
        (
            "It is lemon cake.",
            [seen(ANSWER, own="- 2026-11-27 09:10 (noted) ")],
            "$1.answer\n“$1.text”",
        ),
        ("Two.", [seen(ANSWER, own="- id 12: from a shop")], "Two.\n$1.answer"),
        ("Nothing.", [seen(own="Nothing in the memory matches.", theirs="")], "Nothing."),
        ("Nothing.", [], "Nothing."),
    ],
)
def test_an_answer_tells_what_was_read_for_it(text: str, steps: Sequence[Step], said: str) -> None:
    assert whole(text, steps) == said


async def test_a_model_that_answers_from_nothing_gives_what_the_reader_found(desk: Desk) -> None:
    await desk.add(Noted(text="Joon likes walnut cake"), trust=Trust.OUTSIDE)
    desk.says(Chooses(
        step("recall", query="cake"), step("answer", text="He likes lemon."), finds="walnut cake"
    ))  # fmt: skip
    here = await done(desk, "Which cake does Joon like?")
    assert here.finished
    assert here.finished.text == "walnut cake\n“Joon likes walnut cake”"


async def test_a_model_that_forgets_its_handle_is_reminded_once(desk: Desk) -> None:
    await desk.add(Noted(text="Joon likes walnut cake"), trust=Trust.OUTSIDE)
    when = "tomorrow at 10:00"
    desk.says(Chooses(
        step("recall", query="cake"),
        step("add_reminder", text="buy his cake", when=when),
        step("add_reminder", text="buy $1.answer", when=when),
        step("answer", text="I'll remind you."),
        finds="walnut cake",
    ))  # fmt: skip
    here = await done(desk, "Look up which cake Joon likes and remind me tomorrow at 10 to buy it")
    (reminder,) = await desk.kept("reminder")
    assert isinstance(reminder.what, Reminder)
    assert reminder.what.text == "buy walnut cake"
    assert [one.tool for one in here.steps] == ["recall", "add_reminder"]


async def test_an_act_that_needs_no_handle_is_done_as_it_was_when_chosen_again(desk: Desk) -> None:
    await desk.add(Noted(text="It rains on the cake"), trust=Trust.OUTSIDE)
    set_it = step("add_reminder", text="take an umbrella", when="tomorrow at 8:00")
    desk.says(Chooses(step("recall", query="cake"), set_it, set_it, step("answer", text="Done.")))
    await done(desk, "Look up whether it rains, and remind me tomorrow at 8 to take an umbrella")
    (reminder,) = await desk.kept("reminder")
    assert isinstance(reminder.what, Reminder)
    assert reminder.what.text == "take an umbrella"


SPECS = [
    one.spec
    for one in (RecallTool, ListEvents, AddEvent, ListFiles, SearchMail, DraftMail, SetTimer)
]
FAR = ToolSpec(name="sea_tide_table", description="When the tide is high.", hints=READS)
ERASE = ToolSpec(name="sea_erase", description="Erase everything.", hints=MAKES)


@pytest.mark.parametrize(
    ("goal", "names"),
    [
        ("Set a timer for 5 minutes", {"recall", "set_timer"}),
        ("다음 주 일정 알려 줘", {"recall", "list_events", "add_event", "set_timer"}),
        ("Draft a mail to Mina", {"recall", "search_mail", "draft_mail"}),
        ("What stands in tax/2025.txt?", {"recall", "list_files"}),
        ("When is the tide high in Busan?", {"recall", "sea_tide_table"}),
    ],
)
def test_a_goal_that_says_what_it_is_about_is_offered_that(goal: str, names: set[str]) -> None:
    assert {spec.name for spec in narrowed(goal, [*SPECS, FAR, ERASE])} == names


def test_a_goal_that_says_nothing_of_it_is_offered_everything() -> None:
    assert narrowed("How is Jo?", SPECS) == SPECS


async def test_only_models_of_this_machine_are_offered_less(desk: Desk) -> None:
    for name, fewer in (("embedded:small", True), ("openai:large", False)):
        desk.says([step("set_timer", minutes=5), step("answer", text="Set.")])
        desk.chat.name = name
        await done(desk, "Set a timer for 5 minutes")
        offered = json.dumps(desk.chat.given[0].schema)
        assert ("list_events" not in offered) is fewer


@pytest.mark.parametrize(
    ("goal", "may"),
    [
        ("Look up which cake Joon likes and remind me tomorrow at 10 to buy it", False),
        ("If Joon likes cake, remind me tomorrow at 10 to buy one", True),
        ("조온이 케이크를 좋아하면 내일 10시에 알려 줘", True),
        ("Which cake does Joon like?", True),
    ],
)
async def test_a_small_model_that_read_for_an_act_cannot_end_before_it_tried_that(
    desk: Desk, goal: str, may: bool
) -> None:
    await desk.add(Noted(text="Joon likes walnut cake"), trust=Trust.OUTSIDE)
    act = step("add_reminder", text="buy $1.answer", when="tomorrow at 10:00")
    desk.says(Chooses(step("recall", query="cake"), act, step("answer", text="It is set.")))
    desk.chat.name = "embedded:small"
    await done(desk, goal)
    offered = [json.dumps(one.schema) for one in desk.chat.given if not reads(one)]
    assert ('"answer"' in offered[0]) is (may or goal.startswith("Look"))
    assert ('"answer"' in offered[1].replace("$1.answer", "")) is may


async def test_a_small_model_that_is_told_to_do_something_does_not_end_before_it_tried(
    desk: Desk,
) -> None:
    turns = [step("set_timer", minutes=5), step("answer", text="Set.")]
    desk.says(turns)
    desk.chat.name = "embedded:small"
    await done(desk, "Set a timer for 5 minutes")
    first, last = (json.dumps(one.schema) for one in desk.chat.given)
    assert '"answer"' not in first
    assert '"answer"' in last


async def test_a_small_model_does_an_act_once_unless_it_is_to_do_many(desk: Desk) -> None:
    for goal, times in (("Set a timer for 5 minutes", 1), ("Set both timers, 5 and 6 minutes", 2)):
        said = [step("set_timer", minutes=5), step("set_timer", minutes=6)]
        desk.says([*said[:times], step("answer", text="Set.")])
        desk.chat.name = "embedded:small"
        here = await done(desk, goal)
        assert [one.tool for one in here.steps] == ["set_timer"] * times
        last = json.dumps(desk.chat.given[-1].schema)
        assert ("set_timer" in last) is (times > 1)


async def test_a_small_model_that_does_the_same_again_and_again_is_kept_from_it(desk: Desk) -> None:
    await desk.add(Noted(text="Club: on Thursday"))
    again = step("recall", query="club")
    desk.says(lambda given: again if "recall" in json.dumps(given.schema) else
              step("answer", text="On Thursday."))  # fmt: skip
    desk.chat.name = "embedded:small"
    here = await done(desk, "What does my note about the club say?")
    assert here.state == "done"
    assert [one.tool for one in here.steps] == ["recall"]


async def test_a_small_model_must_put_what_it_looked_up_into_what_it_keeps(desk: Desk) -> None:
    await desk.add(Noted(text="Joon likes walnut cake"), trust=Trust.OUTSIDE)
    desk.says(Chooses(
        step("recall", query="cake"),
        step("add_reminder", text="buy 2 lemon cakes", when="tomorrow at 10:00"),
        step("add_reminder", text="buy $1.answer", when="tomorrow at 10:00"),
        step("answer", text="It is set."),
        finds="walnut cake",
    ))  # fmt: skip
    desk.chat.name = "embedded:small"
    await done(desk, "Look up which cake Joon likes and remind me tomorrow at 10 to buy it")
    (reminder,) = await desk.kept("reminder")
    assert isinstance(reminder.what, Reminder)
    assert reminder.what.text == "buy walnut cake"
    assert "That is not right" in desk.chat.given[3].messages[-1].text

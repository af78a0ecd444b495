"""Answers in speech: what is read for them, and the clauses of what is being written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alongside.log.kinds import Noted
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.aloud import LETTERS, RECORDS, Clauses, numbered, to_read
from alongside.mind.converse.evidence import Evidence, Part

NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (("You", " walked", " up", " the", " hill", ","), []),
        (("You", " walked", " up", " the", " hill", ",", " and"), ["You walked up the hill"]),
        (("No", ",", " on", " Tuesday", ".", " Then"), ["No, on Tuesday."]),
        (
            (" The", " train", " from", " Arezzo", " leaves", " at"),
            ["The train from Arezzo leaves"],
        ),
        (("Ana", " said", " so", " [", "2", "]", ".", " It"), ["Ana said so."]),
    ],
)
def test_a_clause_is_given_once_another_word_has_begun(
    pieces: tuple[str, ...], said: list[str]
) -> None:
    clauses = Clauses()
    assert [clause for piece in pieces for clause in clauses.feed(piece)] == said


def test_all_words_are_given_once_and_in_order() -> None:
    text = (
        "We walked from the station to the old town where the market is held on Sundays. Then home"
    )
    clauses = Clauses()
    made = [c for word in text.split(" ") for c in clauses.feed(f" {word}")] + [*clauses.rest()]
    assert " ".join(made) == text
    assert len(made[0].split()) < len(made[1].split())


def record(name: str, brief: str = "") -> Evidence:
    moment = Moment(
        id=name, seq=1, person="me", at=NOW, zone="UTC", recorded=NOW, what=Noted(text=name),
        source="test", trust=Trust.OWN,
    )  # fmt: skip
    part = Part((moment,), name, frozenset())
    return Evidence(1, name, (part,), brief=brief or f"A note about {name}.")


def read(records: tuple[Evidence, ...]) -> list[tuple[int, str]]:
    return [(each.number, each.line) for each in records]


def test_what_was_read_ahead_comes_first_and_what_is_new_after_it() -> None:
    tea, boots, train, gift = map(record, ("tea", "boots", "train", "gift"))
    ahead = to_read((boots, tea), (), ())
    assert read(ahead) == [(1, "boots"), (2, "tea")]
    assert read(to_read((gift, tea, boots), ahead, ())) == [(1, "boots"), (2, "tea"), (3, "gift")]
    assert read(to_read((gift, boots, train), ahead, ())) == [
        (1, "boots"), (2, "gift"), (3, "train"),
    ]  # fmt: skip


def test_what_is_read_is_bounded_but_never_nothing() -> None:
    assert len(to_read([record(str(number)) for number in range(9)], (), ())) == RECORDS
    long = [record(name, name * LETTERS) for name in "ab"]
    assert read(to_read(long, (), ())) == [(1, "a")]


def test_a_record_stays_as_it_was_read_unless_other_words_say_more() -> None:
    ahead = (record("boots", "The boots are new."),)
    found = (record("boots", "They hurt my left foot."),)
    assert to_read(found, ahead, ("boot", "foot"))[0].brief == "The boots are new."
    assert to_read(found, ahead, ("hurt", "foot"))[0].brief == "They hurt my left foot."


def test_each_record_has_one_number() -> None:
    tea, boots = map(record, ("tea", "boots"))
    assert read(numbered((boots, tea, boots))) == [(1, "boots"), (2, "tea")]

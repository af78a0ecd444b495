"""A text that is being written, parted into what can be said."""

from __future__ import annotations

import pytest

from alongside.mind.converse.aloud import Clauses


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

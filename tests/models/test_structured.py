"""Values by a schema, whatever the model made of it first."""

from __future__ import annotations

import pytest

from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Message, Prompt
from alongside.models.structured import NotStructured, answer

SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "year": {"type": "integer"}},
    "required": ["city", "year"],
    "additionalProperties": False,
}
PROMPT = Prompt(messages=(Message("user", "Where and when?"),), schema=SCHEMA)
GOOD = '{"city": "Porto", "year": 2024}'


@pytest.mark.parametrize(
    "said", [GOOD, f"```json\n{GOOD}\n```", f"Here it is: {GOOD} I hope that helps."]
)
async def test_a_valid_value_is_taken_wherever_it_stands(said: str) -> None:
    chat = ScriptedChat([said])
    assert await answer(chat, PROMPT) == {"city": "Porto", "year": 2024}
    assert len(chat.given) == 1


@pytest.mark.parametrize(
    "said", ["", "Porto", '{"city": "Porto"}', '{"city": "Porto", "year": "x"}', "[1"]
)
async def test_a_wrong_answer_is_asked_for_once_more_with_what_is_wrong(said: str) -> None:
    chat = ScriptedChat([said, GOOD])
    assert await answer(chat, PROMPT) == {"city": "Porto", "year": 2024}
    again = chat.given[1].messages
    assert again[:1] == PROMPT.messages
    assert "not right" in again[-1].text


async def test_twice_wrong_is_an_error() -> None:
    chat = ScriptedChat(["Porto"])
    with pytest.raises(NotStructured, match="scripted:chat"):
        await answer(chat, PROMPT)
    assert len(chat.given) == 2


async def test_a_schema_is_needed() -> None:
    with pytest.raises(ValueError, match="schema"):
        await answer(ScriptedChat([GOOD]), Prompt(messages=PROMPT.messages))

"""Answers that are values by a JSON schema, checked here whatever the model's server promised."""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from alongside.models.model import Chat, Message, ModelError, Prompt


class NotStructured(ModelError):
    """Twice the model did not answer by the schema."""


async def answer(chat: Chat, given: Prompt) -> Any:
    """The value the model answers with, valid by `given.schema`.

    A first answer that is not valid is shown to the model with what is wrong, once. Raises
    `NotStructured`, `ModelError`.
    """
    if given.schema is None:
        raise ValueError("a structured answer needs a schema")
    text = await whole(chat, given)
    try:
        return parsed(text, given)
    except ValueError as error:
        again = (
            Message("assistant", text or "{}"),
            Message("user", f"That is not right: {error}. Answer again, with the JSON only."),
        )
    text = await whole(chat, replace(given, messages=(*given.messages, *again)))
    try:
        return parsed(text, given)
    except ValueError as error:
        raise NotStructured(
            f"{chat.name} did not answer in the form asked for: {error}."
        ) from error


async def whole(chat: Chat, given: Prompt) -> str:
    """All of the model's text. Raises `ModelError`."""
    async with aclosing(chat.run(given)) as pieces:
        return "".join([piece async for piece in pieces])


def parsed(text: str, given: Prompt) -> Any:
    """The JSON value in `text`, in a code block or not. Raises `ValueError` if it is not valid."""
    import jsonschema_rs

    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=0)
    try:
        value, _ = json.JSONDecoder().raw_decode(text[begin:])
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg})") from error
    try:
        jsonschema_rs.validate(dict(given.schema or {}), value)
    except jsonschema_rs.ValidationError as error:
        raise ValueError(error.message) from error
    return value

"""What an argument does, told from its name, its schema and its value: of any tool, also unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from alongside.gate.normal import folded
from alongside.gate.values import kind_of, values

Role = Literal["target", "amount", "power", "content", "query", "link", "plain"]
"""`target` is who or what is acted on; `power` gives someone more rights; `link` is fetched."""

_NAMES: tuple[tuple[Role, str], ...] = (
    ("target", r"to|cc|bcc|recipients?|receivers?|payees?|beneficiar\w*|ibans?|accounts?|e?mails?|emails?|"
               r"address(?:es)?|users?|usernames?|members?|participants?|attendees?|invitees?|guests?|"
               r"channels?|contacts?|phones?|numbers?|vendor|merchant|seller|owner|destination|dest|host|"
               r"forward|reply|chat|room|group|team|repo|repository|remote|webhook|callback|endpoint|"
               r"wallet|passwords?|passphrase|pin|credentials?|secret|token|key|account_number|customer|assignees?|reviewers?|collaborators?|grantee|person|people"),
    ("link", r"url|uri|link|href|website|site|domain"),
    ("amount", r"amount|price|total|sum|value|quantity|qty|count|limit|budget|tip|cents|fee|bid|offer|shares"),
    ("power", r"role|permissions?|access|scope|privileges?|visibility|public|private|anyone|admin|rights|level|"
              r"sharing|share_type|acl"),
    ("query", r"query|q|search|keywords?|term|question"),
    ("content", r"body|text|message|content|subject|title|description|notes?|comment|caption|summary|details|"
                r"memo|reason|reference|instructions|html|code|command|script|data|payload|prompt|input|"
                r"sidenote|context|metadata|label|review|post|reply_text|signature|cmd"),
    ("target", r"id|ids|\w*_ids?|(?!source|html|js|sql)[a-z]+_(?:code|no|ref)|path|paths|file|files|filename|file_name|filepath|attachments?|folder|document|doc|"
               r"event|order|booking|reservation|device|entity|item|product|hotel|restaurant|flight|"
               r"company|branch|package|service|lock|door|name|source|target|sku|dir|directory"),
)  # fmt: skip
_ROLES = [(role, re.compile(rf"(?:{names})\Z")) for role, names in _NAMES]
_NAME = re.compile(r"(?![A-Z]{2,4}\Z)[A-Z][\w.'&-]{2,}(?: [\w.'&-]+){0,4}")
"""What reads as the name of someone or something, where the argument's own name doesn't tell."""
_COUNTED = re.compile(
    r"(?:guests|people|participants|members|attendees|adults|children|persons|quantity|qty|count|limit|\w*results)\Z"
)
_WHEN = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d{4})?)(?:[T ]\d\d:\d\d.{0,10})?|\d{1,2}:\d\d(?::\d\d)?"
)
RUNS = re.compile(r"\b(?:code|command|script|cmd|shell|sql|expression)\b")


@dataclass(frozen=True, slots=True)
class Argument:
    """One value given to a tool, with the path to it (`to[0]`) and what it does.

    `within` says that it is one that code or a command holds, `optional` that the tool does without.
    """

    path: str
    name: str
    role: Role
    value: Any
    within: bool = False
    optional: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is how many people or things."""
        return bool(_COUNTED.search(self.name.lower()))

    @property
    def text(self) -> str:
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return str(self.value)


def arguments(given: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Argument]:
    """Every value in the arguments, however deep."""
    yield from _inside("", given, schema, False)


def _inside(
    path: str, given: Mapping[str, Any], schema: Mapping[str, Any], optional: bool
) -> Iterator[Argument]:
    properties, required = schema.get("properties"), schema.get("required")
    known = properties if isinstance(properties, Mapping) else {}
    for name, value in given.items():
        told = known.get(name)
        free = optional or (isinstance(required, list) and name not in required)
        schema_ = told if isinstance(told, Mapping) else {}
        yield from _within(f"{path}{name}", str(name), value, schema_, free)


def _within(
    path: str, name: str, value: Any, told: Mapping[str, Any], optional: bool
) -> Iterator[Argument]:
    if isinstance(value, Mapping):
        yield from _inside(f"{path}.", value, told, optional)
    elif isinstance(value, list | tuple):
        items = told.get("items")
        for place, one in enumerate(value):
            yield from _within(f"{path}[{place}]", name, one,
                               items if isinstance(items, Mapping) else {}, optional)  # fmt: skip
    elif value is not None and value != "":
        one = Argument(path, name, _role(name, value, told), value, optional=optional)
        yield one
        if one.role == "content" and RUNS.search(name.lower()):
            yield from _in_code(one)


def _in_code(one: Argument) -> Iterator[Argument]:
    """The addresses that a command or code names: it acts on them."""
    for found in values(folded(one.text)):
        if found.type in ("email", "url", "account"):
            role: Role = "link" if found.type == "url" else "target"
            yield Argument(one.path, one.name, role, found.text, True)


def _role(name: str, value: Any, told: Mapping[str, Any]) -> Role:
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("-", "_")
    by_format = {"email": "target", "uri": "link", "url": "link", "iban": "target"}
    if (made := by_format.get(str(told.get("format", "")))) is not None:
        return "link" if made == "link" else "target"
    if isinstance(value, bool):
        return "power" if any(_is("power", word) for word in plain.split("_")) else "plain"
    if isinstance(value, int | float) and (_COUNTED.search(plain) or not _is("target", plain)):
        return "amount"
    role = next((role for role, names in _ROLES if names.match(plain)), None)
    if role is None:
        parts = plain.split("_")
        role = next((role for word in reversed(parts) for role, names in _ROLES
                     if names.match(word)), None)  # fmt: skip
    return _by_value(role, str(value))


def is_link(name: str) -> bool:
    """Whether an argument of this name is there for a link."""
    return any(_is("link", word) for word in re.split(r"[^a-z]+", name.lower()))


def _is(wanted: Role, word: str) -> bool:
    return any(role == wanted and names.match(word) for role, names in _ROLES)


def _by_value(role: Role | None, value: str) -> Role:
    """What a value is says more than a vague name; a day or a time reaches nobody."""
    if _WHEN.fullmatch(value.strip()):
        return "plain"
    if role in (None, "plain", "amount"):
        found = kind_of(folded(value))
        if found in ("email", "account", "phone", "path", "handle"):
            return "target"
        if found == "url":
            return "link"
        if role is None and _NAME.fullmatch(value):
            return "target"
        return role or ("content" if len(value) > 40 else "plain")
    return role

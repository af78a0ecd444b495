"""Looks at the home, switches what can be switched back, and has anything else done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import MAKES, READS, Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.home.server import ENTITY, Home

MOST = 100
"""Entities that one look gives."""
SWITCHED = ("light", "switch", "fan", "input_boolean")
"""What is on or off, and can be put back as it was."""
_SWITCHED = {"type": "string", "pattern": rf"^(?:{'|'.join(SWITCHED)})\.[a-z0-9_]{{1,150}}$"}
_ACTS = Hints(read_only=False, destructive=True, open_world=True, pays=False)
"""What a lock, a door, an alarm or a script does can't be taken back."""


class HomeStates:
    """How things in the home are."""

    spec = ToolSpec(
        name="home_states",
        description="How things in the person's home are: lights, doors, temperatures, by words.",
        parameters={
            "type": "object",
            "properties": {"query": {"type": "string", "maxLength": 100}},
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, home: Home) -> None:
        self._home = home

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        wanted = arguments.get("query", "").casefold().split()
        lines = [_line(one) for one in await self._home.states()]
        found = [line for line in lines if all(word in line.casefold() for word in wanted)]
        more = [f"… and {len(found) - MOST} more."] if len(found) > MOST else []
        text = "\n".join(found[:MOST] + more) or "Nothing in the home is called so."
        return Result(text=text, trust=Trust.OUTSIDE)


def _line(one: Mapping[str, Any]) -> str:
    told = one.get("attributes")
    more = told if isinstance(told, dict) else {}
    name, unit = more.get("friendly_name", ""), more.get("unit_of_measurement", "")
    state = f"{one.get('state', '?')} {unit}".strip()
    return f"- {one.get('entity_id', '?')}: {state}" + (f" ({name})" if name else "")


class SwitchDevice:
    """Turns something on or off; undoing puts it back as it was."""

    spec = ToolSpec(
        name="switch_device",
        description="Turn a light, switch or fan in the person's home on or off, by its entity id.",
        parameters={
            "type": "object",
            "properties": {
                "entity": _SWITCHED,
                "to": {"enum": ["on", "off"]},
                "brightness": {"type": "integer", "minimum": 1, "maximum": 100},
            },
            "required": ["entity", "to"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    def __init__(self, home: Home) -> None:
        self._home = home

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        entity, to = arguments["entity"], arguments["to"]
        before = await self._home.state(entity)
        dimmed = to == "on" and entity.startswith("light.") and "brightness" in arguments
        more = {"brightness_pct": arguments["brightness"]} if dimmed else {}
        await self._switch(entity, to, more)
        level = before.get("attributes", {}).get("brightness")
        undo = json.dumps({"entity": entity, "to": before.get("state"), "brightness": level})
        return Result(text=f"Switched: {entity} is {to}.", trust=Trust.OWN, undo=undo)

    async def undo(self, undo: str) -> None:
        told = json.loads(undo)
        if told["to"] not in ("on", "off"):
            raise ToolError(f"It isn't known how {told['entity']} was before.")
        dimmed = told["to"] == "on" and told["entity"].startswith("light.") and told["brightness"]
        await self._switch(
            told["entity"], told["to"], {"brightness": told["brightness"]} if dimmed else {}
        )

    async def _switch(self, entity: str, to: str, more: dict[str, Any]) -> None:
        domain = entity.partition(".")[0]
        await self._home.call(f"{domain}.turn_{to}", {"entity_id": entity, **more})


class OperateHome:
    """Has the home do anything else: locks, doors, alarms, heating, scenes."""

    spec = ToolSpec(
        name="operate_home",
        description="Call a service of the person's home, such as lock.lock or cover.open_cover.",
        parameters={
            "type": "object",
            "properties": {
                "entity": ENTITY,
                "service": ENTITY,
                "options": {"type": "object", "maxProperties": 20},
            },
            "required": ["entity", "service"],
            "additionalProperties": False,
        },
        hints=_ACTS,
    )

    def __init__(self, home: Home) -> None:
        self._home = home

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        given = {**arguments.get("options", {}), "entity_id": arguments["entity"]}
        await self._home.call(arguments["service"], given)
        after = await self._home.state(arguments["entity"])
        return Result(text=_line(after), trust=Trust.OUTSIDE)

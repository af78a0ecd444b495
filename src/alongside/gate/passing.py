"""Whether a text to be sent passes on what a text of others wants passed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alongside.gate.fields import in_sentence
from alongside.gate.normal import compact, folded
from alongside.gate.orders import WEAK
from alongside.gate.rivals import LINKS
from alongside.gate.source import Source
from alongside.gate.values import Value, domain, owner, values

if TYPE_CHECKING:
    from alongside.gate.setting import Setting

_FORWARDS = re.compile(
    r"\bforward|\btranslat|\bcopy\b|전달|번역|weiterleit|übersetz|reenv|traduc|réexp|tradui|inoltr|転送|翻訳|转发|翻译"
)
"""What a request says that has a text passed on as it is."""
_PASSES = re.compile(
    r"forward|summ|shar|copy|quot|recap|digest|what|which|detail|info|relay|about|전달|요약|공유|내용|정리|뭐|"
    r"resum|zusammenfass|weiterleit|résum|transf|转发|总结|要約|転送"
)
"""What a request says that has the words of others passed on."""


def asks_to_pass_on(text: str, setting: Setting) -> bool:
    """Whether a text to be sent holds an address or link that stands only where somebody asks for
    something, and that the request doesn't speak of."""
    asked = LINKS.search(setting.request.text) is not None
    for found in values(text):
        if _given_otherwise(found, setting) and not _as_it_stood(text, found, setting):
            return True
        if asked and not (found.type == "url" and _plain_link(setting)):
            continue
        if found.type not in ("email", "url", "account") or found.key in setting.request.compact:
            continue
        if any(any(s.places(found.text)) for s in setting.records):
            continue
        places = [(s, *place) for s in setting.read for place in s.places(found.text)]
        if any(_edits(text, s) or _was_named(text, s, setting) for s, *_ in places):
            continue
        asks = places and all(
            s.grade(*place) >= WEAK and in_sentence(s, *place) for s, *place in places
        )
        if asks and not _FORWARDS.search(setting.request.text):
            return True
        dictated = found.type == "url" and not _PASSES.search(setting.request.text)
        if places and dictated and all(in_sentence(*place) for place in places):
            return True
    return False


def _given_otherwise(found: Value, setting: Setting) -> bool:
    """Whether only sentences of others have it, and a record or a field that speaks of what the
    request speaks of gives another of its kind and of another owner."""
    if found.type not in ("email", "url") or found.key in setting.request.compact:
        return False
    places = [(s, *place) for s in setting.read for place in s.places(found.text)]
    if not places or not all(in_sentence(*place) for place in places):
        return False
    fields = [
        v for s in setting.read for v in setting.near(s) if not in_sentence(s, v.start, v.end)
    ]
    mine = owner(found.text) if found.type == "email" else domain(found.text)
    return any(
        v.type == found.type and mine != (owner(v.text) if v.type == "email" else domain(v.text))
        for v in (*setting.known, *fields)
    )


def _as_it_stood(text: str, found: Value, setting: Setting) -> bool:
    """Whether the line that has it is one of what was read, as in a file that is mended."""
    last = text.find("\n", found.end)
    line = text[text.rfind("\n", 0, found.start) + 1 : last if last >= 0 else None].strip()
    return any(line in map(str.strip, source.text.split("\n")) for source in setting.read)


def _edits(text: str, source: Source) -> bool:
    """Whether a text is a source with little changed, as a file that is mended."""
    lines = {line.strip() for line in source.text.split("\n") if line.strip()}
    kept = lines & {line.strip() for line in text.split("\n")}
    return len(kept) > 1 and 2 * len(kept) >= len(lines)


def _was_named(text: str, source: Source, setting: Setting) -> bool:
    """Whether it is what a file says that the request names, word for word."""
    named = bool(source.sought) and any(setting.request.places(folded(source.sought)))
    return named and "/" in source.sought and compact(text) in source.compact


def _plain_link(setting: Setting) -> bool:
    """Whether a link stands in a field or a row of what was read."""
    return any(
        v.type == "url" and not in_sentence(s, v.start, v.end)
        for s in setting.read
        for v in values(s.text)
    )

"""The reference page of the HTTP API, written from its OpenAPI schema."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from scripts.markdown import Row, page, table

from alongside.interfaces.api.routing import bare_app

MORE = (
    "The whole schema (OpenAPI 3.1): `python -m alongside.interfaces.api.schema`. A typed Python "
    "client is `alongside.interfaces.client.Client`."
)


def api() -> str:
    """The page of the HTTP API."""
    schema = bare_app().openapi()
    calls: dict[str, list[Row]] = {}
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            tag = next(iter(call.get("tags", ())), "other")
            said = _call(call)
            calls.setdefault(tag, []).append((f"`{method.upper()} {path}`", said, _gives(call)))
    parts = [
        "# HTTP API",
        cleandoc(schema["info"]["description"]),
        MORE,
    ]
    for tag, rows in calls.items():
        parts += [f"## {tag}", table(("call", "what it does", "gives"), rows)]
    parts.append("## Shapes")
    for name, shape in sorted(schema["components"]["schemas"].items()):
        parts.append(_shape(name, shape))
    return page(*parts)


def _call(call: Mapping[str, Any]) -> str:
    told = " ".join(str(call.get("description") or call.get("summary") or "").split())
    query = [f"`{p['name']}`" for p in call.get("parameters", ()) if p["in"] == "query"]
    given = _content(call.get("requestBody", {}))
    more = [f"Query: {', '.join(query)}."] if query else []
    more += [f"Takes {given}."] if given else []
    return " ".join([told, *more])


def _gives(call: Mapping[str, Any]) -> str:
    code, answer = next((c, a) for c, a in call["responses"].items() if c.startswith("2"))
    return f"{code} {_content(answer)}".strip()


def _content(body: Mapping[str, Any]) -> str:
    for kind, content in body.get("content", {}).items():
        return _schema_name(content.get("schema", {})) if "json" in kind else f"`{kind}`"
    return ""


def _schema_name(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "prefixItems" in schema:
        return f"({', '.join(map(_schema_name, schema['prefixItems']))})"
    if schema.get("type") == "array":
        return f"list of {_schema_name(schema.get('items', {}))}"
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " or ".join(map(_schema_name, choices))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"])
    return str(schema.get("format") or schema.get("type") or "anything")


def _shape(name: str, shape: Mapping[str, Any]) -> str:
    told = " ".join(str(shape.get("description", "")).split())
    needed = shape.get("required", ())
    rows = [
        (f"`{field}`" + ("" if field in needed else " (optional)"), _schema_name(of))
        for field, of in shape.get("properties", {}).items()
    ]
    body = table(("field", "is"), rows) if rows else _schema_name(shape)
    return f"### {name}\n\n{told}\n\n{body}".replace("\n\n\n\n", "\n\n")

"""The sentences of the server that a person may read, found in its source.

Errors, the reasons why something didn't come in, and the results of tools are written in English
where they arise. The web app says them in Korean (`web/src/lib/i18n/server`), with these sentences
as its keys; `{}` stands for what is filled in. A test holds both to each other, and
`python -m scripts.sentences` prints those that have no Korean yet.
"""

from __future__ import annotations

import ast
import builtins
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/alongside"
KOREAN = ROOT / "web/src/lib/i18n/server/ko"
FOREIGN, RULES = "foreign", "rules"
"""The files of sentences that aren't ours, but of the operating system and of libraries, and of
those of the gate's rules, which are written in both languages (`gate/sentences.py`)."""

ELSEWHERE = (
    "interfaces/bench",
    "interfaces/cli",
    "interfaces/client.py",
    "interfaces/lan",
    "interfaces/live/adapters",
    "interfaces/live/device.py",
    "interfaces/live/protocol.py",
    "interfaces/live/simulated.py",
    "interfaces/live/spool.py",
    "interfaces/mcp_server.py",
    "interfaces/telegram.py",
    "interfaces/wyoming.py",
    "models/hear/torch_file.py",
    "models/see/nanodet_onnx.py",
    "models/see/tfjs.py",
)
"""Where sentences go to a terminal, a device or whoever converts weights, not to the web app."""

NEVER = {
    "EpisodesError",
    "GlyphsMissing",
    "Malformed",
    "NoRing",
    "NotAuthentic",
    "RuntimeError",
    "TrustRose",
    "TypeError",
    "UnknownCause",
    "UnpicklingError",
    "WebSocketException",
}
"""Errors that no person sees: slips of a programmer, or caught where they arise."""

NOT_SAID = {
    "a fallback needs a model",
    "a structured answer needs a schema",
    "Dates are said in en and ko, not in {}.",
    "not an E5 file",
    "ranking.json was learned on other features: run bench/train_ranking.py",
    "there is a tool {} already",
    "{} must be an aware UTC time, not {}",
    "{} must lie within the years that a calendar has, not {}",
}
"""`ValueError`s of that sort."""

TOLD = {"detail", "doing", "position", "problem", "reason", "said"}
"""Arguments that hold words for the person, in whatever they are given to."""
KEYS = {"Allowance", "Getting", "State"}
"""Values whose arguments of these names are keys that the web app has messages for."""
WORDS = re.compile(r"[A-Za-z]{2,}.* |[A-Za-z]\.$| .*[A-Za-z]{2}")
"""What tells a sentence from a name and from mere punctuation."""
FILLED = re.compile(r"\{\w*(:[^}]*)?\}")
IN_ORDER = {"Opened": 2, "Skipped": 1, "end": 2, "problem": 1}
"""What is told by the place of an argument rather than by its name."""


@dataclass(frozen=True)
class Module:
    """A file of the source: its nodes, the node around each, and its definitions by name."""

    place: str
    nodes: list[ast.AST] = field(default_factory=list)
    calls: list[ast.Call] = field(default_factory=list)
    classes: list[ast.ClassDef] = field(default_factory=list)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    inside: dict[ast.AST, ast.AST] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Module:
        module = cls(path.relative_to(SOURCE).as_posix())
        module.nodes.append(ast.parse(path.read_text("utf-8")))
        for node in module.nodes:
            module._keep(node)
            for within in ast.iter_child_nodes(node):
                module.inside[within] = node
                module.nodes.append(within)
        return module

    def _keep(self, node: ast.AST) -> None:
        match node:
            case ast.Call():
                self.calls.append(node)
            case ast.ClassDef():
                self.classes.append(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.functions[node.name] = node
            case ast.ImportFrom(module=str(of), names=names):
                self.imported.update({alias.name: of for alias in names})
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isupper():
                self.constants[name] = value

    def function(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The innermost function around a node."""
        while node in self.inside:
            node = self.inside[node]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                return node
        return None


class Sentences:
    """All sentences of the source that are told, each with the part of it that says them."""

    def __init__(self) -> None:
        self._modules = [Module.read(path) for path in sorted(SOURCE.rglob("*.py"))]
        self._errors = self._exceptions()
        self._by_name = {f"alongside.{_dotted(each.place)}": each for each in self._modules}

    def all(self) -> dict[str, str]:
        """Each sentence with the first file that says it."""
        found: dict[str, str] = {}
        for module in self._modules:
            if module.place.startswith(ELSEWHERE):
                continue
            for sentence in (FILLED.sub("{}", each) for each in self._told(module)):
                if WORDS.search(sentence) and sentence not in NOT_SAID:
                    found.setdefault(sentence, module.place)
        return found

    def _exceptions(self) -> set[str]:
        """The names of errors that a person may read, of ours and of Python's."""
        bases = {
            node.name: {ast.unparse(base) for base in node.bases}
            for module in self._modules
            for node in module.classes
        }
        names = {
            name
            for name, each in vars(builtins).items()
            if isinstance(each, type) and issubclass(each, Exception)
        } | {"ApiError", "ModelError", "StoreError"}
        while more := {name for name, of in bases.items() if of & names} - names:
            names |= more
        return names - NEVER

    def _told(self, module: Module) -> Iterator[str]:
        for call in module.calls:
            for told in self._arguments(call, module):
                yield from self._said(told, module)
        for node in module.nodes:
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value in TOLD:
                        yield from self._said(value, module)

    def _arguments(self, call: ast.Call, module: Module) -> Iterator[ast.expr]:
        """Those of a call's arguments that a person may read."""
        name = _name(call.func)
        if name in self._errors or self._is_own_init(call, module):
            yield from call.args
            yield from (each.value for each in call.keywords)
        elif name == "Result":
            yield from (each.value for each in call.keywords if each.arg == "text")
        elif name not in KEYS | NEVER:
            yield from (each.value for each in call.keywords if each.arg in TOLD)
        if name in IN_ORDER and len(call.args) > IN_ORDER[name]:
            yield call.args[IN_ORDER[name]]

    def _is_own_init(self, call: ast.Call, module: Module) -> bool:
        """Whether an error of ours makes its sentence here."""
        if _name(call.func) != "__init__":
            return False
        node: ast.AST = call
        while not isinstance(node, ast.ClassDef | ast.Module):
            node = module.inside[node]
        return isinstance(node, ast.ClassDef) and node.name in self._errors

    def _said(self, node: ast.expr, module: Module, deep: int = 4) -> Iterator[str]:
        """The sentences that an expression may be; none where only running it would tell."""
        parts: list[ast.expr] = []
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
                yield template(node)
            case ast.IfExp():
                parts = [node.body, node.orelse]
            case ast.BoolOp():
                parts = node.values
            case ast.Dict():
                parts = node.values
            case ast.Name():
                parts = self._named(node, module)
            case ast.Call(func=ast.Name(id=name)) if name in module.functions:
                parts = _returned(module.functions[name])
            case ast.Call(func=ast.Attribute(attr="get", value=inner)):
                parts = [inner, *node.args[1:]]
            case ast.Call(func=ast.Attribute(attr="format" | "strip" | "rstrip", value=inner)):
                parts = [inner]
            case ast.Lambda():
                parts = [node.body]
        for part in parts if deep else ():
            yield from self._said(part, module, deep - 1)
        if isinstance(node, ast.JoinedStr):
            for piece in node.values:
                if deep and isinstance(piece, ast.FormattedValue):
                    yield from self._within(piece.value, module, deep - 1)

    def _within(self, node: ast.expr, module: Module, deep: int) -> Iterator[str]:
        """Sentences that are filled into another, and are said in Korean of themselves."""
        for sentence in self._said(node, module, deep):
            if " " in sentence.strip("{} "):
                yield sentence

    def _named(self, name: ast.Name, module: Module) -> list[ast.expr]:
        """What a name may stand for: what is assigned in its function, is given to it, or is kept
        beside it."""
        function = module.function(name)
        if function is None:
            return []
        assigned = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and name.id in map(_name, node.targets)
        ]
        given = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        if name.id in given:
            place = given.index(name.id) - (given[0] in ("self", "cls"))
            return assigned + _given(function.name, name.id, place, module)
        return assigned or self._constant(name.id, module)

    def _constant(self, name: str, module: Module) -> list[ast.expr]:
        if name in module.imported:
            module = self._by_name.get(module.imported[name], module)
        return [module.constants[name]] if name in module.constants else []


def _dotted(place: str) -> str:
    return place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _name(node: ast.expr) -> str:
    """The last part of a name; empty of anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _returned(function: ast.AST) -> list[ast.expr]:
    found = (node.value for node in ast.walk(function) if isinstance(node, ast.Return))
    return [value for value in found if value is not None]


def _given(function: str, name: str, place: int, module: Module) -> list[ast.expr]:
    """What the calls of a function in its own file give it for one of its arguments."""
    found = []
    for node in module.calls:
        if _name(node.func) == function:
            found += [each.value for each in node.keywords if each.arg == name]
            found += node.args[place : place + 1]
    return found


def template(node: ast.expr) -> str:
    """A sentence with `{}` for what isn't written out in it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(map(template, values))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return template(left) + template(right)
    return "{}"


def korean() -> dict[str, dict[str, str]]:
    """The sentences of the web app's Korean, by file."""
    files = sorted(KOREAN.glob("*.json"))
    return {path.stem: json.loads(path.read_text("utf-8")) for path in files}


def main() -> None:
    """Print the sentences without Korean, and the Korean of sentences that are no longer said."""
    said = Sentences().all()
    kept = korean()
    known = {key: name for name in kept.keys() - {FOREIGN, RULES} for key in kept[name]}
    for sentence, place in said.items():
        if sentence not in known:
            print(f"{place}: {json.dumps(sentence, ensure_ascii=False)}")
    for sentence in known.keys() - said:
        print(f"no longer said, {known[sentence]}: {json.dumps(sentence, ensure_ascii=False)}")


if __name__ == "__main__":
    main()

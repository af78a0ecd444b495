"""Measured figures as Markdown tables, put between the marks of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
NOT_YET = "*Not measured yet: `make bench` does.*"
Figures = Mapping[str, Any]
Row = Sequence[object]


def kept(name: str, folder: Path = DOCS) -> Figures | None:
    """What was measured last, or None."""
    path = folder / "benchmarks" / f"{name}.json"
    found: Figures | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def tables(page: str, folder: Path = DOCS) -> str:
    """The page with every block `<!-- name -->…<!-- /name -->` written anew from the figures.

    The block `figures` has a line for each benchmark.
    """
    for name, shown in SHOWN.items():
        found = kept(name, folder)
        block = NOT_YET if found is None else "\n\n".join(
            [shown(found["figures"]), _picture(name, folder), _where(found)]
        )  # fmt: skip
        block = re.sub(r"\n{3,}", "\n\n", block).strip()
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        page = mark.sub(partial(_filled, block), page)
    mark = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)
    return mark.sub(partial(_filled, _summary(folder)), page)


def _summary(folder: Path) -> str:
    """A line for each benchmark that was measured."""
    found = {name: one["figures"] for name in SHOWN if (one := kept(name, folder))}
    lines = [f"- {SUMMED[name](figures)}" for name, figures in found.items()]
    return "\n".join(lines) or NOT_YET


def _filled(block: str, mark: re.Match[str]) -> str:
    return f"{mark[1]}\n{block}\n\n{mark[2]}"


def _picture(name: str, folder: Path) -> str:
    there = (folder / "images" / f"bench-{name}.svg").exists()
    return f"![{ALT[name]}](images/bench-{name}.svg)" if there else ""


def _where(found: Figures) -> str:
    one = found["machine"]
    return (
        f"*Measured on {found['measured']}: {one['cores']} cores ({one['architecture']}), "
        f"{one['memory_gb']} GB of memory, {one['system']}, Python {one['python']}.*"
    )


def _table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def share(value: float) -> str:
    return f"{value * 100:.1f}%"


RANKERS = {
    "not_learned": "words + meaning, spread to neighbours",
    "leave_one_out": "learned ranker, on conversations it has not seen",
    "shipped": "ranker as shipped (learned on these conversations)",
}
"""How each ranking is called, in the order in which they are told."""


def _recall(figures: Figures) -> str:
    columns = ("ranking", "by", "all @5", "all @10", "all @20", "any @10", "MRR", "questions")
    rows = [
        (called, level, *(share(one["recall_all"][k]) for k in ("5", "10", "20")),
         share(one["recall_any"]["10"]), f"{one['mrr']:.3f}", one["questions"])
        for key, called in RANKERS.items() if key in figures
        for level in ("turn", "session") for one in (figures[key][level],)
    ]  # fmt: skip
    latency = figures["shipped"]["latency_ms"]
    said = f"A question takes {latency['p50']:.0f} ms (p50), {latency['p95']:.0f} ms (p95)."
    return f"{_table(columns, rows)}\n\n{said}"


BESIDE = "Beside it, in the same run, nearest embeddings only:"


def _scale(figures: Figures) -> str:
    columns = ("moments", "kept, indexed, embedded / s", "durable append p50 / p95",
               "hybrid p50 / p95", "recall vs exact", "bytes / moment", "RAM", "open")  # fmt: skip
    rows = [
        (f"{int(size):,}", f"{one['ingest_per_s']:,}", _ms(one["append_ms"]), _ms(one["hybrid_ms"]),
         share(one["recall_vs_exact"]), f"{one['bytes_per_moment']:,}", f"{one['ram_mb']} MB",
         f"{one['open_s']:.2f} s")
        for size, found in figures.items() for one in (found["alongside"],)
    ]  # fmt: skip
    beside = [
        (f"{int(size):,}", called, _ms(one["nearest_ms"]), f"{one['bytes_per_moment']:,}")
        for size, found in figures.items()
        for key, called in (("numpy", "numpy, brute force"), ("sqlite_vec", "sqlite-vec"))
        for one in (found[key],)
        if "nearest_ms" in one
    ]
    others = _table(("moments", "engine", "nearest p50 / p95", "bytes / moment"), beside)
    return "\n\n".join([_table(columns, rows), BESIDE, others])


def _ms(found: Figures) -> str:
    return f"{found['p50']:.1f} / {found['p95']:.1f} ms"


def _dates(figures: Figures) -> str:
    columns = ("language", "cases", "all values right", "a value right", "date", "datetime",
               "daterange", "time", "false finds in quiet texts")  # fmt: skip
    rows = [
        (name, one["cases"], share(one["share"]), share(one["any_values"]),
         *(_type(one["by_type"].get(kind)) for kind in ("date", "datetime", "daterange", "time")),
         f"{one['false_positives']} in {one['quiet']}")
        for name, one in figures.items()
    ]  # fmt: skip
    return _table(columns, rows)


def _type(found: Figures | None) -> str:
    return f"{share(found['share'])} of {found['asked']}" if found else ""


def _answers(figures: Figures) -> str:
    by: dict[str, list[bool]] = {}
    for one in figures["each"]:
        by.setdefault(one["by"], []).append(one["right"])
    rows: list[Row] = [
        ("right", f"{figures['right']} of {figures['asked']}"),
        ("refused, of the unanswerable", f"{figures['refused']} of {figures['unanswerable']}"),
        ("refused though answerable", figures["refused_wrongly"]),
        ("invented citations", figures["invented_citations"]),
        ("seconds an answer (mean)", figures["seconds"]["mean"]),
        *((f"right, by {name}", f"{sum(r)} of {len(r)}") for name, r in sorted(by.items())),
    ]
    return _table(("", "figure"), rows)


def _understanding(figures: Figures) -> str:
    columns = ("read by", "precision", "recall", "beliefs", "people", "promises", "dates right")
    rows = [
        (name, share(one["precision"]), share(one["recall"]),
         *(_sort(one["sorts"][sort]) for sort in ("belief", "person", "promise")),
         f"{one['dates_right']} of {one['dates']}")
        for name, one in figures.items()
    ]  # fmt: skip
    return _table(columns, rows)


def _sort(one: Figures) -> str:
    """How many were right, of those made and of those expected."""
    return f"{one['right']} of {one['made']} made, {one['expected']} expected"


def _start(figures: Figures) -> str:
    again = figures["again_s"]
    rows: list[Row] = [
        ("the first, which makes the life", f"{figures['first_s']:.1f} s"),
        (f"again (median of {figures['starts']})", f"{again['median']:.1f} s"),
        ("again, the slowest", f"{again['slowest']:.1f} s"),
    ]
    return _table(("start", "to the printed link"), rows)


def _imagine(figures: Figures) -> str:
    columns = ("sketch", "p50 / p95", "slowest", "of")
    rows: list[Row] = [
        (called, _ms(one), f"{one['max']:.0f} ms", of)
        for called, one, of in (
            ("from whole sentences, code alone", figures["whole_ms"],
             f"{figures['prompts']} sentences"),
            ("at each keystroke, code alone", figures["typed_ms"],
             f"{figures['keystrokes']:,} keystrokes"),
            ("from a keystroke to the painted sketch, in Chromium", figures["painted_ms"],
             f"{figures['painted_ms']['keystrokes']:,} keystrokes"),
        )
    ]  # fmt: skip
    said = f"The first sketch, which reads the drawings, takes {figures['first_ms']:.0f} ms."
    return f"{_table(columns, rows)}\n\n{said}"


def _recall_in_a_line(figures: Figures) -> str:
    unseen = figures["leave_one_out"]
    turn, session = (share(unseen[level]["recall_all"]["10"]) for level in ("turn", "session"))
    return (
        f"Recall on LoCoMo, conversations that the ranker had not seen: the whole evidence is in "
        f"the first ten turns for {turn} of questions, in the first ten sessions for {session}."
    )


def _scale_in_a_line(figures: Figures) -> str:
    size = max(figures, key=int)
    one = figures[size]["alongside"]
    p95 = one["hybrid_ms"]["p95"]
    return (
        f"At {int(size):,} moments, encrypted: a search takes {p95:.0f} ms (p95), opening "
        f"{one['open_s']:.2f} s, memory {one['ram_mb']} MB."
    )


def _dates_in_a_line(figures: Figures) -> str:
    told = (f"{share(one['share'])} of {one['cases']} {n.title()}" for n, one in figures.items())
    return f"Dates and times in words, resolved with all their values: {', '.join(told)} cases."


def _answers_in_a_line(figures: Figures) -> str:
    return (
        f"Three real days and the embedded model: {figures['right']} of {figures['asked']} answers "
        f"right, {figures['refused']} of {figures['unanswerable']} unanswerable questions refused, "
        f"{figures['invented_citations']} invented citations."
    )


def _understanding_in_a_line(figures: Figures) -> str:
    told = (f"{share(one['precision'])} / {share(one['recall'])} by {name}"
            for name, one in figures.items())  # fmt: skip
    return (
        f"Beliefs, people and promises in ten days held out, precision / recall: {', '.join(told)}."
    )


def _start_in_a_line(figures: Figures) -> str:
    return f"Started again, it is ready in {figures['again_s']['median']:.1f} s."


def _imagine_in_a_line(figures: Figures) -> str:
    painted = figures["painted_ms"]
    return (
        f"From a keystroke to the painted sketch: {painted['p50']:.0f} ms (p50), "
        f"{painted['p95']:.0f} ms (p95)."
    )


SUMMED: Mapping[str, Callable[[Figures], str]] = {
    "recall": _recall_in_a_line,
    "scale": _scale_in_a_line,
    "dates": _dates_in_a_line,
    "answers": _answers_in_a_line,
    "understanding": _understanding_in_a_line,
    "start": _start_in_a_line,
    "imagine": _imagine_in_a_line,
}
SHOWN: Mapping[str, Callable[[Figures], str]] = {
    "recall": _recall,
    "scale": _scale,
    "dates": _dates,
    "answers": _answers,
    "understanding": _understanding,
    "start": _start,
    "imagine": _imagine,
}
ALT = {
    "recall": "Share of questions whose whole evidence is found, by how many turns are looked at",
    "scale": "Milliseconds a search takes, by the number of moments",
    "dates": "Share of dates and times resolved right, by language and type",
    "answers": "Seconds each answer took, and whether it was right",
    "understanding": "Precision and recall of what is understood of ten days",
    "start": "Seconds to the printed link",
    "imagine": "Milliseconds from a keystroke to the sketch",
}

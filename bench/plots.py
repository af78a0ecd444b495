"""Plots of measured figures, as SVG in one calm style."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from bench.report import ALT, RANKERS, Figures, kept
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, QUIET, PAPER = "#2f3437", "#8a8f91", "#fcfbf8"
COLOURS = ("#3d6b6b", "#c98b4b", "#9aa7a0", "#7a5c77")
STYLE: dict[Any, Any] = {
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e7e4dc",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "font.size": 9.5,
    "legend.frameon": False,
    "svg.hashsalt": "alongside",
}


def draw(folder: Path) -> None:
    """A plot for every benchmark that was measured."""
    for name, plot in PLOTS.items():
        found = kept(name, folder)
        if found is not None:
            _save(folder / "images" / f"bench-{name}.svg", ALT[name], plot, found["figures"])


def _save(path: Path, title: str, plot: Callable[[Axes, Figures], None], figures: Figures) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 3.6), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(title, pad=10)
        plot(axes, figures)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _recall(axes: Axes, figures: Figures) -> None:
    named = [key for key in RANKERS if key in figures]
    depths = ("5", "10", "20")
    groups = [(level, depth) for level in ("turn", "session") for depth in depths]
    width = 0.8 / len(named)
    for i, key in enumerate(named):
        heights = [figures[key][level]["recall_all"][depth] * 100 for level, depth in groups]
        at = [place + (i - (len(named) - 1) / 2) * width for place in range(len(groups))]
        bars = axes.bar(at, heights, width * 0.92, color=COLOURS[i], label=RANKERS[key])
        axes.bar_label(bars, fmt="%.0f", fontsize=7, color=QUIET)
    axes.set_xticks(range(len(groups)), [f"{level} @{depth}" for level, depth in groups])
    axes.set_ylim(0, 106)
    axes.set_ylabel("% of questions")
    axes.grid(visible=False, axis="x")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=1, fontsize=8)


def _scale(axes: Axes, figures: Figures) -> None:
    sizes = [int(size) for size in figures]
    lines = (
        ("alongside", "hybrid_ms", "Alongside: words, meaning, ranking, encrypted"),
        ("numpy", "nearest_ms", "numpy brute force: nearest embeddings only"),
        ("sqlite_vec", "nearest_ms", "sqlite-vec: nearest embeddings only"),
    )
    for colour, (engine, figure, label) in zip(COLOURS, lines, strict=False):
        found = [one[engine].get(figure) for one in figures.values()]
        if all(found):
            axes.plot(sizes, [one["p50"] for one in found], "o-", color=colour, label=label)
            axes.fill_between(
                sizes, [one["p50"] for one in found], [one["p95"] for one in found],
                color=colour, alpha=0.18, linewidth=0,
            )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_xticks([], minor=True)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xlabel("moments")
    axes.set_ylabel("ms (line p50, shade to p95)")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=1, fontsize=8)


def _dates(axes: Axes, figures: Figures) -> None:
    kinds = ("date", "datetime", "daterange", "time")
    width = 0.8 / len(figures)
    for i, (name, one) in enumerate(figures.items()):
        heights = [one["by_type"].get(kind, {}).get("share", 0) * 100 for kind in kinds]
        at = [place + (i - (len(figures) - 1) / 2) * width for place in range(len(kinds))]
        label = f"{name.title()}: {one['share'] * 100:.1f}% of {one['cases']} cases"
        bars = axes.bar(at, heights, width * 0.92, color=COLOURS[i % len(COLOURS)], label=label)
        axes.bar_label(bars, fmt="%.0f", fontsize=8, color=QUIET)
    axes.set_xticks(range(len(kinds)), kinds)
    axes.set_ylim(0, 105)
    axes.set_ylabel("% right")
    axes.grid(visible=False, axis="x")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, fontsize=8)


def _answers(axes: Axes, figures: Figures) -> None:
    each = sorted(figures["each"], key=lambda one: (not one["right"], one["by"], one["seconds"]))
    named = sorted({one["by"] for one in each})
    for right, hatch in ((True, ""), (False, "///")):
        for i, by in enumerate(named):
            chosen = [(n, one) for n, one in enumerate(each)
                      if one["right"] is right and one["by"] == by]  # fmt: skip
            if chosen:
                label = f"{'right' if right else 'wrong'}, by {by}"
                places, seconds = [n for n, _ in chosen], [one["seconds"] for _, one in chosen]
                axes.bar(places, seconds, 0.8, color=COLOURS[i % len(COLOURS)], hatch=hatch,
                         edgecolor=PAPER, linewidth=0, label=label)  # fmt: skip
    axes.set_xticks([])
    axes.set_ylabel("seconds")
    axes.grid(visible=False, axis="x")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.04), ncols=2, fontsize=8)


PLOTS: Mapping[str, Callable[[Axes, Figures], None]] = {
    "recall": _recall,
    "scale": _scale,
    "dates": _dates,
    "answers": _answers,
}

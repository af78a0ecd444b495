"""`bench`: figures that anyone can measure again, on files of their own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from alongside.config import Config
from alongside.interfaces.bench import ask as asking
from alongside.interfaces.bench import dates as dating
from alongside.interfaces.bench import recall as recalling
from alongside.interfaces.bench import scale as scaling
from alongside.interfaces.cli.terminal import print_json, session, table
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

app = typer.Typer(help="Measure recall, scale, dates and answers.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(exists=True, help="The file to measure on.")]


@app.command()
def recall(file: File) -> None:
    """How much of the evidence recall finds, on a file of LoCoMo's format."""
    models = Models(Config(), Catalogue())
    made = recalling.run(file, models.quick_embed(), models.embed(), models.multilingual())
    print_json(asyncio.run(made))


@app.command()
def scale(
    moments: Annotated[int, typer.Argument(min=1000, help="How many moments, e.g. 100000.")],
) -> None:
    """Speed, memory and recall against exact search at a number of moments."""
    print_json(asyncio.run(scaling.run(moments)))


@app.command()
def dates(file: File) -> None:
    """How many dates and times in words are resolved right."""
    print_json(dating.run(file))


@app.command()
def ask(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(exists=True, help="A day's files and questions.jsonl.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON, with every answer.")] = False,
) -> None:
    """Bring a folder into a passing life, ask its questions, count the right answers."""
    result = asyncio.run(asking.run(folder, session(context).home))
    if json:
        print_json(result)
        return
    rows = [
        ("✓" if a["right"] else "✗", a["question"], a["answer"], a["model"] or "code")
        for a in result["answers"]
    ]
    table("", "question", "answer", "by", rows=rows)
    print_json({name: value for name, value in result.items() if name != "answers"})

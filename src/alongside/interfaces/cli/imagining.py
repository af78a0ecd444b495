"""`imagine`: a picture from words, as a file."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import errors, in_life, say
from alongside.interfaces.parts import Life
from alongside.mind.imagine.refusing import refusal
from alongside.mind.imagine.sketch import sketch
from alongside.mind.imagine.studio import Asked

SVG = ".svg"


def imagine(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="What the picture shows.")],
    out: Annotated[Path, typer.Option(help="The file to write: .svg or .png.")] = Path(
        "picture.png"
    ),
    avoid: Annotated[str, typer.Option(help="What to leave out, for a model that draws.")] = "",
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another picture.")] = 0,
    draw: Annotated[bool, typer.Option(help="Have the chosen model draw it.")] = False,
) -> None:
    """Make a picture of what you describe: sketched by code, or drawn by a model.

    A sketch needs no life and no model. With --draw, the model chosen for pictures draws it.
    """
    asked = Asked(words=" ".join(words), avoid=avoid, seed=seed)
    if draw:
        picture = in_life(context, lambda life: _drawn(life, asked))
    else:
        refused = refusal(asked.words)
        if refused:
            raise typer.BadParameter(refused.en)
        made = sketch(asked.words, seed=seed)
        picture = made.svg.encode() if out.suffix == SVG else made.png()
    out.write_bytes(picture)
    say(f"Drawn into {out}.")


async def _drawn(life: Life, asked: Asked) -> bytes:
    with errors.status("…") as status:
        picture = b""
        async with aclosing(life.studio.render(asked)) as steps:
            async for drawn in steps:
                status.update(f"{drawn.step} of {drawn.steps}")
                picture = drawn.picture
        return picture

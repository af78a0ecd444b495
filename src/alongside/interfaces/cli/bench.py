"""`bench`: figures that anyone can measure again, on files of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alongside.config import Config
from alongside.interfaces.cli.terminal import Json, print_json, run, session, table
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

app = typer.Typer(
    help="Measure recall, scale, dates, answers, talking, the start and more.",
    no_args_is_help=True,
)
File = Annotated[Path, typer.Argument(exists=True, help="The file to measure on.")]
Always = Annotated[bool, typer.Option("--json", help="Print JSON, as is done anyway.")]


@app.command()
def recall(file: File, _json: Always = True) -> None:
    """How much of the evidence recall finds, on a LoCoMo file."""
    from alongside.interfaces.bench import recall as recalling

    models = Models(Config(), Catalogue())
    made = recalling.run(file, models.quick_embed(), models.embed(), models.multilingual())
    print_json(run(made))


@app.command()
def scale(
    moments: Annotated[int, typer.Argument(min=1000, help="How many moments, e.g. 100000.")],
    _json: Always = True,
) -> None:
    """Speed, memory and recall at a number of moments."""
    from alongside.interfaces.bench import scale as scaling

    print_json(run(scaling.run(moments)))


@app.command()
def dates(file: File, _json: Always = True) -> None:
    """How many dates and times in words are resolved right."""
    from alongside.interfaces.bench import dates as dating

    print_json(dating.run(file))


@app.command()
def rehearse(file: File, json: Json = False) -> None:
    """Score dialogues between people: what each got, and how each talked."""
    from alongside.interfaces.bench import rehearse as rehearsing

    try:
        scores = rehearsing.run(file)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from None
    print_json(scores if json else rehearsing.means(scores))


@app.command()
def ask(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(exists=True, help="A day's files and questions.jsonl.")],
    aloud: Annotated[bool, typer.Option(help="Answer as if the questions were spoken.")] = False,
    json: Json = False,
) -> None:
    """Bring a folder in, ask its questions, count the right answers."""
    from alongside.interfaces.bench import ask as asking

    result = run(asking.run(folder, session(context).home, aloud=aloud))
    if json:
        print_json(result)
        return
    rows = [
        ("✓" if a["right"] else "✗", a["question"], a["answer"], a["model"] or "code")
        for a in result["answers"]
    ]
    table("", "question", "answer", "by", rows=rows)
    print_json({name: value for name, value in result.items() if name != "answers"})


@app.command()
def proactive(file: File, json: Json = False) -> None:
    """How right what is said unasked is, on a file of labelled days."""
    from alongside.interfaces.bench import proactive as proacting
    from alongside.interfaces.bench.days import NotDays

    try:
        result = run(proacting.run(file))
    except NotDays as error:
        raise typer.BadParameter(str(error)) from error
    if json:
        print_json(result)
        return
    rows = [
        (mark, each["day"], line)
        for each in result["by_day"]
        for mark, lines in (("✓", "right"), ("✗", "false_alarms"), ("–", "missed"))
        for line in each[lines]
    ]
    table("", "day", "what", rows=rows)
    print_json({name: value for name, value in result.items() if name != "by_day"})


@app.command()
def understand(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(exists=True, help="Days with expected.json.")],
    model: Annotated[
        str, typer.Option(help="A model that reads too: a choice such as embedded:ID, or chosen.")
    ] = "",
    json: Json = False,
) -> None:
    """Bring days in, and compare what is understood of them with what is expected."""
    from alongside.interfaces.bench import understand as understanding

    result = run(understanding.run(folder, session(context).home, model))
    if json:
        print_json(result)
        return
    for name, day in result["days"].items():
        missed = [("missed", name, one) for one in day["missed"]]
        wrong = [("wrong", name, one) for one in day["wrong"]]
        table("", "day", "what", rows=[*missed, *wrong])
    print_json({name: value for name, value in result.items() if name != "days"})


@app.command()
def day(
    folder: Annotated[Path, typer.Argument(exists=True, help="A folder with photos and voice.")],
    hours: Annotated[float, typer.Option(min=0.05, max=24, help="How long the day is.")] = 8.0,
    json: Json = False,
) -> None:
    """What a day of camera and microphone costs in bytes and CPU, and what of it is recalled."""
    from alongside.interfaces.bench import day as living

    result = run(living.run(folder, hours))
    if json:
        print_json(result)
        return
    megabytes = result["stored_bytes"] / 1e6
    share, recall = result["cpu_share_of_one_core"], result["recall"]
    rows = [
        (f"stored in {hours:g} hours", f"{megabytes:.1f} MB"),
        ("CPU", f"{100 * share:.0f}% of one core"),
        ("frames kept", f"{result['seeing']['kept']} of {result['seeing']['frames']}"),
        ("views recalled", recall["views"]),
        ("things recalled", recall["things"]),
        ("signs recalled", recall["signs"]),
        ("words recalled", result["hearing"]["words_recalled"]),
    ]
    table("", "", rows=rows)


@app.command()
def voice(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(exists=True, help="A folder of recorded speech.")],
    model: Annotated[
        bool, typer.Option(help="Answer with the embedded language model too.")
    ] = True,
    json: Json = False,
) -> None:
    """How long after the end of what is said it is understood and answered, in real time."""
    from alongside.interfaces.bench import voice as voicing

    result = run(voicing.run(folder, session(context).home, model=model))
    if json:
        print_json(result)
        return
    timed = {name: value for name, value in result.items() if isinstance(value, dict)}
    rows = [(name, v.get("p50", v.get("share", "")), v.get("p95", ""), v["of"])
            for name, v in timed.items()]  # fmt: skip
    table("", "median or share", "95th percentile", "of", rows=rows)


@app.command()
def year(
    days: Annotated[int, typer.Argument(min=1, max=3660, help="How many days.")] = 365,
    _json: Always = True,
) -> None:
    """What is said unasked in a made-up year: nobody bothered, nothing missed."""
    from alongside.interfaces.bench import year as living

    print_json(run(living.run(days)))


@app.command()
def imagine(
    words: Annotated[
        list[str] | None, typer.Argument(help="Sentences to sketch; sixty of our own without.")
    ] = None,
    _json: Always = True,
) -> None:
    """How long a sketch takes, from the words to the picture, and at each keystroke."""
    from alongside.interfaces.bench import imagine as imagining

    print_json(imagining.run(words or ()))


@app.command()
def start(_json: Always = True) -> None:
    """How long `up` takes until it prints its link."""
    from alongside.interfaces.bench import start as starting

    print_json(run(starting.run()))


@app.command("agent")
def agent_(
    model: Annotated[
        str, typer.Option(help="A choice such as embedded:ID, or chosen; the script without one.")
    ] = "",
    only: Annotated[list[str] | None, typer.Option(help="Tasks by their ids.")] = None,
    json: Json = False,
) -> None:
    """How many of the tasks that come with it an agent does."""
    from alongside.interfaces.bench import agent as agents

    named = model and model != "chosen"
    chosen: dict[str, tuple[str, ...]] = {"chat": (model,)} if named else {}
    chat = Models(Config(models=chosen), Catalogue()).chat() if model else None
    result = run(agents.run(chat, only or ()))
    if json:
        print_json(result)
        return
    rows = [("✓" if r["right"] else "✗", r["id"], r["why"], f"{r['seconds']:.0f}s")
            for r in result["rows"]]  # fmt: skip
    table("", "task", "what is wrong", "took", rows=rows)
    print_json({name: value for name, value in result.items() if name != "rows"})

"""Named conversions from raw weights to the form our backends run.

A conversion is `convert(raw, target, argument)`: it reads the raw files (by name) and writes
`target`; `argument` is what follows the colon of its name in the catalogue. It runs in a thread.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

Convert = Callable[[Mapping[str, Path], Path, str], None]

CONVERTERS: dict[str, str] = {
    "unzip": "alongside.models.converters:unzip",
    "bert-onnx": "alongside.models.embed.bert_onnx:convert",
    "e5-onnx": "alongside.models.embed.e5_file:model",
    "e5-tokenizer": "alongside.models.embed.e5_file:tokenizer",
    "nanodet-onnx": "alongside.models.see.nanodet_onnx:convert",
    "dlib-onnx": "alongside.models.see.dlib_onnx:convert",
    "resemblyzer-onnx": "alongside.models.hear.resemblyzer_onnx:convert",
}
"""Conversion name to `module:function`, imported when it is first needed."""


def converter(name: str) -> Convert:
    """The conversion of that name. Raises `KeyError` if there is none."""
    module, function = CONVERTERS[name].split(":")
    found: Convert = getattr(import_module(module), function)
    return found


def unzip(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Take the member `argument` out of the one raw archive, which may lack its beginning."""
    (archive,) = raw.values()
    with zipfile.ZipFile(archive) as whole, whole.open(argument) as member, target.open("wb") as to:
        shutil.copyfileobj(member, to, 1 << 20)

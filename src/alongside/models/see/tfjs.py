"""Reads the weights of a TensorFlow.js model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import ModelError

Array = NDArray[Any]
DTYPES = {"float32": "<f4", "float16": "<f2", "int32": "<i4", "uint8": "u1"}


def weights(specs: Sequence[Mapping[str, Any]], data: bytes) -> dict[str, Array]:
    """The tensors that `specs` describe, which lie one after another in `data`.

    Halves are widened to float32, bytes are scaled as described. Raises `ModelError` where they
    don't fit the data.
    """
    found, here = {}, 0
    for spec in specs:
        squeezed = spec.get("quantization", {})
        stored = squeezed.get("dtype", spec["dtype"])
        if stored not in DTYPES:
            raise ModelError(f"Weights of type {stored} can't be converted.")
        count = int(np.prod(spec["shape"], dtype=np.int64))
        kind = np.dtype(DTYPES[stored])
        if here + count * kind.itemsize > len(data):
            raise ModelError("The weights are shorter than their description.")
        flat = np.frombuffer(data, kind, count, here).astype(spec["dtype"])
        if "scale" in squeezed:
            flat = flat * np.float32(squeezed["scale"]) + np.float32(squeezed["min"])
        found[spec["name"]] = flat.reshape(spec["shape"])
        here += count * kind.itemsize
    return found

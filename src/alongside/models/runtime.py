"""What models that run in this process share: loading once, and ONNX networks on few threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from alongside.models.model import ModelError

T = TypeVar("T")
Array = NDArray[Any]
Files = Callable[[], Mapping[str, Path]]
"""Where a model's weights lie, by file name; raises `ModelError` while they are not here."""

ERRORS_ONLY = 3
MOST_THREADS = 4


class NotLoadedError(ModelError):
    """A model's weights are here but can't be used."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"A model can't be loaded; get it again with `alongside models`. {error}")


class Lazy(Generic[T]):
    """Makes its value at the first call and keeps it; safe to call from many threads."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        """The value. Raises `ModelError`, and tries again at the next call."""
        with self._lock:
            if not self._made:
                self._made.append(self._load())
            return self._made[0]

    def _load(self) -> T:
        try:
            return self._make()
        except (RuntimeError, OSError, ValueError, KeyError, ImportError) as error:
            raise NotLoadedError(error) from error


class Network:
    """An ONNX model on the CPU, on few threads that leave the cores alone while idle."""

    def __init__(self, model: Path | bytes, *, most: int = MOST_THREADS) -> None:
        """`most` is the number of threads. Raises `NotLoadedError`."""
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.log_severity_level = ERRORS_ONLY
        settings.intra_op_num_threads = min(most, threads())
        settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
        source = model if isinstance(model, bytes) else str(model)
        try:
            self._session = onnxruntime.InferenceSession(
                source, settings, providers=["CPUExecutionProvider"]
            )
        except _onnx_errors() as error:
            raise NotLoadedError(error) from error

    def run(self, inputs: Mapping[str, Array], outputs: Sequence[str] | None = None) -> list[Array]:
        """The outputs named, or all. Blocks. Raises `ModelError` for inputs it can't take."""
        try:
            return [np.asarray(made) for made in self._session.run(outputs, dict(inputs))]
        except _onnx_errors() as error:
            raise ModelError(f"A model failed: {error}") from error


def threads() -> int:
    """How many threads one model may use."""
    return min(MOST_THREADS, os.cpu_count() or 1)


@cache
def _onnx_errors() -> tuple[type[Exception], ...]:
    """What ONNX Runtime raises: classes without a common base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    named = vars(state).values()
    return tuple(kind for kind in named if isinstance(kind, type) and issubclass(kind, Exception))

"""What models that run in this process share: loading once, and ONNX sessions on few threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

T = TypeVar("T")

Files = Callable[[], Mapping[str, Path]]
"""Where a model's weights lie, by file name; raises `ModelError` while they are not here."""

ERRORS_ONLY = 3
MOST_THREADS = 4


class Lazy(Generic[T]):
    """Makes its value at the first call and keeps it; safe to call from many threads."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


def threads() -> int:
    """How many threads one model may use."""
    return min(MOST_THREADS, os.cpu_count() or 1)


def session(model: Path | bytes, *, most: int = MOST_THREADS, **options: Any) -> InferenceSession:
    """An ONNX session on the CPU that leaves cores alone while idle."""
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = ERRORS_ONLY
    settings.intra_op_num_threads = min(most, threads())
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    for name, value in options.items():
        setattr(settings, name, value)
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, settings, providers=["CPUExecutionProvider"])

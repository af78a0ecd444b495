"""Reads the tensors of a file that PyTorch saved before 1.6, without PyTorch or trusting it.

Such a file is five pickles (a magic number, a version, facts of the machine, the object, the keys
of its storages), then each storage: its length as int64 and its raw numbers. Only what a dictionary
of float tensors needs may be unpickled; anything else is refused.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from alongside.models.model import Floats, ModelError

MAGIC = 0x1950A86A20F9469CFC6C
MOST = 1 << 28
"""Numbers in the largest storage."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: str
    offset: int
    shape: tuple[int, ...]


class _FloatStorage:
    """Stands for the type of the storages; never made."""


def tensors(file: BinaryIO, name: str) -> dict[str, Floats]:
    """The tensors of the dictionary `name` in the saved object. Raises `ModelError`."""
    try:
        magic, _, _, saved, keys = (_Restricted(file).load() for _ in range(5))
        if magic != MAGIC:
            raise ModelError("These weights are not in PyTorch's old form.")
        storages = {key: _numbers(file) for key in keys}
        return {key: _filled(tensor, storages) for key, tensor in saved[name].items()}
    except (pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"These weights can't be read: {error}.") from error


class _Restricted(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        match module, name:
            case "collections", "OrderedDict":
                return OrderedDict
            case "torch", "FloatStorage":
                return _FloatStorage
            case "torch._utils", "_rebuild_tensor_v2":
                return _rebuild
            case _:
                raise pickle.UnpicklingError(f"{module}.{name} has no place in weights")

    def persistent_load(self, pid: Any) -> str:
        kind, storage, key, *_ = pid
        if kind != "storage" or storage is not _FloatStorage:
            raise pickle.UnpicklingError("only float storages have a place here")
        return str(key)


def _rebuild(
    storage: str, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> _Tensor:
    dense = tuple(int(np.prod(shape[i + 1 :])) for i in range(len(shape)))
    if stride != dense:
        raise pickle.UnpicklingError("a tensor is not stored row by row")
    return _Tensor(storage, offset, shape)


def _numbers(file: BinaryIO) -> Floats:
    count = int.from_bytes(file.read(8), "little")
    if count > MOST:
        raise ValueError(f"a storage of {count} numbers")
    return np.frombuffer(file.read(4 * count), "<f4", count).astype(np.float32)


def _filled(tensor: _Tensor, storages: dict[str, Floats]) -> Floats:
    count = int(np.prod(tensor.shape))
    return storages[tensor.storage][tensor.offset :][:count].reshape(tensor.shape)

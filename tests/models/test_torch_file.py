"""Old PyTorch files give their tensors, and are not trusted with anything else."""

from __future__ import annotations

import os
import pickle
import sys
from collections import OrderedDict
from io import BytesIO
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from alongside.models.hear.torch_file import MAGIC, tensors
from alongside.models.model import Floats, ModelError


class Tensor:
    """What the fake library pickles as PyTorch pickles a tensor."""

    def __init__(self, key: str, shape: tuple[int, ...], stride: tuple[int, ...]) -> None:
        self.key, self.shape, self.stride = key, shape, stride


class Saver(pickle.Pickler):
    def persistent_id(self, obj: Any) -> Any:
        if isinstance(obj, Storage):
            return (
                "storage",
                sys.modules["torch"].__dict__["FloatStorage"],
                obj.key,
                "cpu",
                0,
                None,
            )
        return None

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, Tensor):
            rebuild = sys.modules["torch._utils"].__dict__["_rebuild_tensor_v2"]
            given = (Storage(obj.key), 0, obj.shape, obj.stride, False, dict[str, int]())
            return rebuild, given
        return NotImplemented


class Storage:
    def __init__(self, key: str) -> None:
        self.key = key


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names to pickle by, as the library has them."""
    library, utils = ModuleType("torch"), ModuleType("torch._utils")

    def rebuild(*_: object) -> None: ...

    rebuild.__module__, rebuild.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    storage = type("FloatStorage", (), {"__module__": "torch"})
    monkeypatch.setattr(library, "FloatStorage", storage, raising=False)
    monkeypatch.setattr(utils, "_rebuild_tensor_v2", rebuild, raising=False)
    monkeypatch.setitem(sys.modules, "torch", library)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)


def saved(state: Any, storages: dict[str, Floats], magic: int = MAGIC) -> BytesIO:
    file = BytesIO()
    for part in (magic, 1001, {"little_endian": True}, {"state": state}, [*storages]):
        Saver(file, protocol=2).dump(part)
    for numbers in storages.values():
        file.write(len(numbers).to_bytes(8, "little") + numbers.astype("<f4").tobytes())
    file.seek(0)
    return file


@pytest.mark.usefixtures("torch")
def test_tensors_come_with_their_shapes() -> None:
    numbers = np.arange(6, dtype=np.float32)
    file = saved(OrderedDict(rows=Tensor("a", (2, 3), (3, 1))), {"a": numbers})

    found = tensors(file, "state")

    assert found["rows"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.usefixtures("torch")
def test_a_transposed_tensor_is_refused_rather_than_misread() -> None:
    file = saved(OrderedDict(rows=Tensor("a", (2, 3), (1, 2))), {"a": np.zeros(6, np.float32)})

    with pytest.raises(ModelError, match="row by row"):
        tensors(file, "state")


class Evil:
    def __reduce__(self) -> Any:
        return os.mkdir, ("made-by-weights",)


def test_a_file_that_wants_to_run_something_is_refused(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ModelError, match="mkdir"):
        tensors(saved(Evil(), {}), "state")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", pickle.dumps(1), bytes(64)])
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError):
        tensors(BytesIO(content), "state")


def test_a_wrong_magic_number_is_refused() -> None:
    with pytest.raises(ModelError, match="old form"):
        tensors(saved({}, {}, magic=7), "state")


def test_a_storage_that_claims_to_be_huge_is_refused() -> None:
    file = saved({}, {"a": np.zeros(1, np.float32)})
    content = bytearray(file.getvalue())
    content[-12:-4] = (1 << 40).to_bytes(8, "little")

    with pytest.raises(ModelError):
        tensors(BytesIO(bytes(content)), "state")

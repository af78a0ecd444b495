"""llama.cpp in this process, behind its own HTTP port on loopback with a key made at random.

Its port is used rather than its callback because closing a stream is what stops the reading of a
prompt; a small batch makes it notice soon.
"""

from __future__ import annotations

import os
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.models.model import ModelError
from alongside.models.server import Endpoint

BATCH = 32
CONTEXT = 8192
CACHE_MIB = 512
"""Memory for the key-value caches of prompts that are not the latest."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How llama.cpp is loaded; `context` in tokens."""

    path: Path
    context: int = CONTEXT
    embedding: bool = False


class Llama:
    """A GGUF model, loaded when it is first asked for; safe to call from many threads."""

    def __init__(self, title: str, settings: Settings) -> None:
        self._title = title
        self._settings = settings
        self._lock = threading.Lock()
        self._server: Any = None
        self._endpoint: Endpoint | None = None

    def endpoint(self) -> Endpoint:
        """Where it listens; blocks while it loads. Raises `ModelError`."""
        with self._lock:
            if self._endpoint is None:
                key = secrets.token_urlsafe(32)
                self._server = self._load(key)
                url = f"{self._server.listening_address}/v1"
                self._endpoint = Endpoint(self._title, url, key)
            return self._endpoint

    def close(self) -> None:
        """Free its memory; it is loaded again when it is next asked for."""
        with self._lock:
            self._server = None
            self._endpoint = None

    def _load(self, key: str) -> Any:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        os.environ.setdefault("GOMP_SPINCOUNT", "0")
        try:
            import xllamacpp

            return xllamacpp.Server(self._params(xllamacpp.CommonParams(), key))
        except ImportError as error:
            raise ModelError(f"llama.cpp can't run on this machine: {error}") from error
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self._title} could not be loaded: {error}") from error

    def _params(self, params: Any, key: str) -> Any:
        params.model.path = str(self._settings.path)
        params.api_keys = [key]
        params.port = 0
        params.n_ctx = self._settings.context
        params.n_batch = params.n_ubatch = (
            self._settings.context if self._settings.embedding else BATCH
        )
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count() or 1
        params.cache_ram_mib = CACHE_MIB
        params.embedding = self._settings.embedding
        params.ui = params.endpoint_slots = params.warmup = False
        params.verbosity = -1
        return params

"""How often something may be tried."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable


class Rate:
    """At most `most` tries within any `seconds`."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._tries: deque[float] = deque(maxlen=most)

    def wait(self) -> float:
        """Count a try. Gives 0, or the seconds to wait when there were too many (not counted)."""
        now = self._clock()
        if len(self._tries) == self._tries.maxlen and now - self._tries[0] < self._seconds:
            return self._seconds - (now - self._tries[0])
        self._tries.append(now)
        return 0.0

    def clear(self) -> None:
        """Forget the tries so far, as after one that was right."""
        self._tries.clear()

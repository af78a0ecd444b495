"""How far an import is, for the person to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.log.moment import Moment
from alongside.senses.outcome import Failure, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A look at an import under way.

    `act` is the `Imported` moment, to forget which undoes the import; there is none while nothing
    could be read. `added` moments are new to the log, `known` ones it held before; `sources` counts
    the added by importer. `file` is the one being read, `here` the moments it gave so far.
    `skipped` and `failures` are told whole once, when it is `done`.
    """

    act: Moment | None = None
    file: str = ""
    here: int = 0
    files_done: int = 0
    files_total: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    sources: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[Failure, ...] = ()
    done: bool = False


@dataclass(slots=True)
class Tally:
    """The running counts from which each `Progress` is drawn.

    `newest` is the last position of the log seen: a moment past it is new, any other was there.
    """

    newest: int = 0
    act: Moment | None = None
    file: str = ""
    here: int = 0
    files_done: int = 0
    files_total: int = 0
    known: int = 0
    sources: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def count(self, kept: tuple[Moment, ...]) -> None:
        """Count what the log gave back for a batch."""
        for moment in kept:
            if moment.seq <= self.newest:
                self.known += moment.kind != "failed"
            else:
                self.newest = moment.seq
                self.sources[moment.source] += moment.kind != "failed"

    def progress(self, *, done: bool = False) -> Progress:
        return Progress(
            act=self.act,
            file=self.file,
            here=self.here,
            files_done=self.files_done,
            files_total=self.files_total,
            added=self.sources.total(),
            known=self.known,
            failed=len(self.failures),
            sources={source: count for source, count in self.sources.items() if count},
            skipped=tuple(self.skipped) if done else (),
            failures=tuple(self.failures) if done else (),
            done=done,
        )

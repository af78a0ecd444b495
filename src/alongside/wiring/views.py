"""Which views a life has."""

from __future__ import annotations

from alongside.log.log import View
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.captured import CapturedSoFar
from alongside.views.goals import Goals
from alongside.views.imports import Imports
from alongside.views.map import Map
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.team import Team
from alongside.views.threads import Threads
from alongside.views.timeline import Timeline


def views() -> tuple[View, ...]:
    """Every view of a life."""
    return (
        Search(), People(), Places(), Timeline(), Threads(), Map(), Imports(), Acts(),
        Beliefs(), Promises(), CapturedSoFar(), Bonds(), Agenda(), Goals(), Team(),
    )  # fmt: skip

"""How the life and the server are, and stopping it."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter

from alongside.interfaces.api.running import OpenLife, Server
from alongside.interfaces.api.shapes import Progress, Shape

router = APIRouter(tags=["status"])


class Role(Shape):
    """Which model serves a role and where it runs; `problem` says why none does."""

    role: str
    model: str
    where: str
    remote: bool
    ready: bool
    problem: str


class Status(Shape):
    """`sample` says that the life open now is the one that ships with the project."""

    version: str
    person: str
    name: str
    language: str
    zone: str
    sample: bool
    roles: list[Role]
    jobs: list[Progress]
    warnings: list[str]


@router.get("/status")
async def status(life: OpenLife) -> Status:
    """What the page's frame shows: whose life, which models, what is going on, warnings."""
    config = life.config
    return Status(
        version=version("alongside"),
        person=life.log.person,
        name=config.name,
        language=config.language,
        zone=config.zone,
        sample=life.sample,
        roles=[Role.model_validate(serving) for serving in life.models.serving()],
        jobs=[Progress.model_validate(job) for job in life.jobs.progress()],
        warnings=list(life.warnings),
    )


@router.post("/stop", status_code=202)
async def stop(server: Server) -> None:
    """Shut the server down. What is kept is safe; work in the background goes on next time."""
    server.stop()

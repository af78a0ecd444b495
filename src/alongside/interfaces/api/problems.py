"""Errors as problem details (RFC 9457): a sentence for the person, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from fastapi import FastAPI
from fastapi import HTTPException as ApiError
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from alongside.interfaces.api.closed import close
from alongside.log.errors import DiskFull, MissingBlob, NoKey, StoreError, WrongKey
from alongside.models.model import ModelError

log = logging.getLogger(__name__)

TYPE = "application/problem+json"
REF = "#/components/schemas/Problem"

DOCUMENTED: dict[int | str, dict[str, object]] = {
    code: {"description": HTTPStatus(code).phrase, "content": {TYPE: {"schema": {"$ref": REF}}}}
    for code in (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)
}
"""The problems that any call of the API may answer with."""


UNKNOWN = "Something went wrong here; what was kept before is safe. Try once more."
"""Said of what nobody foresaw; what it was stands in the server's own output."""
FORESEEN = (StoreError, ModelError, OSError)
"""Errors whose message is fit to be shown."""


class Trouble(ApiError):
    """A call can't be answered; `detail` says to the person what happened and what to do."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response for a problem."""
    body = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail}
    return Response(msgspec.json.encode(body), status, headers, media_type=TYPE)


def install(app: FastAPI) -> None:
    """Have every error of `app` answered as a problem."""
    app.exception_handler(HTTPException)(_known)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(StoreError)(_store)
    app.exception_handler(ModelError)(_model)
    app.exception_handler(Exception)(_unknown)


def _title(status: int) -> str:
    return HTTPStatus(status).phrase


async def _known(request: Request, error: HTTPException) -> Response:
    detail = error.detail if isinstance(error, Trouble) else _PLAIN.get(error.status_code, "")
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return problem(error.status_code, detail or str(error.detail), headers)


def _allowed(request: Request) -> str:
    """Every method that this address can be asked with (RFC 9110, section 10.2.1)."""
    routes = (route for route in request.app.routes if isinstance(route, Route))
    matching = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return ", ".join(sorted({method for route in matching for method in route.methods or ()}))


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    return problem(422, "; ".join(map(_sentence, error.errors())))


def _sentence(error: Mapping[str, object]) -> str:
    location = error.get("loc", ())
    parts = location if isinstance(location, tuple) else ()
    where = ".".join(str(part) for part in parts[1:])
    return f"{where or 'The request'}: {error.get('msg', 'not understood')}"


async def _store(_: Request, error: StoreError) -> Response:
    return problem(_STATUS.get(type(error), 500), str(error))


async def _model(_: Request, error: ModelError) -> Response:
    return problem(503, str(error))


async def _unknown(request: Request, error: Exception) -> Response:
    """Answered outside of all that answers pass else, so it is closed here."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    answer = problem(500, UNKNOWN)
    close(answer.headers)
    return answer


_STATUS: dict[type[StoreError], int] = {MissingBlob: 404, WrongKey: 403, NoKey: 409, DiskFull: 507}
_PLAIN = {
    404: "There is nothing at this address.",
    405: "This address can't be asked in that way.",
}

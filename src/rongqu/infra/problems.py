"""Errors on the wire: problem+json (RFC 9457) with a stable code instead of sentences."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, create_model
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from rongqu.infra.idempotency import AlreadyAnswered
from rongqu.kernel.errors import (
    AlreadyThere,
    AmountTooFine,
    Busy,
    CurrencyUnknown,
    DomainError,
    ForgedRequest,
    InvalidRequest,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ProofNeeded,
    TooManyRequests,
    Unavailable,
)

log = logging.getLogger(__name__)

ANYWHERE = (
    NotSignedIn,
    NotAllowed,
    ProofNeeded,
    ForgedRequest,
    InvalidRequest,
    AmountTooFine,
    CurrencyUnknown,
    TooManyRequests,
    Busy,
    Unavailable,
)
"""Any endpoint may answer these; `problems` adds them."""


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, Any]]:
    """Declare the refusals of an endpoint, so that the generated client knows every code."""
    by_status: dict[int | str, list[type[DomainError]]] = {}
    for error in (*ANYWHERE, *errors):
        by_status.setdefault(error.status, []).append(error)
    return {status: {"model": _model_of(tuple(group))} for status, group in by_status.items()}


@cache
def _model_of(errors: tuple[type[DomainError], ...]) -> type[BaseModel]:
    """Named by the codes: rooms may give their errors the same class name."""
    codes: Any = Literal[tuple(error.code for error in errors)]
    return create_model(
        "Problem_" + "_or_".join(_camel_case(error.code) for error in errors),
        type=(str, ...),
        status=(int, ...),
        code=(codes, ...),
        params=(dict[str, Any], ...),
    )


def _camel_case(code: str) -> str:
    words = code.removeprefix("common.").replace(".", "_").split("_")
    return "".join(word.capitalize() for word in words)


def add_problem_handlers(app: FastAPI) -> None:
    app.exception_handler(DomainError)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_not_served)
    app.exception_handler(DBAPIError)(_database_refused)
    app.exception_handler(OSError)(_database_away)
    app.exception_handler(Exception)(_broken)
    app.exception_handler(AlreadyAnswered)(_answered)


BUSY_STATES = frozenset({"55P03", "57014", "40P01", "40001"})
"""SQLSTATEs of waiting too long, being cancelled, deadlock and serialization failure: the same
request may succeed a moment later."""
INVALID_STATES = frozenset({"22003", "22008", "22021", "22P05"})
"""Numbers and days out of range, and texts that no text column holds, such as a zero byte."""
AWAY_STATES = ("08", "53", "57P")
"""Classes of SQLSTATEs of a server that is gone, full or shutting down."""
RETRY_AFTER = {"Retry-After": "1"}


def _problem(
    status: int, code: str, params: dict[str, Any], headers: Mapping[str, str] | None = None
) -> JSONResponse:
    body = {"type": f"/problems/{code}", "status": status, "code": code, "params": params}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


FAULTS = "faults"
"""The one parameter that is a list: pointer and kind of each field, as of an invalid request."""


async def _refused(_: Request, error: DomainError) -> Response:
    params = {name: value if name == FAULTS else str(value) for name, value in error.params.items()}
    return _problem(error.status, error.code, params, _headers_of(error))


def _headers_of(error: DomainError) -> dict[str, str] | None:
    if "retry_after_seconds" in error.params:
        return {"Retry-After": str(error.params["retry_after_seconds"])}
    if isinstance(error, NotSignedIn):
        return {"WWW-Authenticate": "Bearer"}
    return RETRY_AFTER if error.status == Busy.status else None


TOO_FINE, UNKNOWN_CURRENCY = "amount_decimals", "currency_unknown"
"""Kinds of faults of an amount, beside those of Pydantic."""
_OF_KIND: dict[str, type[DomainError]] = {
    TOO_FINE: AmountTooFine,
    "decimal_max_places": AmountTooFine,
    UNKNOWN_CURRENCY: CurrencyUnknown,
}
"""What a request is refused for where this is all that is wrong with it."""


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    """Says where and what kind, never what was sent: that may be personal data."""
    faults = [
        {"pointer": "/" + "/".join(map(str, fault["loc"])), "kind": fault["type"]}
        for fault in error.errors()
    ]
    kinds = {fault["kind"] for fault in faults}
    named = _OF_KIND.get(kinds.pop(), InvalidRequest) if len(kinds) == 1 else InvalidRequest
    return _problem(named.status, named.code, {"faults": faults})


async def _not_served(_: Request, error: HTTPException) -> Response:
    code = NotFound.code if error.status_code == NotFound.status else "common.http"
    return _problem(error.status_code, code, {}, error.headers)


UNIQUE_VIOLATION = "23505"
"""Of an id that its caller has made, or of two who make the same in one moment: an action that can
say more has said it before."""


async def _database_refused(request: Request, error: DBAPIError) -> Response:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in BUSY_STATES:
        return _problem(Busy.status, Busy.code, {}, RETRY_AFTER)
    if state == UNIQUE_VIOLATION:
        return _problem(AlreadyThere.status, AlreadyThere.code, {})
    if state in INVALID_STATES:
        return _problem(InvalidRequest.status, InvalidRequest.code, {"faults": []})
    if error.connection_invalidated or state.startswith(AWAY_STATES):
        return _problem(Unavailable.status, Unavailable.code, {}, RETRY_AFTER)
    log.error("a statement failed with SQLSTATE %s", state, exc_info=error)
    return await _broken(request, error)


async def _database_away(request: Request, error: OSError) -> Response:
    """The server's socket is not there or refuses: it is starting, or gone."""
    if isinstance(error, ConnectionError | FileNotFoundError):
        return _problem(Unavailable.status, Unavailable.code, {}, RETRY_AFTER)
    log.error("the operating system refused", exc_info=error)
    return await _broken(request, error)


async def _broken(_: Request, error: Exception) -> Response:  # noqa: ARG001  logged by the server
    return _problem(500, "common.internal", {})


async def _answered(_: Request, first: AlreadyAnswered) -> Response:
    replayed = {"Idempotency-Replayed": "true"}
    return Response(first.answer, first.status, replayed, "application/json")

"""The token endpoint's own dialect (RFC 6749): forms come in, `error` goes out."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote_plus
from uuid import UUID

from fastapi import Request
from fastapi.responses import JSONResponse

from rongqu.kernel.errors import DomainError, InvalidRequest
from rongqu.kernel.ids import ServiceAccountId
from rongqu.modules.identity.errors import WrongClient, WrongScope
from rongqu.modules.identity.program_schemas import TokenRefusalBody
from rongqu.modules.identity.program_types import Client

FORM = "application/x-www-form-urlencoded"
LONGEST_FORM = 4096
GRANT = "client_credentials"
_FIELDS = {
    "grant_type": {"type": "string", "enum": [GRANT]},
    "client_id": {"type": "string", "format": "uuid"},
    "client_secret": {"type": "string"},
    "scope": {"type": "string"},
}
DESCRIBED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "properties": _FIELDS, "required": ["grant_type"]}}
        },
    }
}


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An error of the protocol that no other part of the house knows."""

    error: str


async def read_client(request: Request) -> Client:
    """From the Authorization header (Basic) or the form, not from both. Raises Refused."""
    body = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM or len(body) > LONGEST_FORM:
        raise Refused("invalid_request")
    pairs = parse_qsl(body.decode("ascii", "replace"))
    form = dict(pairs)
    if len(form) != len(pairs) or "grant_type" not in form:
        raise Refused("invalid_request")
    if form["grant_type"] != GRANT:
        raise Refused("unsupported_grant_type")
    client_id, secret = _credentials(request.headers.get("authorization"), form)
    scope = form.get("scope")
    return Client(
        id=ServiceAccountId(client_id),
        secret=secret,
        scopes=None if scope is None else tuple(scope.split()),
    )


def _credentials(header: str | None, form: dict[str, str]) -> tuple[UUID, str]:
    named = form.get("client_id", ""), form.get("client_secret", "")
    if header is not None:
        if named[1]:
            raise Refused("invalid_request")
        named = _basic(header)
    try:
        return UUID(named[0]), named[1]
    except ValueError:
        raise Refused("invalid_client") from None


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        plain = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_client") from None
    name, _, secret = plain.partition(":")
    if scheme.lower() != "basic":
        raise Refused("invalid_client")
    return unquote_plus(name), unquote_plus(secret)


_ERRORS: dict[type[DomainError], str] = {
    WrongClient: "invalid_client",
    WrongScope: "invalid_scope",
}


def refusal_of(error: DomainError | Refused) -> JSONResponse:
    if isinstance(error, Refused):
        name = error.error
        kind = WrongClient if name == "invalid_client" else InvalidRequest
        code, status = kind.code, 401 if kind is WrongClient else 400
    else:
        name, code, status = _ERRORS[type(error)], error.code, error.status
    body = {"error": name, "code": code}
    headers = {"WWW-Authenticate": "Basic"} if status == WrongClient.status else None
    return JSONResponse(TokenRefusalBody.model_validate(body).model_dump(), status, headers)

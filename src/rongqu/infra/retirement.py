"""Endpoints that will go: said in the OpenAPI file and in headers of every answer, months before.

    @router.get("/loans/old", **retiring(since=date(2027, 1, 1), sunset=date(2027, 7, 1),
                                         successor="/api/v1/loans"))

`Deprecation` (RFC 9745) says since when, `Sunset` (RFC 8594) until when, `Link` what comes instead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any, TypedDict

from starlette.types import Scope

SINCE, SUNSET, SUCCESSOR = "x-deprecated-on", "x-sunset-on", "x-successor"
MORE_HEADERS = "rongqu.headers"
"""Where a route leaves headers that its answers carry, refusals included."""


class Retiring(TypedDict):
    """What the decorator of an endpoint takes."""

    deprecated: bool
    openapi_extra: dict[str, Any]


def retiring(*, since: date, sunset: date, successor: str) -> Retiring:
    if sunset <= since:
        raise ValueError("an endpoint is retired before it goes")
    said = {SINCE: since.isoformat(), SUNSET: sunset.isoformat(), SUCCESSOR: successor}
    return Retiring(deprecated=True, openapi_extra=said)


def note_retirement(scope: Scope, extra: dict[str, Any] | None) -> None:
    """Called by the route, before anything can be refused."""
    if extra is None or SINCE not in extra:
        return
    since, sunset = _midnight(extra[SINCE]), _midnight(extra[SUNSET])
    scope[MORE_HEADERS] = [
        (b"deprecation", f"@{int(since.timestamp())}".encode()),
        (b"sunset", format_datetime(sunset, usegmt=True).encode()),
        (b"link", f'<{extra[SUCCESSOR]}>; rel="successor-version"'.encode()),
    ]


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)

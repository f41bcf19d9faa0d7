"""The cookie that carries a session's token: for this host only, out of reach of scripts."""

from __future__ import annotations

from fastapi import Request, Response

from rongqu.infra.web import address_of, setting_of
from rongqu.modules.identity.federation_types import Departure
from rongqu.modules.identity.rules import describe_device
from rongqu.modules.identity.types import Arrival, StartedSession


def token_of(request: Request) -> str | None:
    """None for a program that shows a key: its cookies are not looked at."""
    if bearer_of(request) is not None:
        return None
    return request.cookies.get(_name(request))


def bearer_of(request: Request) -> str | None:
    """The key or token that a program shows (RFC 6750, 2.1)."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def set_token(request: Request, response: Response, started: StartedSession) -> None:
    """Lax: a link from elsewhere arrives signed in, a form from elsewhere does not."""
    session = started.session
    response.set_cookie(
        _name(request),
        started.token,
        max_age=int((session.expires_at - session.started_at).total_seconds()),
        path="/",
        secure=setting_of(request).secure_cookies,
        httponly=True,
        samesite="lax",
    )


def clear_token(request: Request, response: Response) -> None:
    response.delete_cookie(
        _name(request),
        path="/",
        secure=setting_of(request).secure_cookies,
        httponly=True,
        samesite="lax",
    )


def arrival_of(request: Request) -> Arrival:
    """The address is the client's: behind a proxy, as uvicorn takes it from trusted headers."""
    return Arrival(
        device=describe_device(request.headers.get("user-agent", "")),
        address=address_of(request.scope) or "",
        earlier_token=token_of(request),
    )


DEPARTURE_SECONDS = 600


def set_departure(request: Request, response: Response, departure: Departure) -> None:
    """Known again when the provider sends the browser back: nobody is signed in by a link that
    somebody else has begun (login CSRF)."""
    response.set_cookie(
        f"{_name(request)}-departure",
        departure.browser,
        max_age=DEPARTURE_SECONDS,
        path="/",
        secure=setting_of(request).secure_cookies,
        httponly=True,
        samesite="lax",
    )


def departure_of(request: Request) -> str:
    return request.cookies.get(f"{_name(request)}-departure", "")


def clear_departure(request: Request, response: Response) -> None:
    response.delete_cookie(
        f"{_name(request)}-departure",
        path="/",
        secure=setting_of(request).secure_cookies,
        httponly=True,
        samesite="lax",
    )


def session_cookie(*, https: bool) -> str:
    """`__Host-` makes the browser refuse the cookie without https or from a neighbour host."""
    return "__Host-rongqu" if https else "rongqu"


def _name(request: Request) -> str:
    return session_cookie(https=setting_of(request).secure_cookies)

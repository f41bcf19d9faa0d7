"""People who call, and the headers that say so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import Request

from rongqu.infra.database import Connection
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.errors import NotSignedIn
from rongqu.kernel.ids import OrganisationId, UserId, new_id


def signed_in(
    *permissions: str,
    organisation: UUID | None = None,
    portal: Portal | None = None,
    user: UUID | None = None,
) -> dict[str, str]:
    """Who sees everything is of the platform's own people, if nothing else is said."""
    is_staff = any(permission.endswith("everywhere") for permission in permissions)
    portal = portal or (Portal.OPERATIONS if is_staff else Portal.ENTERPRISE)
    return {
        "x-user": str(user or new_id()),
        "x-permissions": ",".join(permissions),
        "x-organisation": str(organisation or new_id()),
        "x-portal": portal,
    }


def new_key() -> dict[str, str]:
    return {"idempotency-key": str(new_id())}


def given_actor(
    *permissions: str, organisation: UUID | None = None, portal: Portal = Portal.ENTERPRISE
) -> Actor:
    """For tests that call an action without HTTP."""
    return Actor(
        id=UserId(new_id()),
        organisation=OrganisationId(organisation or new_id()),
        portal=portal,
        permissions=frozenset(permissions),
    )


async def actor_from(request: Request, _: Connection, __: datetime) -> Actor:
    """Reads what `signed_in` wrote, so that a test says just what its caller may do."""
    if "x-user" not in request.headers:
        raise NotSignedIn
    return Actor(
        id=UserId(UUID(request.headers["x-user"])),
        organisation=OrganisationId(UUID(request.headers["x-organisation"])),
        portal=Portal(request.headers["x-portal"]),
        permissions=frozenset(request.headers["x-permissions"].split(",")),
    )

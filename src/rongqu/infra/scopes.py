"""Whose rows a transaction may touch: told to the database, which holds to it by itself.

An organisation's people and keys work as the role `rongqu_app`, whose policies compare rows with
`rongqu.scope`. The platform's own people, handlers and jobs work as `rongqu_platform`, whose
policies let every row pass and cost nothing. Neither owns a table, and none may change what is
append-only. Whoever is not known yet has no scope, and sees nobody's rows.
"""

from __future__ import annotations

from typing import Any, NewType

from sqlalchemy import Boolean, ColumnElement, Text, case, cast, func, literal_column

from rongqu.kernel.actor import ANONYMOUS, Actor, Portal

Scope = NewType("Scope", str)
"""The id of an organisation, or one of the two below."""

NOBODY = Scope("")
PLATFORM = Scope("*")

SETTING = "rongqu.scope"
APP_ROLE = "rongqu_app"
PLATFORM_ROLE = "rongqu_platform"

_PORTALS = frozenset({Portal.OPERATIONS, Portal.SYSTEM})


def scope_of(actor: Actor) -> Scope:
    if actor.portal in _PORTALS:
        return PLATFORM
    return (
        NOBODY if actor.organisation == ANONYMOUS.organisation else Scope(str(actor.organisation))
    )


def entering(scope: Scope, *, is_told: bool = False) -> str:
    """What follows BEGIN, in the same message to the server. A scope is an id: never free text.
    `is_told`: the session still has somebody's scope."""
    if scope == NOBODY and not is_told:
        return ""
    if scope == PLATFORM:
        return f"SET LOCAL ROLE {PLATFORM_ROLE}"
    return f"SET LOCAL {SETTING} = '{scope}'"


def entered_by(organisation: ColumnElement[Any], is_platform: ColumnElement[bool]) -> Any:
    """A column for the statement that finds out who acts: it enters the scope on the way and
    answers it, so that nothing more has to be sent. Tell the connection: `has_entered`."""
    local: ColumnElement[bool] = literal_column("true", Boolean)
    platform = literal_column(f"'{PLATFORM}'", Text)
    role = case((is_platform, PLATFORM_ROLE), else_=APP_ROLE)
    scope = case((is_platform, platform), else_=cast(organisation, Text))
    entered = func.set_config("role", role, local)
    return case((entered.is_not(None), func.set_config(SETTING, scope, local)), else_=None).label(
        "scope"
    )


def within(sql: str, number: int) -> str:
    """The SELECT as one statement that enters a scope first, its parameter `number`, and leaves the
    session in it: for use without a transaction.

    The dependence of OFFSET makes the planner run it after the scope is set. Were it ever
    otherwise, no row would be seen.
    """
    return (
        f"SELECT found.* FROM (SELECT set_config('{SETTING}', ${number}::text, false) AS scope "  # nosec B608 # values are bound
        f"OFFSET 0) AS entered CROSS JOIN LATERAL (SELECT * FROM ({sql}) AS asked "
        "OFFSET CASE WHEN entered.scope IS NULL THEN 1 ELSE 0 END) AS found"
    )

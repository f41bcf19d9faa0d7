"""Statements that are built once for each kind of actor, and then only given their values.

Building one and finding out that it is known costs more than running it. What is asked all day is
therefore built when it is first needed, scoped by the room's own `visible_to`:

    _ONE = Prebuilt(
        lambda actor: select(note).where(note.c.id == bindparam("note_id"), visible_to(actor))
    )
    row = (await tx.connection.execute(*_ONE.given(tx.actor, note_id=note_id))).one_or_none()

The actor's ids are place holders: compare with them, or put them into an SQL `array`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVarTuple, cast

from sqlalchemy import Select, Uuid, bindparam

from rongqu.infra.statements import PREBUILT
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import OrganisationId, UserId

Ts = TypeVarTuple("Ts")

KINDS = 64
"""Combinations of portal and permissions that are kept for each statement."""

_SOME_USER = cast(UserId, bindparam("actor_id", type_=Uuid))
_SOME_ORGANISATION = cast(OrganisationId, bindparam("actor_organisation", type_=Uuid))


class Prebuilt(Generic[*Ts]):
    """`build` makes the statement for an actor whose ids are place holders."""

    def __init__(self, build: Callable[[Actor], Select[*Ts]]) -> None:
        self._build = build
        self._for_kind = lru_cache(maxsize=KINDS)(self._build_for)

    def given(self, actor: Actor, **values: object) -> tuple[Select[*Ts], dict[str, Any]]:
        """The statement and its parameters, for `execute`."""
        ids = {"actor_id": actor.id, "actor_organisation": actor.organisation}
        return self._for_kind(actor.portal, actor.permissions), ids | values

    def _build_for(self, portal: Portal, permissions: frozenset[str]) -> Select[*Ts]:
        statement = self._build(
            Actor(
                id=_SOME_USER,
                organisation=_SOME_ORGANISATION,
                portal=portal,
                permissions=permissions,
            )
        )
        return statement.execution_options(**{PREBUILT: True})

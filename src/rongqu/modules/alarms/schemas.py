"""Bodies of what was refused lately."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import PersonNameField
from rongqu.modules.alarms.types import Attacks, Trapped, Tried


class TriedBody(BaseModel):
    """`name`: of the event; `subject_id`: the account, or an id of an unknown log-in."""

    times: int
    last_at: datetime
    name: str | None
    address: str | None
    subject_id: UUID | None
    display_name: PersonNameField | None

    @classmethod
    def of(cls, tried: Tried) -> Self:
        return cls(
            times=tried.times,
            last_at=tried.last_at,
            name=tried.name,
            address=tried.address,
            subject_id=tried.subject_id,
            display_name=tried.display_name,
        )


class TrappedBody(BaseModel):
    """`name`: of the event; `due_at`: when somebody has to be looking into it."""

    name: str
    subject_id: UUID
    at: datetime
    due_at: datetime
    address: str | None
    opened_by: UUID | None
    display_name: PersonNameField | None

    @classmethod
    def of(cls, trapped: Trapped) -> Self:
        return cls(
            name=trapped.name,
            subject_id=trapped.subject_id,
            at=trapped.at,
            due_at=trapped.due_at,
            address=trapped.address,
            opened_by=trapped.opened_by,
            display_name=trapped.display_name,
        )


class AttacksBody(BaseModel):
    since: datetime
    trapped: list[TrappedBody]
    kinds: list[TriedBody]
    addresses: list[TriedBody]
    accounts: list[TriedBody]

    @classmethod
    def of(cls, attacks: Attacks) -> Self:
        return cls(
            since=attacks.since,
            trapped=[TrappedBody.of(each) for each in attacks.trapped],
            kinds=[TriedBody.of(each) for each in attacks.kinds],
            addresses=[TriedBody.of(each) for each in attacks.addresses],
            accounts=[TriedBody.of(each) for each in attacks.accounts],
        )

"""Bodies of the API about leases."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.leasing.types import Lease, LeaseStatus, SetOff, Used


class UsedBody(BaseModel):
    amount: MoneyBody
    kind: SetOff
    day: date


class LeaseStateBody(BaseModel):
    """`held`: what is left of the deposit. `used`: what it has paid so far. `may_set_off`: the
    lessor may use it for late rent from `deposit_days` on."""

    id: UUID
    in_advance: bool
    deposit: MoneyBody
    held: MoneyBody
    residual: MoneyBody
    status: LeaseStatus
    ended_on: date | None
    used: list[UsedBody]
    deposit_days: int

    @classmethod
    def of(cls, lease: Lease, used: tuple[Used, ...], deposit_days: int) -> Self:
        return cls(
            id=lease.id,
            in_advance=lease.in_advance,
            deposit=MoneyBody.of(lease.deposit),
            held=MoneyBody.of(lease.held),
            residual=MoneyBody.of(lease.residual),
            status=lease.status,
            ended_on=lease.ended_on,
            used=[
                UsedBody(amount=MoneyBody.of(each.amount), kind=each.kind, day=each.day)
                for each in used
            ],
            deposit_days=deposit_days,
        )

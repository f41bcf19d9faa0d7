"""What leasing tells the world. The subject is the lease, which carries its contract's id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseOpened(Event):
    name = "leasing.lease_opened.v1"
    deposit: Money
    residual: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOffAsked(Event):
    """The lessor wants the deposit used for late rent."""

    name = "leasing.set_off_asked.v1"
    held: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositSetOff(Event):
    """A part of the deposit pays the last payments, or arrears; `left` is still held."""

    name = "leasing.deposit_set_off.v1"
    repayment_id: UUID
    kind: str
    amount: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositNotSetOff(Event):
    """Why it could not be used today; it is tried again."""

    name = "leasing.deposit_not_set_off.v1"
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositHeldAgain(Event):
    """The bank refused a payment out of the deposit."""

    name = "leasing.deposit_held_again.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseEnded(Event):
    """Everything is paid: the thing is the lessee's, and what is left of the deposit as well."""

    name = "leasing.lease_ended.v1"
    ended_on: date
    returned: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseReopened(Event):
    """A payment was taken back: the thing is the lessor's again."""

    name = "leasing.lease_reopened.v1"

"""The terms of a loan and the instalments they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate


class RepaymentMethod(StrEnum):
    """How a loan is paid back; the Chinese terms are those of the contract."""

    EQUAL_INSTALMENT = "equal_instalment"
    """等额本息: the same amount each month."""
    EQUAL_PRINCIPAL = "equal_principal"
    """等额本金: the same principal each month, and the interest on what is left."""
    INTEREST_ONLY = "interest_only"
    """先息后本: interest each month, the principal at the end."""
    BULLET = "bullet"
    """一次性还本付息: everything on one day."""


class DuePart(StrEnum):
    """What a payment is set against, in the order that the contract names."""

    PENALTY = "penalty"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class NeverAmortises(ValueError):
    """An instalment would not even pay its interest: the balance would never fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    principal: Money
    rate: Rate
    method: RepaymentMethod
    months: int
    starts_on: date
    """The day of the payout: interest runs from it (included)."""

    def __post_init__(self) -> None:
        if self.principal.minor <= 0:
            raise ValueError("a loan has a principal above nothing")
        if self.months < 1:
            raise ValueError("a loan is paid back in at least one month")
        if self.rate.yearly < 0:
            raise ValueError("a loan's rate is not below nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One line of the plan: what falls due on `due_on` for the days since `starts_on`."""

    number: int
    starts_on: date
    due_on: date
    principal: Money
    interest: Money
    balance: Money
    """Principal still owed after it is paid."""

    @property
    def amount(self) -> Money:
        return self.principal + self.interest

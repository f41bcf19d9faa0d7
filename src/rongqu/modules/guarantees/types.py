"""What there is to say about an agreement, and what it has borne."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import LoanId, OrganisationId
from rongqu.kernel.money import Money


class AgreementKind(StrEnum):
    """In this order they bear losses."""

    RISK_RESERVE = "risk_reserve"
    """Set aside by the platform 风险准备金."""
    COMPENSATION_FUND = "compensation_fund"
    """Paid in by a government 风险补偿基金."""


class AgreementState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`loss_share`: of each loss. `cap`: of all losses together; `loan_cap`: of one. Covered are
    loans paid out from `valid_from` to `valid_until`, whenever they are lost; of that lender and
    that region only, where they are named (the first digits of the region's code)."""

    kind: AgreementKind
    name: str
    provider_name: str
    loss_share: Decimal
    cap: Money
    loan_cap: Money | None
    valid_from: date
    valid_until: date | None
    institution_id: OrganisationId | None
    region: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`used` is what it has borne, less what came back of it."""

    id: UUID
    terms: Terms
    state: AgreementState
    used: Money

    @property
    def left(self) -> Money:
        """Of its cap."""
        return self.terms.cap - self.used


class ChangeKind(StrEnum):
    ACTIVATE = "activate"
    CONTRIBUTE = "contribute"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementChange:
    """The content of the stored command: what two people agree on."""

    agreement_id: UUID
    kind: ChangeKind
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What an agreement can bear now: it is in force for the loan, its account holds `balance`."""

    agreement: Agreement
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An agreement's part of a loss, and what of it came back."""

    agreement_id: UUID
    kind: AgreementKind
    amount: Money
    returned: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The principal of a loan that was written off, and who bore it. The lender bears the rest."""

    id: UUID
    loan_id: LoanId
    institution_id: OrganisationId
    borrower_name: str
    principal: Money
    recovered: Money
    shared_on: date
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    id: UUID
    amount: Money
    contributed_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Loans under way that an agreement covers, and what of them is bad debt."""

    loans: int
    outstanding: Money
    bad: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is set aside for losses, against the bad debt of the whole book. `line`: the ratio it
    should not fall below."""

    reserve: Money
    fund: Money
    bad: Money
    borne: Money
    returned: Money
    line: Decimal

    @property
    def held(self) -> Money:
        return self.reserve + self.fund

    @property
    def is_below(self) -> bool:
        return self.held.minor < self.bad.minor * self.line

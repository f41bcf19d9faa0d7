"""What other modules may hold of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import EntryId, HoldId, ProofId, UserId, new_id
from rongqu.kernel.money import Money

PLATFORM = NOBODY
"""Owner of the accounts that belong to the platform itself."""


class Side(StrEnum):
    """On which side an account grows."""

    DEBIT = "debit"
    CREDIT = "credit"


class OwnedBy(StrEnum):
    """What the owner of an account is."""

    PLATFORM = "platform"
    ORGANISATION = "organisation"
    LOAN = "loan"
    AGREEMENT = "agreement"


class AccountCode(StrEnum):
    """The chart of accounts. An account is a code and an owner; the README says what each holds.

    The database has the same lines in `ledger.chart`, and there also which accounts are limited
    and which are kept in parts; a test holds the two together.
    """

    side: Side
    owned_by: OwnedBy

    def __new__(cls, code: str, side: Side, owned_by: OwnedBy) -> Self:
        made = str.__new__(cls, code)
        made._value_ = code
        made.side = side
        made.owned_by = owned_by
        return made

    BANK_SETTLEMENT = "bank_settlement", Side.DEBIT, OwnedBy.PLATFORM
    CUSTODY = "custody", Side.CREDIT, OwnedBy.ORGANISATION
    FROZEN = "frozen", Side.CREDIT, OwnedBy.ORGANISATION
    IN_TRANSIT = "in_transit", Side.DEBIT, OwnedBy.PLATFORM
    LOAN_PRINCIPAL = "loan_principal", Side.DEBIT, OwnedBy.LOAN
    INTEREST_RECEIVABLE = "interest_receivable", Side.DEBIT, OwnedBy.LOAN
    PENALTY_RECEIVABLE = "penalty_receivable", Side.DEBIT, OwnedBy.LOAN
    ACCRUED_INTEREST = "accrued_interest", Side.DEBIT, OwnedBy.ORGANISATION
    LENDER_FUNDING = "lender_funding", Side.CREDIT, OwnedBy.ORGANISATION
    INTEREST_INCOME = "interest_income", Side.CREDIT, OwnedBy.ORGANISATION
    PENALTY_INCOME = "penalty_income", Side.CREDIT, OwnedBy.ORGANISATION
    LOSS_ALLOWANCE = "loss_allowance", Side.CREDIT, OwnedBy.ORGANISATION
    LOSS_EXPENSE = "loss_expense", Side.DEBIT, OwnedBy.ORGANISATION
    RECOVERED_INCOME = "recovered_income", Side.CREDIT, OwnedBy.ORGANISATION
    FEE_INCOME = "fee_income", Side.CREDIT, OwnedBy.PLATFORM
    MANAGEMENT_FEE_INCOME = "management_fee_income", Side.CREDIT, OwnedBy.PLATFORM
    COUPON_COST = "coupon_cost", Side.DEBIT, OwnedBy.PLATFORM
    RESERVE_CASH = "reserve_cash", Side.DEBIT, OwnedBy.AGREEMENT
    RISK_RESERVE = "risk_reserve", Side.CREDIT, OwnedBy.AGREEMENT
    COMPENSATION_FUND = "compensation_fund", Side.CREDIT, OwnedBy.AGREEMENT
    SUSPENSE = "suspense", Side.CREDIT, OwnedBy.PLATFORM

    @property
    def is_owned_by_organisation(self) -> bool:
        return self.owned_by is OwnedBy.ORGANISATION


@dataclass(frozen=True, slots=True)
class Account:
    code: AccountCode
    owner: UUID = PLATFORM


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry: positive debits the account, negative credits it."""

    account: Account
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`reference` says what it is for; a second entry for the same thing is not made.

    Written `<room>.<what>:<id>`, such as `payments.payout_settled:0199…`. `effective_on` is the
    day it counts for (起息日); without it, the business day on which it is booked (记账日).

    `hold`: the hold whose money it moves. What the entry takes from the account is no longer held;
    the rest is released, or stays held with `keeps_rest`.

    `product`: the kind of product that the platform's revenue in it comes from.
    """

    reference: str
    postings: tuple[Posting, ...]
    id: EntryId = field(default_factory=lambda: EntryId(new_id()))
    effective_on: date | None = None
    hold: HoldId | None = None
    keeps_rest: bool = False
    reverses: EntryId | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntry:
    id: EntryId
    reference: str
    postings: tuple[Posting, ...]
    effective_on: date
    booked_on: date
    posted_at: datetime
    posted_by: UserId
    hold: HoldId | None
    reverses: EntryId | None
    reversed_by: EntryId | None
    product: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """`reference` begins so; days are those on which it was booked, both included."""

    reference: str | None = None
    code: AccountCode | None = None
    owner: UUID | None = None
    booked_from: date | None = None
    booked_to: date | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """A past state of the books: what counts until that day, of what was posted until that
    instant. None: no such limit."""

    day: date | None = None
    instant: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was counted, and how much of it did not agree."""

    id: ProofId
    proved_at: datetime
    accounts: int
    entries: int
    postings: int
    wrong_balances: int
    wrong_holds: int
    unbalanced_entries: int
    changed_periods: int
    """Closed ones whose entries are not what they were when the period closed."""

    @property
    def is_exact(self) -> bool:
        wrong = (self.wrong_balances, self.wrong_holds, self.unbalanced_entries)
        return not any((*wrong, self.changed_periods))


REVENUE = (AccountCode.FEE_INCOME, AccountCode.MANAGEMENT_FEE_INCOME, AccountCode.COUPON_COST)
"""What the platform itself earns, and gives away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueLine:
    """What one kind of revenue brought in one month by one kind of product; coupons are negative.
    None: no product was named."""

    month: date
    code: AccountCode
    product: str | None
    amount: Money
    entries: int


class HoldStatus(StrEnum):
    """`open` is the only one that can change."""

    OPEN = "open"
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHold:
    """Money of an account that is set aside: still its owner's, and not available to anybody.

    An entry that names the hold moves it; until then it can be voided, and after `expires_at` it
    ends by itself. `reference` says what for, as an entry's does.
    """

    id: HoldId
    account: Account
    amount: Money
    reference: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """`left` is held still; `posted` has been taken by entries; the rest was released."""

    id: HoldId
    account: Account
    reference: str
    amount: Money
    left: Money
    posted: Money
    status: HoldStatus
    placed_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """What one entry did to an account; both amounts as seen from the account's own side."""

    entry_id: EntryId
    reference: str
    effective_on: date
    booked_on: date
    posted_at: datetime
    change: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBalance:
    """What is `available` is the balance without what is held."""

    account: Account
    balance: Money
    available: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """All accounts of one code: the sum of those in debit and of those in credit."""

    code: AccountCode
    accounts: int
    debit: Money
    credit: Money

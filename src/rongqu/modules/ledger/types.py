"""What other modules may hold of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import EntryId
from rongqu.kernel.money import Money

PLATFORM = NOBODY
"""Owner of the accounts that belong to the platform itself."""


class Side(StrEnum):
    """On which side an account grows."""

    DEBIT = "debit"
    CREDIT = "credit"


class AccountCode(StrEnum):
    """The chart of accounts. An account is a code and an owner; the README says what each holds."""

    BANK_SETTLEMENT = "bank_settlement"
    CUSTODY = "custody"
    FROZEN = "frozen"
    IN_TRANSIT = "in_transit"
    LOAN_PRINCIPAL = "loan_principal"
    INTEREST_RECEIVABLE = "interest_receivable"
    PENALTY_RECEIVABLE = "penalty_receivable"
    LENDER_FUNDING = "lender_funding"
    INTEREST_INCOME = "interest_income"
    PENALTY_INCOME = "penalty_income"
    FEE_INCOME = "fee_income"
    SUSPENSE = "suspense"

    @property
    def side(self) -> Side:
        return Side.DEBIT if self in _DEBIT_CODES else Side.CREDIT

    @property
    def is_owned_by_organisation(self) -> bool:
        return self in _ORGANISATION_CODES


_DEBIT_CODES = frozenset(
    {
        AccountCode.BANK_SETTLEMENT,
        AccountCode.IN_TRANSIT,
        AccountCode.LOAN_PRINCIPAL,
        AccountCode.INTEREST_RECEIVABLE,
        AccountCode.PENALTY_RECEIVABLE,
    }
)
_ORGANISATION_CODES = frozenset(
    {
        AccountCode.CUSTODY,
        AccountCode.FROZEN,
        AccountCode.LENDER_FUNDING,
        AccountCode.INTEREST_INCOME,
        AccountCode.PENALTY_INCOME,
    }
)


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
    """

    id: EntryId
    reference: str
    postings: tuple[Posting, ...]
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntry:
    id: EntryId
    reference: str
    postings: tuple[Posting, ...]
    effective_on: date
    booked_on: date
    posted_at: datetime


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
    account: Account
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """All accounts of one code: the sum of those in debit and of those in credit."""

    code: AccountCode
    accounts: int
    debit: Money
    credit: Money

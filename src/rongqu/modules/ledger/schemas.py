"""Bodies of the ledger's API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.ledger.types import (
    AccountBalance,
    AccountCode,
    EntryFilter,
    Hold,
    HoldStatus,
    PostedEntry,
    Posting,
    Proof,
    RevenueLine,
    Side,
    StatementLine,
    TrialLine,
)

People = Mapping[UserId, PersonName]

Names = Mapping[OrganisationId, str]
"""Of the organisations that own accounts."""


class TrialLineBody(BaseModel):
    code: AccountCode
    accounts: int
    debit: MoneyBody
    credit: MoneyBody

    @classmethod
    def of(cls, line: TrialLine) -> Self:
        return cls(
            code=line.code,
            accounts=line.accounts,
            debit=MoneyBody.of(line.debit),
            credit=MoneyBody.of(line.credit),
        )


class TrialBalanceBody(BaseModel):
    """Without `as_of` and `at` the balances kept at this moment. `closed_through` is the last day
    of the period that was closed last."""

    as_of: date | None
    at: datetime | None
    closed_through: date | None
    lines: list[TrialLineBody]


class AccountBody(BaseModel):
    """`owner_name` where the owner is an organisation."""

    code: AccountCode
    owner: UUID
    owner_name: str | None
    side: Side
    balance: MoneyBody
    available: MoneyBody

    @classmethod
    def of(cls, balance: AccountBalance, names: Names) -> Self:
        account = balance.account
        return cls(
            code=account.code,
            owner=account.owner,
            owner_name=names.get(OrganisationId(account.owner)),
            side=account.code.side,
            balance=MoneyBody.of(balance.balance),
            available=MoneyBody.of(balance.available),
        )


class StatementLineBody(BaseModel):
    entry_id: UUID
    reference: str
    effective_on: date
    booked_on: date
    posted_at: datetime
    change: MoneyBody
    balance: MoneyBody

    @classmethod
    def of(cls, line: StatementLine) -> Self:
        return cls(
            entry_id=line.entry_id,
            reference=line.reference,
            effective_on=line.effective_on,
            booked_on=line.booked_on,
            posted_at=line.posted_at,
            change=MoneyBody.of(line.change),
            balance=MoneyBody.of(line.balance),
        )


class HeldMoneyBody(BaseModel):
    """`left` is held still; `posted` has been taken by entries; the rest was released."""

    id: UUID
    reference: str
    amount: MoneyBody
    left: MoneyBody
    posted: MoneyBody
    status: HoldStatus
    placed_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, hold: Hold) -> Self:
        return cls(
            id=hold.id,
            reference=hold.reference,
            amount=MoneyBody.of(hold.amount),
            left=MoneyBody.of(hold.left),
            posted=MoneyBody.of(hold.posted),
            status=hold.status,
            placed_at=hold.placed_at,
            expires_at=hold.expires_at,
            ended_at=hold.ended_at,
        )


class PostingBody(BaseModel):
    """Positive debits the account, negative credits it."""

    code: AccountCode
    owner: UUID
    owner_name: str | None
    amount: MoneyBody

    @classmethod
    def of(cls, posting: Posting, names: Names) -> Self:
        account = posting.account
        return cls(
            code=account.code,
            owner=account.owner,
            owner_name=names.get(OrganisationId(account.owner)),
            amount=MoneyBody.of(posting.amount),
        )


class EntryBody(BaseModel):
    """`reverses` and `reversed_by` name other entries, `hold` the hold whose money it moved."""

    id: UUID
    reference: str
    effective_on: date
    booked_on: date
    posted_at: datetime
    posted_by: UUID
    posted_by_name: str | None
    hold: UUID | None
    reverses: UUID | None
    reversed_by: UUID | None
    postings: list[PostingBody]

    @classmethod
    def of(cls, entry: PostedEntry, names: Names, people: People) -> Self:
        poster = people.get(entry.posted_by)
        return cls(
            posted_by=entry.posted_by,
            posted_by_name=None if poster is None else str(poster),
            hold=entry.hold,
            reverses=entry.reverses,
            reversed_by=entry.reversed_by,
            id=entry.id,
            reference=entry.reference,
            effective_on=entry.effective_on,
            booked_on=entry.booked_on,
            posted_at=entry.posted_at,
            postings=[PostingBody.of(posting, names) for posting in entry.postings],
        )


class EntryFilterQuery(BaseModel):
    """`reference` begins so; the days are those of booking, both included."""

    reference: str | None = None
    code: AccountCode | None = None
    owner: UUID | None = None
    booked_from: date | None = None
    booked_to: date | None = None

    def to_filter(self) -> EntryFilter:
        return EntryFilter(**self.model_dump())


class PastBalanceBody(BaseModel):
    as_of: date | None
    at: datetime | None
    balance: MoneyBody


class BooksProofBody(BaseModel):
    """Four zeros, or something is wrong with the books."""

    id: UUID
    proved_at: datetime
    accounts: int
    entries: int
    postings: int
    wrong_balances: int
    wrong_holds: int
    unbalanced_entries: int
    changed_periods: int
    is_exact: bool

    @classmethod
    def of(cls, proof: Proof) -> Self:
        return cls(**asdict(proof), is_exact=proof.is_exact)


class ClosingBody(BaseModel):
    through: date


class RevenueLineBody(BaseModel):
    """`month` is its first day; what coupons waived is negative. `product`: a kind of financing or
    of investment; null where none was named."""

    month: date
    code: AccountCode
    product: str | None
    amount: MoneyBody
    entries: int

    @classmethod
    def of(cls, line: RevenueLine) -> Self:
        return cls(
            month=line.month,
            code=line.code,
            product=line.product,
            amount=MoneyBody.of(line.amount),
            entries=line.entries,
        )

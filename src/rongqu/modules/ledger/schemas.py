"""Bodies of the ledger's API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.ledger.types import (
    Account,
    AccountBalance,
    AccountCode,
    PostedEntry,
    Posting,
    Side,
    StatementLine,
    TrialLine,
)


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
    """`as_of` is None for the balances kept at this moment."""

    as_of: date | None
    lines: list[TrialLineBody]


class AccountBody(BaseModel):
    code: AccountCode
    owner: UUID
    side: Side
    balance: MoneyBody

    @classmethod
    def of(cls, balance: AccountBalance) -> Self:
        account = balance.account
        return cls(
            code=account.code,
            owner=account.owner,
            side=account.code.side,
            balance=MoneyBody.of(balance.balance),
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


class PostingBody(BaseModel):
    """Positive debits the account, negative credits it."""

    code: AccountCode
    owner: UUID
    amount: MoneyBody

    @classmethod
    def of(cls, posting: Posting) -> Self:
        account: Account = posting.account
        return cls(code=account.code, owner=account.owner, amount=MoneyBody.of(posting.amount))


class EntryBody(BaseModel):
    id: UUID
    reference: str
    effective_on: date
    booked_on: date
    posted_at: datetime
    postings: list[PostingBody]

    @classmethod
    def of(cls, entry: PostedEntry) -> Self:
        return cls(
            id=entry.id,
            reference=entry.reference,
            effective_on=entry.effective_on,
            booked_on=entry.booked_on,
            posted_at=entry.posted_at,
            postings=[PostingBody.of(posting) for posting in entry.postings],
        )

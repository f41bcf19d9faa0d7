"""Makes entries and asks for balances."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import EntryId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    Entry,
    Posting,
    get_balance,
    post_entry,
)


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def pay_in(owner: UUID, minor: int, reference: str | None = None) -> Entry:
    """Money comes into an organisation's custody account."""
    entry_id = EntryId(new_id())
    return Entry(
        id=entry_id,
        reference=reference or f"tests.pay_in:{entry_id}",
        postings=(
            Posting(Account(AccountCode.BANK_SETTLEMENT), cny(minor)),
            Posting(Account(AccountCode.CUSTODY, owner), cny(-minor)),
        ),
    )


async def post(engine: AsyncEngine, entry: Entry) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await post_entry(tx, entry)


async def balance_of(engine: AsyncEngine, code: AccountCode, owner: UUID | None = None) -> int:
    """In minor units, on the account's own side."""
    account = Account(code) if owner is None else Account(code, owner)
    async with open_tx(engine, SYSTEM) as tx:
        return (await get_balance(tx, account, "CNY")).minor


async def sum_of_all_accounts(engine: AsyncEngine) -> int:
    """Zero, or the ledger is broken."""
    async with engine.connect() as connection:
        total = "SELECT coalesce(sum(debit_minor), 0) FROM ledger.balance"
        return int((await connection.exec_driver_sql(total)).scalar_one())

"""Makes entries and asks for balances."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
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
    return Entry(
        reference=reference or f"tests.pay_in:{new_id()}",
        postings=(
            Posting(Account(AccountCode.BANK_SETTLEMENT), cny(minor)),
            Posting(Account(AccountCode.CUSTODY, owner), cny(-minor)),
        ),
    )


def move(source: UUID, target: UUID, minor: int, reference: str | None = None) -> Entry:
    """Money goes from one organisation's custody account to another's."""
    return Entry(
        reference=reference or f"tests.move:{new_id()}",
        postings=(
            Posting(Account(AccountCode.CUSTODY, source), cny(minor)),
            Posting(Account(AccountCode.CUSTODY, target), cny(-minor)),
        ),
    )


async def post(engine: Engine, entry: Entry) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await post_entry(tx, entry)


async def balance_of(engine: Engine, code: AccountCode, owner: UUID | None = None) -> int:
    """In minor units, on the account's own side."""
    account = Account(code) if owner is None else Account(code, owner)
    async with open_tx(engine, SYSTEM) as tx:
        return (await get_balance(tx, account, "CNY")).minor


async def sum_of_all_accounts(engine: Engine) -> int:
    """Zero, or the ledger is broken."""
    async with engine.connect(PLATFORM) as connection:
        total = "SELECT coalesce(sum(debit_minor), 0) FROM ledger.balance"
        return int((await connection.execute(text(total))).scalar_one())


async def count_entries(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        count = "SELECT count(*) FROM ledger.entry"
        return int((await connection.execute(text(count))).scalar_one())


async def unproved_balances(engine: Engine) -> list[object]:
    """Balances that are not the sum of their postings, or of what is held."""
    differing = """
        SELECT account_id FROM (
            SELECT account_id, debit_minor minor, held_minor held FROM ledger.balance
            UNION ALL
            SELECT account_id, -amount_minor, 0 FROM ledger.posting
            UNION ALL
            SELECT account_id, 0, -left_minor FROM ledger.hold
        ) both_sides GROUP BY account_id HAVING sum(minor) <> 0 OR sum(held) <> 0
    """
    async with engine.connect(PLATFORM) as connection:
        return list((await connection.execute(text(differing))).all())

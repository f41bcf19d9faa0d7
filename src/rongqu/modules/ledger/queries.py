"""Every SELECT of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.ledger import permissions, tables
from rongqu.modules.ledger.errors import AccountNotFound, EntryNotFound
from rongqu.modules.ledger.rules import as_seen
from rongqu.modules.ledger.types import (
    Account,
    AccountBalance,
    AccountCode,
    PostedEntry,
    Posting,
    StatementLine,
    TrialLine,
)


def check_visible(tx: Tx, account: Account) -> None:
    """An organisation sees the accounts that it owns; who sees everywhere, all of them."""
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return
    tx.actor.require(permissions.VIEW)
    is_own = account.owner == tx.actor.organisation and account.code.is_owned_by_organisation
    if not is_own:
        raise AccountNotFound(account=account.code, owner=account.owner)


async def get_balance(tx: Tx, account: Account, currency: str) -> Money:
    """On the account's own side: money in custody is positive. Not scoped: for other rooms."""
    total = select(func.coalesce(func.sum(tables.balance.c.debit_minor), 0)).where(
        _is_balance_of(account, currency)
    )
    debit = Money(int((await tx.connection.execute(total)).scalar_one()), currency)
    return as_seen(account.code, debit)


async def lock_balance(tx: Tx, account: Account, currency: str) -> Money:
    """For a change: nobody else takes from the account until this transaction ends."""
    parts = (
        select(tables.balance.c.debit_minor)
        .where(_is_balance_of(account, currency))
        .order_by(tables.balance.c.part)
        .with_for_update()
    )
    debit = Money(sum((await tx.connection.execute(parts)).scalars()), currency)
    return as_seen(account.code, debit)


async def list_accounts(
    tx: Tx, code: AccountCode, currency: str, page: Page
) -> Slice[AccountBalance]:
    columns = tables.balance.c
    balances = (
        select(columns.account_owner, func.sum(columns.debit_minor).label("debit_minor"))
        .where(columns.account_code == code, columns.currency == currency)
        .group_by(columns.account_owner)
        .order_by(columns.account_owner.desc())
        .limit(page.limit + 1)
    )
    if page.after is not None:
        balances = balances.where(columns.account_owner < page.after)
    found = [
        (
            row.account_owner,
            AccountBalance(
                account=Account(code, row.account_owner),
                balance=as_seen(code, Money(int(row.debit_minor), currency)),
            ),
        )
        for row in await tx.connection.execute(balances)
    ]
    return Slice[AccountBalance].of(found, page.limit)


async def list_postings(
    tx: Tx, account: Account, page: Page, currency: str = "CNY"
) -> Slice[StatementLine]:
    """The account's statement, newest first: a line an entry, with the balance after it."""
    columns = tables.posting.c
    lines = (
        select(tables.entry, func.sum(columns.amount_minor).label("change_minor"))
        .join(tables.posting, columns.entry_id == tables.entry.c.id)
        .where(_is_posting_to(account, currency))
        .group_by(tables.entry.c.id)
        .order_by(tables.entry.c.id.desc())
        .limit(page.limit + 1)
    )
    if page.after is not None:
        lines = lines.where(tables.entry.c.id < page.after)
    rows = list(await tx.connection.execute(lines))
    if not rows:
        return Slice((), None)

    until_newest = select(func.sum(columns.amount_minor)).where(
        _is_posting_to(account, currency), columns.entry_id <= rows[0].id
    )
    debit_minor = int((await tx.connection.execute(until_newest)).scalar_one())
    found: list[tuple[UUID, StatementLine]] = []
    for row in rows:
        found.append((row.id, _to_line(row, account, Money(debit_minor, currency))))
        debit_minor -= int(row.change_minor)
    return Slice[StatementLine].of(found, page.limit)


async def name_owners(tx: Tx, accounts: Iterable[Account]) -> Mapping[OrganisationId, str]:
    owners = {OrganisationId(account.owner) for account in accounts}
    return await name_organisations(tx, sorted(owners))


async def get_entry(tx: Tx, entry_id: EntryId) -> PostedEntry:
    found = select(tables.entry).where(tables.entry.c.id == entry_id)
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise EntryNotFound(entry_id=entry_id)
    return PostedEntry(
        id=EntryId(row.id),
        reference=row.reference,
        postings=await list_postings_of(tx, row.reference),
        effective_on=row.effective_on,
        booked_on=row.booked_on,
        posted_at=row.posted_at,
    )


async def list_postings_of(tx: Tx, reference: str) -> tuple[Posting, ...]:
    postings = (
        select(tables.posting)
        .join(tables.entry, tables.entry.c.id == tables.posting.c.entry_id)
        .where(tables.entry.c.reference == reference)
        .order_by(tables.posting.c.number)
    )
    return tuple(
        Posting(
            Account(AccountCode(row.account_code), row.account_owner),
            Money(row.amount_minor, row.currency),
        )
        for row in await tx.connection.execute(postings)
    )


async def compute_trial_balance(tx: Tx, as_of: date | None = None) -> tuple[TrialLine, ...]:
    """From the balances kept; with `as_of`, proved from all postings effective until that day."""
    accounts = (_from_balances() if as_of is None else _from_postings(as_of)).subquery()
    debit = accounts.c.debit_minor
    lines = (
        select(
            accounts.c.account_code,
            accounts.c.currency,
            func.count().label("accounts"),
            func.coalesce(func.sum(debit).filter(debit > 0), 0).label("debit_minor"),
            func.coalesce(func.sum(-debit).filter(debit < 0), 0).label("credit_minor"),
        )
        .group_by(accounts.c.account_code, accounts.c.currency)
        .order_by(accounts.c.currency, accounts.c.account_code)
    )
    return _in_chart_order(
        TrialLine(
            code=AccountCode(row.account_code),
            accounts=row.accounts,
            debit=Money(int(row.debit_minor), row.currency),
            credit=Money(int(row.credit_minor), row.currency),
        )
        for row in await tx.connection.execute(lines)
    )


def _from_balances() -> Select[str, UUID, str, int]:
    columns = tables.balance.c
    key = (columns.account_code, columns.account_owner, columns.currency)
    return select(*key, func.sum(columns.debit_minor).label("debit_minor")).group_by(*key)


def _from_postings(as_of: date) -> Select[str, UUID, str, int]:
    columns = tables.posting.c
    key = (columns.account_code, columns.account_owner, columns.currency)
    return (
        select(*key, func.sum(columns.amount_minor).label("debit_minor"))
        .join(tables.entry, tables.entry.c.id == columns.entry_id)
        .where(tables.entry.c.effective_on <= as_of)
        .group_by(*key)
    )


def _in_chart_order(lines: Iterable[TrialLine]) -> tuple[TrialLine, ...]:
    chart = list(AccountCode)
    return tuple(sorted(lines, key=lambda line: (line.debit.currency, chart.index(line.code))))


def _to_line(row: Row[Any], account: Account, debit: Money) -> StatementLine:
    change = Money(int(row.change_minor), debit.currency)
    return StatementLine(
        entry_id=EntryId(row.id),
        reference=row.reference,
        effective_on=row.effective_on,
        booked_on=row.booked_on,
        posted_at=row.posted_at,
        change=as_seen(account.code, change),
        balance=as_seen(account.code, debit),
    )


def _is_balance_of(account: Account, currency: str) -> ColumnElement[bool]:
    columns = tables.balance.c
    return (
        (columns.account_code == account.code)
        & (columns.account_owner == account.owner)
        & (columns.currency == currency)
    )


def _is_posting_to(account: Account, currency: str) -> ColumnElement[bool]:
    columns = tables.posting.c
    return (
        (columns.account_code == account.code)
        & (columns.account_owner == account.owner)
        & (columns.currency == currency)
    )

"""Every SELECT of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    select,
    text,
    true,
)

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, HoldId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.ledger import permissions, tables
from rongqu.modules.ledger.errors import AccountNotFound, EntryNotFound, HoldNotFound
from rongqu.modules.ledger.rules import as_seen
from rongqu.modules.ledger.types import (
    Account,
    AccountBalance,
    AccountCode,
    EntryFilter,
    Hold,
    HoldStatus,
    PostedEntry,
    Posting,
    StatementLine,
)

_ACCOUNT = (tables.account.c.code, tables.account.c.owner, tables.account.c.currency)


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
    return (await read_account(tx, account, currency)).balance


async def get_available(tx: Tx, account: Account, currency: str) -> Money:
    """The balance without what is held. Not scoped: for other rooms."""
    return (await read_account(tx, account, currency)).available


async def read_account(tx: Tx, account: Account, currency: str) -> AccountBalance:
    """An account that nobody has posted to is at zero."""
    total = (
        select(
            func.coalesce(func.sum(tables.balance.c.debit_minor), 0).label("debit_minor"),
            func.coalesce(func.sum(tables.balance.c.held_minor), 0).label("held_minor"),
        )
        .join(tables.account, tables.account.c.id == tables.balance.c.account_id)
        .where(is_account(account, currency))
    )
    row = (await tx.connection.execute(total)).one()
    return _to_balance(account, int(row.debit_minor), int(row.held_minor), currency)


async def lock_available(tx: Tx, account: Account, currency: str) -> Money:
    """For a change: nobody else takes from the account until this transaction ends."""
    parts = (
        select(tables.balance.c.debit_minor, tables.balance.c.held_minor)
        .join(tables.account, tables.account.c.id == tables.balance.c.account_id)
        .where(is_account(account, currency))
        .order_by(tables.balance.c.part)
        .with_for_update(of=tables.balance)
    )
    rows = (await tx.connection.execute(parts)).all()
    debit = sum(row.debit_minor for row in rows)
    return _to_balance(account, debit, sum(row.held_minor for row in rows), currency).available


async def list_accounts(
    tx: Tx, code: AccountCode, currency: str, page: Page
) -> Slice[AccountBalance]:
    columns = tables.account.c
    balances = (
        select(
            columns.owner,
            func.sum(tables.balance.c.debit_minor).label("debit_minor"),
            func.sum(tables.balance.c.held_minor).label("held_minor"),
        )
        .join(tables.balance, tables.balance.c.account_id == columns.id)
        .where(columns.code == code, columns.currency == currency)
        .group_by(columns.owner)
    )

    def read(row: Row[*tuple[Any, ...]]) -> AccountBalance:
        account = Account(code, row.owner)
        return _to_balance(account, int(row.debit_minor), int(row.held_minor), currency)

    return await read_page(tx, balances, columns.owner, page, read)


async def list_postings(
    tx: Tx, account: Account, page: Page, currency: str = "CNY"
) -> Slice[StatementLine]:
    """The account's statement, newest first: a line an entry, with the balance after it.

    The newest balance is the one kept; that of a later page is it without what came since.
    """
    columns = tables.posting.c
    of_account = select(tables.account.c.id).where(is_account(account, currency))
    is_posting = columns.account_id == of_account.scalar_subquery()
    lines = (
        select(tables.entry, func.sum(columns.amount_minor).label("change_minor"))
        .join(tables.posting, columns.entry_id == tables.entry.c.id)
        .where(is_posting)
        .group_by(tables.entry.c.id)
        .order_by(tables.entry.c.id.desc())
        .limit(page.limit + 1)
    )
    since = select(func.coalesce(func.sum(columns.amount_minor), 0)).where(is_posting)
    if page.after is not None:
        lines = lines.where(tables.entry.c.id < page.after)
        since = since.where(columns.entry_id >= page.after)
    else:
        since = since.where(false())
    kept = select(func.sum(tables.balance.c.debit_minor)).where(
        tables.balance.c.account_id == of_account.scalar_subquery()
    )
    before = (kept.scalar_subquery() - since.scalar_subquery()).label("debit_minor")
    rows = list(await tx.connection.execute(lines.add_columns(before)))  # all of one instant
    if not rows:
        return Slice((), None)

    debit_minor = int(rows[0].debit_minor)
    found: list[tuple[UUID, StatementLine]] = []
    for row in rows:
        found.append((row.id, _to_line(row, account, Money(debit_minor, currency))))
        debit_minor -= int(row.change_minor)
    return Slice[StatementLine].of(found, page.limit)


async def name_owners(tx: Tx, accounts: Iterable[Account]) -> Mapping[OrganisationId, str]:
    owners = {OrganisationId(account.owner) for account in accounts}
    return await name_organisations(tx, sorted(owners))


async def get_entry(tx: Tx, entry_id: EntryId) -> PostedEntry:
    found = await _read_entries(tx, tables.entry.c.id == entry_id)
    if not found:
        raise EntryNotFound(entry_id=entry_id)
    return found[0]


async def find_entries(tx: Tx, references: Collection[str]) -> Mapping[str, PostedEntry]:
    """By reference; not scoped: for other rooms."""
    found = await _read_entries(tx, tables.entry.c.reference.in_(references))
    return {entry.reference: entry for entry in found}


_LOCK_ENTRY = text("SELECT pg_advisory_xact_lock(hashtextextended(:entry_id, 0))").bindparams(
    bindparam("entry_id", type_=Text)
)


async def lock_entry(tx: Tx, entry_id: EntryId) -> PostedEntry:
    """Before it is reversed: two who wish to come one after the other. By an advisory lock, because
    nobody has the right to change an entry, and so none to lock its row."""
    await tx.connection.execute(_LOCK_ENTRY, {"entry_id": str(entry_id)})
    return await get_entry(tx, entry_id)


async def list_entries(tx: Tx, only: EntryFilter, page: Page) -> Slice[PostedEntry]:
    """The journal, newest first."""
    which = and_(true(), *_conditions(only))
    if page.after is not None:
        which = which & (tables.entry.c.id < page.after)
    found = await _read_entries(tx, which, limit=page.limit + 1)
    return Slice[PostedEntry].of([(entry.id, entry) for entry in found], page.limit)


def _conditions(only: EntryFilter) -> Iterator[ColumnElement[bool]]:
    columns = tables.entry.c
    if only.reference:
        yield columns.reference.startswith(only.reference, autoescape=True)
    if only.booked_from:
        yield columns.booked_on >= only.booked_from
    if only.booked_to:
        yield columns.booked_on <= only.booked_to
    if only.code or only.owner:
        accounts = select(tables.account.c.id)
        if only.code:
            accounts = accounts.where(tables.account.c.code == only.code)
        if only.owner:
            accounts = accounts.where(tables.account.c.owner == only.owner)
        yield exists(
            select(tables.posting.c.entry_id).where(
                tables.posting.c.entry_id == columns.id, tables.posting.c.account_id.in_(accounts)
            )
        )


async def find_closed_through(tx: Tx) -> date | None:
    """The last day of the period that was closed last."""
    last = select(func.max(tables.closing.c.through))
    return (await tx.connection.execute(last)).scalar_one()


async def _read_entries(
    tx: Tx, which: ColumnElement[bool], limit: int | None = None
) -> tuple[PostedEntry, ...]:
    reversal = tables.entry.alias("reversal")
    columns = tables.entry.c
    entries = (
        select(tables.entry, reversal.c.id.label("reversed_by"), tables.entry_product.c.product)
        .outerjoin(reversal, reversal.c.reverses == columns.id)
        .outerjoin(tables.entry_product, tables.entry_product.c.entry_id == columns.id)
        .where(which)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    rows = (await tx.connection.execute(entries)).all()
    postings = await _read_postings(tx, [row.id for row in rows])
    return tuple(
        PostedEntry(
            id=EntryId(row.id),
            reference=row.reference,
            postings=tuple(postings[row.id]),
            effective_on=row.effective_on,
            booked_on=row.booked_on,
            posted_at=row.posted_at,
            posted_by=UserId(row.posted_by),
            hold=HoldId(row.hold_id) if row.hold_id else None,
            reverses=EntryId(row.reverses) if row.reverses else None,
            reversed_by=EntryId(row.reversed_by) if row.reversed_by else None,
            product=row.product,
        )
        for row in rows
    )


async def _read_postings(tx: Tx, entries: Collection[UUID]) -> Mapping[UUID, list[Posting]]:
    columns = tables.posting.c
    postings = (
        select(tables.posting, *_ACCOUNT)
        .join(tables.account, tables.account.c.id == columns.account_id)
        .where(columns.entry_id.in_(entries))
        .order_by(columns.entry_id, columns.number)
    )
    found: defaultdict[UUID, list[Posting]] = defaultdict(list)
    for row in await tx.connection.execute(postings):
        account = Account(AccountCode(row.code), row.owner)
        found[row.entry_id].append(Posting(account, Money(row.amount_minor, row.currency)))
    return found


async def find_hold(tx: Tx, hold_id: HoldId) -> Hold | None:
    row = (await tx.connection.execute(_holds().where(tables.hold.c.id == hold_id))).one_or_none()
    return None if row is None else _to_hold(row)


async def lock_hold(tx: Tx, hold_id: HoldId) -> Hold:
    locked = _holds().where(tables.hold.c.id == hold_id).with_for_update(of=tables.hold)
    row = (await tx.connection.execute(locked)).one_or_none()
    if row is None:
        raise HoldNotFound(hold=hold_id)
    return _to_hold(row)


async def lock_expired_holds(tx: Tx, limit: int) -> list[Hold]:
    """In the order in which balances are locked."""
    columns = tables.hold.c
    due = (
        _holds()
        .where(columns.status == HoldStatus.OPEN, columns.expires_at <= tx.now)
        .order_by(columns.account_id, columns.id)
        .limit(limit)
        .with_for_update(of=tables.hold, skip_locked=True)
    )
    return [_to_hold(row) for row in await tx.connection.execute(due)]


async def list_holds(tx: Tx, account: Account, page: Page, currency: str = "CNY") -> Slice[Hold]:
    """Of one account, newest first."""
    holds = _holds().where(is_account(account, currency))
    return await read_page(tx, holds, tables.hold.c.id, page, _to_hold)


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


def _to_balance(account: Account, debit: int, held: int, currency: str) -> AccountBalance:
    balance = as_seen(account.code, Money(debit, currency))
    return AccountBalance(
        account=account, balance=balance, available=balance - Money(held, currency)
    )


def _holds() -> Select[Any]:
    return select(tables.hold, *_ACCOUNT).join(
        tables.account, tables.account.c.id == tables.hold.c.account_id
    )


def _to_hold(row: Row[Any]) -> Hold:
    return Hold(
        id=HoldId(row.id),
        account=Account(AccountCode(row.code), row.owner),
        reference=row.reference,
        amount=Money(row.amount_minor, row.currency),
        left=Money(row.left_minor, row.currency),
        posted=Money(row.posted_minor, row.currency),
        status=HoldStatus(row.status),
        placed_at=row.placed_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )


def is_account(account: Account, currency: str) -> ColumnElement[bool]:
    columns = tables.account.c
    return (
        (columns.code == account.code)
        & (columns.owner == account.owner)
        & (columns.currency == currency)
    )

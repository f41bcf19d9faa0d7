"""Every SELECT of payments; orders are seen by their two sides, and by who sees everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    bindparam,
    cast,
    func,
    or_,
    select,
    true,
)

from rongqu.infra.database import Connection
from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policies_on, read_policy
from rongqu.infra.prebuilt import Prebuilt
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.ids import AccountId, BatchId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    AsOf,
    compute_balance,
    get_available,
    get_balance,
)
from rongqu.modules.payments import permissions, rules, tables
from rongqu.modules.payments.errors import AccountNotFound, OrderNotFound
from rongqu.modules.payments.ports import BlockRequest
from rongqu.modules.payments.types import (
    CURRENCY,
    AccountState,
    AccountStatus,
    CustodyAccount,
    Effect,
    Limits,
    NewOrder,
    NoteKind,
    OpenOrders,
    OrderFilter,
    OrderKind,
    OrderNote,
    OrderStatus,
    PaymentOrder,
)

SWEEP_SIZE = 500
"""How many orders one look takes up; the next look, a minute later, takes the next."""

_payer = tables.custody_account.alias("payer")
_payee = tables.custody_account.alias("payee")


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says which orders an actor sees."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    columns = tables.payment_order.c
    return or_(columns.payer_id == actor.organisation, columns.payee_id == actor.organisation)


async def get_custody_account(tx: Tx, organisation_id: OrganisationId) -> CustodyAccount:
    """With what it holds. Not scoped: for other rooms, and for one's own organisation."""
    found = select(tables.custody_account).where(
        tables.custody_account.c.organisation_id == organisation_id
    )
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise AccountNotFound(organisation_id=organisation_id)
    custody = Account(AccountCode.CUSTODY, organisation_id)
    available = await get_available(tx, custody, CURRENCY)
    held = await get_balance(tx, custody, CURRENCY) - available
    frozen = await get_balance(tx, Account(AccountCode.FROZEN, organisation_id), CURRENCY)
    return CustodyAccount(
        id=AccountId(row.id),
        organisation_id=organisation_id,
        name=row.name,
        status=AccountStatus(row.status),
        account_no=row.account_no,
        reason_code=row.reason_code,
        opened_at=row.opened_at,
        is_blocked=row.frozen_by is not None,
        available=available,
        frozen=frozen + held,
    )


async def list_account_states(
    tx: Tx, owners: Sequence[OrganisationId]
) -> dict[OrganisationId, AccountState]:
    """Of all of them: AccountNotFound where one has none. Not scoped, as `get_custody_account`."""
    columns = tables.custody_account.c
    wanted = select(
        columns.organisation_id, columns.status, columns.account_no, columns.frozen_by
    ).where(columns.organisation_id.in_(owners))
    found = {
        OrganisationId(row.organisation_id): AccountState(
            organisation_id=OrganisationId(row.organisation_id),
            status=AccountStatus(row.status),
            account_no=row.account_no,
            is_blocked=row.frozen_by is not None,
        )
        for row in await tx.connection.execute(wanted)
    }
    for owner in owners:
        if owner not in found:
            raise AccountNotFound(organisation_id=owner)
    return found


async def find_due_block(
    tx: Tx, organisation_id: OrganisationId
) -> tuple[UUID, BlockRequest] | None:
    """What the bank has not confirmed yet, with the order to freeze that it is about. A block that
    the bank was told of is lifted even where it never answered."""
    account = await _find_account_row(tx, organisation_id)
    if account is None or account.account_no is None:
        return None
    wished, told = account.frozen_by, account.bank_told_of
    if wished is not None:
        block = BlockRequest(id=wished, account_no=account.account_no, blocked=True)
        return None if wished == account.bank_frozen_by else (wished, block)
    if told is None:
        return None
    lifted = uuid5(told, "released")
    return told, BlockRequest(id=lifted, account_no=account.account_no, blocked=False)


async def _find_account_row(tx: Tx, organisation_id: OrganisationId) -> Row[Any] | None:
    wanted = select(tables.custody_account).where(
        tables.custody_account.c.organisation_id == organisation_id
    )
    return (await tx.connection.execute(wanted)).one_or_none()


async def lock_account(tx: Tx, account_id: AccountId) -> Row[Any]:
    found = (
        select(tables.custody_account)
        .where(tables.custody_account.c.id == account_id)
        .with_for_update()
    )
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise AccountNotFound(account_id=account_id)
    return row


async def get_owner_of(tx: Tx, account_no: str) -> OrganisationId:
    found = select(tables.custody_account.c.organisation_id).where(
        tables.custody_account.c.account_no == account_no
    )
    owner = (await tx.connection.execute(found)).scalar_one_or_none()
    if owner is None:
        raise AccountNotFound(account_no=account_no)
    return OrganisationId(owner)


async def is_custody_account(tx: Tx, account_no: str) -> bool:
    found = select(tables.custody_account.c.id).where(
        tables.custody_account.c.account_no == account_no
    )
    return (await tx.connection.execute(found)).scalar_one_or_none() is not None


async def read_bank_balance(tx: Tx, day: date) -> Money:
    """What our books say the custody bank holds at the end of the day."""
    bank = Account(AccountCode.BANK_SETTLEMENT)
    return await compute_balance(tx, bank, CURRENCY, AsOf(day))


async def list_accounts_waited_for(tx: Tx, since: datetime) -> list[AccountId]:
    columns = tables.custody_account.c
    waiting = select(columns.id).where(
        columns.status == AccountStatus.OPENING, columns.requested_at <= since
    )
    return [AccountId(found) for found in (await tx.connection.execute(waiting)).scalars()]


async def find_order(tx: Tx, order_id: PaymentOrderId) -> PaymentOrder | None:
    """Not scoped: for rooms and jobs that hold its id."""
    row = (await tx.connection.execute(with_names().where(_is(order_id)))).one_or_none()
    return None if row is None else to_order(row)


async def get_order(tx: Tx, order_id: PaymentOrderId) -> PaymentOrder:
    return await _one_order(tx, order_id, with_names())


_ONE_ORDER = Prebuilt(
    lambda actor: with_names().where(
        tables.payment_order.c.id == bindparam("order_id"), visible_to(actor)
    )
)


async def find_order_fast(
    connection: Connection, actor: Actor, order_id: PaymentOrderId
) -> PaymentOrder | None:
    """`get_order` for the page that waits for an order's end."""
    found = await connection.execute(*_ONE_ORDER.given(actor, order_id=order_id))
    row = found.one_or_none()
    return None if row is None else to_order(row)


async def lock_order(tx: Tx, order_id: PaymentOrderId) -> PaymentOrder:
    """For a change: nobody else changes it until this transaction ends."""
    return await _one_order(tx, order_id, with_names().with_for_update(of=tables.payment_order))


async def list_orders(tx: Tx, wanted: OrderFilter, page: Page) -> Slice[PaymentOrder]:
    """Newest first."""
    orders = with_names().where(visible_to(tx.actor), *_conditions(wanted))
    return await read_page(tx, orders, tables.payment_order.c.id, page, to_order)


async def list_orders_of(tx: Tx, reference: UUID) -> list[PaymentOrder]:
    """All about one contract that the actor may see, oldest first."""
    columns = tables.payment_order.c
    wanted = with_names().where(visible_to(tx.actor), columns.reference == reference)
    return [to_order(row) for row in await tx.connection.execute(wanted.order_by(columns.id))]


async def summarise_orders(tx: Tx) -> OpenOrders:
    """Of the orders that the actor may see."""
    columns = tables.payment_order.c
    is_open = columns.ended_at.is_(None)
    figures = select(
        func.count().filter(is_open).label("count"),
        func.coalesce(func.sum(columns.amount_minor).filter(is_open), 0).label("amount_minor"),
        func.count().filter(columns.status == OrderStatus.UNKNOWN).label("unknown"),
        func.count(columns.contradicted_at).label("contradicted"),
        func.min(columns.ordered_at).filter(is_open).label("oldest_at"),
    ).where(visible_to(tx.actor), or_(is_open, columns.contradicted_at.is_not(None)))
    row = (await tx.connection.execute(figures)).one()
    return OpenOrders(
        count=row[0],
        amount=Money(int(row[1]), CURRENCY),
        unknown=row[2],
        contradicted=row[3],
        oldest_at=row[4],
    )


async def list_orders_to_ask(tx: Tx) -> list[tuple[PaymentOrderId, BatchId | None]]:
    """Those about which the bank has said nothing final for too long, and their batches."""
    columns = tables.payment_order.c
    due = (
        select(columns.id, columns.batch_id)
        .where(columns.ask_at <= tx.now)
        .order_by(columns.ask_at)
        .limit(SWEEP_SIZE)
    )
    return [
        (PaymentOrderId(row.id), None if row.batch_id is None else BatchId(row.batch_id))
        for row in await tx.connection.execute(due)
    ]


async def list_notes(tx: Tx, order: PaymentOrder) -> list[OrderNote]:
    """Takes the order, so that only those who see it see its trace."""
    columns = tables.order_note.c
    notes = (
        select(tables.order_note)
        .where(columns.order_id == order.id)
        .order_by(columns.noted_at, columns.id)
    )
    return [
        OrderNote(
            id=row.id,
            kind=NoteKind(row.kind),
            effect=Effect(row.effect),
            says=row.says,
            reason_code=row.reason_code,
            remark=row.remark,
            noted_at=row.noted_at,
        )
        for row in await tx.connection.execute(notes)
    ]


def to_order(row: Row[Any]) -> PaymentOrder:
    return PaymentOrder(
        id=PaymentOrderId(row.id),
        kind=OrderKind(row.kind),
        payer=None if row.payer_id is None else OrganisationId(row.payer_id),
        payee=None if row.payee_id is None else OrganisationId(row.payee_id),
        payer_name=row.payer_name,
        payee_name=row.payee_name,
        amount=Money(row.amount_minor, row.currency),
        fee=Money(row.fee_minor, row.currency),
        reference=row.reference,
        product=row.product,
        status=OrderStatus(row.status),
        reason_code=row.reason_code,
        value_date=row.value_date,
        attempts=row.attempts,
        asks=row.asks,
        bank_order_no=row.bank_order_no,
        batch_id=None if row.batch_id is None else BatchId(row.batch_id),
        ordered_at=row.ordered_at,
        sent_at=row.sent_at,
        ask_at=row.ask_at,
        ended_at=row.ended_at,
        settled_on=row.settled_on,
        contradicted_at=row.contradicted_at,
    )


def with_names() -> Select[Any]:
    """Orders with the names of their two sides: what `to_order` reads."""
    order = tables.payment_order
    return select(
        *order.c, _payer.c.name.label("payer_name"), _payee.c.name.label("payee_name")
    ).select_from(
        order.outerjoin(_payer, _payer.c.organisation_id == order.c.payer_id).outerjoin(
            _payee, _payee.c.organisation_id == order.c.payee_id
        )
    )


def _is(order_id: PaymentOrderId) -> ColumnElement[bool]:
    return tables.payment_order.c.id == order_id


def _conditions(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    columns = tables.payment_order.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(columns.kind == wanted.kind)
    if wanted.status is not None:
        conditions.append(columns.status == wanted.status)
    if wanted.reference is not None:
        conditions.append(columns.reference == wanted.reference)
    if wanted.is_open is not None:
        conditions.append(columns.ended_at.is_(None) == wanted.is_open)
    if wanted.batch_id is not None:
        conditions.append(columns.batch_id == wanted.batch_id)
    if wanted.is_contradicted is not None:
        conditions.append(columns.contradicted_at.is_not(None) == wanted.is_contradicted)
    return conditions


async def _one_order(tx: Tx, order_id: PaymentOrderId, orders: Select[Any]) -> PaymentOrder:
    wanted = orders.where(_is(order_id), visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise OrderNotFound(order_id=order_id)
    return to_order(row)


async def read_limits(tx: Tx, kind: OrderKind) -> Limits:
    keys = f"payments.order_limit_{kind}", f"payments.day_limit_{kind}"
    values = await read_policies_on(tx, keys, tx.business_date)
    order, day = (Money.parse(f"{values[key]:f}", CURRENCY) for key in keys)
    return Limits(order=order, day=day)


async def sum_of_day(tx: Tx, wished: NewOrder) -> Money:
    """What the same account has ordered of the same kind today, but for what has failed."""
    columns = tables.payment_order.c
    own = columns.payee_id == wished.payee
    if wished.payer is not None:
        own = columns.payer_id == wished.payer
    midnight = datetime.combine(tx.business_date, time(), SHANGHAI)
    ordered = select(cast(func.coalesce(func.sum(columns.amount_minor), 0), BigInteger)).where(
        own,
        columns.kind == wished.kind,
        columns.status != OrderStatus.FAILED,
        columns.ordered_at >= midnight,
    )
    return Money((await tx.connection.execute(ordered)).scalar_one(), CURRENCY)


async def read_pause(tx: Tx, asks: int) -> timedelta:
    """How long to wait before the bank is asked about an order it has been told of."""
    first_seconds = await read_policy(tx, "payments.ask_bank_after_seconds")
    return rules.compute_pause(int(first_seconds), asks)

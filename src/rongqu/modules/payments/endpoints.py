"""The payments API: parse, call, answer. Statements and breaks are in `statement_endpoints.py`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.database import Connection
from rongqu.infra.hot_reads import hot_read
from rongqu.infra.problems import problems
from rongqu.infra.signed_messages import target_of
from rongqu.infra.tx import open_tx
from rongqu.infra.web import ONCE, PageDep, SettingDep, SliceBody, TxDep
from rongqu.kernel.actor import SYSTEM, Actor
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import BatchId, PaymentOrderId, new_id
from rongqu.modules.payments import batch_queries, permissions, queries
from rongqu.modules.payments.actions.order_top_up import order_top_up
from rongqu.modules.payments.actions.order_withdrawal import order_withdrawal
from rongqu.modules.payments.actions.resolve_order import resolve_order
from rongqu.modules.payments.actions.retry_order import retry_order
from rongqu.modules.payments.actions.take_callback import take_callback
from rongqu.modules.payments.errors import (
    AccountNotFound,
    AccountNotOpen,
    AmountNotPayable,
    BankMessageRefused,
    BankMessageUnreadable,
    BatchNotFound,
    DayLimitReached,
    InsufficientFunds,
    OrderEnded,
    OrderNotFound,
    OrderTooLarge,
)
from rongqu.modules.payments.ports import (
    CallbackRefused,
    CallbackUnreadable,
    CustodyBank,
    RawCallback,
)
from rongqu.modules.payments.reversal_endpoints import router
from rongqu.modules.payments.schemas import (
    AmountBody,
    BankMessageTakenBody,
    CustodyAccountBody,
    OpenOrdersBody,
    OrderFilterQuery,
    OrderNoteBody,
    OrderTraceBody,
    PaymentBatchBody,
    PaymentOrderBody,
    ResolutionBody,
    encode_order,
)


@router.get("/account", responses=problems(AccountNotFound))
async def get_own_account_endpoint(tx: TxDep) -> CustodyAccountBody:
    tx.actor.require(permissions.VIEW)
    account = await queries.get_custody_account(tx, tx.actor.organisation)
    return CustodyAccountBody.of(account)


@router.post(
    "/top-ups",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AccountNotFound,
        AccountNotOpen,
        AmountNotPayable,
        OrderTooLarge,
        DayLimitReached,
    ),
)
async def order_top_up_endpoint(tx: TxDep, body: AmountBody) -> PaymentOrderBody:
    order_id = PaymentOrderId(new_id())
    return PaymentOrderBody.of(await order_top_up(tx, order_id, body.amount.to_money()))


@router.post(
    "/withdrawals",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AccountNotFound,
        AccountNotOpen,
        AmountNotPayable,
        OrderTooLarge,
        DayLimitReached,
        InsufficientFunds,
    ),
)
async def order_withdrawal_endpoint(tx: TxDep, body: AmountBody) -> PaymentOrderBody:
    order_id = PaymentOrderId(new_id())
    return PaymentOrderBody.of(await order_withdrawal(tx, order_id, body.amount.to_money()))


@router.get("/orders", responses=problems())
async def list_payment_orders_endpoint(
    tx: TxDep, page: PageDep, wanted: Annotated[OrderFilterQuery, Depends()]
) -> SliceBody[PaymentOrderBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_orders(tx, wanted.to_filter(), page)
    items = [PaymentOrderBody.of(order) for order in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/summary", responses=problems())
async def get_payment_summary_endpoint(tx: TxDep) -> OpenOrdersBody:
    tx.actor.require(permissions.VIEW)
    return OpenOrdersBody.of(await queries.summarise_orders(tx))


@router.get("/orders/{order_id}", responses=problems(OrderNotFound))
async def get_payment_order_endpoint(tx: TxDep, order_id: UUID) -> PaymentOrderBody:
    tx.actor.require(permissions.VIEW)
    return PaymentOrderBody.of(await queries.get_order(tx, PaymentOrderId(order_id)))


@hot_read("/payments/orders/{order_id}")
async def payment_order_bytes(connection: Connection, actor: Actor, order_id: UUID) -> bytes | None:
    """The same answer as `get_payment_order`: pages ask it until the bank has spoken."""
    actor.require(permissions.VIEW)
    order = await queries.find_order_fast(connection, actor, PaymentOrderId(order_id))
    return None if order is None else encode_order(order)


@router.get("/orders/{order_id}/trace", responses=problems(OrderNotFound))
async def get_payment_trace_endpoint(tx: TxDep, order_id: UUID) -> OrderTraceBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    order = await queries.get_order(tx, PaymentOrderId(order_id))
    notes = await queries.list_notes(tx, order)
    return OrderTraceBody(items=[OrderNoteBody.of(note) for note in notes])


@router.post(
    "/orders/{order_id}/retry",
    dependencies=[ONCE],
    responses=problems(KeyReused, OrderNotFound, OrderEnded),
)
async def retry_payment_order_endpoint(tx: TxDep, order_id: UUID) -> PaymentOrderBody:
    return PaymentOrderBody.of(await retry_order(tx, PaymentOrderId(order_id)))


@router.post(
    "/orders/{order_id}/resolution",
    dependencies=[ONCE],
    responses=problems(KeyReused, OrderNotFound, OrderEnded),
)
async def resolve_payment_order_endpoint(
    tx: TxDep, order_id: UUID, body: ResolutionBody
) -> PaymentOrderBody:
    known_id = PaymentOrderId(order_id)
    return PaymentOrderBody.of(await resolve_order(tx, known_id, body.outcome, body.remark))


@router.get("/batches", responses=problems())
async def list_payment_batches_endpoint(tx: TxDep, page: PageDep) -> SliceBody[PaymentBatchBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    found = await batch_queries.list_batches(tx, page)
    items = [PaymentBatchBody.of(batch) for batch in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/batches/{batch_id}", responses=problems(BatchNotFound))
async def get_payment_batch_endpoint(tx: TxDep, batch_id: UUID) -> PaymentBatchBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return PaymentBatchBody.of(await batch_queries.get_batch(tx, BatchId(batch_id)))


@router.post(
    "/bank-messages",
    responses=problems(BankMessageRefused, BankMessageUnreadable, OrderNotFound, AccountNotFound),
    openapi_extra=FOR_STRANGERS,
)
async def take_bank_message_endpoint(request: Request, setting: SettingDep) -> BankMessageTakenBody:
    """For the custody bank. The signature is checked before the database is touched; the message's
    own id makes it harmless twice, so no Idempotency-Key is wanted."""
    raw = RawCallback(
        method=request.method,
        path=target_of(request.scope),
        headers=dict(request.headers),
        body=await request.body(),
    )
    try:
        callback = setting.port(CustodyBank).read_callback(raw)
    except CallbackRefused as refused:
        raise BankMessageRefused from refused
    except CallbackUnreadable as unreadable:
        raise BankMessageUnreadable from unreadable
    async with open_tx(setting.engine, SYSTEM, setting.clock) as tx:
        await take_callback(tx, callback)
    return BankMessageTakenBody(id=callback.id)

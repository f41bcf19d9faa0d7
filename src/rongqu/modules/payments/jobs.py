"""What payments does on the network, between transactions. Every job is safe to repeat.

Before the bank is told, the attempt is committed; what the bank says is recorded afterwards. A
worker may die anywhere: `look_after_payments` finds what has had no answer for too long.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import (
    AccountId,
    BatchId,
    OrganisationId,
    PaymentOrderId,
    StatementId,
    new_id,
)
from rongqu.modules.payments import batch_queries, queries
from rongqu.modules.payments import statement_queries as statements
from rongqu.modules.payments.actions.begin_attempt import begin_attempt
from rongqu.modules.payments.actions.begin_attempts import begin_attempts
from rongqu.modules.payments.actions.begin_block import begin_block
from rongqu.modules.payments.actions.recheck_breaks import recheck_breaks
from rongqu.modules.payments.actions.record_account import record_account, record_account_refusal
from rongqu.modules.payments.actions.record_block import record_block
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.actions.record_report import record_report
from rongqu.modules.payments.actions.record_silence import record_not_known, record_silence
from rongqu.modules.payments.actions.refuse_statement import refuse_statement
from rongqu.modules.payments.iso20022.pain001 import write_batch
from rongqu.modules.payments.iso20022.pain002 import ReportUnreadable, read_report
from rongqu.modules.payments.ports import (
    AccountRequest,
    BankOrder,
    BankRefused,
    BankStatus,
    BankUnreachable,
    CustodyBank,
    OrderNews,
)
from rongqu.modules.payments.statement_documents import import_statement_document
from rongqu.modules.payments.types import (
    AccountStatus,
    NoteKind,
    OrderStatus,
    StatementSource,
)

STATEMENTS_AT_ONCE = 62
"""Two months: a platform that was away catches up within hours."""

WORTH_A_REPORT = 5
"""From so many orders of one batch on its report is asked for, instead of each of them."""

ACCOUNT_PATIENCE = timedelta(minutes=10)
"""An account that is not open by then is asked for again."""


@job(queue="payments")
async def open_bank_account(work: Work, *, account_id: str) -> None:
    """When the bank does not answer, the job fails and is tried again by its queue."""
    async with work.open_tx() as tx:
        account = await queries.lock_account(tx, AccountId(UUID(account_id)))
    if account.status == AccountStatus.OPEN:
        return
    request = AccountRequest(
        id=AccountId(account.id), owner=account.organisation_id, name=account.name
    )
    try:
        account_no = await work.port(CustodyBank).open_account(request)
    except BankRefused as refused:
        async with work.open_tx() as tx:
            await record_account_refusal(tx, request.id, refused.reason_code)
        return
    async with work.open_tx() as tx:
        await record_account(tx, request.id, account_no)


@job(queue="payments")
async def block_bank_account(work: Work, *, organisation_id: str) -> None:
    """Until the bank has what holds here. What it is told is committed before. When it does not
    answer, the job fails and is tried again by its queue; what it refuses is on the order's desk as
    not confirmed."""
    owner = OrganisationId(UUID(organisation_id))
    while True:
        async with work.open_tx() as tx:
            due = await begin_block(tx, owner)
        if due is None:
            return
        freeze_id, request = due
        await work.port(CustodyBank).block_account(request)
        async with work.open_tx() as tx:
            await record_block(tx, owner, freeze_id, is_blocked=request.blocked)


@job(queue="payments")
async def send_order(work: Work, *, order_id: str) -> None:
    await _tell(work, PaymentOrderId(UUID(order_id)))


@job(queue="payments")
async def send_orders(work: Work) -> None:
    """Tell the bank of all orders that wait: many of them in one message."""
    while True:
        async with work.open_tx() as tx:
            begun = await begin_attempts(tx)
        if not begun.together and not begun.alone:
            return
        if begun.batch_id is not None:
            await _tell_batch(work, begun.batch_id, begun.together)
        await asyncio.gather(*(_place(work, order) for order in begun.alone))


@job(queue="payments")
async def ask_batch(work: Work, *, batch_id: str) -> None:
    """Ask for the report of a batch; what it leaves out is asked about order by order."""
    known_id = BatchId(UUID(batch_id))
    async with work.open_tx() as tx:
        waiting = await batch_queries.list_orders_to_ask_in_batch(tx, known_id)
        orders = await batch_queries.read_as_the_bank_wants(tx, waiting)
    if not orders:
        return
    try:
        answer = await work.port(CustodyBank).ask_batch(known_id)
        news = () if answer is None else read_report(answer, known_id, orders)
    except (BankUnreachable, ReportUnreadable):
        await _note_silence(work, orders)
        return
    await _record(work, known_id, news, NoteKind.ASKED)
    told = {each.order_id for each in news}
    async with work.open_tx() as tx:
        for order in orders:
            if order.id not in told:
                await tx.defer(asking_at(order.id, tx.now))


@job(queue="payments")
async def ask_order(work: Work, *, order_id: str) -> None:
    """Ask what became of an order; tell the bank again if it does not know it."""
    known_id = PaymentOrderId(UUID(order_id))
    async with work.open_tx() as tx:
        order = await queries.get_order(tx, known_id)
    if order.status.is_final:
        return
    if order.status is OrderStatus.ORDERED:
        await _tell(work, known_id)
        return
    try:
        news = await work.port(CustodyBank).ask_order(known_id)
    except BankUnreachable:
        async with work.open_tx() as tx:
            await record_silence(tx, known_id)
        return
    if news is not None:
        async with work.open_tx() as tx:
            await record_news(tx, news, NoteKind.ASKED, new_id())
        return
    async with work.open_tx() as tx:
        may_be_told = await record_not_known(tx, known_id)
    if may_be_told:
        await _tell(work, known_id)


@job(queue="payments", cron="* * * * * */5")
async def look_after_payments(work: Work) -> None:
    """Every five seconds. Call-backs get lost and workers die: ask about every order that has
    waited too long."""
    async with work.open_tx() as tx:
        due = await queries.list_orders_to_ask(tx)
        in_batches = Counter(batch_id for _, batch_id in due if batch_id is not None)
        many = {batch_id for batch_id, count in in_batches.items() if count >= WORTH_A_REPORT}
        for batch_id in many:
            await tx.defer(asking_batch(batch_id))
        for order_id, batch_id in due:
            if batch_id not in many:
                await tx.defer(asking_at(order_id, tx.now))
        for account_id in await queries.list_accounts_waited_for(tx, tx.now - ACCOUNT_PATIENCE):
            again = opening(account_id).when(queueing_lock=f"payments.open {account_id}")
            await tx.defer(again)
        settled = await statements.list_settled_orders_in_breaks(tx)
        await recheck_breaks(tx, settled, work.port(CustodyBank).agreement.fee_account)


@job(queue="payments", cron="20 * * * *")
async def fetch_statements(work: Work) -> None:
    """Every hour: the statements of the days that are over, in their order, until one is missing.

    One that is refused stops it: those after it would not follow. A person sees why.
    """
    bank = work.port(CustodyBank)
    for _ in range(STATEMENTS_AT_ONCE):
        async with work.open_tx() as tx:
            day = await statements.find_missing_day(tx, bank.agreement.settlement_account)
        content = None if day is None else await bank.fetch_statement(day)
        if day is None or content is None:
            return
        try:
            await import_statement_document(
                work, content, StatementSource.BANK, StatementId(new_id())
            )
        except DomainError as refusal:
            async with work.open_tx() as tx:
                await refuse_statement(tx, day, refusal)
            return


def fetching() -> Deferral:
    return fetch_statements.later().when(queueing_lock="payments.fetch_statements")


def sending() -> Deferral:
    """One wish that waits is enough: it takes up whatever has been ordered by then."""
    return send_orders.later().when(queueing_lock="payments.send")


def asking_batch(batch_id: BatchId) -> Deferral:
    return ask_batch.later(batch_id=str(batch_id)).when(queueing_lock=f"payments.ask {batch_id}")


def asking(order_id: UUID) -> Deferral:
    return ask_order.later(order_id=str(order_id))


def blocking(organisation_id: UUID) -> Deferral:
    """One at a time for an account: the second finds what the first has left."""
    later = block_bank_account.later(organisation_id=str(organisation_id))
    return later.when(lock=f"payments.block {organisation_id}")


def opening(account_id: UUID) -> Deferral:
    return open_bank_account.later(account_id=str(account_id))


def asking_at(order_id: UUID, run_at: datetime) -> Deferral:
    """Not again while an earlier wish to ask about the order is still waiting."""
    return asking(order_id).when(queueing_lock=f"payments.ask {order_id}", run_at=run_at)


async def _tell(work: Work, order_id: PaymentOrderId) -> None:
    async with work.open_tx() as tx:
        order = await begin_attempt(tx, order_id)
    if order is None:
        return
    await _place(work, order)


async def _place(work: Work, order: BankOrder) -> None:
    """After its attempt was noted and committed."""
    try:
        news = await work.port(CustodyBank).place_order(order)
    except BankUnreachable:
        await _note_silence(work, [order])
        return
    async with work.open_tx() as tx:
        await record_news(tx, news, NoteKind.ANSWERED, new_id())


async def _tell_batch(work: Work, batch_id: BatchId, orders: Sequence[BankOrder]) -> None:
    message = write_batch(batch_id, orders, work.clock())
    try:
        answer = await work.port(CustodyBank).place_batch(message)
        news = read_report(answer, batch_id, orders)
    except (BankUnreachable, ReportUnreadable):
        await _note_silence(work, orders)
        return
    await _record(work, batch_id, news, NoteKind.ANSWERED)


async def _record(work: Work, batch_id: BatchId, news: Sequence[OrderNews], kind: NoteKind) -> None:
    accepted = [each for each in news if each.status is BankStatus.ACCEPTED]
    async with work.open_tx() as tx:
        await record_report(tx, batch_id, accepted, kind)
    for each in news:
        if each.status is not BankStatus.ACCEPTED:
            async with work.open_tx() as tx:
                await record_news(tx, each, kind, new_id())


async def _note_silence(work: Work, orders: Sequence[BankOrder]) -> None:
    async with work.open_tx() as tx:
        for order in sorted(orders, key=lambda each: each.id):
            await record_silence(tx, order.id)

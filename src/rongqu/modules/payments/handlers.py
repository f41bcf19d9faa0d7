"""What payments does when something happens: each handler is one call."""

from __future__ import annotations

from rongqu.events.compliance import FreezeOrdered, ReleaseOrdered
from rongqu.events.identity import OrganisationCreated
from rongqu.events.payments import (
    AccountFrozen,
    AccountReleased,
    CustodyAccountOpened,
    CustodyAccountRequested,
    PaymentOrdered,
    PaymentRetried,
    PaymentUnanswered,
    StatementsAsked,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, PaymentOrderId
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.ledger.public import reverse_entry
from rongqu.modules.payments import permissions, queries
from rongqu.modules.payments.actions.block_account import block_account, unblock_account
from rongqu.modules.payments.actions.open_account import open_account
from rongqu.modules.payments.actions.write_off_break import write_off_break
from rongqu.modules.payments.jobs import asking, asking_at, blocking, fetching, opening, sending
from rongqu.modules.payments.types import REVERSAL, WRITE_OFF, WishedReversal, WriteOff

HOLDERS = frozenset({"enterprise", "institution", "investor"})
"""Who has money on the platform: everybody but the platform's own staff."""


@on(OrganisationCreated)
async def open_account_of_organisation(tx: Tx, event: OrganisationCreated) -> None:
    if event.kind in HOLDERS:
        await open_account(tx, OrganisationId(event.subject_id))


@on(CustodyAccountRequested)
async def ask_bank_for_account(tx: Tx, event: CustodyAccountRequested) -> None:
    await tx.defer(opening(event.account_id))


@on(PaymentOrdered)
async def tell_bank_of_order(tx: Tx, event: PaymentOrdered) -> None:  # noqa: ARG001
    await tx.defer(sending())


@on(PaymentUnanswered)
async def ask_bank_after_silence(tx: Tx, event: PaymentUnanswered) -> None:
    order = await queries.get_order(tx, PaymentOrderId(event.subject_id))
    if order.ask_at is not None:
        await tx.defer(asking_at(order.id, order.ask_at))


@on(StatementsAsked)
async def fetch_statements_at_once(tx: Tx, event: StatementsAsked) -> None:  # noqa: ARG001
    await tx.defer(fetching())


@stored_command(WRITE_OFF, approve=permissions.APPROVE_WRITE_OFF, content=WriteOff)
async def write_off_once_approved(tx: Tx, approved: Approval, agreed: WriteOff) -> None:  # noqa: ARG001
    await write_off_break(tx, agreed)


@stored_command(REVERSAL, approve=permissions.APPROVE_REVERSAL, content=WishedReversal)
async def reverse_once_approved(tx: Tx, approved: Approval, agreed: WishedReversal) -> None:  # noqa: ARG001
    await reverse_entry(tx, agreed.entry_id)


@on(PaymentRetried)
async def ask_bank_at_once(tx: Tx, event: PaymentRetried) -> None:
    await tx.defer(asking(event.subject_id))


@on(FreezeOrdered)
async def block_frozen_account(tx: Tx, event: FreezeOrdered) -> None:
    await block_account(tx, OrganisationId(event.about), event.subject_id)


@on(ReleaseOrdered)
async def unblock_released_account(tx: Tx, event: ReleaseOrdered) -> None:
    await unblock_account(tx, OrganisationId(event.about), event.subject_id)


@on(AccountFrozen)
async def block_account_at_the_bank(tx: Tx, event: AccountFrozen) -> None:
    await tx.defer(blocking(event.subject_id))


@on(AccountReleased)
async def unblock_account_at_the_bank(tx: Tx, event: AccountReleased) -> None:
    await tx.defer(blocking(event.subject_id))


@on(CustodyAccountOpened)
async def block_account_that_was_frozen_before(tx: Tx, event: CustodyAccountOpened) -> None:
    await tx.defer(blocking(event.subject_id))

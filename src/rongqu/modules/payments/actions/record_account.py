"""Record what the bank answered to the request for a custody account."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.payments import CustodyAccountOpened, CustodyAccountRefused
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import AccountId
from rongqu.modules.payments import queries, tables
from rongqu.modules.payments.types import AccountStatus


async def record_account(tx: Tx, account_id: AccountId, account_no: str) -> None:
    """Internal: a job calls it. Safe to repeat."""
    account = await queries.lock_account(tx, account_id)
    if account.status == AccountStatus.OPEN:
        return

    await tx.connection.execute(
        update(tables.custody_account)
        .where(tables.custody_account.c.id == account_id)
        .values(
            status=AccountStatus.OPEN, account_no=account_no, reason_code=None, opened_at=tx.now
        )
    )
    owner = account.organisation_id
    await tx.publish(
        CustodyAccountOpened(subject_id=owner, parties=(owner,), account_id=account_id)
    )


async def record_account_refusal(tx: Tx, account_id: AccountId, reason_code: str) -> None:
    """Internal: a job calls it. An account that is open stays open."""
    account = await queries.lock_account(tx, account_id)
    if account.status != AccountStatus.OPENING:
        return

    await tx.connection.execute(
        update(tables.custody_account)
        .where(tables.custody_account.c.id == account_id)
        .values(status=AccountStatus.REFUSED, reason_code=reason_code)
    )
    owner = account.organisation_id
    await tx.publish(
        CustodyAccountRefused(
            subject_id=owner, parties=(owner,), account_id=account_id, reason_code=reason_code
        )
    )

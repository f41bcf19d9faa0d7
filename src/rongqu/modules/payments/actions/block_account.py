"""Carry out an order of compliance: nothing is paid out of an account or into it, or again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.payments import AccountFrozen, AccountReleased
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.payments import tables
from rongqu.modules.payments.errors import AccountNotFound


async def block_account(tx: Tx, organisation_id: OrganisationId, freeze_id: UUID) -> None:
    """Internal: for the handler of the order. Orders under way end as the bank says."""
    columns = tables.custody_account.c
    changed = await tx.connection.execute(
        update(tables.custody_account)
        .where(columns.organisation_id == organisation_id)
        .values(frozen_by=freeze_id)
    )
    if changed.rowcount == 0:  # not asked for yet: the delivery comes again
        raise AccountNotFound(organisation_id=organisation_id)

    await tx.publish(AccountFrozen(subject_id=organisation_id, freeze_id=freeze_id))


async def unblock_account(tx: Tx, organisation_id: OrganisationId, freeze_id: UUID) -> None:
    """Internal: only the order that holds is lifted, or a late delivery would lift a newer one."""
    columns = tables.custody_account.c
    changed = await tx.connection.execute(
        update(tables.custody_account)
        .where(columns.organisation_id == organisation_id, columns.frozen_by == freeze_id)
        .values(frozen_by=None)
    )
    if changed.rowcount:
        await tx.publish(AccountReleased(subject_id=organisation_id, freeze_id=freeze_id))

"""Ask for a custody account of an organisation."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.payments import CustodyAccountRequested
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import AccountId, OrganisationId, new_id
from rongqu.modules.identity.public import get_organisation
from rongqu.modules.payments import tables
from rongqu.modules.payments.types import AccountStatus


async def open_account(tx: Tx, organisation_id: OrganisationId) -> None:
    """Internal: a handler calls it. Safe to repeat: an organisation has one account."""
    organisation = await get_organisation(tx, organisation_id)

    account_id = AccountId(new_id())
    inserted = await tx.connection.execute(
        insert(tables.custody_account)
        .values(
            id=account_id,
            organisation_id=organisation.id,
            name=organisation.name,
            status=AccountStatus.OPENING,
            requested_at=tx.now,
        )
        .on_conflict_do_nothing(index_elements=[tables.custody_account.c.organisation_id])
    )

    if inserted.rowcount == 1:
        await tx.publish(
            CustodyAccountRequested(
                subject_id=organisation.id, parties=(organisation.id,), account_id=account_id
            )
        )

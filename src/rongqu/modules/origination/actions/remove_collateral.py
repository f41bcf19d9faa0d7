"""Take a thing away from a draft again, or from what was returned."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import remove_item
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.security import case_of


async def remove_collateral(tx: Tx, application_id: ApplicationId, item_id: UUID) -> None:
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    rules.check_editable(application)

    await remove_item(tx, case_of(application, await get_pinned(tx, application)), item_id)

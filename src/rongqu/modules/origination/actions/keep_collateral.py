"""Write down a thing that is to secure the loan, on a draft or what was returned."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import ItemWish, Valued, keep_item
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.security import case_of


async def keep_collateral(tx: Tx, application_id: ApplicationId, wish: ItemWish) -> Valued:
    tx.actor.require(permissions.APPLY)
    application = await queries.lock_application(tx, application_id)
    rules.check_editable(application)

    return await keep_item(tx, case_of(application, await get_pinned(tx, application)), wish)

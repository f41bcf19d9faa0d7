"""Accept or refuse a thing that is to secure the loan, in review or due diligence."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import Opinion, Valued, judge_item
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._product import get_pinned
from rongqu.modules.origination.actions._steps import check_not_taken
from rongqu.modules.origination.security import case_of


async def judge_collateral(
    tx: Tx, application_id: ApplicationId, item_id: UUID, opinion: Opinion
) -> Valued:
    tx.actor.require(permissions.INVESTIGATE)
    application = await queries.lock_application(tx, application_id)
    rules.check_can_judge_collateral(application.stage)
    check_not_taken(application, tx.actor.id)

    case = case_of(application, await get_pinned(tx, application))
    return await judge_item(tx, case, item_id, opinion)

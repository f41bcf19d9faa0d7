"""What co-lending does when something happens elsewhere."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.modules.colending import rules
from rongqu.modules.colending.actions.follow_application import follow_application
from rongqu.modules.colending.types import Case


@on(ApplicationMoved)
async def follow_application_for_shares(tx: Tx, event: ApplicationMoved) -> None:
    state = rules.STATES.get(event.to_stage)
    if state is None or event.amount is None:
        return  # not with the lender, or a draft that was never handed in
    case = Case(
        application_id=ApplicationId(event.subject_id),
        lead_id=OrganisationId(event.institution_id),
        enterprise_id=EnterpriseId(event.enterprise_id),
        product_kind=event.product_kind,
        region=event.region,
        industry=event.industry,
        asked=event.amount,
        state=state,
    )
    await follow_application(tx, case)

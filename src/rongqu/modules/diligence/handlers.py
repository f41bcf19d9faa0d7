"""What due diligence does when something happens elsewhere."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.modules.diligence import rules
from rongqu.modules.diligence.actions.open_case import open_case
from rongqu.modules.diligence.types import Case


@on(ApplicationMoved)
async def follow_application_as_case(tx: Tx, event: ApplicationMoved) -> None:
    case = Case(
        application_id=ApplicationId(event.subject_id),
        institution_id=OrganisationId(event.institution_id),
        enterprise_id=EnterpriseId(event.enterprise_id),
        product_kind=event.product_kind,
        asked=event.amount,
        is_open=event.to_stage in rules.LOOKED_AT,
    )
    await open_case(tx, case, event.to_stage)

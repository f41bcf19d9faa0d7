"""How a case is kept: by the news of its application, and by the approval."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.modules.colending import tables
from rongqu.modules.colending.types import Case, CaseState

CASE = tables.case_file.c
UNDECIDED = (CaseState.OPEN, CaseState.AWAY)


async def keep_case(tx: Tx, case: Case) -> None:
    """Leaves its row locked. What was decided stays so, whatever news of earlier moves say."""
    new = insert(tables.case_file).values(
        application_id=case.application_id,
        lead_id=case.lead_id,
        enterprise_id=case.enterprise_id,
        product_kind=case.product_kind,
        region=case.region,
        industry=case.industry,
        amount_minor=case.asked.minor,
        currency=case.asked.currency,
        state=case.state,
    )
    changed = new.on_conflict_do_update(
        index_elements=["application_id"],
        set_={"amount_minor": new.excluded.amount_minor, "state": new.excluded.state},
        where=None if case.state is CaseState.DECIDED else CASE.state.in_(UNDECIDED),
    )
    await tx.connection.execute(changed)

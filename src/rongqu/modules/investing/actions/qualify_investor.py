"""An investor is a qualified one: a second person has looked at the proof."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.investing import InvestorQualified
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import add_months
from rongqu.modules.compliance.public import Approval
from rongqu.modules.investing import tables
from rongqu.modules.investing.suitability.types import QualifiedProof


async def qualify_investor(tx: Tx, approved: Approval, proof: QualifiedProof) -> None:
    """Internal: run by the approval, whose permission was required."""
    months = int(await read_policy(tx, "investing.qualification_months"))
    until = add_months(tx.business_date, months)
    values = {
        "approval_id": approved.id,
        "qualified_at": tx.now,
        "qualified_until": until,
    }
    await tx.connection.execute(
        insert(tables.qualification)
        .values(investor_id=proof.investor_id, **values)
        .on_conflict_do_update(index_elements=["investor_id"], set_=values)
    )

    await tx.publish(
        InvestorQualified(
            subject_id=proof.investor_id,
            parties=(proof.investor_id,),
            until=until,
        )
    )

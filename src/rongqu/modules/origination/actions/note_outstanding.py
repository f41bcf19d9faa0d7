"""Keep what is still owed: it counts against the limit of the enterprise."""

from __future__ import annotations

from rongqu.events.origination import OutstandingNoted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.kernel.money import Money
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._steps import change
from rongqu.modules.origination.types import Stage


async def note_outstanding(tx: Tx, contract_id: ContractId, outstanding: Money) -> None:
    """Internal: only the handler calls it. A debt only falls: an older figure changes nothing."""
    application = await queries.find_locked_by_contract(tx, contract_id)
    if application is None or application.stage is not Stage.ACTIVE:
        return
    if application.outstanding is not None and application.outstanding <= outstanding:
        return

    noted = await change(tx, application, outstanding_minor=outstanding.minor)

    await tx.publish(
        OutstandingNoted(
            subject_id=noted.id, parties=(noted.applicant.id,), outstanding=outstanding
        )
    )

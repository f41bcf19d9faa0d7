"""Note what makes a loan worse than its days past due say; it counts from the next day's end."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import TriggerNoted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.days import tables
from rongqu.modules.servicing.days.types import Trigger
from rongqu.modules.servicing.errors import ReasonMissing, TriggerOn
from rongqu.modules.servicing.queries import lock_loan
from rongqu.modules.servicing.rules import check_payable


async def note_trigger(tx: Tx, trigger_id: UUID, loan_id: LoanId, kind: Trigger, note: str) -> None:
    tx.actor.require(permissions.CLASSIFY)
    loan = await lock_loan(tx, loan_id)
    check_payable(loan, is_pending=False)
    if not note.strip():
        raise ReasonMissing

    noted = await tx.connection.execute(
        insert(tables.loan_trigger)
        .values(
            id=trigger_id,
            loan_id=loan.id,
            kind=kind,
            note=note,
            noted_on=tx.business_date,
            noted_by=tx.actor.id,
        )
        .on_conflict_do_nothing()
    )
    if noted.rowcount == 0:
        raise TriggerOn(kind=kind)

    await tx.publish(TriggerNoted(subject_id=loan.id, parties=(loan.institution_id,), kind=kind))

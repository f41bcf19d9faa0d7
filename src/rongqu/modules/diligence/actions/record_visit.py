"""Record a visit, an interview or a call: it stays as it was recorded."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.diligence import VisitRecorded
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.types import NewVisit, Visit


async def record_visit(tx: Tx, application_id: ApplicationId, new: NewVisit) -> Visit:
    """Sent again from a phone that heard no answer, it is recorded once."""
    tx.actor.require(permissions.WORK)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    rules.check_held(new.held_at, tx.now)

    made = await tx.connection.execute(
        insert(t.visit)
        .values(
            id=new.id,
            application_id=case.application_id,
            kind=new.kind,
            spoken_with=new.spoken_with,
            held_at=new.held_at,
            place=new.place,
            findings=new.findings,
            recorded_by=tx.actor.id,
            recorded_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    visit = await queries.get_visit(tx, case, new.id)
    if made.rowcount:
        await tx.publish(
            VisitRecorded(
                subject_id=case.application_id,
                parties=(case.institution_id,),
                visit_id=visit.id,
                kind=visit.kind,
                held_at=visit.held_at,
            )
        )
    return visit

"""Each instalment is announced once, some days before it falls due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, update

from rongqu.events.servicing import InstalmentDue
from rongqu.infra.policies import read_policy_on
from rongqu.infra.tx import Tx
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.days.types import Closing, Outcome
from rongqu.modules.servicing.types import LoanStatus

LINE, LOAN = tables.instalment.c, tables.loan.c


async def give_notice(tx: Tx, closing: Closing) -> Outcome:
    days = int(await read_policy_on(tx, "servicing.due_notice_days", closing.as_of))
    last = closing.as_of + timedelta(days=days)
    announced = await tx.connection.execute(
        update(tables.instalment)
        .where(LOAN.id == LINE.loan_id, LOAN.status == LoanStatus.ACTIVE)
        .where(LINE.paid_on.is_(None), LINE.noticed_on.is_(None))
        .where(LINE.due_on.between(closing.as_of, last))
        .values(noticed_on=closing.day)
        .returning(
            *tables.instalment.c, LOAN.application_id, LOAN.enterprise_id, LOAN.institution_id
        )
    )
    notices = [_as_event(row) for row in announced]
    await tx.publish_all(notices)
    return Outcome(rows=len(notices))


def _as_event(row: Row[Any]) -> InstalmentDue:
    line = queries.to_instalment(row)
    return InstalmentDue(
        subject_id=row.loan_id,
        parties=(row.enterprise_id, row.institution_id),
        application_id=row.application_id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        number=row.number,
        due_on=row.due_on,
        amount=line.principal_left + line.interest_left,
    )

"""Events that change a figure: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationMoved
from rongqu.events.servicing import (
    LoanClosed,
    LoanCured,
    LoanOpened,
    LoanOverdue,
    RepaymentApplied,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.insight import keeping
from rongqu.modules.insight.types import Bucket


@on(ApplicationMoved)
async def keep_application(tx: Tx, event: ApplicationMoved) -> None:
    await keeping.note_application(tx, event)


@on(LoanOpened)
async def keep_new_loan(tx: Tx, event: LoanOpened) -> None:
    await keeping.note_loan(tx, event)


@on(RepaymentApplied)
async def keep_outstanding(tx: Tx, event: RepaymentApplied) -> None:
    await keeping.note_outstanding(tx, LoanId(event.subject_id), event.outstanding)


@on(LoanOverdue)
async def keep_arrears(tx: Tx, event: LoanOverdue) -> None:
    bucket, days = Bucket(event.bucket), event.days_past_due
    await keeping.note_arrears(tx, LoanId(event.subject_id), bucket, days, event.outstanding)


@on(LoanCured)
async def keep_cure(tx: Tx, event: LoanCured) -> None:
    loan_id = LoanId(event.subject_id)
    await keeping.note_arrears(tx, loan_id, Bucket.CURRENT, 0, event.outstanding)


@on(LoanClosed)
async def keep_closing(tx: Tx, event: LoanClosed) -> None:
    await keeping.note_closed(tx, LoanId(event.subject_id))

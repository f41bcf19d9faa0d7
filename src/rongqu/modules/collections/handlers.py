"""What collections do when something happens to a loan: each handler is one call."""

from __future__ import annotations

from datetime import timedelta

from rongqu.events.servicing import (
    DayRunCompleted,
    LoanTermsChanged,
    LoanWrittenOff,
    RepaymentApplied,
    RepaymentCancelled,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.collections.actions.work_cases import work_cases


@on(DayRunCompleted)
async def work_all_cases_after_a_day(tx: Tx, event: DayRunCompleted) -> None:
    await work_cases(tx, event.business_date + timedelta(days=1))


@on(RepaymentApplied)
async def work_case_when_money_came(tx: Tx, event: RepaymentApplied) -> None:
    await work_cases(tx, tx.business_date, LoanId(event.subject_id))


@on(RepaymentCancelled)
async def work_case_when_money_was_taken_back(tx: Tx, event: RepaymentCancelled) -> None:
    await work_cases(tx, tx.business_date, LoanId(event.subject_id))


@on(LoanTermsChanged)
async def work_case_when_terms_changed(tx: Tx, event: LoanTermsChanged) -> None:
    await work_cases(tx, tx.business_date, LoanId(event.subject_id))


@on(LoanWrittenOff)
async def work_case_when_written_off(tx: Tx, event: LoanWrittenOff) -> None:
    await work_cases(tx, tx.business_date, LoanId(event.subject_id))

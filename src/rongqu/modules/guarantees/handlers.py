"""What guarantees do when a loan is lost, or its money comes after all: one call each."""

from __future__ import annotations

from rongqu.events.servicing import (
    DayRunCompleted,
    LoanWrittenOff,
    RepaymentApplied,
    RepaymentCancelled,
)
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId, new_id
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.guarantees import permissions
from rongqu.modules.guarantees.actions.ask_change import CHANGE_AGREEMENT
from rongqu.modules.guarantees.actions.change_agreement import change_agreement
from rongqu.modules.guarantees.actions.share_loss import share_loss
from rongqu.modules.guarantees.actions.share_recovery import share_recovery
from rongqu.modules.guarantees.actions.unshare_recovery import unshare_recovery
from rongqu.modules.guarantees.actions.watch_coverage import watch_coverage
from rongqu.modules.guarantees.types import AgreementChange


@on(LoanWrittenOff)
async def share_loss_when_written_off(tx: Tx, event: LoanWrittenOff) -> None:
    await share_loss(tx, tx.cause or new_id(), LoanId(event.subject_id), event.principal)


@on(RepaymentApplied)
async def share_recovery_when_money_came(tx: Tx, event: RepaymentApplied) -> None:
    await share_recovery(tx, event.repayment_id, LoanId(event.subject_id), event.principal)


@on(RepaymentCancelled)
async def unshare_recovery_when_taken_back(tx: Tx, event: RepaymentCancelled) -> None:
    await unshare_recovery(tx, event.fact_id, LoanId(event.subject_id))


@on(DayRunCompleted)
async def watch_coverage_after_a_day(tx: Tx, event: DayRunCompleted) -> None:
    await watch_coverage(tx, event.business_date)


@stored_command(CHANGE_AGREEMENT, approve=permissions.APPROVE, content=AgreementChange)
async def change_agreement_once_approved(
    tx: Tx, approved: Approval, change: AgreementChange
) -> None:
    await change_agreement(tx, approved, change)
